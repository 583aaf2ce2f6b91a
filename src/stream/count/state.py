"""The count stage's memory of one partition: items in force or held, and how far its time has come.

**What is forgotten, and when.** Series can't be forgotten one by one: an item counts in many, and a
series that lost some of its items would publish smaller numbers. So windows are forgotten in whole
spans (the least common multiple of the sizes: a UTC day), with all their items. A span
opens with its first item and closes `retention` after its end, or after its opening where that was
later (an archive is fed in long after its time), both against log time. From then on it is as if
empty and takes nothing in: what still comes for it changes no published number. Its
`OpenRow` is kept to know it by. Log time must not run backwards within a partition (topics take the
broker's append time).

**The watermark** is the latest plausible event time so far, in steps of ten seconds: each step is a row.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence

from stream.count.dimensions import Label
from stream.count.hot import MOST, HotWindows
from stream.count.rows import EMBARGOED, Ident, ItemRow, OpenRow, PassedRow, Row
from stream.count.series import Change, Move, Moves, combined, moves_of
from stream.count.spans import Spans
from stream.count.tallies import Touched
from stream.count.windows import Window

Key = tuple[int, int]
_NEVER = 1 << 62

STEP = 10
"""The watermark's steps, in seconds."""


class CountState:
    """A fold over item rows; `sizes` in seconds, `retention` in milliseconds; `hot` windows keep their series."""

    def __init__(
        self, partition: int, sizes: tuple[int, ...], retention: int, hot: int = MOST
    ) -> None:
        self.partition = partition
        self.sizes = sizes
        self.retention = retention
        self._items: dict[Ident, tuple[Key, ItemRow]] = {}
        self._opened: dict[int, int] = {}
        self._spans = Spans(sizes)
        self._hot = HotWindows(self._items_in, hot)
        self._passed: tuple[Key, int] | None = None
        self._next_close = _NEVER
        self._embargoes: dict[Ident, int] = {}
        self._timers: list[tuple[int, Ident]] = []
        self._last: tuple[Change, list[tuple[Window, Moves]]] = (Change(None, None), [])

    def __len__(self) -> int:
        """Rows held: items, spans that were ever opened, the watermark."""
        return len(self._items) + len(self._opened) + (self._passed is not None)

    # --- what decisions read -------------------------------------------------------------------

    @property
    def watermark(self) -> int | None:
        """The event time that the partition has passed, in seconds since 1970."""
        return self._passed[1] if self._passed else None

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
        return self._spans.start_of(at)

    def ended(self, after: int, until: int, now: int) -> list[Window]:
        """The windows with an item, not closed by `now` (ms), that ended in a stretch of event time
        (seconds, the first moment left out), by their end.
        """
        ended = self._spans.ended(after, until)
        return [window for window in ended if not self.is_closed(window.start * 1000, now)]

    def released(self, now: int) -> list[ItemRow]:
        """The items whose embargo has ended by `now` (ms), in the order of its end."""
        due = sorted((until, ident) for ident, until in self._embargoes.items() if until <= now)
        items = (self.item(ident, now) for _, ident in due)
        return [item for item in items if item is not None]

    def due(self) -> int | None:
        """The end of the next embargo (ms), or None."""
        return self._timers[0][0] if self._timers else None

    def touched(self, changes: Sequence[Change]) -> Iterator[Touched]:
        """The windows that the changes touch, each with its moves and its series as they are now."""
        single = len(changes) == 1
        found = self._moves_of(changes[0]) if single else self._together(changes)
        for window, moves in found:
            yield window, moves, self._hot.series(window)

    def _moves_of(self, change: Change) -> list[tuple[Window, Moves]]:
        """A change's moves; what `decide` looked at is here when `apply` folds it."""
        known, moves = self._last
        if known.old is not change.old or known.new is not change.new:
            moves = list(moves_of(change, self.sizes))
            self._last = (change, moves)
        return moves

    def _together(self, changes: Sequence[Change]) -> Iterable[tuple[Window, Moves]]:
        """The moves of several changes, one for each series that they touch."""
        touched: dict[Window, dict[str, tuple[Label, Move]]] = {}
        for change in changes:
            for window, moves in moves_of(change, self.sizes):
                known = touched.setdefault(window, {})
                for key, (label, move) in moves.items():
                    known[key] = (label, combined(known[key][1], move) if key in known else move)
        return touched.items()

    def _items_in(self, window: Window) -> list[ItemRow]:
        return [self._items[ident][1] for ident in self._spans.counted_in(window)]

    # --- the fold ------------------------------------------------------------------------------

    def apply(self, key: Key, row: Row, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of rows that no longer matter.

        The order of the keys matters: an item's row comes before the row that ended it, so that a
        crash between two deletions can't bring the item back.
        """
        needless = self._close(now)
        if isinstance(row, OpenRow):
            self._open(self.span_of(row.start * 1000), now)
        elif isinstance(row, PassedRow):
            needless += [self._passed[0]] if self._passed else []
            self._passed = (key, row.watermark)
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
        if old:
            self._spans.drop(old[1])
        if new:
            self._items[ident] = new
            self._spans.put(new[1])
        for window, moves in self._moves_of(Change(old[1] if old else None, new and new[1])):
            self._hot.fold(window, moves)
        self._set_timer(ident, new[1] if new else None)
        return [old[0]] if old else []

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
        self._spans.open(start)
        self._next_close = min(self._next_close, self._closes(start))

    def _closes(self, start: int) -> int:
        """The last log time (ms) at which an opened span takes anything in."""
        return max((start + self._spans.length) * 1000, self._opened[start]) + self.retention

    def _close(self, now: int) -> list[Key]:
        """Drop the spans that have closed, with all they hold; return the keys of their items."""
        if now <= self._next_close:
            return []
        closed = [start for start in self._spans if self._closes(start) < now]
        items = [ident for start in closed for ident in self._spans.close(start)]
        for start in closed:
            self._hot.forget(start, start + self._spans.length)
        self._next_close = min(map(self._closes, self._spans), default=_NEVER)
        for ident in items:
            self._embargoes.pop(ident, None)
        self._drop_timers()
        return [self._items.pop(ident)[0] for ident in items]
