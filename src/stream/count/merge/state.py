"""The merge stage's memory of one partition: the parts' figures by window, and how each window stands.

A window is *open*, then *final* (its end and the grace are passed), then *closed*: `retention` of log time
after its last change it is forgotten, in the whole hour after, together with its neighbours. Each of these
is a row, so that a fold of any rows below an offset is what it was.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from stream.count.merge.parts import Parts
from stream.count.merge.past import Past, Totals, earlier
from stream.count.merge.ranking import ByPart, Rank, Ranking, rank_of
from stream.count.merge.rows import (
    ClosedRow,
    Figures,
    FinalRow,
    Key,
    ListedRow,
    PartRow,
    Place,
    Row,
    TalliesRow,
)
from stream.model import Dimension

HOUR_MS = 3_600_000
RUNNING = 3600
"""The shortest window (seconds) whose top lists are sent while it is open."""

_NONE: Mapping[str, ByPart] = {}


class MergedWindow:
    """One window: `values` are the latest figures by dimension, value and part, `sent` the log time (ms) of
    its last top lists, `rows` how many figures of each row are the latest.
    """

    __slots__ = (
        "changed", "corrected", "final", "listed", "owners", "place", "rankings", "rows",
        "sent", "values",
    )  # fmt: skip

    def __init__(self, place: Place) -> None:
        self.place = place
        self.values: dict[Dimension, dict[str, dict[int, Figures]]] = {}
        self.owners: dict[tuple[int, str, str], Key] = {}
        self.rows: dict[Key, int] = {}
        self.rankings: dict[Dimension, Ranking] = {}
        self.changed = 0
        self.final: Key | None = None
        self.listed: Key | None = None
        self.sent: int | None = None
        self.corrected = False

    @property
    def end(self) -> int:
        """Its end, in seconds since 1970."""
        return self.place[0] + self.place[1]

    def parts(self, dimension: Dimension, value: str) -> dict[int, Figures]:
        """A label's latest figures by part, to be changed at will."""
        return dict(self.values.get(dimension, _NONE).get(value, ()))

    def put(self, key: Key, row: TalliesRow) -> list[Key]:
        """Take in a row's figures; return the keys of rows of which nothing is the latest any more."""
        self.rows[key] = len(row.figures)
        needless: list[Key] = []
        for figures in row.figures:
            parts = self.values.setdefault(figures.dimension, {}).setdefault(figures.value, {})
            ranking = self.rankings.get(figures.dimension)
            before = rank_of(figures.value, parts.values()) if ranking else None
            parts[row.part] = figures
            if ranking and before:
                ranking.replace(before, rank_of(figures.value, parts.values()))
            needless += self._own(key, (row.part, figures.dimension, figures.value))
        return needless

    def _own(self, key: Key, figure: tuple[int, str, str]) -> list[Key]:
        """A figure is of another row now; the key of the row before, if it was its last."""
        before = self.owners.get(figure)
        self.owners[figure] = key
        if before is None:
            return []
        self.rows[before] -= 1
        if self.rows[before]:
            return []
        del self.rows[before]
        return [before]

    def ranking(self, dimension: Dimension) -> Ranking:
        """The order of a dimension's values; from now on it is kept up."""
        found = self.rankings.get(dimension)
        if found is None:
            found = self.rankings[dimension] = Ranking(self.values.get(dimension, _NONE))
        return found

    def total(self, label: str) -> tuple[int, int]:
        """Stories and updates of one label, `dimension|value`."""
        dimension, value = label.split("|", 1)
        parts = self.parts(cast(Dimension, dimension), value)
        stories, updates, _ = rank_of(value, parts.values())
        return (-stories, -updates)

    def totals(self) -> dict[str, tuple[int, int]]:
        """Stories and updates of every label that has any."""
        return {
            f"{dimension}|{value}": (-rank[0], -rank[1])
            for dimension, rank in self._ranks()
            for value in (rank[2],)
            if rank[1]
        }

    def _ranks(self) -> Iterator[tuple[str, Rank]]:
        for dimension, values in self.values.items():
            for value, parts in values.items():
                yield dimension, rank_of(value, parts.values())


class MergeState:
    """A fold over rows; `retention`, `idle` and `pause` in milliseconds of log time, `grace` in seconds."""

    def __init__(self, retention: int, grace: int, idle: int, pause: int) -> None:
        self.retention, self.grace, self.pause = retention, grace, pause
        self.parts = Parts(idle)
        self.past = Past()
        self._windows: dict[Place, MergedWindow] = {}  # the one changed last is last
        self._open: list[tuple[int, int, int]] = []
        self._fresh: dict[Place, MergedWindow] = {}
        self._due: tuple[int | None] | None = None

    def __len__(self) -> int:
        """Rows held."""
        windows = self._windows.values()
        marks = sum((w.final is not None) + (w.listed is not None) for w in windows)
        return len(self.parts) + len(self.past) + marks + sum(len(w.rows) for w in windows)

    # --- what decisions read -------------------------------------------------------------------

    def window(self, place: Place) -> MergedWindow:
        """A window as it stands; an empty one if nothing is known of it."""
        return self._windows.get(place) or MergedWindow(place)

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
        return next(map(self._closes, self._windows.values()), None)

    def _closes(self, window: MergedWindow) -> int:
        return -(-(window.changed + self.retention) // HOUR_MS) * HOUR_MS

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

    def closing(self, now: int, most: int) -> list[MergedWindow]:
        """At most so many windows that close by a log time (ms), the one changed first first."""
        found: list[MergedWindow] = []
        for window in self._windows.values():
            if len(found) == most or self._closes(window) > now:
                break
            found.append(window)
        return found

    # --- the fold ------------------------------------------------------------------------------

    def apply(self, key: Key, row: Row, now: int) -> Iterable[Key]:
        """Fold one row in; return the keys of the rows that no longer matter, its own last."""
        self._due = None
        if isinstance(row, TalliesRow):
            return self._take(key, row, now)
        if isinstance(row, PartRow):
            return self.parts.put(key, row.part, row.watermark, now)
        if isinstance(row, ClosedRow):
            return [*self._close(key, row), *self.past.expire(now)]
        return self._mark(key, row, now)

    def _take(self, key: Key, row: TalliesRow, now: int) -> list[Key]:
        place = (row.size, row.start)
        window = self._windows.pop(place, None) or self._opened(place)
        self._windows[place] = window
        window.changed = now
        if window.final is not None:
            window.corrected = True
        if window.final is not None or row.size >= RUNNING:
            self._fresh[place] = window
        return window.put(key, row)

    def _opened(self, place: Place) -> MergedWindow:
        window = MergedWindow(place)
        insort(self._open, (window.end, *place))
        return window

    def _mark(self, key: Key, row: FinalRow | ListedRow, now: int) -> list[Key]:
        place = (row.size, row.start)
        self._fresh.pop(place, None)
        window = self._windows.get(place)
        if (
            window is None
        ):  # all figures before the mark have been renewed since, and their rows swept
            window = self._windows[place] = self._opened(place)
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

    def _close(self, key: Key, row: ClosedRow) -> list[Key]:
        place = (row.size, row.start)
        window = self._windows.pop(place, None)
        self._fresh.pop(place, None)
        if window:
            self._shut(window)
        marks = [window.final, window.listed] if window else []
        rows = [*(window.rows if window else ()), *(mark for mark in marks if mark)]
        if row.packed:
            self.past.put(place, key, row.packed)
            return rows
        return [*rows, key]
