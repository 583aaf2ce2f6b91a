"""How well surges and silences are found on months that are known: thresholds, recall and false alarms.

The detectors are those of the stage; what differs is that one pass keeps every unlikely count, so that a
curve over many thresholds costs one run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from stream.alert.trends.history import ALL, ROLL, History, Key, Window
from stream.alert.trends.judging import (
    NORMAL,
    Back,
    Score,
    capped,
    quiet,
    silence_threshold,
    surge_threshold,
)
from stream.alert.trends.simulate import SIZE, Burst, Month, World
from stream.alert.trends.weekly import DAY

ALLOWED = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""False alarms a day for each 1,000 series for which thresholds are tried."""

TIMES, STORIES = 10, 8
"""A burst that has to be found brings ten times the usual, and at least eight stories."""

EXPECTED = 20
"""A silence that has to be found lasts until so many stories would have come."""

MIN_STORIES, MIN_SOURCES, MIN_PER_DAY = 3, 2, 12
"""What a rule asks for if it says nothing."""

_AFTER = 16 * SIZE
"""How long after a burst its series may still be found unusual."""


class Point(Struct, frozen=True):
    """What comes of one setting: `false_alarms` a day for each 1,000 series, and the part that was found.

    `debuts` (in the same unit) are alerts on the first day of a series that begins in the middle: nobody
    put a burst in, and yet it came from nothing. `delay_minutes` is the median time from the beginning to
    the alert.
    """

    allowed: float
    false_alarms: float
    debuts: float
    recall: float
    found: int
    known: int
    delay_minutes: float


class Curve(Struct, frozen=True):
    """A curve over settings; `series` are those watched, `days` those judged."""

    condition: str
    series: int
    days: int
    points: tuple[Point, ...]


class Raised(NamedTuple):
    """An unlikely count: in which window, and whether a day that was over had the series."""

    key: Key
    start: int
    score: Score
    is_known: bool


class Still(NamedTuple):
    """A series that has not spoken when a window is over: how unlikely, as part of what is allowed at 1."""

    key: Key
    start: int
    part: float


def fold(history: History, start: int, window: Window) -> None:
    """Take in a window that is over, and close the days before it."""
    for day in history.over(start):
        seen, hours, entries = history.figures(day)
        named = [(key, history.name(key), each) for key, each in entries]
        history.put_day(day, named, seen, hours)
        history.close_day(day)
    back = Back(history, start, window)
    kept = {
        key: seen._replace(capped=capped(back, key, seen.stories)) for key, seen in window.items()
    }
    history.put_window(start, {key: key[1] for key in window}, kept)


class Run:
    """One pass over the windows of a month: every unlikely count, and every series that is silent."""

    def __init__(self, history: History, windows: Iterable[tuple[int, Window]]) -> None:
        self.history = history
        self.unusual: dict[Key, list[Raised]] = {}
        self.still: dict[Key, list[Still]] = {}
        self.speakers = 0
        self._speakers: tuple[int, list[tuple[Key, float]]] = (-1, [])
        for start, window in windows:
            if history.is_warm():
                self._silences(start, window)
            fold(history, start, window)
            if history.is_warm():
                self._surges(start, window)

    def _surges(self, start: int, window: Window) -> None:
        back = Back(self.history, start, self.history.windows[start])
        going_on = {key for key, found in self.unusual.items() if found[-1].start == start - SIZE}
        for key in sorted(window.keys() | going_on):
            found = back.score(key, MIN_SOURCES)
            if found.probability <= NORMAL:
                self.unusual.setdefault(key, []).append(
                    Raised(key, start, found, self.history.knows(key))
                )

    def _silences(self, start: int, window: Window) -> None:
        for key, a_day in self._watched():
            found = quiet(self.history, key, start, window)
            if found is not None:
                part = found.probability / silence_threshold(1.0, a_day, SIZE)
                if part <= ALLOWED[-1]:
                    self.still.setdefault(key, []).append(Still(key, start, part))

    def _watched(self) -> list[tuple[Key, float]]:
        """The series that speak often enough, with their stories a day."""
        newest = max(self.history.days)
        if self._speakers[0] != newest:
            found = [
                (key, a_day)
                for dimension, kept in sorted(self.history.series.items())
                for value in sorted(kept)
                if kept[value].days and dimension != ALL[0]
                for key in ((dimension, value),)
                if (a_day := self.history.baseline(key).a_day()) >= MIN_PER_DAY
            ]
            self._speakers = (newest, found)
            self.speakers = max(self.speakers, len(found))
        return self._speakers[1]

    def surges(self, allowed: float) -> Iterator[Raised]:
        """The surges that a setting raises; one goes on until the counts are normal again."""
        threshold = surge_threshold(allowed, SIZE)
        for found in self.unusual.values():
            last, fresh = -1, -1
            for each in found:
                score = each.score
                if last == each.start - SIZE or each.start < fresh:
                    last = each.start
                elif (
                    score.probability <= threshold
                    and score.stories >= MIN_STORIES
                    and score.sources >= MIN_SOURCES
                ):
                    last = each.start
                    # A series that no day has yet is judged anew once its first day is over.
                    fresh = -1 if each.is_known else (each.start // DAY + 1) * DAY + ROLL
                    yield each

    def silences(self, allowed: float) -> Iterator[Still]:
        """The silences that a setting raises; one goes on until the series speaks."""
        for found in self.still.values():
            last = -1
            for each in found:
                if last == each.start - SIZE:
                    last = each.start
                elif each.part <= allowed:
                    last = each.start
                    yield each


def is_known(burst: Burst) -> bool:
    """Whether a burst is one that has to be found."""
    return burst.times >= TIMES and burst.stories >= STORIES


def surge_curve(run: Run, month: Month, wanted: Callable[[Burst], bool] = is_known) -> Curve:
    """The curve over settings for surges; the series of the whole feed is not among those counted."""
    world = month.world
    truth = {burst.key: burst for burst in month.bursts}
    days = world.days - world.warmup
    points = []
    for allowed in ALLOWED:
        hits: dict[Key, int] = {}
        false = debuts = 0
        for each in run.surges(allowed):
            burst, began = truth.get(each.key), month.begins.get(each.key, 0)
            if burst is not None and burst.start <= each.start < burst.end + _AFTER:
                hits.setdefault(each.key, each.start + SIZE - burst.start)
            elif began <= each.start < began + DAY:
                debuts += 1
            elif each.key != ALL:
                false += 1
        known = [burst for burst in month.bursts if wanted(burst)]
        delays = [hits[burst.key] for burst in known if burst.key in hits]
        rates = (false / days / world.series, debuts / days / world.series)
        points.append(_point(allowed, rates, len(known), delays))
    return Curve("surge", world.series, days, tuple(points))


def silence_curve(run: Run, month: Month) -> Curve:
    """The curve over settings for silences, of the series that speak often enough to be watched."""
    world = month.world
    days = world.days - world.warmup
    truth = {silence.key: silence for silence in month.silences}
    points = []
    for allowed in ALLOWED:
        hits: dict[Key, int] = {}
        false = 0
        for each in run.silences(allowed):
            silence = truth.get(each.key)
            if silence is not None and silence.start <= each.start < silence.end:
                hits.setdefault(each.key, each.start + SIZE - silence.start)
            else:
                false += 1
        known = [each for each in month.silences if each.expected >= EXPECTED]
        delays = [hits[each.key] for each in known if each.key in hits]
        points.append(
            _point(allowed, (false / days / max(1, run.speakers), 0.0), len(known), delays)
        )
    return Curve("silence", run.speakers, days, tuple(points))


def _point(allowed: float, rates: tuple[float, float], known: int, delays: list[int]) -> Point:
    median = sorted(delays)[len(delays) // 2] / 60 if delays else 0.0
    recall = len(delays) / known if known else 1.0
    false, debuts = (round(rate * 1000, 3) for rate in rates)
    return Point(allowed, false, debuts, round(recall, 4), len(delays), known, median)


def evaluate(world: World) -> tuple[Run, Month]:
    """A month simulated and run through the detectors."""
    month = Month(world)
    run = Run(History(SIZE, world.days, world.warmup), month.windows())
    return run, month
