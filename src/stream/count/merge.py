"""The merge stage: the parts of a series into its public count (`wire.tallies` → `news.counts`).

Tallies are keyed by series, so every part of one comes to one partition. `wire.tallies` must not be
compacted: the parts of a series share its key.

A series is forgotten `retention` after its last change by log time. That is twice what the count
stage keeps, so that no part can still change a series whose other parts are forgotten, as long as
the parts open a window within the count stage's retention of each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from stream.count.reading import read
from stream.count.windows import key_of
from stream.model import Count, Tally
from stream.ports import Effects, Emit, Raw

RETENTION = 4 * 86_400
"""How long after its last change a series is kept, in seconds of log time."""

Key = tuple[int, int]


class TallyRow(Struct, tag=True, frozen=True, array_like=True):
    """The latest tally of one part of a series; the next of the same (series, part) replaces it."""

    series: str
    part: int
    name: str
    stories: int
    updates: int
    sources: tuple[str, ...]


class _Series:
    """The rows of one series by part, and the log time (ms) of the newest."""

    __slots__ = ("changed", "parts")

    def __init__(self) -> None:
        self.changed = 0
        self.parts: dict[int, tuple[Key, TallyRow]] = {}


class MergeState:
    """A fold over tally rows; `retention` in milliseconds of log time."""

    def __init__(self, retention: int) -> None:
        self.retention = retention
        self._series: dict[str, _Series] = {}  # in the order of their last change
        self._rows = 0

    def __len__(self) -> int:
        """Rows held: one for each series and part."""
        return self._rows

    def due(self) -> int | None:
        """Never: time alone changes no count."""
        return None

    def parts(self, series: str, now: int) -> dict[int, TallyRow]:
        """The latest tally of each part of a series; none once the series is older than the
        retention.
        """
        held = self._series.get(series)
        if held is None or held.changed + self.retention < now:
            return {}
        return {part: row for part, (_, row) in held.parts.items()}

    def apply(self, key: Key, row: TallyRow, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of the row that it replaces and of expired series."""
        needless = self._expire(now)
        series = self._series.pop(row.series, None) or _Series()
        self._series[row.series] = series
        series.changed = now
        replaced = series.parts.get(row.part)
        series.parts[row.part] = (key, row)
        self._rows += replaced is None
        return [*needless, replaced[0]] if replaced else needless

    def _expire(self, now: int) -> list[Key]:
        needless: list[Key] = []
        while self._series:
            series, held = next(iter(self._series.items()))
            if held.changed + self.retention >= now:
                break
            del self._series[series]
            needless += [key for key, _ in held.parts.values()]
            self._rows -= len(held.parts)
        return needless


class MergeStage:
    """Sums a series' parts and unites their sources; `retention` is in seconds."""

    name = "merge"
    source = "wire.tallies"
    outputs: tuple[str, ...] = ("news.counts",)
    row_type: Any = TallyRow

    def __init__(self, retention: int = RETENTION) -> None:
        self._retention = retention * 1000
        self._decoder = msgspec.json.Decoder(Tally)

    def new_state(self, partition: int) -> MergeState:
        """An empty memory of one source partition."""
        return MergeState(self._retention)

    def decide(self, record: Raw, state: MergeState) -> Effects:
        """The series' count with this part renewed. Outcomes: `merged`, or `ignored` for a tally
        held already.
        """
        tally = read(self._decoder, record)
        series = key_of(tally.window, tally.size, tally.dimension, tally.value)
        row = TallyRow(
            series, tally.part, tally.name, tally.stories, tally.updates, tuple(tally.sources)
        )
        parts = state.parts(series, record.timestamp)
        if parts.get(tally.part) == row:
            return Effects("ignored")
        parts[tally.part] = row
        count = _count(tally, parts.values())
        return Effects("merged", [Emit("news.counts", series, count, upsert=True)], [row])

    def tick(self, now: int, state: MergeState) -> Effects:
        """Nothing: time alone changes no count."""
        return Effects("ignored")


def _count(tally: Tally, parts: Iterable[TallyRow]) -> Count:
    rows = list(parts)
    return Count(
        window_start=tally.window,
        window_seconds=tally.size,
        dimension=tally.dimension,
        value=tally.value,
        name=tally.name,
        stories=sum(row.stories for row in rows),
        updates=sum(row.updates for row in rows),
        sources=len({source for row in rows for source in row.sources}),
    )
