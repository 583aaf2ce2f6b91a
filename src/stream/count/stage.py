"""The count stage: one partition's part of every count (`wire.classified` → `wire.tallies`).

An item counts at its event time, an embargoed one not before its embargo ends: that is when it
became news, and a window of days ago would otherwise rise. A later version that lacks the embargo
inherits it. A version that is withheld, or embargoed anew, takes the item's earlier one out of the
counts. An item that says no time counts in no window: its arrival would make old news of a new feed
a peak of today.

What comes after its shortest window's end and the grace is late: it counts all the same and says so.
The watermark goes with every record of tallies; where it passes the end and the grace of a window that has
items, and no tallies go there, a record without tallies says so: that is all that the end of a window costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from stream.count.claims import claims_of
from stream.count.dimensions import labels_of
from stream.count.hot import MOST
from stream.count.reading import milliseconds, place_of, read
from stream.count.rows import (
    COUNTED,
    EMBARGOED,
    WITHHELD,
    GoneRow,
    ItemRow,
    OpenRow,
    PassedRow,
    Row,
)
from stream.count.series import Change
from stream.count.state import STEP, CountState
from stream.count.tallies import emits_of
from stream.count.windows import DAY, GRACE, SIZES, check_sizes, slot_of
from stream.model import Classified, Tallies, Update
from stream.model.topics import CLASSIFIED, TALLIES
from stream.ports import Effects, Emit, Raw

RETENTION = 2 * DAY
"""How long after its end a span of windows still changes, in seconds of log time."""

LONGEST_EMBARGO = 30 * DAY * 1000
"""An embargo that ends later than this after the event (ms) is taken for a mistake: the item is
withheld.
"""

_SILENT = frozenset({"repeat", "duplicate", "stale"})
_NO_NAMES: Mapping[str, str] = {}


class CountStage:
    """Counts updates, stories and sources by window and label; `sizes`, `retention` and `grace` are in
    seconds. `undated` counts items that say no time at their arrival. `hot` windows keep their series.
    """

    name = "count"
    source = CLASSIFIED
    outputs: tuple[str, ...] = (TALLIES,)
    row_type: Any = Row

    def __init__(
        self,
        sizes: Sequence[int] = SIZES,
        retention: int = RETENTION,
        country_names: Mapping[str, str] = _NO_NAMES,
        grace: int = GRACE,
        *,
        undated: bool = False,
        hot: int = MOST,
    ) -> None:
        self._sizes = check_sizes(tuple(sizes))
        self._shortest = min(self._sizes)
        self._retention = retention * 1000
        self._country_names = country_names
        self._grace = grace
        self._undated = undated
        self._hot = hot
        self._decoder = msgspec.json.Decoder(Classified)

    def new_state(self, partition: int) -> CountState:
        """An empty memory of one source partition."""
        return CountState(partition, self._sizes, self._retention, self._hot)

    def decide(self, record: Raw, state: CountState) -> Effects:
        """What one classified update does to the counts.

        Outcomes: `counted`, `late` (counted after the grace), `held` (withheld or embargoed), `retracted`
        (the item left), `undated` (it says no time and counts in no window), `closed` (its windows take
        nothing in any more), `ignored` (nothing changed).
        """
        classified = read(self._decoder, record)
        if classified.item.verdict in _SILENT:
            return Effects("ignored")
        now = record.timestamp
        watermark = _watermark(classified.item.update, record, state.watermark)
        outcome, changes = self._changes(classified, record, state)
        effects = _effects(outcome, changes, state, watermark)
        if watermark is not None and watermark != state.watermark:
            effects.emits += self._passed(watermark, now, state, {e.key for e in effects.emits})
            effects.rows.append(PassedRow(watermark))
        return effects

    def tick(self, now: int, state: CountState) -> Effects:
        """Count the items whose embargo has ended."""
        released = [
            Change(item, structs.replace(item, hold=COUNTED)) for item in state.released(now)
        ]
        if not released:
            return Effects("ignored")
        return _effects("counted", released, state, state.watermark)

    def _changes(
        self, classified: Classified, record: Raw, state: CountState
    ) -> tuple[str, list[Change]]:
        """The outcome of an update, and what changes by it; nothing if it is as before."""
        now = record.timestamp
        old = state.item((classified.item.story, classified.item.update.uri), now)
        before = _replaced(classified, now, state)
        known = old or before
        if known is None and not self._undated and _is_undated(classified):
            return "undated", []
        new = self._contribution(classified, known, now, place_of(record))
        closed = state.is_closed(new.at, now) if new else _is_late_kill(classified)
        change = Change(old, None if closed else new)
        if change.old == change.new and before is None:
            return "closed" if closed else "ignored", []
        gone = [] if before is None else [Change(before, None)]
        return self._outcome(change.new, known, state.watermark), [*gone, change]

    def _outcome(self, new: ItemRow | None, known: ItemRow | None, watermark: int | None) -> str:
        if new is None:
            return "retracted"
        if new.hold != COUNTED:
            return "held"
        if known is not None or watermark is None:
            return "counted"
        end = new.at // 1000 // self._shortest * self._shortest + self._shortest
        return "late" if end + self._grace <= watermark else "counted"

    def _contribution(
        self, classified: Classified, old: ItemRow | None, now: int, where: str
    ) -> ItemRow | None:
        """What the update's item contributes from now on; None if it is dead or a test."""
        item, update = classified.item, classified.item.update
        if item.verdict == "kill" or update.pub_status == "canceled" or update.test:
            return None
        event = milliseconds(update.event_time, where)
        until = _embargo(update, old, where)
        withheld = update.pub_status == "withheld" or until > event + LONGEST_EMBARGO
        at = event if withheld else max(event, until)
        hold = WITHHELD if withheld else EMBARGOED if until > now else COUNTED
        labels = labels_of(classified, self._country_names)
        claims = claims_of(classified)
        said = _said(update, event, where) if claims else 0
        return ItemRow(item.story, update.uri, at, item.agency, labels, hold, until, said, claims)

    def _passed(
        self, watermark: int, now: int, state: CountState, told: set[str]
    ) -> Iterator[Emit]:
        """Tell those who hold a window with an item that the watermark has passed its end and the grace, unless
        they are `told` so by tallies.
        """
        until = watermark - self._grace
        before = state.watermark
        after = until if before is None else before - self._grace
        ended = state.ended(after, until, now)
        for slot in dict.fromkeys(slot_of(window.size, window.start) for window in ended):
            if slot not in told:
                yield Emit(TALLIES, slot, Tallies(part=state.partition, watermark=watermark))


def _watermark(update: Update, record: Raw, before: int | None) -> int | None:
    """The watermark after an update, in seconds: only a stated time of real news moves it, and never past
    the log's.
    """
    event = milliseconds(update.event_time, place_of(record))
    if update.test or update.event_time not in (update.first_created, update.version_created):
        return before
    seconds = min(event, record.timestamp) // 1000
    step = seconds - seconds % STEP
    return step if before is None else max(before, step)


def _is_undated(classified: Classified) -> bool:
    """Whether the item counts only by its arrival; a kill has no time of its own to say."""
    update = classified.item.update
    return (
        update.version_created is None
        and update.first_created is None
        and classified.item.verdict != "kill"
        and update.pub_status != "canceled"
        and not update.test
    )


def _said(update: Update, event: int, where: str) -> int:
    """When the version was made (ms): by this the latest of an agency's figures is told."""
    made = update.version_created
    if made is None or made > update.ingested_at:
        return event
    return max(event, milliseconds(made, where))


def _replaced(classified: Classified, now: int, state: CountState) -> ItemRow | None:
    """What the same item contributes under the id that a revision's own id replaces, if anything."""
    item = classified.item
    if item.verdict != "revision" or item.original is None or item.original.uri == item.update.uri:
        return None
    return state.item((item.story, item.original.uri), now)


def _embargo(update: Update, old: ItemRow | None, where: str) -> int:
    """The end of the item's embargo in milliseconds: its own, or that of its earlier version; 0 for
    none.
    """
    if update.embargoed_until is not None:
        return milliseconds(update.embargoed_until, where)
    return old.until if old else 0


def _is_late_kill(classified: Classified) -> bool:
    """Whether a kill means an item that was known: if it is no longer here, its windows have closed."""
    item = classified.item
    return item.verdict == "kill" and item.resolved and not item.update.test


def _effects(
    outcome: str, changes: Sequence[Change], state: CountState, watermark: int | None
) -> Effects:
    """The tallies that the changes give, and the rows that remember them."""
    emits = emits_of(state.touched(changes), state.partition, watermark)
    return Effects(outcome, emits, [row for change in changes for row in _rows(change, state)])


def _rows(change: Change, state: CountState) -> list[Row]:
    if change.new is not None:
        opened = state.is_opened(change.new.at)
        return [change.new] if opened else [OpenRow(state.span_of(change.new.at)), change.new]
    return [GoneRow(*change.old.ident)] if change.old else []
