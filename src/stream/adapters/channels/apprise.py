"""Chat, e-mail and push by apprise, which is synchronous: each channel has a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

import apprise

from stream.adapters.channels.base import Scrubber
from stream.errors import ConfigError
from stream.notify.answers import Answer, tidy
from stream.notify.messages import KEY_HEADER, Message

_ANY_ADDRESS = ("json", "jsons", "xml", "xmls", "form", "forms")
_OWN_SCREEN = ("syslog", "dbus", "glib", "qt", "kde", "gnome", "macosx", "windows")
REFUSED = frozenset((*_ANY_ADDRESS, *_OWN_SCREEN))
"""Requests to any address are what a webhook is for, with its checks; the others show on this machine's screen."""

_KINDS = {
    "withdrawn": apprise.NotifyType.FAILURE,
    "amended": apprise.NotifyType.WARNING,
    "escalated": apprise.NotifyType.WARNING,
}


class AppriseChannel:
    """A channel that apprise reaches at `url`; `timeout` is in seconds. Raises ConfigError without the address."""

    def __init__(self, url: str, timeout: float, where: str) -> None:
        logging.getLogger("apprise").propagate = False  # what it says is in the answer, scrubbed
        scheme = urlsplit(url).scheme.lower()
        if scheme in REFUSED:
            raise ConfigError(
                f"{where}: {scheme}:// is no channel; for a program, use kind webhook"
            )
        asset = apprise.AppriseAsset(
            app_id="Newswire", app_desc="Newswire Stream", app_url="", secure_logging=True
        )
        self._plugin: Any = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
        if not self._plugin:
            raise ConfigError(f"{where}: apprise can't use the address ({scheme or 'no'}:// …)")
        for name in ("socket_connect_timeout", "socket_read_timeout"):
            setattr(
                self._plugin, name, min(float(getattr(self._plugin, name) or timeout), timeout / 2)
            )
        # Apprise would sleep in the attempt's time; `per_minute` is ours.
        self._plugin.request_rate_per_sec = 0
        self._timeout, self._scrub = timeout, Scrubber([url])
        self._thread = ThreadPoolExecutor(1, "apprise")
        self._running: Future[Answer] | None = None
        self._key = ""

    async def send(self, message: Message, now: datetime) -> Answer:
        """Hand the message to apprise once; its yes is that of the service, its no may be a maybe.

        A message whose last attempt has not ended yet, or has ended since, is not handed over again.
        """
        if self._running is None or (self._running.done() and self._key != message.key):
            self._running, self._key = self._thread.submit(self._notify, message), message.key
        elif self._key != message.key:
            return Answer("no", "the attempt before has not ended yet")
        try:
            answer = await asyncio.wait_for(
                asyncio.shield(asyncio.wrap_future(self._running)), self._timeout
            )
        except TimeoutError:
            return Answer("maybe", f"no answer within {self._timeout:g} s")
        self._running = None
        return answer

    def _notify(self, message: Message) -> Answer:
        if isinstance(getattr(self._plugin, "headers", None), dict):  # e-mail
            self._plugin.headers[KEY_HEADER] = message.key
        with _Heard() as heard:
            try:
                done = self._plugin.notify(
                    body=message.text, title=message.title,
                    notify_type=_KINDS.get(message.kind, apprise.NotifyType.INFO),
                    body_format=apprise.NotifyFormat.TEXT,
                )  # fmt: skip
            except Exception as error:  # of some eighty services' code
                heard.said.append(f"{type(error).__name__}: {error}")
                done = False
        if done:
            return Answer("yes", "accepted")
        return Answer(
            "maybe", tidy(self._scrub("; ".join(heard.said))) or "apprise could not send it"
        )

    async def close(self) -> None:
        """Let the thread go; an attempt under way ends by its own time limits."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class _Heard(logging.Handler):
    """What apprise says in this thread at warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self._mine = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._mine:
            self.said.append(record.getMessage())

    def __enter__(self) -> Self:
        logging.getLogger("apprise").addHandler(self)
        return self

    def __exit__(self, *exc: object) -> None:
        logging.getLogger("apprise").removeHandler(self)
