"""What the trends stage remembers: append-only rows, each written once."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stream.alert.life.rows import RulesRow
from stream.model import AlertStatus, Severity

Entry = tuple[str, str, str, int, int, int]
"""A series in a window: dimension, value, name, stories, agencies, and the stories that a baseline takes."""

DayEntry = tuple[str, str, int, int, tuple[int, int, int], tuple[int, ...]]
"""A series on a day: value, name, then the figures of `baseline.Day`."""

Kind = Literal["surge", "silence", "first_seen"]
Moment = tuple[int, AlertStatus, str]
"""A message of an alert: event time (seconds), status, headline."""

Count = tuple[int, int, int]
"""A window's start (seconds), with the stories and the agencies of a series in it."""


class TrendRow(Struct, frozen=True, tag=True, array_like=True):
    """Base of the rows: tagged, and compact as an array. Times are in seconds since 1970."""


class OpenRow(TrendRow, frozen=True):
    """Series of a window that is not over have changed.

    `spoke` is the log time (ms) at which the feed last spoke, `alarm` as in `AlarmRow`, not armed.
    """

    window: int
    spoke: int
    alarm: int
    entries: tuple[Entry, ...]


class WindowRow(TrendRow, frozen=True):
    """A window is over, with all its series; a later row of the window replaces it.

    `spoke` and `alarm` as in `OpenRow`.
    """

    window: int
    spoke: int
    alarm: int
    entries: tuple[Entry, ...]


class DayRow(TrendRow, frozen=True):
    """What remains of a day, in place of its windows; `last` of the rows that it takes.

    `seen` are the windows seen in each hour, `hours` the counts of each dimension in each hour (both with
    the last row), `series` are by dimension.
    """

    day: int
    series: dict[str, tuple[DayEntry, ...]]
    seen: tuple[int, ...] = ()
    hours: dict[str, tuple[int, ...]] = {}
    last: bool = False


class LifeRow(TrendRow, frozen=True):
    """An alert on a series: all that its next message needs, were the rule gone.

    `window` is where it began, `hot` where its figures are from: `stories` in the `span` windows that end
    with it, with `expected` as many. `since` is when a silence began, `agencies` how many the rule asks
    for. `folded`: told by the alert of another series of the rule, which lists it in `others`. `counts` are the
    windows that it rests on: a kill may come when the history has them no more.
    """

    rule: str
    kind: Kind
    dimension: str
    value: str
    name: str
    window: int
    sequence: int
    severity: Severity
    channels: tuple[str, ...]
    headline: str
    hot: int
    span: int
    stories: int
    expected: float
    probability: float
    sources: int
    timeline: tuple[Moment, ...]
    since: int = 0
    agencies: int = 1
    folded: bool = False
    others: tuple[tuple[str, str], ...] = ()
    counts: tuple[Count, ...] = ()


class PastRow(TrendRow, frozen=True):
    """An alert that has run its course: it is taken back if its stories are killed later."""

    life: LifeRow


class EndRow(TrendRow, frozen=True):
    """The alert of a rule on a series is over and done with: the one in force, or the past one that began with
    `window`."""

    rule: str
    dimension: str
    value: str
    window: int = 0


class AlarmRow(TrendRow, frozen=True):
    """When (milliseconds of log time) the feed's silence is to be looked at; 0: not before it speaks.

    `armed`: it was too long already, and the stage waits for what may have been held up.
    """

    alarm: int
    armed: bool = False


class ResetRow(TrendRow, frozen=True):
    """Windows and days after a time are forgotten: a clock was ahead."""

    after: int


AnyTrendRow = (
    OpenRow | WindowRow | DayRow | LifeRow | PastRow | EndRow | AlarmRow | ResetRow | RulesRow
)
