"""Counts by window: of one part, of all, the top of them, and what surges are read from."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from stream.model.labels import CasualtyKind
from stream.model.updates import Value

Dimension = Literal[
    "all", "actor", "place", "admin1", "country", "actor_place", "mention", "event", "source", "language",
]  # fmt: skip
"""What counts are by; docs/counts.md says what each takes in."""


class Toll(Struct, frozen=True, kw_only=True):
    """Casualties of one kind in the stories of a window: of each story the lowest and the highest figure.

    A story's figures are the latest of each agency that gives one. `least` and `most` are sums over
    `stories` different stories, never over the updates of one.
    """

    kind: CasualtyKind
    stories: int
    least: int
    most: int


class Tally(Struct, frozen=True, array_like=True, gc=False):
    """One label's figures in a window, as a JSON array in the order of the fields.

    `label` is the place of the label in the record's `labels`; `sources` are agencies, sorted.
    """

    label: int
    stories: int = 0
    updates: int = 0
    sources: tuple[str, ...] = ()
    casualties: tuple[Toll, ...] = ()


class WindowTallies(Struct, frozen=True, array_like=True, gc=False):
    """The figures of one window, as a JSON array in the order of the fields.

    `size` is its length in seconds, `start` in seconds since 1970.
    """

    size: int
    start: int
    tallies: tuple[Tally, ...]


class Tallies(Value, frozen=True):
    """One source partition's part of all counts that an update changed (topic `wire.tallies`).

    `labels` are (dimension, value, name) of what the tallies count, each once for all windows; `part` is
    the partition. `watermark` is the event time that the partition has passed (seconds since 1970), None
    before the first dated update; a record without windows says only how far the partition is.
    """

    part: int
    labels: list[tuple[Dimension, str, str]] = field(default_factory=list)
    windows: list[WindowTallies] = field(default_factory=list)
    watermark: int | None = None


class Baseline(Struct, frozen=True, kw_only=True):
    """What a series had in the same window of earlier weeks: means over the `weeks` (1 to 4) that are known."""

    weeks: int
    stories: float
    updates: float


class Count(Struct, frozen=True, kw_only=True):
    """The current count of one window and label (topic `news.counts`, an upsert by key).

    `window_start` is event time in UTC, `window_seconds` its length. `stories` are distinct stories,
    `updates` items in force (a killed one is in neither), `sources` distinct origin agencies. `folded` is
    the number of values that the value `other` stands for; on another series 1 says that its figures have
    gone into `other`. `final` says that the window was over when this was counted, `corrected` that it
    changed since.
    """

    window_start: datetime
    window_seconds: int
    dimension: Dimension
    value: str
    name: str
    stories: int
    updates: int
    sources: int
    casualties: list[Toll] = field(default_factory=list)
    baseline: Baseline | None = None
    folded: int = 0
    final: bool = False
    corrected: bool = False


class TopEntry(Struct, frozen=True, kw_only=True):
    """One value of a top list, with figures as in `Count`."""

    value: str
    name: str
    stories: int
    updates: int
    sources: int


class Top(Struct, frozen=True, kw_only=True):
    """The leading values of one dimension in one window (topic `news.top`, an upsert by key).

    `entries` go by stories, then updates, then value; `values` is how many values there are in all.
    `final` and `corrected` as in `Count`.
    """

    window_start: datetime
    window_seconds: int
    dimension: Dimension
    values: int
    entries: list[TopEntry]
    final: bool = False
    corrected: bool = False


class TrendCount(Value, frozen=True):
    """One series in a trend window: `stories`, `updates` and `sources` as in `Count`."""

    dimension: Dimension
    value: str
    name: str
    stories: int = 0
    updates: int = 0
    sources: int = 0


class Trend(Value, frozen=True):
    """Series of one window that changed since the last record of it (topic `wire.trends`, one partition).

    `window` is its start, `size` its length in seconds. `final` is true in the one record that says that
    the window is over (its watermark passed the grace); `watermark` is the event time that all active
    parts have passed. A later record of a final window is a correction of it.
    """

    window: datetime
    size: int
    watermark: datetime
    counts: list[TrendCount]
    final: bool = False
