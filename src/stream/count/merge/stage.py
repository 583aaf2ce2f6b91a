"""The merge stage: the parts of each count into the public ones (`wire.tallies` → `news.counts`,
`news.top`, `wire.trends`).

Tallies are keyed by the place in the week of their day, so every part of a count comes to one partition, and
the same day of earlier weeks is there already. An update makes one record, not one a label and window: at 24
labels an update that was the difference between a chain that keeps up and one that doesn't (docs/adr/0005).
`wire.tallies` must not be compacted: all that changes a day shares its key.

That a window is over is said once, on its `all` series: said on each, it would double the topic. A series
that changes after that says so itself.

A day is forgotten `retention` after its last change, by log time. That is twice what the count
stage keeps, so that no part can still change a count whose other parts are forgotten, as long as the
parts open a window within the count stage's retention of each other.
"""

from __future__ import annotations

from typing import Any

import msgspec

from stream.count.dimensions import Named
from stream.count.merge.counts import SERIES, Changed, Counts
from stream.count.merge.past import is_useful, pack
from stream.count.merge.rows import (
    ClosedRow,
    FinalRow,
    ListedRow,
    PackedRow,
    PartRow,
    Place,
    Row,
    TalliesRow,
)
from stream.count.merge.series import EMPTY, Total
from stream.count.merge.state import MergeState
from stream.count.merge.tops import LENGTH, TREND_SECONDS, tops, trends
from stream.count.merge.window import MergedWindow
from stream.count.reading import place_of, read
from stream.count.windows import GRACE, home_of
from stream.errors import MalformedUpdate
from stream.model import Tallies, Tally, WindowTallies
from stream.model.topics import COUNTS, TALLIES, TOP, TRENDS
from stream.ports import Effects, Emit, Raw

RETENTION = 4 * 86_400
"""How long a window that nothing changes is kept, in seconds of log time."""

IDLE = 60
"""After how many seconds of log time without progress a part holds nobody back."""

PAUSE = 30
"""The least time between two top lists of one window, in seconds of log time."""

AT_ONCE = 50
"""Windows that one tick ends, lists or closes, so that no batch of records gets huge."""

_LAST = 253_402_300_800
"""The end of the year 9999, in seconds since 1970: no time is later."""


class MergeStage:
    """Sums the parts of each count and unites their sources, says when windows are over and lists the top.

    `retention`, `grace`, `idle` and `pause` are in seconds; `series` is the most of them of one dimension
    in a window, `top` the length of a top list.
    """

    name = "merge"
    source = TALLIES
    outputs: tuple[str, ...] = (COUNTS, TOP, TRENDS)
    row_type: Any = Row

    def __init__(
        self, retention: int = RETENTION, grace: int = GRACE, *,
        idle: int = IDLE, pause: int = PAUSE, series: int = SERIES, top: int = LENGTH,
    ) -> None:  # fmt: skip
        self._retention, self._grace = retention * 1000, grace
        self._idle, self._pause = idle * 1000, pause * 1000
        self._series, self._top = series, top
        self._decoder = msgspec.json.Decoder(Tallies)

    def new_state(self, partition: int) -> MergeState:
        """An empty memory of one source partition."""
        return MergeState(self._retention, self._grace, self._idle, self._pause)

    def decide(self, record: Raw, state: MergeState) -> Effects:
        """The windows' counts with this part renewed.

        Outcomes: `merged`, `noted` (a part's watermark alone), `closed` (the windows take nothing in any
        more), `ignored` where all is held already.
        """
        tallies = read(self._decoder, record)
        check(tallies, record)
        effects = Effects("ignored")
        self._note(tallies, state, effects)
        self._merge(tallies, record.timestamp, state, effects)
        return effects

    def _note(self, tallies: Tallies, state: MergeState, effects: Effects) -> None:
        watermark = tallies.watermark
        if watermark is not None and state.parts.is_news(tallies.part, watermark):
            effects.outcome = "noted"
            effects.rows.append(PartRow(tallies.part, watermark))

    def _merge(self, tallies: Tallies, now: int, state: MergeState, effects: Effects) -> None:
        kept: list[WindowTallies] = []
        for some in tallies.windows:
            place = (some.size, some.start)
            if state.is_closed(place, now):
                effects.outcome = "closed"
                continue
            told, changed = changed_by(tallies, some, state.window(place))
            if told:
                effects.emits += self._renewed(tallies, place, changed, now, state)
                kept.append(WindowTallies(*place, tuple(told)))
        if kept:
            effects.outcome = "merged"
            effects.rows.append(TalliesRow(tallies.part, tallies.labels, kept))

    def _renewed(
        self, tallies: Tallies, place: Place, changed: Changed, now: int, state: MergeState
    ) -> list[Emit]:
        emits = self._counts(state.window(place), now, state).changed(changed)
        if place[0] == TREND_SECONDS:
            passed = state.parts.watermark(now, tallies.part, tallies.watermark)
            emits += trends(place, changed, passed)
        return emits

    def _counts(self, window: MergedWindow, now: int, state: MergeState) -> Counts:
        return Counts(window, state.weeks(window.place, now), self._series)

    def tick(self, now: int, state: MergeState) -> Effects:
        """End the windows that the watermark has passed, list the top, close what nothing changes any more.

        Outcomes: `final`, else `listed`, else `forgotten`.
        """
        effects = Effects("ignored")
        ending = state.passed(now, AT_ONCE)
        listing = [each for each in state.listable(now, AT_ONCE) if each not in ending]
        if not (ending or listing):
            self._close(now, state, effects)
        for window in listing:
            effects.outcome = "listed"
            self._list(window, state, now, effects)
            effects.rows.append(ListedRow(*window.place))
        for window in ending:
            effects.outcome = "final"
            self._end(window, state, now, effects)
            effects.rows.append(FinalRow(*window.place))
        return effects

    def _close(self, now: int, state: MergeState, effects: Effects) -> None:
        """Pack the figures of a home that nothing has changed for so long, and forget it once all are."""
        home = state.closing(now)
        if home is None:
            return
        effects.outcome = "forgotten"
        windows = home.windows.values()
        useful = [w for w in windows if not w.packed and is_useful(w.place, now)]
        for window in useful[:AT_ONCE]:
            effects.rows.append(PackedRow(*window.place, pack(window.totals())))
        if len(useful) <= AT_ONCE:
            effects.rows.append(ClosedRow(*home.place))

    def _end(self, window: MergedWindow, state: MergeState, now: int, effects: Effects) -> None:
        whole = window.series("all", "all")
        if whole.parts:
            counts = self._counts(window, now, state)
            effects.emits.append(counts.one(("all", "all", whole.name), whole.total, final=True))
        self._list(window, state, now, effects, final=True)
        passed = state.parts.watermark(now)
        if window.place[0] == TREND_SECONDS:
            effects.emits += trends(window.place, (), passed, final=True)

    def _list(
        self, window: MergedWindow, state: MergeState, now: int, effects: Effects, *,
        final: bool = False,
    ) -> None:  # fmt: skip
        counts = self._counts(window, now, state)
        others = (counts.other(dimension) for dimension in sorted(window.values))
        effects.emits += [other for other in others if other is not None]
        effects.emits += tops(window, self._top, final=final or window.final is not None)


def changed_by(
    tallies: Tallies, some: WindowTallies, window: MergedWindow
) -> tuple[list[Tally], list[tuple[Named, Total]]]:
    """What a record changes in a window: the tallies, and their labels with the figures that these then have."""
    part, labels, values = tallies.part, tallies.labels, window.values
    told: list[Tally] = []
    changed: list[tuple[Named, Total]] = []
    for tally in some.tallies:
        label = dimension, value, name = labels[tally.label]
        held = values.get(dimension)
        series = held.get(value, EMPTY) if held else EMPTY
        total = series.news(part, name, tally)
        if total:
            told.append(tally)
            changed.append((label, total))
    return told, changed


def check(tallies: Tallies, record: Raw) -> None:
    """Raise `MalformedUpdate` for a record of no windows in the calendar, of several homes, or of labels that
    it lacks.
    """
    homes = {home_of(w.size, w.start) for w in tallies.windows if is_window(w.size, w.start)}
    if len(homes) > 1 or not all(is_window(w.size, w.start) for w in tallies.windows):
        raise MalformedUpdate("no windows, or not of one home", place_of(record))
    numbers = [tally.label for w in tallies.windows for tally in w.tallies]
    if numbers and not 0 <= min(numbers) <= max(numbers) < len(tallies.labels):
        raise MalformedUpdate("a tally of a label that the record lacks", place_of(record))


def is_window(size: int, start: int) -> bool:
    """Whether there is a window of this length (seconds) at a time (seconds since 1970)."""
    return size > 0 and start % size == 0 and 0 <= start < _LAST
