"""The merge stage: the parts of each count into the public one (`wire.tallies` → `news.counts`).

Tallies are keyed by window, so every part of a count comes to one partition, and an update makes one
record a window size, not one a label: at 24 labels an update that was the difference between a chain
that keeps up and one that doesn't (docs/adr/0005). `wire.tallies` must not be compacted: all that
changes a window shares its key.

A part's figures are forgotten `retention` after they came, by log time. That is twice what the count
stage keeps, so that no part can still change a count whose other parts are forgotten, as long as the
parts open a window within the count stage's retention of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from stream.count.reading import read
from stream.count.windows import prefix_of
from stream.model import Count, Tallies, Tally
from stream.ports import Effects, Emit, Raw

RETENTION = 4 * 86_400
"""How long figures are kept that nothing replaces, in seconds of log time."""

Key = tuple[int, int]


class Figures(NamedTuple):
    """One part's figures of one label, `dimension|value`."""

    label: str
    name: str
    stories: int
    updates: int
    sources: tuple[str, ...]


class TalliesRow(Struct, tag=True, frozen=True, array_like=True):
    """Figures of one part of a window; later ones of the same (window, part, label) replace each."""

    window: str
    part: int
    figures: tuple[Figures, ...]


class _Held:
    """A row, its log time (ms), and how many of its figures are the latest still."""

    __slots__ = ("left", "row", "time")

    def __init__(self, row: TalliesRow, time: int) -> None:
        self.row, self.time, self.left = row, time, len(row.figures)


Parts = dict[int, tuple[Key, Figures]]
"""The latest figures of one label by part, each with the row that has them."""


_NO_LABELS: dict[str, Parts] = {}


class MergeState:
    """A fold over rows; `retention` in milliseconds of log time.

    What is forgotten goes by its own row's time alone: were it a window's last change, a row that is
    deleted because later ones replaced it would have kept others alive, and a fold without it would differ.
    """

    def __init__(self, retention: int) -> None:
        self.retention = retention
        self._rows: dict[Key, _Held] = {}  # oldest first
        self._windows: dict[str, dict[str, Parts]] = {}

    def __len__(self) -> int:
        """Rows held."""
        return len(self._rows)

    def due(self) -> int | None:
        """Never: time alone changes no count."""
        return None

    def figures(self, window: str, label: str, now: int) -> dict[int, Figures]:
        """The latest figures of a label by part, without those older than the retention."""
        parts = self._windows.get(window, _NO_LABELS).get(label)
        if parts is None:
            return {}
        rows, oldest = self._rows, now - self.retention
        return {part: each for part, (key, each) in parts.items() if rows[key].time >= oldest}

    def apply(self, key: Key, row: TalliesRow, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of the rows that it replaces and of those too old."""
        needless = self._expire(now)
        self._rows[key] = _Held(row, now)
        labels = self._windows.setdefault(row.window, {})
        for figures in row.figures:
            parts = labels.setdefault(figures.label, {})
            if (replaced := parts.get(row.part)) is not None:
                needless += self._release(replaced[0])
            parts[row.part] = (key, figures)
        return needless

    def _release(self, key: Key) -> list[Key]:
        """One figure of a row was replaced; its key if that was the last."""
        held = self._rows[key]
        held.left -= 1
        if held.left:
            return []
        del self._rows[key]
        return [key]

    def _expire(self, now: int) -> list[Key]:
        needless: list[Key] = []
        while self._rows:
            key, held = next(iter(self._rows.items()))
            if held.time + self.retention >= now:
                break
            self._forget(key, held.row)
            needless.append(key)
        return needless

    def _forget(self, key: Key, row: TalliesRow) -> None:
        labels = self._windows[row.window]
        for figures in row.figures:
            parts = labels.get(figures.label, {})
            if row.part in parts and parts[row.part][0] == key:
                del parts[row.part]
                if not parts:
                    del labels[figures.label]
        if not labels:
            del self._windows[row.window]
        del self._rows[key]


class MergeStage:
    """Sums the parts of each count and unites their sources; `retention` is in seconds."""

    name = "merge"
    source = "wire.tallies"
    outputs: tuple[str, ...] = ("news.counts",)
    row_type: Any = TalliesRow

    def __init__(self, retention: int = RETENTION) -> None:
        self._retention = retention * 1000
        self._decoder = msgspec.json.Decoder(Tallies)

    def new_state(self, partition: int) -> MergeState:
        """An empty memory of one source partition."""
        return MergeState(self._retention)

    def decide(self, record: Raw, state: MergeState) -> Effects:
        """The window's counts with this part renewed. Outcomes: `merged`, or `ignored` where all is
        held already.
        """
        tallies = read(self._decoder, record)
        name = prefix_of(tallies.window, tallies.size)
        changed: list[Figures] = []
        emits: list[Emit] = []
        for tally in tallies.tallies:
            new = _figures(tally)
            parts = state.figures(name, new.label, record.timestamp)
            if parts.get(tallies.part) == new:
                continue
            parts[tallies.part] = new
            count = _count(tallies, tally, parts.values())
            emits.append(Emit("news.counts", f"{name}|{new.label}", count, upsert=True))
            changed.append(new)
        if not changed:
            return Effects("ignored")
        return Effects("merged", emits, [TalliesRow(name, tallies.part, tuple(changed))])

    def tick(self, now: int, state: MergeState) -> Effects:
        """Nothing: time alone changes no count."""
        return Effects("ignored")


def _figures(tally: Tally) -> Figures:
    label = f"{tally.dimension}|{tally.value}"
    return Figures(label, tally.name, tally.stories, tally.updates, tuple(tally.sources))


def _count(tallies: Tallies, tally: Tally, parts: Collection[Figures]) -> Count:
    return Count(
        window_start=tallies.window,
        window_seconds=tallies.size,
        dimension=tally.dimension,
        value=tally.value,
        name=tally.name,
        stories=sum(part.stories for part in parts),
        updates=sum(part.updates for part in parts),
        sources=len({source for part in parts for source in part.sources}),
    )
