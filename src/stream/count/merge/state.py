"""The merge stage's memory of one partition: the parts' figures by window, and how each window stands.

A window is *open*, then *final* (its end and the grace are passed), then *closed*: `retention` of log time
after the last change of its home, the windows of its day, these are forgotten, in the whole hour after,
together with their neighbours. Each of these is a row, so that a fold of any rows below an offset is what it
was. That a home is forgotten as a whole is what lets one row hold figures of several windows: a row that one
window still needed would bring back the others.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from stream.count.merge.parts import Parts
from stream.count.merge.past import Past, Totals, earlier
from stream.count.merge.rows import (
    ClosedRow,
    FinalRow,
    Key,
    ListedRow,
    PackedRow,
    PartRow,
    Place,
    Row,
    TalliesRow,
)
from stream.count.merge.window import Home, MergedWindow
from stream.count.windows import home_of
from stream.model import WindowTallies

HOUR_MS = 3_600_000
RUNNING = 3600
"""The shortest window (seconds) whose top lists are sent while it is open."""


class MergeState:
    """A fold over rows; `retention`, `idle` and `pause` in milliseconds of log time, `grace` in seconds."""

    def __init__(self, retention: int, grace: int, idle: int, pause: int) -> None:
        self.retention, self.grace, self.pause = retention, grace, pause
        self.parts = Parts(idle)
        self.past = Past()
        self._windows: dict[Place, MergedWindow] = {}
        self._homes: dict[Place, Home] = {}  # the one changed last is last
        self._open: list[tuple[int, int, int]] = []
        self._fresh: dict[Place, MergedWindow] = {}
        self._due: tuple[int | None] | None = None

    def __len__(self) -> int:
        """Rows held."""
        windows = self._windows.values()
        marks = sum((w.final is not None) + (w.listed is not None) for w in windows)
        rows = sum(len(home.rows) for home in self._homes.values())
        return len(self.parts) + len(self.past) + marks + rows

    # --- what decisions read -------------------------------------------------------------------

    def window(self, place: Place) -> MergedWindow:
        """A window as it stands; an empty one if nothing is known of it."""
        return self._windows.get(place) or MergedWindow(place)

    def is_closed(self, place: Place, now: int) -> bool:
        """Whether a window takes nothing in any more: its home was forgotten, and has left figures."""
        if place in self._windows:
            return False
        home = home_of(*place)
        return home not in self._homes and self.past.has(home, now)

    def weeks(self, place: Place, now: int) -> list[Totals]:
        """What is known of the same window of earlier weeks at a log time (ms)."""
        found = (self._totals(week, now) for week in earlier(place))
        return [totals for totals in found if totals is not None]

    def _totals(self, place: Place, now: int) -> Totals | None:
        window = self._windows.get(place)
        return window.total if window else self.past.totals(place, now)

    def due(self) -> int | None:
        """When a window is next over, shown or closed (ms); 0 for at once, None if there is none."""
        if self._due is None:
            times = (self._next_final(), self._next_list(), self._next_close())
            self._due = (min((time for time in times if time is not None), default=None),)
        return self._due[0]

    def _next_final(self) -> int | None:
        return self.parts.passes(self._open[0][0] + self.grace) if self._open else None

    def _next_list(self) -> int | None:
        return min(map(self._lists, self._fresh.values()), default=None)

    def _lists(self, window: MergedWindow) -> int:
        return 0 if window.sent is None else window.sent + self.pause

    def _next_close(self) -> int | None:
        return next(map(self._closes, self._homes.values()), None)

    def _closes(self, home: Home) -> int:
        return -(-(home.changed + self.retention) // HOUR_MS) * HOUR_MS

    def passed(self, now: int, most: int) -> list[MergedWindow]:
        """At most so many open windows that are over at a log time (ms), the first to end first."""
        found: list[MergedWindow] = []
        for end, *place in self._open[:most]:
            time = self.parts.passes(end + self.grace)
            if time is None or time > now:
                break
            found.append(self._windows[place[0], place[1]])
        return found

    def listable(self, now: int, most: int) -> list[MergedWindow]:
        """At most so many windows whose top lists are to be sent at a log time (ms)."""
        found = (w for w in self._fresh.values() if self._lists(w) <= now)
        return sorted(found, key=lambda window: window.place)[:most]

    def closing(self, now: int) -> Home | None:
        """The home that closes first, if it closes by a log time (ms)."""
        home = next(iter(self._homes.values()), None)
        return home if home and self._closes(home) <= now else None

    # --- the fold ------------------------------------------------------------------------------

    def apply(self, key: Key, row: Row, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of the rows that no longer matter, its own last."""
        self._due = None
        if isinstance(row, TalliesRow):
            return self._take(key, row, now)
        if isinstance(row, PartRow):
            return self.parts.put(key, row.part, row.watermark, now)
        if isinstance(row, PackedRow):
            return self._pack(key, row)
        if isinstance(row, ClosedRow):
            return [*self._close((row.size, row.start)), *self.past.expire(now), key]
        return self._mark(key, row, now)

    def _take(self, key: Key, row: TalliesRow, now: int) -> list[Key]:
        first = row.windows[0]
        place = home_of(first.size, first.start)
        home = self._homes.pop(place, None) or Home(place)
        self._homes[place] = home
        home.changed = now
        home.rows[key] = sum(len(some.tallies) for some in row.windows)
        needless: list[Key] = []
        for some in row.windows:
            needless += self._put(key, row, some, home)
        return needless

    def _put(self, key: Key, row: TalliesRow, some: WindowTallies, home: Home) -> list[Key]:
        place = (some.size, some.start)
        window = self._windows.get(place) or self._opened(place, home)
        window.packed = False
        if window.final is not None:
            window.corrected = True
        if window.final is not None or some.size >= RUNNING:
            self._fresh[place] = window
        return home.take(key, row.part, row.labels, some)

    def _opened(self, place: Place, home: Home) -> MergedWindow:
        window = self._windows[place] = home.windows[place] = MergedWindow(place)
        insort(self._open, (window.end, *place))
        return window

    def _mark(self, key: Key, row: FinalRow | ListedRow, now: int) -> list[Key]:
        place = (row.size, row.start)
        self._fresh.pop(place, None)
        window = self._windows.get(place)
        if (
            window is None
        ):  # all figures before the mark have been renewed since, and their rows swept
            home = home_of(*place)
            window = self._opened(place, self._homes.setdefault(home, Home(home)))
        needless = [window.listed] if window.listed else []
        window.listed = None
        if isinstance(row, FinalRow):
            window.final = key
            self._shut(window)
        else:
            window.listed = key
        window.sent = now
        return needless

    def _shut(self, window: MergedWindow) -> None:
        """The window is open no more."""
        entry = (window.end, *window.place)
        at = bisect_left(self._open, entry)
        if at < len(self._open) and self._open[at] == entry:
            del self._open[at]

    def _pack(self, key: Key, row: PackedRow) -> list[Key]:
        place = (row.size, row.start)
        window = self._windows.get(place)
        if window:
            window.packed = True
        return self.past.put(place, key, row.packed)

    def _close(self, place: Place) -> list[Key]:
        """Forget a home; the keys of its windows' rows."""
        home = self._homes.pop(place, None)
        if home is None:
            return []
        rows = list(home.rows)
        for window in home.windows.values():
            del self._windows[window.place]
            self._fresh.pop(window.place, None)
            self._shut(window)
            rows += [mark for mark in (window.final, window.listed) if mark]
        return rows
