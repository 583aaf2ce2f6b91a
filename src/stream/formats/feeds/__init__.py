"""RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0 to records, by feedparser; JSON Feed beside them.

Encoding, entities and broken XML are dealt with before feedparser sees a byte, identity and times after
it: what it guesses silently (an encoding, an unknown zone as UTC) is either known or warned of.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream.errors import MalformedUpdate
from stream.formats.detect.text import json_kind
from stream.formats.feeds.document import open_feed
from stream.formats.feeds.entry import format_name, read_entry, read_head
from stream.formats.feeds.outcomes import outcomes
from stream.formats.feeds.parts import Feed, Item, local_name
from stream.formats.feeds.record import Entry, Source, host_of, is_address
from stream.formats.feeds.subjects import language_tag
from stream.formats.outcome import Hints, Outcome, Refused, numbered

_HEAD = 65_536
"""Bytes that show whether a document is JSON."""


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a feed from a file; an empty feed that is a feed yields nothing."""
    return read_feed(data, hints)


def read_feed(data: bytes, hints: Hints, charset: str = "") -> Iterator[Outcome]:
    """Read a feed; `charset` is that of HTTP's Content-Type, or "". Items come in the feed's order.

    JSON that comes from the address of a feed is read as such (JSON Feed, ninjs).
    """
    if json_kind(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        from stream.formats.ninjs import (
            parse as parse_json,
        )  # loads the rules of ninjs only when needed

        yield from numbered(parse_json(data, hints))
        return
    try:
        feed = open_feed(data, charset, hints)
        source = _source(feed, hints)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    yield from outcomes([_entry(part) for part in feed.items], source, hints)


def _source(feed: Feed, hints: Hints) -> Source:
    """What the feed says of itself. A channel's title names a channel: the settings' provider goes first."""
    fields, version = read_head(feed.head)
    warnings = list(feed.warnings)
    link = str(fields.get("link") or "")
    if not is_address(link):
        link = hints.name if is_address(hints.name) else ""
    title = " ".join(str(fields.get("title") or "").split())
    stated = "" if hints.provider else feed.publisher or title or host_of(link)
    language = language_tag(str(fields.get("language") or ""), warnings) or hints.language
    return Source(hints.provider or stated, language, link, version, format_name(version), warnings)


def _entry(part: Item | MalformedUpdate) -> Entry | Item | MalformedUpdate:
    if isinstance(part, MalformedUpdate) or _is_deleted(part):
        return part
    try:
        return Entry(read_entry(part.text), part)
    except MalformedUpdate as error:
        return error


def _is_deleted(item: Item) -> bool:
    return item.element is not None and local_name(item.element) == "deleted-entry"
