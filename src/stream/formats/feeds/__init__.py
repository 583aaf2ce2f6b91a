"""RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0 to records, by feedparser.

Encoding, entities and broken XML are dealt with before feedparser sees a byte, identity and times after
it: what it guesses silently (an encoding, an unknown zone as UTC) is either known or warned of.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream.errors import MalformedUpdate
from stream.formats.feeds.document import open_feed
from stream.formats.feeds.entry import format_name, read_entry, read_head
from stream.formats.feeds.parts import Feed, Item, local_name
from stream.formats.feeds.record import (
    Entry,
    Source,
    host_of,
    is_address,
    item_guid,
    item_link,
    to_kill,
    to_record,
)
from stream.formats.feeds.subjects import language_tag
from stream.formats.outcome import Hints, Outcome, Read, Refused, numbered
from stream.wire.text import quote


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a feed from a file; an empty feed that is a feed yields nothing."""
    return read_feed(data, hints)


def read_feed(data: bytes, hints: Hints, charset: str = "") -> Iterator[Outcome]:
    """Read a feed; `charset` is that of HTTP's Content-Type, or "". Items come in the feed's order."""
    try:
        feed = open_feed(data, charset, hints)
        source = _source(feed, hints)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    parts = [_entry(part) for part in feed.items]
    shared = _shared([part for part in parts if isinstance(part, Entry)], source)
    yield from numbered(_outcome(part, source, shared, hints) for part in parts)


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


def _shared(entries: list[Entry], source: Source) -> frozenset[str]:
    """Guids on items with different links, links on guidless items with different titles: no ids.

    Nor is the feed's own page: some publishing systems put it on every item.
    """
    found: dict[str, set[str]] = {}
    for entry in entries:
        guid, link = item_guid(entry), item_link(entry, source)
        differs = link if guid else str(entry.fields.get("title") or "")
        found.setdefault(guid or link, set()).add(differs)
    several = {name for name, differing in found.items() if len(differing - {""}) > 1}
    return frozenset(several | {source.link}) - {""}


def _outcome(
    part: Entry | Item | MalformedUpdate, source: Source, shared: frozenset[str], hints: Hints
) -> Outcome:
    if isinstance(part, MalformedUpdate):
        return Refused(part)
    try:
        record = (
            to_record(part, source, shared, hints)
            if isinstance(part, Entry)
            else to_kill(part.element, source, hints)
        )
    except MalformedUpdate as error:
        return Refused(error)
    if hints.strict and "warnings" in record:
        why = "; ".join(record["warnings"])
        return Refused(MalformedUpdate(f"strict: {why}", f"uri {quote(record['uri'])}"))
    return Read(record)
