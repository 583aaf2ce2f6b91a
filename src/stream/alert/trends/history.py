"""The counts of all series: windows of the last hours as they stand, and days that are over.

A fold: the same windows and days give the same history, in whatever state it was built up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from stream.alert.trends.baseline import BASELINE_DAYS, Baseline, Day, Exposure, Rhythm, Series
from stream.alert.trends.weekly import DAY, HOUR

ALL = ("all", "all")
"""The series of the whole feed."""

ROLL = 5 * HOUR
"""How far the next day has come when a day's windows become one figure a series: no decision looks
back on windows further than this, and a correction comes sooner."""

_BUSY = 24
"""Stories of a day from which its hours are kept: a series with fewer has no rhythm of its own."""

Key = tuple[str, str]
"""A series: dimension and value."""


class Seen(NamedTuple):
    """A series in one window: distinct stories, distinct agencies, and the stories that a baseline takes."""

    stories: int
    sources: int
    capped: int = 0


Window = dict[Key, Seen]

_EMPTY: Window = {}


class History:
    """Counts by window and by day. `size` is a window's length, `keep` the number of days held, `warmup` the
    number of days before anything is usual; windows and days are by start in seconds and by day since 1970.
    """

    def __init__(self, size: int, keep: int, warmup: int) -> None:
        self.size, self.keep, self.warmup = size, max(keep, BASELINE_DAYS), warmup
        self.windows: dict[int, Window] = {}
        self.open: dict[int, Window] = {}
        self.series: dict[str, dict[str, Series]] = {}
        self.days: dict[int, Sequence[int]] = {}
        self._hours: dict[int, Mapping[str, Sequence[int]]] = {}
        self._order: list[int] | None = None
        self._forget_usual()

    def _forget_usual(self) -> None:
        self._exposure: Exposure | None = None
        self._rhythms: dict[str, Rhythm] = {}
        self._feed: dict[int, float] = {}
        self.memo: dict[str, Any] = {}
        """What others derive from the days that are over; forgotten when there is another one."""

    # What there is

    @property
    def newest(self) -> int:
        """The start of the newest window that is over; -1 before the first."""
        return max(self.windows) if self.windows else max(self.days, default=-1) * DAY

    def is_warm(self) -> bool:
        """Whether enough days are over to say what is usual."""
        return len(self.days) >= self.warmup

    def name(self, key: Key) -> str:
        """The name of a series, its value if it has none."""
        found = self.series.get(key[0], {}).get(key[1])
        return found.name if found is not None else key[1]

    def window(self, start: int) -> Window:
        """All that is known of a window, over or not."""
        return self.windows.get(start) or self.open.get(start) or _EMPTY

    def holds(self, start: int) -> bool:
        """Whether anything is known of a window: its day is not closed yet."""
        return start in self.windows or start in self.open

    def seen(self, key: Key, start: int) -> Seen | None:
        """The series in one window, over or not."""
        return self.window(start).get(key)

    def last_seen(self, key: Key, before: int) -> int | None:
        """The start of the last window before `before` in which the series spoke, or can have spoken: of days that
        are over only the hours of busy series are known, so that nobody is called silent for longer than he was."""
        starts = self._starts()
        for n in range(bisect_left(starts, before) - 1, -1, -1):
            if (seen := self.seen(key, starts[n])) is not None and seen.stories:
                return starts[n]
        series = self.series.get(key[0], {}).get(key[1])
        if series is None or not series.days:
            return None
        day = series.days[-1]
        hour = max((n for n, count in enumerate(day.hours) if count), default=23)
        return day.day * DAY + (hour + 1) * HOUR - self.size

    def between(self, after: int, before: int) -> list[int]:
        """The starts of the windows that are over and lie between two times, in order."""
        starts = self._starts()
        inside = starts[bisect_right(starts, after) : bisect_left(starts, before)]
        return [start for start in inside if start in self.windows]

    def _starts(self) -> list[int]:
        """All windows held, in order: sorted once for all series that are asked about."""
        if self._order is None:
            self._order = sorted({*self.windows, *self.open})
        return self._order

    def reaches(self, start: int, days: int) -> bool:
        """Whether the history goes back so many days from a window."""
        return bool(self.days) and min(self.days) <= start // DAY - days

    def knows(self, key: Key) -> bool:
        """Whether a day that is over has the series."""
        series = self.series.get(key[0], {}).get(key[1])
        return series is not None and bool(series.days)

    # What is usual

    def baseline(self, key: Key) -> Baseline:
        """What is usual for a series by the days that are over."""
        series = self.series.get(key[0], {}).get(key[1])
        if series is None:
            return Baseline((), self._rhythm(key[0]))
        if series.baseline is None:
            series.baseline = Baseline(series.days, self._rhythm(key[0]))
        return series.baseline

    def _rhythm(self, dimension: str) -> Rhythm:
        found = self._rhythms.get(dimension)
        if found is None:
            counts = {day: self._hours[day].get(dimension, ()) for day in self._baseline_days()}
            found = self._rhythms[dimension] = Rhythm(counts, self._exposed(), self.size)
            kept = self.series.get(dimension, {})
            # In order of values: sums of floats depend on it, and a fold may meet series in another.
            found.pool(kept[value] for value in sorted(kept) if kept[value].days)
        return found

    def _exposed(self) -> Exposure:
        if self._exposure is None:
            self._exposure = Exposure({day: self.days[day] for day in self._baseline_days()})
        return self._exposure

    def _baseline_days(self) -> list[int]:
        return sorted(self.days)[-BASELINE_DAYS:]

    def feed(self, start: int) -> float:
        """How busy the whole feed was in the hour before a window, against what is usual: 1 is as usual.

        What all series do at once (clocks that change, a holiday) is nobody's surge and nobody's silence.
        """
        if start not in self._feed:
            self._feed[start] = self._busy(start)
        return self._feed[start]

    def _busy(self, start: int) -> float:
        hour = range(start - HOUR, start, self.size)
        seen = [at for at in hour if at in self.windows]
        if ALL[1] not in self.series.get(ALL[0], {}) or not seen:
            return 1.0
        usual = self.baseline(ALL)
        expected = sum(map(usual.mean, seen))
        found = sum(self.windows[at][ALL].stories for at in seen if ALL in self.windows[at])
        return (found + 1) / (expected + 1)

    # The fold

    def put_open(self, start: int, names: Mapping[Key, str], window: Mapping[Key, Seen]) -> None:
        """Series of a window that is not over have changed."""
        self._name(names)
        if not self.holds(start):
            self._order = None
        self.open.setdefault(start, {}).update(window)

    def put_window(self, start: int, names: Mapping[Key, str], window: Window) -> None:
        """A window is over, or is corrected."""
        self._name(names)
        if not self.holds(start):
            self._order = None
        self.open.pop(start, None)
        self.windows[start] = window
        self._feed.clear()

    def _name(self, names: Mapping[Key, str]) -> None:
        for (dimension, value), name in names.items():
            kept = self.series.setdefault(dimension, {})
            found = kept.get(value)
            if found is None:
                kept[value] = Series(name)
            else:
                found.name = name

    def put_day(
        self,
        day: int,
        entries: Iterable[tuple[Key, str, Day]],
        seen: Sequence[int],
        hours: Mapping[str, Sequence[int]],
    ) -> None:
        """Series of a day that is over; of one day in several calls, `seen` and `hours` with the last."""
        for (dimension, value), name, figures in entries:
            series = self.series.setdefault(dimension, {}).setdefault(value, Series(name))
            series.name = name
            series.days.append(figures)
        if seen:
            self.days[day], self._hours[day] = seen, hours
        self._forget_usual()

    def close_day(self, day: int) -> list[int]:
        """Let go of a day's windows and of days too many; return the days that are gone."""
        end = (day + 1) * DAY
        self._order = None
        for kept in (self.windows, self.open):
            for start in [at for at in kept if at < end]:
                del kept[start]
        gone = sorted(self.days)[: -self.keep]
        for each in gone:
            del self.days[each], self._hours[each]
        self._tidy(gone[-1] if gone else -1)
        return gone

    def forget_after(self, time: int) -> None:
        """Let go of what lies after a time: a clock was ahead."""
        self._order = None
        for kept in (self.windows, self.open):
            for start in [at for at in kept if at > time]:
                del kept[start]
        for day in [each for each in self.days if each * DAY > time]:
            del self.days[day], self._hours[day]
        for kept_series in self.series.values():
            for series in kept_series.values():
                series.days = [day for day in series.days if day.day * DAY <= time]
        self._tidy(-1)

    def _tidy(self, gone: int) -> None:
        """Drop days up to `gone`, series of which nothing is left, and what was usual."""
        self._forget_usual()
        held = {
            key for kept in (self.windows, self.open) for window in kept.values() for key in window
        }
        for dimension, kept in self.series.items():
            for value, series in list(kept.items()):
                series.baseline = None
                while series.days and series.days[0].day <= gone:
                    series.days.pop(0)
                if not series.days and (dimension, value) not in held:
                    del kept[value]

    def over(self, start: int) -> list[int]:
        """The days that are over once the window that starts then is: those with windows held."""
        return sorted({at // DAY for at in self.windows if (at // DAY + 1) * DAY + ROLL <= start})

    def figures(
        self, day: int
    ) -> tuple[list[int], dict[str, list[int]], Iterator[tuple[Key, Day]]]:
        """What remains of a day: windows seen by hour, counts by dimension and hour, and each series."""
        seen = [0] * 24
        hours: dict[str, list[int]] = {}
        totals: dict[Key, _Total] = {}
        for at in sorted(at for at in self.windows if at // DAY == day):
            hour = at % DAY // HOUR
            seen[hour] += 1
            for key, entry in self.windows[at].items():
                hours.setdefault(key[0], [0] * 24)[hour] += entry.capped
                totals.setdefault(key, _Total()).add(hour, entry)
        kept = ((key, total.day(day)) for key, total in sorted(totals.items()) if total.whole)
        return seen, hours, kept


class _Total:
    """A series' counts of a day as they are summed."""

    __slots__ = ("hours", "pairs", "whole")

    def __init__(self) -> None:
        self.hours, self.pairs, self.whole = [0] * 24, 0, 0

    def add(self, hour: int, entry: Seen) -> None:
        self.hours[hour] += entry.capped
        self.pairs += _pairs(entry.capped)
        self.whole += entry.stories

    def day(self, day: int) -> Day:
        count = sum(self.hours)
        blocks = (sum(self.hours[h : h + 4]) for h in range(0, 24, 4))
        pairs = (self.pairs, sum(map(_pairs, self.hours)), sum(map(_pairs, blocks)))
        return Day(day, self.whole, count, pairs, tuple(self.hours) if count >= _BUSY else ())


def _pairs(n: int) -> int:
    return n * (n - 1)
