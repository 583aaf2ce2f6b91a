"""The count stage's memory of one partition: items in force or held, and the series they make.

**What is forgotten, and when.** Series can't be forgotten one by one: an item counts in many, and a
series that lost some of its items would publish smaller numbers. So windows are forgotten in whole
spans (the least common multiple of the sizes: an hour), with all their items and series. A span
opens with its first item and closes `retention` after its end, or after its opening where that was
later (an archive is fed in long after its time), both against log time. From then on it is as if
empty and takes nothing in: what still comes for it is late and changes no published number. Its
`OpenRow` is kept to know it by. Log time must not run backwards within a partition (topics take the
broker's append time).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from math import lcm

from stream.count.rows import EMBARGOED, Ident, ItemRow, OpenRow, Row
from stream.count.series import EMPTY, Cell, Change, Move, Series, combined, moves_of
from stream.count.windows import Window
from stream.model import Tally

Key = tuple[int, int]
_NEVER = 1 << 62


class Span:
    """What one open span holds: its items and its series by key."""

    __slots__ = ("items", "series")

    def __init__(self) -> None:
        self.items: dict[Ident, None] = {}
        self.series: dict[str, Series] = {}


class CountState:
    """A fold over item rows; `sizes` in seconds, `retention` in milliseconds."""

    def __init__(self, partition: int, sizes: tuple[int, ...], retention: int) -> None:
        self.partition = partition
        self.sizes = sizes
        self.retention = retention
        self._length = lcm(*sizes)
        self._items: dict[Ident, tuple[Key, ItemRow]] = {}
        self._opened: dict[int, int] = {}
        self._spans: dict[int, Span] = {}
        self._next_close = _NEVER
        self._embargoes: dict[Ident, int] = {}
        self._timers: list[tuple[int, Ident]] = []

    def __len__(self) -> int:
        """Rows held: items and spans that were ever opened."""
        return len(self._items) + len(self._opened)

    # --- what decisions read -------------------------------------------------------------------

    def item(self, ident: Ident, now: int) -> ItemRow | None:
        """The item's contribution, unless there is none or its span has closed by `now`."""
        held = self._items.get(ident)
        if held is None or self.is_closed(held[1].at, now):
            return None
        return held[1]

    def is_closed(self, at: int, now: int) -> bool:
        """Whether the span of the time `at` (ms) was opened and has closed by the log time `now`
        (ms).
        """
        start = self.span_of(at)
        return start in self._opened and self._closes(start) < now

    def is_opened(self, at: int) -> bool:
        """Whether the span of the time `at` (ms) has had its first item."""
        return self.span_of(at) in self._opened

    def span_of(self, at: int) -> int:
        """The start, in seconds since 1970, of the span of a time in milliseconds."""
        seconds = at // 1000
        return seconds - seconds % self._length

    def released(self, now: int) -> list[ItemRow]:
        """The items whose embargo has ended by `now` (ms), in the order of its end."""
        due = sorted((until, ident) for ident, until in self._embargoes.items() if until <= now)
        items = (self.item(ident, now) for _, ident in due)
        return [item for item in items if item is not None]

    def due(self) -> int | None:
        """The end of the next embargo (ms), or None."""
        return self._timers[0][0] if self._timers else None

    def preview(self, changes: Sequence[Change]) -> dict[Window, list[Tally]]:
        """The tallies, by window, of every series that the changes touch, as they would be after
        them.
        """
        found: dict[Window, list[Tally]] = {}
        single = len(changes) == 1
        moves = moves_of(changes[0], self.sizes) if single else self._moves(changes)
        for key, cell, move in moves:
            found.setdefault(cell[0], []).append(self._tally(key, cell, move))
        return found

    def _moves(self, changes: Sequence[Change]) -> Iterator[tuple[str, Cell, Move]]:
        """The moves of several changes, one for each series that they touch."""
        touched: dict[str, tuple[Cell, Move]] = {}
        for change in changes:
            for key, cell, move in moves_of(change, self.sizes):
                known = touched.get(key)
                touched[key] = (cell, combined(known[1], move) if known else move)
        return ((key, cell, move) for key, (cell, move) in touched.items())

    def _tally(self, key: str, cell: Cell, move: Move) -> Tally:
        start, (dimension, value, name) = cell[0].start, cell[1]
        span = self._spans.get(start - start % self._length)
        series = span.series.get(key, EMPTY) if span else EMPTY
        stories, updates, sources = series.after(move)
        return Tally(
            dimension=dimension,
            value=value,
            name=name,
            stories=stories,
            updates=updates,
            sources=list(sources),
        )

    # --- the fold ------------------------------------------------------------------------------

    def apply(self, key: Key, row: Row, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of rows that no longer matter.

        The order of the keys matters: an item's row comes before the row that ended it, so that a
        crash between two deletions can't bring the item back.
        """
        needless = self._close(now)
        if isinstance(row, OpenRow):
            self._open(self.span_of(row.start * 1000), now)
        elif isinstance(row, ItemRow):
            needless += self._replace(row.ident, (key, row))
        else:
            needless += [*self._replace(row.ident, None), key]
        return needless

    def _replace(self, ident: Ident, new: tuple[Key, ItemRow] | None) -> list[Key]:
        """Put an item's new contribution, or none, in the place of the old; return the old row's
        key.
        """
        old = self._items.pop(ident, None)
        self._fold(Change(old[1] if old else None, new[1] if new else None))
        if old:
            self._spans[self.span_of(old[1].at)].items.pop(ident, None)
        if new:
            self._items[ident] = new
            self._spans[self.span_of(new[1].at)].items[ident] = None
        self._set_timer(ident, new[1] if new else None)
        return [old[0]] if old else []

    def _fold(self, change: Change) -> None:
        for key, cell, move in moves_of(change, self.sizes):
            start = cell[0].start
            all_series = self._spans[start - start % self._length].series
            series = all_series.get(key)
            if series is None:
                series = all_series[key] = Series()
            series.add(move)
            if not series.updates:
                del all_series[key]

    def _set_timer(self, ident: Ident, item: ItemRow | None) -> None:
        self._embargoes.pop(ident, None)
        if item and item.hold == EMBARGOED:
            self._embargoes[ident] = item.until
            heapq.heappush(self._timers, (item.until, ident))
        self._drop_timers()

    def _drop_timers(self) -> None:
        """Take timers off the top that are no longer an item's, so that `due` only looks."""
        while self._timers and self._embargoes.get(self._timers[0][1]) != self._timers[0][0]:
            heapq.heappop(self._timers)

    # --- spans ---------------------------------------------------------------------------------

    def _open(self, start: int, now: int) -> None:
        self._opened.setdefault(start, now)
        self._spans.setdefault(start, Span())
        self._next_close = min(self._next_close, self._closes(start))

    def _closes(self, start: int) -> int:
        """The last log time (ms) at which an opened span takes anything in."""
        return max((start + self._length) * 1000, self._opened[start]) + self.retention

    def _close(self, now: int) -> list[Key]:
        """Drop the spans that have closed, with all they hold; return the keys of their items."""
        if now <= self._next_close:
            return []
        closed = [start for start in self._spans if self._closes(start) < now]
        items = [ident for start in closed for ident in self._spans.pop(start).items]
        self._next_close = min(map(self._closes, self._spans), default=_NEVER)
        for ident in items:
            self._embargoes.pop(ident, None)
        self._drop_timers()
        return [self._items.pop(ident)[0] for ident in items]
