"""`[notify]`, and a `[[channels]]` table: one place that alerts are told to, and how."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from stream.model import Severity
from stream.settings.base import (
    Count,
    Port,
    Seconds,
    Section,
    UserPath,
    Whole,
    plain_name,
    time_zone,
)

ChannelKind = Literal["webhook", "apprise"]
SECRET_PREFIX = "NEWSWIRE_SECRET_"
"""Variables of this project that hold a channel's secrets start so; others are refused as unknown."""

_WEBHOOK_ONLY = (
    "url", "keys_file", "keys_variable", "mode", "allow_http", "allow_private", "ca_file", "answer_bytes",
)  # fmt: skip
_QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def _address(given: SecretStr) -> SecretStr:
    """Check a webhook's address; one with a login in it has its place elsewhere."""
    parts = urlsplit(given.get_secret_value())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address starts with https:// (or http://) and names a host")
    if parts.username or parts.password:
        raise ValueError("an address with a login is a secret: use url_file or url_variable")
    return given


def _variable(name: str) -> str:
    if name.upper().startswith("NEWSWIRE_") and not name.startswith(SECRET_PREFIX):
        raise ValueError(
            f"names that start with NEWSWIRE_ are settings: start it with {SECRET_PREFIX}"
        )
    return name


def _quiet(text: str) -> str:
    found = _QUIET.fullmatch(text)
    if text and (not found or text[:5] == text[6:]):
        raise ValueError("two different clock times, as 22:00-07:00")
    return text


Variable = Annotated[str, Field(min_length=1), AfterValidator(_variable)]


class NotifySettings(Section):
    """What `newswire notify` does beside the channels."""

    status_port: Port = Field(
        default=6068,
        description="Port of notify's own /metrics and /health (status.host, status.enabled); 0 takes any free one.",
    )
    retention_days: Whole = Field(
        default=14,
        description="How long after its last delivery notify remembers who holds an alert; longer than "
        "alert.retention_days, and at most the 30 days that the topic keeps.",
    )


class ChannelSettings(Section):
    """One place that alerts are told to."""

    name: Annotated[str, AfterValidator(plain_name)] = Field(
        description="The name that rules use for it, unique; letters, digits, dot, underscore, hyphen.",
        examples=["foreign-desk"],
    )
    kind: ChannelKind = Field(
        description="A signed HTTP request for a program, or any service that apprise knows: chat, e-mail, push.",
        examples=["webhook"],
    )
    url: Annotated[SecretStr, AfterValidator(_address)] | None = Field(
        default=None,
        description="Address (webhook). One that holds a secret belongs in url_file or url_variable.",
        examples=["https://desk.example/alerts"],
    )
    url_file: UserPath | None = Field(
        default=None,
        description="File that holds the address. An address for apprise holds secrets: it comes from here or "
        "from url_variable.",
        examples=["desk.url"],
    )
    url_variable: Variable | None = Field(
        default=None,
        description="Environment variable that holds the address.",
        examples=["NEWSWIRE_SECRET_DESK_URL"],
    )
    keys_file: UserPath | None = Field(
        default=None,
        description="File with the signing key, or two, one a line (webhook): requests are signed with "
        "each, so that a receiver can change from one to the other.",
        examples=["desk.keys"],
    )
    keys_variable: Variable | None = Field(
        default=None,
        description="Environment variable with the signing key, or two with a space between (webhook).",
        examples=["NEWSWIRE_SECRET_DESK_KEYS"],
    )
    mode: Literal["plain", "structured", "binary"] = Field(
        default="plain",
        description="Body of a webhook: a JSON object of our own, or a CloudEvent in structured or binary mode.",
    )
    allow_http: bool = Field(default=False, description="Allow an address without TLS (webhook).")
    allow_private: bool = Field(
        default=False,
        description="Allow private, loopback and link-local addresses (webhook); checked on the "
        "address connected to, whatever the name says.",
    )
    ca_file: UserPath | None = Field(
        default=None,
        description="Certificates to trust instead of the system's (webhook).",
        examples=["desk-ca.pem"],
    )
    timeout_seconds: Seconds = Field(
        default=10.0, description="How long one attempt may take, from name look-up to answer."
    )
    answer_bytes: Whole = Field(
        default=16_384,
        description="How much of an answer is read before the connection is closed (webhook).",
    )
    take: Literal["named", "all"] = Field(
        default="named",
        description="named: alerts that name this channel; all: alerts of any channel. The three lists "
        "below narrow both.",
    )
    rules: list[str] = Field(default=[], description="Ids of the rules told; empty for all.")
    severities: list[Severity] = Field(default=[], description="Severities told; empty for all.")
    languages: list[str] = Field(
        default=[], description="Languages of the item told, as en; empty for all."
    )
    at_once: list[Severity] = Field(
        default=["critical"],
        description="Severities that wait neither for quiet hours to end nor for a digest; withdrawals never do.",
    )
    quiet: Annotated[str, AfterValidator(_quiet)] = Field(
        default="",
        description="Quiet hours, as 22:00-07:00, at whose end all that waited is told in one message; none if empty.",
    )
    zone: Annotated[str, AfterValidator(time_zone)] = Field(
        default="UTC", description="IANA time zone of the quiet hours, as Europe/London."
    )
    digest_minutes: Annotated[int, Field(ge=0, le=1440)] = Field(
        default=0,
        description="Gather alerts and tell them together every so many minutes; 0 tells each at once.",
    )
    per_minute: Count = Field(
        default=0, description="The most messages in any 60 seconds; 0 for no limit."
    )
    expire_minutes: Whole = Field(
        default=360,
        description="An alert that could not be told for so long is reported as expired, not sent.",
    )
    expire_corrections_hours: Whole = Field(
        default=168,
        description="The same for amendments and withdrawals of what the channel was told.",
    )
    queue: Whole = Field(
        default=1000,
        description="Messages that wait for the channel at most; beyond, the oldest that corrects nothing is "
        "reported as failed.",
    )
    retry_seconds: Seconds = Field(
        default=1.0,
        description="Pause before a failed message is tried again; doubles each time, with jitter.",
    )
    retry_most_seconds: Seconds = Field(default=300.0, description="The longest such pause.")
    breaker_failures: Whole = Field(
        default=5, description="Failures in a row after which the channel counts as down and rests."
    )
    breaker_seconds: Seconds = Field(
        default=30.0,
        description="How long it rests before one message tries it again; doubles each time that fails.",
    )
    breaker_most_seconds: Seconds = Field(default=300.0, description="The longest such rest.")
    title: str | None = Field(
        default=None,
        description="Template (jinja2) of the title; `newswire notify preview` shows what comes of it.",
        examples=["{{ alert.severity }}: {{ alert.headline }}"],
    )
    text: str | None = Field(
        default=None,
        description="Template of the text.",
        examples=["{{ alert.headline }} ({{ alert.sources | join(', ') }})"],
    )
    digest_title: str | None = Field(
        default=None,
        description="Template of a digest's title.",
        examples=["{{ alerts | length }} alerts"],
    )
    digest_text: str | None = Field(
        default=None,
        description="Template of a digest's text.",
        examples=["{% for alert in alerts %}{{ alert.headline }}. {% endfor %}"],
    )

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        given = [n for n in _WEBHOOK_ONLY if getattr(self, n) != type(self).model_fields[n].default]
        if self.kind == "apprise" and given:
            raise ValueError(f"channel {self.name!r}: kind apprise takes no {', '.join(given)}")
        ways = [n for n in ("url", "url_file", "url_variable") if getattr(self, n) is not None]
        wanted = (
            "url_file or url_variable"
            if self.kind == "apprise"
            else "url, url_file or url_variable"
        )
        if len(ways) != 1:
            raise ValueError(f"channel {self.name!r}: give one of {wanted}")
        if self.keys_file and self.keys_variable:
            raise ValueError(f"channel {self.name!r}: give one of keys_file and keys_variable")
        if self.url and _plain_http(self.url) and not self.allow_http:
            raise ValueError(f"channel {self.name!r}: url has no TLS; use https, or set allow_http")
        return self


def _plain_http(url: SecretStr) -> bool:
    return urlsplit(url.get_secret_value()).scheme == "http"


def distinct_channels(channels: list[ChannelSettings]) -> list[ChannelSettings]:
    """Refuse two channels of one name: the outbox could not tell them apart."""
    names = [channel.name for channel in channels]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two channels are called {name!r}")
    return channels
