"""Channels made of settings: their policy, their words, their secrets, and the way to them."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from stream.adapters.channels.base import Channel
from stream.adapters.channels.webhook import Webhook, WebhookOptions
from stream.bootstrap.secrets import secret_text
from stream.errors import ConfigError
from stream.notify.policy import ChannelPolicy, QuietHours
from stream.notify.templates import Templates
from stream.notify.together import FOLD
from stream.settings.channels import ChannelSettings

SHORTEST_KEY = 16
"""Characters of a signing key, at least; `openssl rand -hex 32` makes one of 64."""

MOST_KEYS = 2


@dataclass(frozen=True)
class ReadyChannel:
    """A channel with all that is needed to tell it something."""

    policy: ChannelPolicy
    templates: Templates
    channel: Channel


def policy_of(of: ChannelSettings) -> ChannelPolicy:
    """What a channel asks for."""
    return ChannelPolicy(
        name=of.name, take=of.take, rules=frozenset(of.rules), severities=frozenset(of.severities),
        languages=frozenset(of.languages), at_once=frozenset(of.at_once), quiet=_quiet(of),
        digest=timedelta(minutes=of.digest_minutes), per_minute=of.per_minute,
        expire=timedelta(minutes=of.expire_minutes),
        expire_corrections=timedelta(hours=of.expire_corrections_hours), queue=of.queue,
        backoff=timedelta(seconds=of.retry_seconds),
        backoff_most=timedelta(seconds=of.retry_most_seconds),
        breaker_failures=of.breaker_failures, breaker_pause=timedelta(seconds=of.breaker_seconds),
        breaker_most=timedelta(seconds=of.breaker_most_seconds),
        fold=FOLD if of.kind == "apprise" else timedelta(0),
    )  # fmt: skip


def _quiet(of: ChannelSettings) -> QuietHours | None:
    if not of.quiet:
        return None
    start, _, end = of.quiet.partition("-")
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end), ZoneInfo(of.zone))


def templates_of(of: ChannelSettings) -> Templates:
    """A channel's templates. Raises ConfigError."""
    given = {
        "title": of.title, "text": of.text,
        "digest_title": of.digest_title, "digest_text": of.digest_text,
    }  # fmt: skip
    return Templates(given, f"channel {of.name}")


def ready_channel(of: ChannelSettings, environ: Mapping[str, str] = os.environ) -> ReadyChannel:
    """The channel with its secrets read. Raises ConfigError."""
    return ReadyChannel(policy_of(of), templates_of(of), _channel(of, environ))


def _channel(of: ChannelSettings, environ: Mapping[str, str]) -> Channel:
    url = _url(of, environ)
    if of.kind == "apprise":
        from stream.adapters.channels.apprise import AppriseChannel

        return AppriseChannel(url, of.timeout_seconds, f"channel {of.name}")
    return Webhook(
        WebhookOptions(
            url=url,
            keys=_keys(of, environ),
            mode=of.mode,
            allow_private=of.allow_private,
            timeout=of.timeout_seconds,
            answer_bytes=of.answer_bytes,
            tls=_tls(of),
        )
    )


def _url(of: ChannelSettings, environ: Mapping[str, str]) -> str:
    if of.url is not None:
        return of.url.get_secret_value()
    url = _secret(of, "url", of.url_file, of.url_variable, environ)
    parts = urlsplit(url)
    if of.kind == "webhook":
        allowed = ("https", "http") if of.allow_http else ("https",)
        if parts.scheme not in allowed or not parts.hostname:
            raise ConfigError(
                f"channel {of.name}: the address is not one of {' or '.join(allowed)}"
            )
    return url


def _keys(of: ChannelSettings, environ: Mapping[str, str]) -> tuple[bytes, ...]:
    if of.keys_file is None and of.keys_variable is None:
        return ()
    keys = _secret(of, "keys", of.keys_file, of.keys_variable, environ).split()
    if len(keys) > MOST_KEYS or min(map(len, keys)) < SHORTEST_KEY:
        raise ConfigError(
            f"channel {of.name}: wanted are one or two signing keys of {SHORTEST_KEY} characters or more"
        )
    return tuple(key.encode() for key in keys)


def _secret(
    of: ChannelSettings,
    what: str,
    file: Path | None,
    variable: str | None,
    environ: Mapping[str, str],
) -> str:
    """A secret from where the settings say. Raises ConfigError, which says where, and not what."""
    where = (
        f"channel {of.name}: {what}_file {file}"
        if file
        else f"channel {of.name}: {what}_variable {variable}"
    )
    text = secret_text(file, variable, environ, where)
    if not text:
        unset = file is None and variable not in environ
        raise ConfigError(f"{where} is {'not set' if unset else 'empty'}")
    return text


def _tls(of: ChannelSettings) -> ssl.SSLContext | None:
    if of.ca_file is None:
        return None
    try:
        return ssl.create_default_context(cafile=str(of.ca_file))
    except OSError as error:  # ssl.SSLError is one
        raise ConfigError(
            f"channel {of.name}: ca_file {of.ca_file} can't be used: {error.strerror or error}"
        ) from error
