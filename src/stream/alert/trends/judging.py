"""Whether a count is a surge, and a silence too long: the two tests, and the caps of what a baseline takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stream.alert.trends.baseline import SPANS
from stream.alert.trends.history import ALL, History, Key, Window
from stream.alert.trends.tails import none, tail
from stream.alert.trends.weekly import DAY, WEEK

NORMAL = 0.01
"""A surge is over once each span's count has at least this probability."""

_CAP = 1e-4
"""A window of a count less likely than this, in any span, is for a baseline as if it had been usual."""

_BUSIEST, _CALMEST = 5.0, 0.02
"""Bounds of what the feed as a whole may excuse."""

_STEP = 300
"""Seconds in which a silence of the whole feed is measured."""

_LEAST = 2
"""Stories below which nothing is asked."""

_FAR = 2.0
"""Standard deviations within which a count is normal: nothing so likely is of use as a threshold."""

_HEAVY, _HEAVY_GAP = 5.0, 2.0
"""How many times rarer than the setting says a count, or a silence, must be: news has heavier tails than the
law; measured on simulated months (docs/surge.md)."""


class Score(NamedTuple):
    """How unlikely a series' count is: in the span (windows) where it is the least likely."""

    probability: float
    span: int
    stories: int
    expected: float
    sources: int


_USUAL = Score(1.0, 1, 0, 0.0, 0)


class Back:
    """The windows that a score looks back on: the one that starts at `start`, as `window` has it, and those before."""

    __slots__ = ("history", "start", "windows")

    def __init__(self, history: History, start: int, window: Window) -> None:
        self.history, self.start = history, start
        before = range(start - history.size, start - SPANS[-1] * history.size, -history.size)
        self.windows = [window, *(history.window(at) for at in before)]

    def score(self, key: Key, agencies: int = 1, least: int = _LEAST) -> Score:
        """The least likely of a series' counts; a window of fewer agencies than these counts for one story.

        A window that isn't over counts as if it were: a count that is too high for all of it is found
        early, and no look costs a false alarm. Fewer stories than `least` in all are not looked at.
        """
        held = [
            (n, seen) for n, each in enumerate(self.windows) if (seen := each.get(key)) is not None
        ]
        if sum(seen.stories for _, seen in held) < least:
            return _USUAL
        baseline = self.history.baseline(key)
        busy = _excused(self.history, key, self.start)
        found, at, stories, sources = _USUAL, 0, 0, 0
        for n, (span, usual) in enumerate(zip(SPANS, baseline.expected(self.start), strict=True)):
            while at < len(held) and held[at][0] < span:
                seen = held[at][1]
                stories += counted(seen.stories, seen.sources, agencies)
                sources, at = max(sources, seen.sources), at + 1
            expected = usual * busy
            if stories < _LEAST or _is_near(stories, expected, baseline.spread(n), _FAR):
                continue
            probability = tail(stories, expected, baseline.spread(n))
            if probability < found.probability:
                found = Score(probability, span, stories, expected, sources)
        return found

    def stories(self, key: Key, span: int, agencies: int = 1) -> int:
        """The stories of a series in the last `span` windows, counted as `score` does."""
        seen = (each.get(key) for each in self.windows[:span])
        return sum(counted(each.stories, each.sources, agencies) for each in seen if each)


def counted(stories: int, sources: int, agencies: int) -> int:
    """The stories of a window as a surge counts them: what fewer `agencies` than asked for send is one."""
    return stories if sources >= agencies else min(1, stories)


def _is_near(stories: int, mean: float, spread: float, far: float) -> bool:
    """Whether a count is below its mean, or within so many standard deviations of it."""
    over = stories - mean
    return over <= 0 or over * over < far * far * (mean + spread * mean * mean)


def _excused(history: History, key: Key, start: int) -> float:
    """How many times the usual the whole feed brings: that much more is no series' own surge."""
    return 1.0 if key == ALL else min(max(1.0, history.feed(start)), _BUSIEST)


def capped(back: Back, key: Key, stories: int) -> int:
    """The stories of a window as its baseline takes them: what is going on may not become usual by itself."""
    history = back.history
    if not stories or not history.is_warm() or not history.knows(key):
        return stories
    baseline = history.baseline(key)
    if baseline.is_young or back.score(key).probability > _CAP:
        return stories
    return min(stories, round(baseline.mean(back.start)))


class Quiet(NamedTuple):
    """A series has not spoken: since when (seconds), what was expected, and how unlikely that is."""

    since: int
    expected: float
    probability: float


def quiet(history: History, key: Key, start: int, window: Window) -> Quiet | None:
    """How long a series has been silent when the window that starts then is over; None if it spoke in it.

    Only windows in which the feed spoke count, and each for no more than its share of the usual: an
    outage of the feed, or a holiday, is no series' own silence.
    """
    last = history.last_seen(key, start)
    if last is None or key in window:
        return None
    baseline = history.baseline(key)
    expected = strain = 0.0
    for at in (*history.between(last, start), start):
        if ALL in (window if at == start else history.windows[at]):
            mean = baseline.mean(at) * _share(history, at)
            expected += mean
            strain += none(mean, baseline.noise)
    return Quiet(last + history.size, expected, _probability(strain, baseline.drift))


def _share(history: History, start: int) -> float:
    """The feed's stories in the hour before the window, as part of what is usual; 1 at most."""
    return min(1.0, max(_CALMEST, history.feed(start)))


def _probability(strain: float, drift: float) -> float:
    return float((1 + strain * drift) ** (-1 / drift))


def feed_alarm(history: History, since: int, threshold: float) -> int | None:
    """When the whole feed has been silent for too long if nothing comes after `since` (seconds).

    None where not even a week of silence would be too long.
    """
    steps = _feed_silent(history, since)
    return next((at for at, found in steps if found.probability <= threshold), None)


def feed_quiet(history: History, since: int, until: int) -> Quiet:
    """How unlikely it is that the whole feed has been silent between two times (seconds)."""
    found = Quiet(since, 0.0, 1.0)
    for at, so_far in _feed_silent(history, since):
        if at > until:
            break
        found = so_far
    return found


def _feed_silent(history: History, since: int) -> Iterator[tuple[int, Quiet]]:
    baseline, size = history.baseline(ALL), history.size
    expected = strain = 0.0
    at = since
    while at < since + WEEK:
        step = min(_STEP, (at // size + 1) * size - at)
        mean = baseline.mean(at // size * size) * step / size
        expected += mean
        strain += none(mean, baseline.noise)
        at += step
        yield at, Quiet(since, expected, _probability(strain, baseline.drift))


def surge_threshold(false_alarms: float, size: int) -> float:
    """The probability at which a count is a surge: false alarms a day for each 1,000 series, shared out."""
    return false_alarms / (_HEAVY * 1000 * (DAY / size) * len(SPANS))


def silence_threshold(false_alarms: float, a_day: float, size: int) -> float:
    """The same for a silence: one may begin after each window in which the series spoke."""
    return false_alarms / (_HEAVY_GAP * 1000 * max(1.0, min(a_day, DAY / size)))
