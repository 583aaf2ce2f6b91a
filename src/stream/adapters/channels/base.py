"""What a channel is, and how its secrets are kept out of what others read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from urllib.parse import unquote, unquote_plus, urlsplit

from stream.notify.answers import Answer
from stream.notify.messages import Message

HIDDEN = "[hidden]"
_SHORTEST = 4
"""Parts of an address shorter than this are not taken for secrets: "to" and "443" are everywhere."""


class Channel(Protocol):
    """A way to tell somebody something."""

    async def send(self, message: Message, now: datetime) -> Answer:
        """Make one attempt, within the channel's time limit; what goes wrong is in the answer."""

    async def close(self) -> None:
        """Let connections go."""


class Scrubber:
    """Takes secrets out of texts: whole, and the parts of those that are addresses."""

    def __init__(self, secrets: Iterable[str]) -> None:
        found = {part for secret in secrets for part in _parts(secret)}
        # Longest first, so that no part of a secret is left when a shorter one is inside it.
        self._parts = sorted(found, key=lambda part: (-len(part), part))

    def __call__(self, text: str) -> str:
        """The text without them."""
        for part in self._parts:
            text = text.replace(part, HIDDEN)
        return text

    def __repr__(self) -> str:
        return "Scrubber(…)"


def _parts(secret: str) -> set[str]:
    """The secret, and if it is an address its login, path and query; the host may be shown."""
    if "://" not in secret:
        return {secret} if secret else set()
    address = urlsplit(secret)
    pieces = [address.username or "", address.password or "", *address.path.split("/")]
    for pair in address.query.split("&"):
        pieces += [pair.partition("=")[2], *pair.partition("=")[2].split(",")]
    decoded = [f(piece) for piece in pieces for f in (str, unquote, unquote_plus)]
    return {secret, *(piece for piece in decoded if len(piece) >= _SHORTEST)}
