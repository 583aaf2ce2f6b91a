"""The count stage: one partition's part of every count (`wire.classified` → `wire.tallies`).

An item counts at its event time, an embargoed one not before its embargo ends: that is when it
became news, and a window of days ago would otherwise rise. A later version that lacks the embargo
inherits it. A version that is withheld, or embargoed anew, takes the item's earlier one out of the
counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from stream.count.dimensions import labels_of
from stream.count.reading import milliseconds, place_of, read
from stream.count.rows import COUNTED, EMBARGOED, WITHHELD, GoneRow, ItemRow, OpenRow, Row
from stream.count.series import Change
from stream.count.state import CountState
from stream.count.windows import SIZES, Window, check_sizes
from stream.model import Classified, Tallies, Tally, Update
from stream.ports import Effects, Emit, Raw

DAY = 86_400
RETENTION = 2 * DAY
"""How long after its end a span of windows still changes, in seconds of log time."""

LONGEST_EMBARGO = 30 * DAY * 1000
"""An embargo that ends later than this after the event (ms) is taken for a mistake: the item is
withheld.
"""

TOGETHER = 500
"""Tallies in one record: an ordinary update has some dozens, at about 100 bytes each."""

_SILENT = frozenset({"repeat", "duplicate", "stale"})
_NO_NAMES: Mapping[str, str] = {}


class CountStage:
    """Counts updates, stories and sources by window and label; `sizes` and `retention` are in
    seconds.
    """

    name = "count"
    source = "wire.classified"
    outputs: tuple[str, ...] = ("wire.tallies",)
    row_type: Any = Row

    def __init__(
        self,
        sizes: Sequence[int] = SIZES,
        retention: int = RETENTION,
        country_names: Mapping[str, str] = _NO_NAMES,
    ) -> None:
        self._sizes = check_sizes(tuple(sizes))
        self._retention = retention * 1000
        self._country_names = country_names
        self._decoder = msgspec.json.Decoder(Classified)

    def new_state(self, partition: int) -> CountState:
        """An empty memory of one source partition."""
        return CountState(partition, self._sizes, self._retention)

    def decide(self, record: Raw, state: CountState) -> Effects:
        """What one classified update does to the counts.

        Outcomes: `counted`, `held` (withheld or embargoed), `retracted` (the item left), `late`
        (its windows have closed), `ignored` (nothing changed).
        """
        classified = read(self._decoder, record)
        if classified.item.verdict in _SILENT:
            return Effects("ignored")
        now = record.timestamp
        old = state.item((classified.item.story, classified.item.update.uri), now)
        before = _replaced(classified, now, state)
        new = self._contribution(classified, old or before, now, place_of(record))
        late = state.is_closed(new.at, now) if new else _is_late_kill(classified)
        change = Change(old, None if late else new)
        if change.old == change.new and before is None:
            return Effects("late" if late else "ignored")
        gone = [] if before is None else [Change(before, None)]
        return _effects(_outcome(change.new), [*gone, change], state)

    def tick(self, now: int, state: CountState) -> Effects:
        """Count the items whose embargo has ended."""
        released = [
            Change(item, structs.replace(item, hold=COUNTED)) for item in state.released(now)
        ]
        return _effects("counted", released, state) if released else Effects("ignored")

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
        return ItemRow(item.story, update.uri, at, item.agency, labels, hold, until)


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
    """Whether a kill means an item that was known: if it is no longer here, the kill is late."""
    item = classified.item
    return item.verdict == "kill" and item.resolved and not item.update.test


def _outcome(new: ItemRow | None) -> str:
    if new is None:
        return "retracted"
    return "counted" if new.hold == COUNTED else "held"


def _effects(outcome: str, changes: Sequence[Change], state: CountState) -> Effects:
    """The tallies that the changes give, together by window, and the rows that remember them."""
    emits = [
        Emit("wire.tallies", window.prefix, _tallies(window, some, state.partition))
        for window, tallies in state.preview(changes).items()
        for some in _pieces(tallies)
    ]
    return Effects(outcome, emits, [row for change in changes for row in _rows(change, state)])


def _pieces(tallies: list[Tally]) -> Iterator[list[Tally]]:
    """At most `TOGETHER` at once, so that many embargoes that end together make no huge record."""
    for start in range(0, len(tallies), TOGETHER):
        yield tallies[start : start + TOGETHER]


def _tallies(window: Window, tallies: list[Tally], part: int) -> Tallies:
    return Tallies(window=window.time, size=window.size, part=part, tallies=tallies)


def _rows(change: Change, state: CountState) -> list[Row]:
    if change.new is not None:
        opened = state.is_opened(change.new.at)
        return [change.new] if opened else [OpenRow(state.span_of(change.new.at)), change.new]
    return [GoneRow(*change.old.ident)] if change.old else []
