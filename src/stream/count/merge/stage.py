"""The merge stage: the parts of each count into the public ones (`wire.tallies` → `news.counts`,
`news.top`, `wire.trends`).

Tallies are keyed by the window's place in the week, so every part of a count comes to one partition, and
the same hour of earlier weeks is there already. An update makes one
record a window size, not one a label: at 24 labels an update that was the difference between a chain
that keeps up and one that doesn't (docs/adr/0005). `wire.tallies` must not be compacted: all that
changes a window shares its key.

That a window is over is said once, on its `all` series: said on each, it would double the topic. A series
that changes after that says so itself.

A window is forgotten `retention` after its last change, by log time. That is twice what the count
stage keeps, so that no part can still change a count whose other parts are forgotten, as long as the
parts open a window within the count stage's retention of each other.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from stream.count.merge.counts import SERIES, Counts, label_of
from stream.count.merge.past import is_useful, pack
from stream.count.merge.rows import (
    ClosedRow,
    FinalRow,
    ListedRow,
    PartRow,
    Place,
    Row,
    TalliesRow,
    figures_of,
)
from stream.count.merge.state import MergedWindow, MergeState
from stream.count.merge.tops import LENGTH, tops, trends
from stream.count.reading import EPOCH, read
from stream.count.windows import GRACE, prefix_of
from stream.model import Tallies
from stream.ports import Effects, Raw

RETENTION = 4 * 86_400
"""How long a window that nothing changes is kept, in seconds of log time."""

IDLE = 60
"""After how many seconds of log time without progress a part holds nobody back."""

PAUSE = 30
"""The least time between two top lists of one window, in seconds of log time."""

AT_ONCE = 50
"""Windows that one tick ends, lists or closes, so that no batch of records gets huge."""

_SECOND = timedelta(seconds=1)


class MergeStage:
    """Sums the parts of each count and unites their sources, says when windows are over and lists the top.

    `retention`, `grace`, `idle` and `pause` are in seconds; `series` is the most of them of one dimension
    in a window, `top` the length of a top list.
    """

    name = "merge"
    source = "wire.tallies"
    outputs: tuple[str, ...] = ("news.counts", "news.top", "wire.trends")
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
        """The window's counts with this part renewed.

        Outcomes: `merged`, `noted` (a part's watermark alone), `closed` (the window takes nothing in any
        more), `ignored` where all is held already.
        """
        tallies = read(self._decoder, record)
        effects = Effects("ignored")
        self._note(tallies, state, effects)
        if tallies.tallies:
            self._merge(tallies, record.timestamp, state, effects)
        return effects

    def _note(self, tallies: Tallies, state: MergeState, effects: Effects) -> None:
        if tallies.watermark is None:
            return
        watermark = (tallies.watermark - EPOCH) // _SECOND
        if state.parts.is_news(tallies.part, watermark):
            effects.outcome = "noted"
            effects.rows.append(PartRow(tallies.part, watermark))

    def _merge(self, tallies: Tallies, now: int, state: MergeState, effects: Effects) -> None:
        place = place_of(tallies)
        if state.past.has(place, now):
            effects.outcome = "closed"
            return
        window = state.window(place)
        changed = []
        for tally in tallies.tallies:
            new = figures_of(tally)
            parts = window.parts(new.dimension, new.value)
            if parts.get(tallies.part) != new:
                parts[tallies.part] = new
                changed.append((new, parts))
        if not changed:
            return
        effects.outcome = "merged"
        effects.emits += Counts(window, state.weeks(place, now), self._series).changed(changed)
        effects.emits += trends(place, changed, state.parts.watermark(now))
        figures = tuple(new for new, _ in changed)
        effects.rows.append(TalliesRow(*place, tallies.part, figures))

    def tick(self, now: int, state: MergeState) -> Effects:
        """End the windows that the watermark has passed, list the top, close what nothing changes any more.

        Outcomes: `final`, else `listed`, else `forgotten`.
        """
        effects = Effects("ignored")
        ending = state.passed(now, AT_ONCE)
        listing = [each for each in state.listable(now, AT_ONCE) if each not in ending]
        for window in state.closing(now, AT_ONCE):
            if window not in ending and window not in listing:
                effects.outcome = "forgotten"
                packed = pack(window.totals()) if is_useful(window.place, now) else b""
                effects.rows.append(ClosedRow(*window.place, packed))
        for window in listing:
            effects.outcome = "listed"
            self._list(window, state, now, effects)
            effects.rows.append(ListedRow(*window.place))
        for window in ending:
            effects.outcome = "final"
            self._end(window, state, now, effects)
            effects.rows.append(FinalRow(*window.place))
        return effects

    def _end(self, window: MergedWindow, state: MergeState, now: int, effects: Effects) -> None:
        parts = window.parts("all", "all")
        if parts:
            counts = Counts(window, state.weeks(window.place, now), self._series)
            effects.emits.append(counts.one(label_of(parts), parts, final=True))
        self._list(window, state, now, effects, final=True)
        passed = state.parts.watermark(now)
        effects.emits += trends(window.place, (), passed, final=True)

    def _list(
        self, window: MergedWindow, state: MergeState, now: int, effects: Effects, *,
        final: bool = False,
    ) -> None:  # fmt: skip
        counts = Counts(window, state.weeks(window.place, now), self._series)
        others = (counts.other(dimension) for dimension in sorted(window.values))
        effects.emits += [other for other in others if other is not None]
        effects.emits += tops(window, self._top, final=final or window.final is not None)


def place_of(tallies: Tallies) -> Place:
    """A record's window; one without a zone or of no length raises `MalformedUpdate`."""
    prefix_of(tallies.window, tallies.size)
    return (tallies.size, (tallies.window - EPOCH) // _SECOND)
