"""The records of tallies that changes make: one for all the windows of a day that they touch.

An update changes the same labels in windows of every size. In one record the labels stand once, and one
record, one row and one deletion take the place of four.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stream.count.dimensions import Named
from stream.count.series import EMPTY, Moves, Series
from stream.count.windows import Window, slot_of
from stream.model import Tallies, WindowTallies
from stream.model.topics import TALLIES
from stream.ports import Emit

TOGETHER = 2000
"""Tallies in one record: an ordinary update has some dozens, at about 30 bytes each."""

Touched = tuple[Window, Moves, Mapping[str, Series]]
"""A window, its moves, and its series as they are before them."""


class Sheet:
    """A record in the making."""

    __slots__ = ("_labels", "_last", "_numbers", "_windows", "size")

    def __init__(self) -> None:
        self._labels: dict[Named, int] = {}
        self._windows: list[WindowTallies] = []
        self._last: Moves | None = None
        self._numbers: list[int] = []
        self.size = 0

    def put(self, window: Window, moves: Moves, series: Mapping[str, Series]) -> None:
        """Take in what one window's series are after their moves."""
        if moves is not self._last:  # an item comes into windows of all sizes with the same moves
            self._last = moves
            self._numbers = [self._number(label[:3]) for label, _ in moves.values()]
        made = [
            series.get(key, EMPTY).tally(number, move)
            for number, (key, (_, move)) in zip(self._numbers, moves.items(), strict=True)
        ]
        self._windows.append(WindowTallies(window.size, window.start, tuple(made)))
        self.size += len(made)

    def _number(self, label: Named) -> int:
        return self._labels.setdefault(label, len(self._labels))

    def record(self, part: int, watermark: int | None) -> Tallies:
        """The record; `watermark` in seconds since 1970."""
        return Tallies(
            part=part, labels=list(self._labels), windows=self._windows, watermark=watermark
        )


def sheets_of(touched: Iterable[Touched], most: int = TOGETHER) -> Iterator[tuple[str, Sheet]]:
    """The records by their keys, each of at most so many tallies."""
    sheets: dict[str, Sheet] = {}
    for window, moves, series in touched:
        key = slot_of(window.size, window.start)
        for some in _pieces(moves, most):
            sheet = sheets.get(key)
            if sheet is not None and sheet.size + len(some) > most:
                yield key, sheet
                sheet = None
            if sheet is None:
                sheet = sheets[key] = Sheet()
            sheet.put(window, some, series)
    yield from sheets.items()


def _pieces(moves: Moves, most: int) -> Iterator[Moves]:
    """At most so many moves at once."""
    if len(moves) <= most:
        yield moves
        return
    entries = list(moves.items())
    for start in range(0, len(entries), most):
        yield dict(entries[start : start + most])


def emits_of(touched: Iterable[Touched], part: int, watermark: int | None) -> list[Emit]:
    """The records that a partition sends; `watermark` as in `Tallies`."""
    return [Emit(TALLIES, key, sheet.record(part, watermark)) for key, sheet in sheets_of(touched)]
