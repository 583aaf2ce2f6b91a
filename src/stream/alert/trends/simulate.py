"""A simulated month of a wire, with bursts and silences that are known: what the detectors are measured on.

The law of the counts is not the detectors': rates drift for hours (a log-normal process), counts cluster
(negative binomial), every series has a rhythm of its own beside the common one, some begin in the middle.
The only place with random numbers; they are seeded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from stream.alert.trends.history import ALL, Key, Seen, Window
from stream.alert.trends.weekly import DAY, HOUR, hour_of_week

MONDAY = 1_772_409_600
"""2026-03-02, a Monday: where a simulated month begins (seconds)."""

SIZE = 900

_AGENCIES = 8


@dataclass(frozen=True)
class World:
    """What is simulated. Levels run from `lowest` to `highest` stories a window, most of them low.

    `drift` and `noise` bound the standard deviation of a series' logarithmic rate over hours, and the spread
    of its counts. `late_zones` is the part of series whose day lies elsewhere, `cold` the part that begins
    after the warm-up. `shift_from` (a day) moves every rhythm by `shift_hours` from then on;
    `outage` are hours from the start in which nothing comes.
    """

    series: int = 1000
    days: int = 30
    warmup: int = 7
    seed: int = 1
    lowest: float = 0.01
    highest: float = 50.0
    drift: float = 0.4
    noise: float = 0.8
    late_zones: float = 0.2
    cold: float = 0.05
    bursts: int = 150
    silences: int = 40
    shift_from: int = 10_000
    shift_hours: int = 0
    nightly: bool = False
    outage: tuple[int, int] = (0, 0)


class Burst(NamedTuple):
    """A burst put in: its windows, how many times the usual it brings, and the stories that it brought."""

    key: Key
    start: int
    end: int
    times: float
    stories: int


class Silence(NamedTuple):
    """A series made silent, with what it would have said."""

    key: Key
    start: int
    end: int
    expected: float


@dataclass
class _Made:
    """One simulated series."""

    key: Key
    level: float
    zone: int
    drift: float
    noise: float
    begins: int
    weekend: float
    state: float = 0.0
    extra: dict[int, float] = field(default_factory=dict)
    mute: set[int] = field(default_factory=set)


@dataclass
class Month:
    """A simulated month: its windows in order, then what was put in."""

    world: World
    bursts: list[Burst] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    begins: dict[Key, int] = field(default_factory=dict)
    """When the series began that did so in the middle."""

    def windows(self) -> Iterator[tuple[int, Window]]:
        """Each window's start (seconds) and counts; `bursts` is complete after the last one."""
        world = self.world
        rng = Random(world.seed)
        made = [_series(n, world, rng) for n in range(world.series)]
        planned = [
            _plan(each, world, rng) for each in rng.sample(made, min(world.bursts, len(made)))
        ]
        self.silences = _mute(made, world, rng)
        self.begins = {each.key: each.begins for each in made if each.begins > MONDAY}
        brought: dict[Key, dict[int, int]] = {}
        for start in range(MONDAY, MONDAY + world.days * DAY, SIZE):
            window = _window(made, start, world, rng, brought)
            if not _is_out(world, start):
                yield start, window
        self.bursts = [
            burst._replace(
                stories=sum(brought.get(burst.key, {}).get(at, 0) for at in _starts(burst))
            )
            for burst in planned
        ]


def _starts(burst: Burst) -> range:
    return range(burst.start, burst.end, SIZE)


def _series(n: int, world: World, rng: Random) -> _Made:
    level = world.lowest * (world.highest / world.lowest) ** (rng.random() ** 3)
    late = rng.random() < world.late_zones
    begins = rng.randrange(world.warmup, world.days) if rng.random() < world.cold else 0
    return _Made(
        ("actor_place", f"actor{n}×place{n}"),
        level,
        rng.randrange(3, 22) if late else rng.randrange(-1, 2),
        world.drift * rng.uniform(0.3, 1),
        world.noise * rng.random(),
        MONDAY + begins * DAY,
        rng.uniform(0.3, 1.0),
    )


def _plan(series: _Made, world: World, rng: Random) -> Burst:
    """Put a burst in: it rises at once and fades."""
    first = max(world.warmup * DAY, series.begins - MONDAY + DAY)
    start = MONDAY + rng.randrange(min(first, (world.days - 1) * DAY), world.days * DAY, SIZE)
    length = rng.choice((1, 2, 4, 8, 16, 24))
    times = rng.choice((3.0, 5.0, 8.0, 15.0, 30.0))
    rate = times * max(_usual(series, start, world), 0.3)
    end = min(start + length * SIZE, MONDAY + world.days * DAY)
    for n, at in enumerate(range(start, end, SIZE)):
        series.extra[at] = series.extra.get(at, 0.0) + rate * math.exp(-n / length)
    return Burst(series.key, start, end, times, 0)


def _mute(made: list[_Made], world: World, rng: Random) -> list[Silence]:
    """Make busy series silent for 3 to 36 hours."""
    busy = [each for each in made if each.level > 0.5 and each.begins == MONDAY]
    found = []
    for series in rng.sample(busy, min(world.silences, len(busy))):
        start = MONDAY + rng.randrange(world.warmup * DAY, (world.days - 2) * DAY, SIZE)
        end = start + rng.randrange(3 * HOUR, 36 * HOUR, SIZE)
        series.mute.update(range(start, end, SIZE))
        expected = sum(_usual(series, at, world) for at in range(start, end, SIZE))
        found.append(Silence(series.key, start, end, expected))
    return found


def _usual(series: _Made, start: int, world: World) -> float:
    shift = world.shift_hours if start - MONDAY >= world.shift_from * DAY else 0
    hour = hour_of_week(start - (series.zone + shift) * HOUR) + (start % HOUR) / HOUR
    return series.level * _day_shape(hour % 24, world) * (series.weekend if hour >= 120 else 1.1)


def _day_shape(hour: float, world: World) -> float:
    """A day with a morning that comes fast, a peak at noon and one at six, and little at night."""
    if world.nightly:
        return 0.3 + 1.6 * math.exp(-(((hour - 22) / 3) ** 2)) + 0.8 * math.exp(-((hour / 3) ** 2))
    day = 1.4 / (1 + math.exp(-(hour - 7.5) * 2)) * (1 - 1 / (1 + math.exp(-(hour - 21))))
    return 0.15 + day + 0.5 * math.exp(-(((hour - 18) / 1.5) ** 2))


def _window(
    made: list[_Made], start: int, world: World, rng: Random, brought: dict[Key, dict[int, int]]
) -> Window:
    window: Window = {}
    total = 0
    for series in made:
        if start < series.begins or start in series.mute:
            continue
        if start % HOUR == 0:
            series.state = 0.85 * series.state + rng.gauss(0, 0.53 * series.drift)
        mean = _usual(series, start, world) * math.exp(series.state - series.drift**2 / 2)
        stories = draw(rng, mean, series.noise)
        if start in series.extra:
            more = draw(rng, series.extra[start], 0.1)
            brought.setdefault(series.key, {})[start] = more
            stories += more
        if stories:
            window[series.key] = Seen(stories, _agencies(stories, rng))
            total += stories
    if total:
        window[ALL] = Seen(total // 3 + 1, min(total, _AGENCIES))
    return window


def _agencies(stories: int, rng: Random) -> int:
    return len({rng.randrange(_AGENCIES) for _ in range(min(stories, 30))})


def _is_out(world: World, start: int) -> bool:
    first, last = world.outage
    return MONDAY + first * HOUR <= start < MONDAY + last * HOUR


def draw(rng: Random, mean: float, spread: float) -> int:
    """A negative binomial count, by inversion."""
    shape = 1 / max(spread, 1e-3)
    odds = mean / (shape + mean)
    term = math.exp(-shape * math.log1p(mean / shape))
    left, count = rng.random() - term, 0
    while left > 0 and count < 10_000:
        term *= (count + shape) / (count + 1) * odds
        count += 1
        left -= term
    return count
