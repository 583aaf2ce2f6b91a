"""The intake stage: reads each record of `wire.updates`, sends it on under its item's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from heapq import heappop, heappush
from sys import intern
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from stream.model import Update
from stream.ports import Effects, Emit, Raw
from stream.wire.language import UNDETERMINED
from stream.wire.parse import MAX_BYTES, parse_object
from stream.wire.record import ReadingRules, read_record, refuse_warnings
from stream.wire.times import TOLERANCE, from_milliseconds

SOURCE = "wire.updates"
ACCEPTED = "wire.accepted"
REMEMBER = timedelta(days=7)
"""How long an item's language is remembered: longer than corrections and kills usually take."""

MAX_URIS = 1_000_000
"""How many items one partition remembers: a week of far more than a busy agency's output."""


class UriRow(Struct, tag=True, array_like=True, frozen=True):
    """A uri was first sent on under `language`; `versioned`: that record had a version."""

    uri: str
    language: str
    versioned: bool


_Entry = tuple[int, int, int, str, str, bool]
"""time (ms), offset, number, uri, language, versioned; a tuple, because there may be a million."""


class IntakeState:
    """The items that one partition has seen, by uri; rows leave by age (log time) and by number."""

    def __init__(self, remember_ms: int, max_uris: int) -> None:
        self._remember_ms, self._max_uris = remember_ms, max_uris
        self._by_uri: dict[str, _Entry] = {}
        self._by_age: list[_Entry] = []

    def lookup(self, uri: str, now: int) -> UriRow | None:
        """What is remembered of a uri at `now` (ms); an expired row is not seen, deleted or not."""
        entry = self._by_uri.get(uri)
        if entry is None or self._expired(entry, now):
            return None
        return UriRow(uri, entry[4], entry[5])

    def apply(self, key: tuple[int, int], row: UriRow, now: int) -> list[tuple[int, int]]:
        """Remember a row; return the keys of the rows that leave, oldest first.

        Every expired row leaves, not only those at the front, and its fate depends on its own time
        alone: so a fold over the rest gives the same state even where log time ran backwards.
        """
        gone = self._expire(now)
        held = self._by_uri.get(row.uri)
        if held is not None and held[1:3] == key:
            return gone
        entry = (now, *key, row.uri, intern(row.language), row.versioned)
        if held is not None:
            gone.append((held[1], held[2]))
        self._by_uri[row.uri] = entry
        heappush(self._by_age, entry)
        while len(self._by_uri) > self._max_uris:
            gone.extend(self._forget_oldest())
        return gone

    def due(self) -> None:
        """Never: nothing happens here by time alone."""

    def __len__(self) -> int:
        return len(self._by_uri)

    def _expired(self, entry: _Entry, now: int) -> bool:
        return now - entry[0] >= self._remember_ms

    def _expire(self, now: int) -> list[tuple[int, int]]:
        gone: list[tuple[int, int]] = []
        while self._by_age and self._expired(self._by_age[0], now):
            gone.extend(self._forget_oldest())
        return gone

    def _forget_oldest(self) -> Iterable[tuple[int, int]]:
        """Drop the oldest entry; one that a later row of its uri has replaced is gone already."""
        entry = heappop(self._by_age)
        if self._by_uri.get(entry[3]) is not entry:
            return ()
        del self._by_uri[entry[3]]
        return ((entry[1], entry[2]),)


class IntakeStage:
    """Bytes of `wire.updates` to updates on `wire.accepted`, keyed by the language of the item.

    An item goes where its first record went, whatever language a later one states: a kill or
    correction without a language, or with another, still reaches the partition that holds it.
    """

    name = "intake"
    source = SOURCE
    outputs: tuple[str, ...] = (ACCEPTED,)
    row_type: Any = UriRow

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        strict: bool = False,
        tolerance: timedelta = TOLERANCE,
        remember: timedelta = REMEMBER,
        max_uris: int = MAX_URIS,
    ) -> None:
        self._max_bytes, self._max_uris = max_bytes, max_uris
        self._remember_ms = remember // timedelta(milliseconds=1)
        self._rules = ReadingRules(tolerance=tolerance, strict=strict)

    def new_state(self, partition: int) -> IntakeState:
        """An empty memory; the partition makes no difference."""
        return IntakeState(self._remember_ms, self._max_uris)

    def decide(self, record: Raw, state: IntakeState) -> Effects:
        """Read one record; a Kafka tombstone (no value) is the broker tidying up, no kill."""
        if record.value is None:
            return Effects("tombstone")
        raw = parse_object(record.value, self._max_bytes)
        update = read_record(raw, from_milliseconds(record.timestamp), self._rules)
        known = state.lookup(update.uri, record.timestamp)
        if known is not None:
            update = self._recalled(update, known)
        language = known.language if known else update.language
        rows: list[Struct] = (
            [] if known else [UriRow(update.uri, language, update.version is not None)]
        )
        outcome = "accepted_with_warnings" if update.warnings else "accepted"
        return Effects(outcome, [Emit(ACCEPTED, language, update)], rows)

    def tick(self, now: int, state: IntakeState) -> Effects:
        """Nothing: intake has no timers."""
        return Effects("tick")

    def _recalled(self, update: Update, known: UriRow) -> Update:
        """Complete an update from its first record: the language, and that it had versions."""
        if update.language == UNDETERMINED != known.language:
            update = replace(update, language=known.language)
        if known.versioned and update.version is None:
            lost = "no version on a later record of this uri: ordered by version_created"
            update = replace(update, warnings=[*update.warnings, lost])
            if self._rules.strict:
                refuse_warnings(update)
        return update
