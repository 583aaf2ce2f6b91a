"""What is usual for one series: its own level on the weekly rhythm, with a spread of its own.

The rhythm is that of all series of its dimension; one that has enough counts bends it to its own hours and
days. Level and spread are shrunk: a series seldom seen is judged by what its like do. All figures rest on
the days that are over, so that what is going on is no baseline for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stream.alert.trends.weekly import DAY, HOURS, hour_of_week, slot_of, smooth

BASELINE_DAYS = 28
"""Days that a baseline looks back on: four of each day of the week."""

OWN_RHYTHM = 30
"""Counts from which a series bends the rhythm to its own."""

_NEW = 0.1
"""Stories a window that a series never seen may be good for (about ten a day): what has just got a name
is talked about. The more it has been seen, the less of this is left."""

_PRIOR = 0.5
"""Counts that the prior of a level is worth."""

_PRIOR_WINDOWS = 4.0
"""Windows that the prior of a level is worth: few, as levels of news differ by thousands."""

_HOUR_WEIGHT, _DAY_WEIGHT, _WEEK_WEIGHT = 8.0, 20.0, 30.0
"""Counts for which the common rhythm stands in a series' hour of the day, in its day of the week, and the
product of both in an hour of the week of the dimension."""

_SPREAD_WEIGHT = 8.0
"""Pairs of counts in one window for which the spread of a series' like stands."""

_CLASSES = (3, 10, 30, 100, 300, 1000)
"""Bounds of the classes (counts in the baseline) in which spread is pooled."""

_POOL_SPREADS: Sums = (1.0, 0.6, 0.4, 0.2)
_LEAST_SPREAD = 0.03
"""Spreads where nothing is known, and the least believed: news is never as even as a Poisson process."""

YOUNG = 3
"""Days since a series was first seen in which nothing of it is taken for outlying."""

_OUTLYING, _OUTLYING_MORE = 2.5, 6.0
"""A day counts for no more than 2.5 times the mean of the others, and 6: an old burst is no baseline."""


Sums = tuple[float, float, float, float]
"""Something summed over windows, hours, four hours and days."""

SPANS = (1, 4, 16)
"""The windows in the first three: a window has 15 minutes."""

Triple = tuple[float, float, float]
"""Something for each of SPANS."""

DAYS = 3
"""Where `Sums` have the days."""


class Day(NamedTuple):
    """One day of a series: `stories`, and `pairs`: the sums of n(n-1) over windows, hours, four hours.

    Both are of capped counts (`judging.capped`), `whole` is not. `hours` are counts by hour, empty on days
    with few.
    """

    day: int
    whole: int
    stories: int
    pairs: tuple[int, int, int]
    hours: tuple[int, ...] = ()


class Series:
    """One series: its name, its days that are over (oldest first), and its baseline once asked for."""

    __slots__ = ("baseline", "days", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.days: list[Day] = []
        self.baseline: Baseline | None = None


class Exposure:
    """The windows seen in each hour of the baseline's days."""

    def __init__(self, seen: Mapping[int, Sequence[int]]) -> None:
        self.days = seen
        self.week = [0] * HOURS
        for day, hours in seen.items():
            first = hour_of_week(day * DAY)
            for hour, windows in enumerate(hours):
                self.week[first + hour] += windows

    def days_of(self, rhythm: Sequence[float]) -> dict[int, float]:
        """The sum of a rhythm (by hour of the week) over the windows of each day."""
        return {day: sum(self._hourly(day, rhythm)) for day in self.days}

    def squares(self, rhythm: Sequence[float]) -> Sums:
        """The sums of the squared rhythm over windows, hours, four hours and days."""
        windows = hours = blocks = days = 0.0
        for day, seen in self.days.items():
            each = self._hourly(day, rhythm)
            windows += sum(x * x / n for x, n in zip(each, seen, strict=True) if n)
            hours += sum(x * x for x in each)
            blocks += sum(sum(each[h : h + 4]) ** 2 for h in range(0, 24, 4))
            days += sum(each) ** 2
        return windows, hours, blocks, days

    def _hourly(self, day: int, rhythm: Sequence[float]) -> list[float]:
        first = hour_of_week(day * DAY)
        return [n * rhythm[first + hour] for hour, n in enumerate(self.days[day])]


class Span(NamedTuple):
    """The windows that a series is judged by: those since it was first seen, or all; with a rhythm's sums."""

    exposure: Exposure
    windows: float
    squares: Sums


class Rhythm:
    """The weekly rhythm of a dimension: by hour of the week with mean 1, and what its series' spread is like.

    `counts` are the dimension's counts by day and hour.
    """

    def __init__(self, counts: Mapping[int, Sequence[int]], exposure: Exposure, size: int) -> None:
        self.exposure, self.size = exposure, size
        self.hours = _weekly(counts, exposure)
        self.slots = smooth(self.hours, size)
        self.by_day = exposure.days_of(self.hours)
        self._spans: dict[int, Span] = {}
        self._first = min(exposure.days, default=0)
        self.spreads: list[Sums] = [_POOL_SPREADS] * (len(_CLASSES) + 1)

    def since(self, days: Sequence[Day]) -> Span:
        """The windows since a series was first seen: what was before says nothing of it."""
        first = max(days[0].day, self._first) if days else self._first
        if first not in self._spans:
            part = {day: seen for day, seen in self.exposure.days.items() if day >= first}
            exposure = Exposure(part)
            windows = sum(self.by_day[day] for day in part)
            self._spans[first] = Span(exposure, windows, exposure.squares(self.hours))
        return self._spans[first]

    def pool(self, all_series: Iterable[Series]) -> None:
        """Learn the spread of each class of series, within windows and between days."""
        found = [[0.0] * 4 for _ in self.spreads]
        usual = [[0.0] * 4 for _ in self.spreads]
        for series in all_series:
            count, pairs = _sums(series.days, self.by_day)
            since = self.since(series.days)
            level = _plain(count, since.windows)
            of = _class(count)
            for n in range(4):
                found[of][n] += pairs[n]
                usual[of][n] += level * level * since.squares[n]
        before: Sums = (0.0, 0.0, 0.0, 0.0)
        for of in range(len(_CLASSES), -1, -1):
            # Never less than among series seen more often: few counts hide how they cluster.
            own = _shrunk(found[of], usual[of], _POOL_SPREADS)
            before = _highest(before, own)
            self.spreads[of] = before


def _weekly(counts: Mapping[int, Sequence[int]], exposure: Exposure) -> list[float]:
    """The rhythm by hour of the week: hour of the day × day of the week, as far as each is known."""
    week = [0.0] * HOURS
    for day, hours in counts.items():
        first = hour_of_week(day * DAY)
        for hour, n in enumerate(hours):
            week[first + hour] += n
    total, windows = sum(week), sum(exposure.week)
    if not total or not windows:
        return [1.0] * HOURS
    mean = total / windows
    hourly = [_ratio(week[h::24], exposure.week[h::24], mean, _WEEK_WEIGHT) for h in range(24)]
    usual = [mean * hourly[h % 24] for h in range(HOURS)]
    daily = [_against(week, usual, exposure, d * 24) for d in range(7)]
    usual = [usual[h] * daily[h // 24] for h in range(HOURS)]
    rates = [
        (n + _WEEK_WEIGHT) / (seen * rate + _WEEK_WEIGHT) * rate
        for n, seen, rate in zip(week, exposure.week, usual, strict=True)
    ]
    middle = sum(rates) / HOURS
    return [rate / middle for rate in rates]


def _ratio(counts: Sequence[float], windows: Sequence[int], mean: float, weight: float) -> float:
    return (sum(counts) + weight) / (sum(windows) * mean + weight)


def _against(
    week: Sequence[float], usual: Sequence[float], exposure: Exposure, first: int
) -> float:
    hours = range(first, first + 24)
    expected = sum(exposure.week[h] * usual[h] for h in hours)
    return (sum(week[h] for h in hours) + _WEEK_WEIGHT) / (expected + _WEEK_WEIGHT)


def _shrunk(pairs: Sequence[float], usual: Sequence[float], prior: Sequence[float]) -> Sums:
    """Spreads by what is found, as far as there is enough of it."""
    a, b, c, d = (
        max((_SPREAD_WEIGHT * (1 + before) + n) / (_SPREAD_WEIGHT + many) - 1, _LEAST_SPREAD)
        for n, many, before in zip(pairs, usual, prior, strict=True)
    )
    return a, b, c, d


def _highest(one: Sums, other: Sums) -> Sums:
    a, b, c, d = map(max, one, other)
    return a, b, c, d


def _class(count: float) -> int:
    return sum(count >= bound for bound in _CLASSES)


def _sums(days: Sequence[Day], known: Mapping[int, float]) -> tuple[float, Sums]:
    """Counts, and pairs in one window, hour, four hours and day, with outlying days cut to size."""
    inside = [day for day in days if day.day in known]
    since = sum(day >= inside[0].day for day in known) if inside else 0
    total = sum(day.stories for day in inside)
    count = windows = hours = blocks = whole = 0.0
    for day in inside:
        kept = 1.0
        if since > YOUNG and day.stories:
            most = _OUTLYING * (total - day.stories) / (since - 1) + _OUTLYING_MORE
            kept = min(1.0, most / day.stories)
        n = day.stories * kept
        count += n
        windows += day.pairs[0] * kept
        hours += day.pairs[1] * kept
        blocks += day.pairs[2] * kept
        whole += n * max(0.0, n - 1)
    return count, (windows, hours, blocks, whole)


def _plain(count: float, windows: float) -> float:
    """A level without a prior, which would pass for spread."""
    return max(count, _PRIOR) / (windows or 1.0)


def _lately(days: Sequence[Day], rhythm: Rhythm) -> float:
    """The rate of the last two days, the lower of both: what lasts is usual from its third day on."""
    last = dict(sorted(rhythm.by_day.items())[-2:])
    found = {day.day: day.whole / last[day.day] for day in days[-2:] if last.get(day.day)}
    return min(found.values()) if len(found) == 2 else 0.0


class Baseline:
    """What is usual for one series; `count` is what it rests on (capped stories).

    `spreads` are those of the counts of windows, hours, four hours and days; `doubt` is how unsure the
    level itself is, `few` the part of it that the number of days leaves. All are squared coefficients of
    variation.
    """

    __slots__ = (
        "_days",
        "_expected",
        "_hours",
        "_rhythm",
        "count",
        "doubt",
        "few",
        "is_young",
        "level",
        "spreads",
    )

    def __init__(self, days: Sequence[Day], rhythm: Rhythm) -> None:
        self._rhythm = rhythm
        self._hours: list[float] | None = None
        self._expected: tuple[int, Triple] = (-1, (0.0, 0.0, 0.0))
        self._days: list[float] | None = None
        self.count, pairs = _sums(days, rhythm.by_day)
        since = rhythm.since(days)
        self.is_young = (
            len(since.exposure.days) < len(rhythm.by_day) and len(since.exposure.days) <= YOUNG
        )
        windows, squares = since.windows, since.squares
        if self.count >= OWN_RHYTHM:
            windows, squares = self._bend([d for d in days if d.day in rhythm.by_day], since)
        own = (self.count + _PRIOR) / (windows + _PRIOR_WINDOWS)
        self.level = max(own, _lately(days, rhythm)) + _NEW / (1 + self.count)
        self.doubt = 1 / (self.count + _PRIOR)
        self.few = 1 / max(1, len(since.exposure.days))
        usual = [_plain(self.count, windows) ** 2 * each for each in squares]
        self.spreads = _shrunk(pairs, usual, rhythm.spreads[_class(self.count)])

    def _bend(self, days: Sequence[Day], since: Span) -> tuple[float, Sums]:
        """Bend the rhythm to the series' own hours and days; return its sums over the windows seen."""
        rhythm, week = self._rhythm, since.exposure.week
        hours, total = [0] * 24, 0
        by_day = [0] * 7
        for day in days:
            by_day[hour_of_week(day.day * DAY) // 24] += day.stories
            for hour, n in enumerate(day.hours):
                hours[hour] += n
        total = sum(hours)
        share = [
            sum(week[h] * rhythm.hours[h] for h in range(hour, HOURS, 24)) / since.windows
            for hour in range(24)
        ]
        own = [
            (_HOUR_WEIGHT + n) / (_HOUR_WEIGHT + total * part)
            for n, part in zip(hours, share, strict=True)
        ]
        bent = [rate * own[h % 24] for h, rate in enumerate(rhythm.hours)]
        parts = [sum(week[h] * bent[h] for h in range(d * 24, d * 24 + 24)) for d in range(7)]
        scale = sum(by_day) / (sum(parts) or 1.0)
        self._days = [
            (_DAY_WEIGHT + n) / (_DAY_WEIGHT + part * scale)
            for n, part in zip(by_day, parts, strict=True)
        ]
        self._hours = smooth(own, rhythm.size)
        full = [rate * self._days[h // 24] for h, rate in enumerate(bent)]
        windows = sum(n * rate for n, rate in zip(week, full, strict=True))
        return windows, since.exposure.squares(full)

    def mean(self, start: int) -> float:
        """Stories expected in the window that starts then."""
        rhythm = self._rhythm
        slot = slot_of(start, rhythm.size)
        rate = self.level * rhythm.slots[slot]
        if self._hours is not None and self._days is not None:
            rate *= self._hours[slot % len(self._hours)]
            rate *= self._days[hour_of_week(start) // 24]
        return rate

    def expected(self, start: int) -> Triple:
        """Stories expected in each of SPANS, which end with the window that starts then.

        Longer spans are reckoned on some of their windows: rhythms are smooth.
        """
        if self._expected[0] != start:
            back = [self.mean(start - n * self._rhythm.size) for n in (0, 1, 3, 6, 10, 14)]
            four = sum(back[:3]) * 4 / 3
            self._expected = (start, (back[0], four, four + sum(back[3:]) * 4))
        return self._expected[1]

    def spread(self, n: int) -> float:
        """The spread of a count over SPANS[n] windows, with the doubt that so few days leave."""
        return self.spreads[n] + self.doubt + self.few

    @property
    def drift(self) -> float:
        """The spread of the counts of whole days, with the doubt about the level."""
        return self.spreads[DAYS] + self.doubt

    @property
    def noise(self) -> float:
        """The spread from window to window beyond that of days."""
        return max(0.0, self.spreads[0] - self.spreads[DAYS])

    def a_day(self) -> float:
        """Stories on an ordinary day."""
        return self.level * DAY / self._rhythm.size
