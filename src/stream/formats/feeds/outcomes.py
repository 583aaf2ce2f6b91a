"""The items of one feed to outcomes: ids that several items share name none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stream.errors import MalformedUpdate
from stream.formats.feeds.parts import Item
from stream.formats.feeds.record import Entry, Source, item_guid, item_link, to_kill, to_record
from stream.formats.outcome import Hints, Outcome, Read, Refused, numbered
from stream.wire.reading.text import quote


def outcomes(
    parts: Sequence[Entry | Item | MalformedUpdate], source: Source, hints: Hints
) -> Iterator[Outcome]:
    """An outcome for each part: an entry, a deleted one (an Item), or what is wrong."""
    shared = _shared([part for part in parts if isinstance(part, Entry)], source)
    yield from numbered(_outcome(part, source, shared, hints) for part in parts)


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
