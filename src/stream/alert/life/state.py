"""The stage's memory of one partition: stories by last touch, folded from rows."""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from stream.alert.life.rows import (
    AnyRow,
    BurstRow,
    FirstRow,
    ForgetRow,
    ItemRow,
    KillRow,
    MessageRow,
    RulesRow,
    SourcesRow,
    StoryRow,
)

Key = tuple[int, int]
Timer = tuple[int, str, str, str]
"""When it is due (milliseconds), the story, what ends ("embargo" or "cooldown"), and the uri or rule."""

T = TypeVar("T", ItemRow, MessageRow, KillRow)
Kept = dict[str, tuple[Key, T]]
"""Rows by uri or rule id, in the order of their origin, each with its key."""

_FORGET_AT_ONCE = 1000
"""Bounds the work of one record and the size of one row; the rest is forgotten with the next."""


_FIRSTS = 20_000
"""First reports that are kept for the time lines of later alerts, in a partition; the oldest goes first."""


class Story:
    """What is known of a story; each dict is in order of origin, so that a fold has it too."""

    __slots__ = ("held", "items", "kills", "messages", "sources", "sources_key", "touched")

    def __init__(self) -> None:
        self.items: Kept[ItemRow] = {}
        self.held: Kept[ItemRow] = {}
        self.messages: Kept[MessageRow] = {}
        self.kills: Kept[KillRow] = {}
        self.sources: tuple[str, ...] = ()
        self.sources_key: Key | None = None
        self.touched = 0

    def draft(self) -> Story:
        """A copy to try rows on."""
        other = Story()
        other.items, other.held = dict(self.items), dict(self.held)
        other.messages, other.kills = dict(self.messages), dict(self.kills)
        other.sources, other.sources_key = self.sources, self.sources_key
        return other

    def add(self, key: Key, row: StoryRow) -> list[Key]:
        """Fold one row in; return the keys of the rows that it takes the place of."""
        if isinstance(row, MessageRow):
            return _put(self.messages, row.rule, key, row)
        self.sources = row.sources
        if isinstance(row, ItemRow):
            return self._add_item(key, row)
        if isinstance(row, KillRow):
            return self._kill(key, row)
        old, self.sources_key = self.sources_key, key
        return [old] if old is not None else []

    def _add_item(self, key: Key, row: ItemRow) -> list[Key]:
        gone = _drop(self.held, row.uri) + _drop(self.held, row.replaces)
        gone += _drop(self.items, row.replaces) + _drop(self.items, row.uri)
        return gone + _put(self.held if row.hold else self.items, row.uri, key, row)

    def _kill(self, key: Key, row: KillRow) -> list[Key]:
        gone = []
        for kept in (self.items, self.held):
            for uri in [uri for uri, (_, item) in kept.items() if killed(item, row)]:
                gone += _drop(kept, uri)
        return gone + _put(self.kills, row.uri, key, row)

    def keys(self) -> list[Key]:
        """The keys of all rows held, in order of origin."""
        found = [key for kept in (self.items, self.held) for key, _ in kept.values()]
        found += [key for key, _ in self.messages.values()]
        found += [key for key, _ in self.kills.values()]
        return sorted([*found, self.sources_key] if self.sources_key is not None else found)


def killed(item: ItemRow, row: KillRow) -> bool:
    """Whether the kill is the item's."""
    return row.all or row.uri in (item.uri, item.replaces)


def _put(kept: Kept[T], name: str, key: Key, row: T) -> list[Key]:
    gone = _drop(kept, name)  # first, so that the newest comes last
    kept[name] = (key, row)
    return gone


def _drop(kept: Kept[T], name: str) -> list[Key]:
    old = kept.pop(name, None)
    return [old[0]] if old is not None else []


class Drafts:
    """The state with rows on top that are not folded in yet: several timers end in one tick."""

    def __init__(self, state: AlertState) -> None:
        self._state = state
        self._stories: dict[str, Story] = {}
        self._bursts: dict[str, BurstRow] = {}

    def story(self, story: str) -> Story:
        """What is known of the story, those rows included."""
        found = self._stories.get(story)
        if found is None:
            found = self._stories[story] = (self._state.story(story) or Story()).draft()
        return found

    def burst(self, rule: str) -> BurstRow | None:
        """The last raises of a rule, those rows included."""
        return self._bursts.get(rule) or self._state.burst(rule)

    def first(self, story: str) -> FirstRow | None:
        """The story's first report; a tick adds none."""
        return self._state.first(story)

    def add(self, row: Struct) -> None:
        """Fold a row in, for this tick only."""
        if isinstance(row, BurstRow):
            self._bursts[row.rule] = row
        elif isinstance(row, ItemRow | MessageRow | KillRow | SourcesRow):
            self.story(row.story).add((0, 0), row)


class AlertState:
    """Stories of one partition, at most `max_stories`; `retention` is in milliseconds."""

    def __init__(self, retention: int, max_stories: int) -> None:
        self._retention, self._max = retention, max_stories
        self._stories: OrderedDict[str, Story] = OrderedDict()
        self._timers: list[Timer] = []
        self._bursts: dict[str, tuple[Key, BurstRow]] = {}
        self._firsts: OrderedDict[str, tuple[Key, FirstRow]] = OrderedDict()
        self._forgot: Key | None = None
        self._rules: tuple[Key, RulesRow] | None = None
        self._rows = 0

    @property
    def rules(self) -> RulesRow | None:
        """The rules in force by the log; None where it has none yet."""
        return self._rules[1] if self._rules is not None else None

    def story(self, story: str) -> Story | None:
        """What is known of the story."""
        return self._stories.get(story)

    def burst(self, rule: str) -> BurstRow | None:
        """The last raises of a rule."""
        found = self._bursts.get(rule)
        return found[1] if found is not None else None

    def first(self, story: str) -> FirstRow | None:
        """The report with which the story began, if it matched no rule and was not taken back."""
        found = self._firsts.get(story)
        return found[1] if found is not None and found[1].headline else None

    def apply(self, key: Key, row: AnyRow, now: int) -> list[Key]:
        """Fold one row in; the keys returned are of rows superseded, or of stories forgotten."""
        if isinstance(row, ForgetRow):
            gone = self._forget(key, row)
        elif isinstance(row, BurstRow):
            old = self._bursts.get(row.rule)
            gone = [old[0]] if old is not None else []
            self._bursts[row.rule] = (key, row)
        elif isinstance(row, FirstRow):
            gone = self._add_first(key, row)
        elif isinstance(row, RulesRow):
            gone = [self._rules[0]] if self._rules is not None else []
            self._rules = (key, row)
        else:
            gone = self._touch(key, row, now)
        self._rows += 1 - len(gone)
        while self._timers and not self._runs(self._timers[0]):
            heapq.heappop(self._timers)
        return gone

    def _add_first(self, key: Key, row: FirstRow) -> list[Key]:
        old = self._firsts.pop(row.story, None)
        gone = [old[0]] if old is not None else []
        self._firsts[row.story] = (key, row)
        while len(self._firsts) > _FIRSTS:
            gone.append(self._firsts.popitem(last=False)[1][0])
        return gone

    def _touch(self, key: Key, row: StoryRow, now: int) -> list[Key]:
        story = self._stories.get(row.story)
        if story is None:
            story = self._stories[row.story] = Story()
        self._stories.move_to_end(row.story)
        story.touched = now
        if isinstance(row, ItemRow) and row.hold == "embargo":
            heapq.heappush(self._timers, (row.until, row.story, "embargo", row.uri))
        if isinstance(row, MessageRow) and row.owed:
            heapq.heappush(self._timers, (row.sent + row.cooldown, row.story, "cooldown", row.rule))
        return story.add(key, row)

    def _forget(self, key: Key, row: ForgetRow) -> list[Key]:
        # This row goes with the next of its kind, so never before the rows that it makes void.
        gone = [self._forgot] if self._forgot is not None else []
        self._forgot = key
        for name in row.stories:
            story = self._stories.pop(name, None)
            gone += story.keys() if story is not None else []
        return gone

    def _runs(self, timer: Timer) -> bool:
        due, name, kind, what = timer
        story = self._stories.get(name)
        if story is None:
            return False
        if kind == "embargo":
            _, held = story.held.get(what, (None, None))
            return held is not None and held.hold == "embargo" and held.until == due
        _, told = story.messages.get(what, (None, None))
        return told is not None and told.owed and told.sent + told.cooldown == due

    def due(self) -> int | None:
        """The next end of an embargo or of a cool-down that keeps something back, in milliseconds."""
        return self._timers[0][0] if self._timers else None

    def ended(self, now: int) -> list[Timer]:
        """What has ended by `now`, in order of the ends."""
        return sorted({timer for timer in self._timers if timer[0] <= now and self._runs(timer)})

    def expiry(self, now: int, besides: str) -> list[AnyRow]:
        """The rows that forget what is idle or too much; the story `besides` is in use and stays.

        Nothing is forgotten until it is a hundredth late, so that one row forgets many stories.
        """
        if len(self._stories) < self._max and not self._late(now):
            return []
        excess = len(self._stories) - self._max + 1 + self._max // 100
        gone: list[str] = []
        renewed: list[AnyRow] = []
        for name, story in self._oldest(now, besides, excess):
            waiting = [row for _, row in story.held.values() if row.hold == "embargo"]
            if waiting and len(self._stories) < self._max:
                renewed.append(waiting[0])  # an embargo may outlast the retention
            else:
                gone.append(name)
        return [*renewed, ForgetRow(tuple(gone))] if gone else renewed

    def _late(self, now: int) -> bool:
        if not self._stories:
            return False
        oldest = next(iter(self._stories.values()))
        return oldest.touched + self._retention + self._retention // 100 < now

    def _oldest(self, now: int, besides: str, excess: int) -> Iterator[tuple[str, Story]]:
        excess = excess if len(self._stories) >= self._max else 0
        for n, (name, story) in enumerate(self._stories.items()):
            if n >= max(excess, _FORGET_AT_ONCE if story.touched + self._retention < now else 0):
                return
            if name != besides:
                yield name, story

    def __len__(self) -> int:
        """Rows held."""
        return self._rows
