"""News in JSON: ninjs 1.0 to 3.1 judged by its own version's rules, and agencies' JSON beside it.

A document is one item, a list of items, or an envelope as agencies' interfaces send them. An item in
the project's own words is read as well. What breaks ninjs's rules is a warning; with `hints.strict` it
refuses the item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from stream.errors import MalformedUpdate, NotNews
from stream.formats.ninjs.agencies import ap, digitalwires, is_ap, is_digitalwires
from stream.formats.ninjs.json import decode, is_json_feed, items, refuse_what
from stream.formats.ninjs.record import RECORD_KEYS, outcome
from stream.formats.ninjs.rules import MOST_FAULTS
from stream.formats.ninjs.tables import TABLE, is_table
from stream.formats.ninjs.versions import faults_of, version_of
from stream.formats.outcome import Hints, Outcome, Refused
from stream.wire.reading.ninjs import recognised, to_record
from stream.wire.reading.record import SCHEMA
from stream.wire.reading.text import quote

OWN_FORMAT = f"newswire {SCHEMA}"
"""What `format` says of an item in the project's own words."""

_DIGITALWIRES = "dpa digitalwires"
_AP = "AP Media API"
_ANY_KEYS = frozenset({"uri", "headline"})
_OWN_KEYS = frozenset({"schema", "provider", "body", "version_created", "pub_status", "ed_note"})
"""Words of the project's record that ninjs has not; one of them is enough."""


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a document of JSON; never raises, and yields at least one outcome."""
    try:
        decoded = decode(data, hints.max_bytes)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    if is_json_feed(decoded.value):
        from stream.formats.feeds.jsonfeed import (
            read_json_feed,
        )  # loads feedparser only when needed

        yield from read_json_feed(decoded.value, decoded.warnings, hints)
        return
    for where, item in items(decoded.value):
        found = read_item(item, where, decoded.warnings, hints)
        yield found._replace(data=_cut_out(item)) if isinstance(found, Refused) else found


def _cut_out(item: Any) -> bytes:
    """An item's own JSON; nothing for one that is too deep, or has half a surrogate."""
    try:
        return orjson.dumps(item)
    except TypeError:
        return b""


def read_item(item: Any, where: str, mended: list[str], hints: Hints) -> Outcome:
    """The outcome of one decoded item; `mended` is what its document needed to be read at all."""
    if error := refuse_what(item, where):
        return Refused(error)
    warnings: list[str] = []
    try:
        format_, faults = _format(item, where or "message")
        faults = mended + faults
        if hints.strict and faults:
            raise MalformedUpdate("strict: " + "; ".join(faults), where or "message")
        record = {"format": format_, **_record(item, format_, warnings, hints)}
        if is_table(record["body"] if isinstance(record.get("body"), str) else ""):
            raise NotNews(TABLE, "body")
    except MalformedUpdate as error:
        return Refused(error)
    return outcome(record, faults, warnings, hints)


def _format(item: dict[str, Any], where: str) -> tuple[str, list[str]]:
    """What an item is written in, and what it has against the rules of that."""
    if is_digitalwires(item):
        said = item.get("format")
        version = said.partition("@")[2] if isinstance(said, str) else ""
        return f"{_DIGITALWIRES} {version[:20]}".strip(), []
    if is_ap(item):
        return _AP, []
    if not recognised(item) and not _OWN_KEYS.isdisjoint(item):
        strange = sorted(item.keys() - RECORD_KEYS)[:MOST_FAULTS]
        return OWN_FORMAT, [f"unknown key {quote(key)} ignored" for key in strange]
    if not recognised(item) and _ANY_KEYS.isdisjoint(item):
        keys = ", ".join(sorted(key[:40] for key in item)[:5])
        raise MalformedUpdate(f"no news: neither identity nor text among its keys {keys}", where)
    version_found = version_of(item)
    return str(version_found), faults_of(item, version_found)


def _record(
    item: dict[str, Any], format_: str, warnings: list[str], hints: Hints
) -> dict[str, Any]:
    """An item under the project's keys."""
    if format_ == OWN_FORMAT:
        return dict(item)
    if format_.startswith(_DIGITALWIRES):
        return digitalwires(item, warnings)
    return to_record(ap(item) if format_ == _AP else item, warnings, hints.provider)
