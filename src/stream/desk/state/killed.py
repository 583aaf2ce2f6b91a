"""Takes the words of killed reports out of an alert message, and leaves what it was about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from stream.desk.state.times import parsed

Message = dict[str, Any]
Moment = tuple[int | None, str, str]
"""A point of a time line: its time (ms), status and provider."""

TAKEN_BACK = "(withdrawn)"
"""Stands for the headline of a killed story in a digest, where a name must not be empty."""


class Killed(NamedTuple):
    """Killed reports of some stories: their ids, and by provider the hashes of their headlines."""

    uris: frozenset[str]
    headlines: frozenset[tuple[str, bytes]]
    digests: frozenset[bytes]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bytes]]) -> Killed:
        """From rows of provider, uri and digest."""
        found = list(rows)
        return cls(
            frozenset(uri for _, uri, _ in found),
            frozenset((provider, digest) for provider, _, digest in found),
            frozenset(digest for _, _, digest in found),
        )

    def __bool__(self) -> bool:
        return bool(self.uris)

    def says(self, provider: object, headline: object) -> bool:
        """Whether the headline is a killed one of this provider."""
        if not isinstance(headline, str) or not headline:
            return False
        return (str(provider), digest(headline)) in self.headlines


def digest(headline: str) -> bytes:
    """What is kept of a killed headline: enough to know it again, and no word of it."""
    return blake2b(headline.encode(errors="surrogatepass"), digest_size=16).digest()


def scrub(message: Message, killed: Killed) -> Message:
    """The message without the words of killed reports; itself if it has none."""
    if not killed:
        return message
    clean = {**message, "timeline": _timeline(message, killed), "stories": _digest(message, killed)}
    if message["uri"] in killed.uris or killed.says(message["provider"], message["headline"]):
        clean = _wordless(clean)
    return message if clean == message else clean


def _timeline(message: Message, killed: Killed) -> list[Any]:
    return [
        {**moment, "headline": ""}
        if isinstance(moment, dict) and killed.says(moment.get("provider"), moment.get("headline"))
        else moment
        for moment in message.get("timeline") or []
    ]


def _digest(message: Message, killed: Killed) -> list[Any]:
    return [
        {**named, "name": TAKEN_BACK}
        if isinstance(named, dict) and digest(str(named.get("name"))) in killed.digests
        else named
        for named in message.get("stories") or []
    ]


def _wordless(message: Message) -> Message:
    """The message without its report's words; a withdrawal says in its own words why it came."""
    reason = (
        message.get("reason") if message["status"] == "withdrawn" else f"rule {message['rule']}"
    )
    without: Message = {"headline": "", "reason": reason, "changes": [], "figures": []}
    for kind in ("actors", "places"):
        without[kind] = [
            {key: value for key, value in named.items() if key != "evidence"}
            if isinstance(named, dict)
            else named
            for named in message[kind]
        ]
    return {**message, **without}


def blanked_moments(message: Message) -> frozenset[Moment]:
    """The points of a message's time line that have no headline: killed, as the alert stage knows.

    A withdrawal's own point never has one, so it says nothing.
    """
    return frozenset(
        _moment(moment)
        for moment in message.get("timeline") or []
        if isinstance(moment, dict)
        and moment.get("headline") == ""
        and moment.get("status") != "withdrawn"
    )


def scrub_moments(message: Message, gone: frozenset[Moment], dead: Collection[str]) -> Message:
    """The message without the words of points that a later message has blanked.

    `dead` are headlines of earlier messages that went for it: a withdrawal repeats one of them.
    """
    timeline = [
        {**moment, "headline": ""}
        if isinstance(moment, dict) and _moment(moment) in gone
        else moment
        for moment in message.get("timeline") or []
    ]
    clean = {**message, "timeline": timeline} if "timeline" in message else message
    own = (parsed(message["at"]), message["status"], message["provider"])
    repeats = message["status"] == "withdrawn" and message["headline"] in dead
    return _wordless(clean) if message["headline"] and (own in gone or repeats) else clean


def _moment(moment: dict[str, Any]) -> Moment:
    return parsed(moment.get("at")), str(moment.get("status")), str(moment.get("provider"))
