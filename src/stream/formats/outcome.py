"""The contract of a parser: what it is told, and what it says of each item of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate
from stream.model.times import EPOCH

MAX_BYTES = 16 * 1_048_576
"""Default limit of one document, in bytes: a feed or a package may hold a thousand items."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a document can't say of itself; the source's settings do.

    `provider` is used where the document names none (always, where `provider_wins`); `zone` (IANA name) is
    for wall-clock times without one; `language` for items that state none; `arrival` (aware UTC) completes
    dates that lack a year or a month; `name` is the file name or address, for messages only.
    """

    provider: str = ""
    provider_wins: bool = False
    zone: str = ""
    language: str = ""
    strict: bool = False
    max_bytes: int = MAX_BYTES
    arrival: datetime = EPOCH
    name: str = ""


class Read(NamedTuple):
    """An item that was read: a record as schemas/wire.updates/v1.json says, its faults in `warnings`."""

    record: dict[str, Any]


class Refused(NamedTuple):
    """An item that was not: a NotNews for what is no text news, else a MalformedUpdate that says where.

    `item` is its place among the document's outcomes, from 1, so that it is found again in the file; 0
    where nobody counted. `data` are its own bytes where it can be cut out: a document that reads the same.
    """

    error: MalformedUpdate
    item: int = 0
    data: bytes = b""


Outcome = Read | Refused


def with_data(outcome: Outcome, data: bytes) -> Outcome:
    """The same outcome; a refusal with the item's own bytes."""
    return outcome._replace(data=data) if isinstance(outcome, Refused) else outcome


def judged(record: dict[str, Any], hints: Hints) -> Outcome:
    """A record as an outcome: without its empty keys, and refused for its warnings if strict."""
    record = {key: value for key, value in record.items() if value not in (None, "", [], {})}
    if hints.strict and "warnings" in record:
        why = "; ".join(record["warnings"])
        return Refused(MalformedUpdate(f"strict: {why}", f"uri {record['uri']}"))
    return Read(record)


def numbered(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, each refusal with its place."""
    for number, outcome in enumerate(outcomes, 1):
        yield outcome._replace(item=number) if isinstance(outcome, Refused) else outcome


Parser = Callable[[bytes, Hints], Iterator[Outcome]]
"""Yields at least one outcome for any bytes and never raises; one bad item never spoils its neighbours."""
