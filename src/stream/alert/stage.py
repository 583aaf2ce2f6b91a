"""The alert stage: classified stories in, messages of alerts out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from stream.alert.life.burst import Look, flushed, folded
from stream.alert.life.events import attributes
from stream.alert.life.items import held_before, inherit, is_held, item_row, kill_row
from stream.alert.life.losses import on_hold, on_kill, only_tests
from stream.alert.life.messages import Cause, Message, Names, alert
from stream.alert.life.rows import AnyRow, FirstRow, ItemRow, SourcesRow
from stream.alert.life.sources import supports
from stream.alert.life.state import AlertState, Drafts, Story
from stream.alert.life.verdicts import on_cooled, on_item, previous
from stream.alert.watch.facts import Facts
from stream.alert.watch.rulebook import RULES_KEY, Bookshelf, Rulebook, read_rules
from stream.alert.watch.rules import Rule
from stream.errors import MalformedUpdate
from stream.model import Classified, StoryUpdate, made
from stream.model.times import from_millis, millis
from stream.model.topics import ALERTS, CLASSIFIED
from stream.ports import Effects, Emit, Raw

_OUTCOMES = ("raised", "withdrawn", "escalated", "amended", "corroborated")
"""A record of several messages counts as the first of these."""

_UNKNOWN = Story()


class AlertStage:
    """One alert for each (rule, story); its messages follow the story until nothing supports it.

    Stories idle for longer than `retention` (log time) are forgotten, and the oldest of more than
    `max_stories` in a partition: a forgotten story that comes back raises again, from sequence 1.
    """

    name = "alert"
    source = CLASSIFIED
    outputs: tuple[str, ...] = (ALERTS,)
    row_type = AnyRow

    def __init__(
        self,
        rules: Iterable[Rule],
        retention: timedelta = timedelta(days=7),
        max_stories: int = 200_000,
    ) -> None:
        self._shelf = Bookshelf(Rulebook(rules))
        self._retention = retention // timedelta(milliseconds=1)
        self._max_stories = max_stories
        self._decoder = msgspec.json.Decoder(Classified)

    @property
    def rulebook(self) -> Rulebook:
        """The rules where the log has none yet."""
        return self._shelf.first

    def new_state(self, partition: int) -> AlertState:
        """The memory of a partition, empty."""
        return AlertState(self._retention, self._max_stories)

    def decide(self, record: Raw, state: AlertState) -> Effects:
        """What the record makes of the alerts of its story, by the rules in force at this place of the log."""
        if record.key == RULES_KEY:
            return self._change(record, state)
        classified = self._read(record)
        turn = Turn(self._shelf.book(state.rules), state, Effects("silent"))
        self._judge(classified, record.timestamp, turn, state)
        turn.effects.rows += state.expiry(record.timestamp, besides=classified.item.story)
        return turn.effects

    def _change(self, record: Raw, state: AlertState) -> Effects:
        """Other rules, from here on. What was alerted keeps its channels."""
        book = read_rules(record)
        self._shelf.keep(book)
        same = state.rules is not None and state.rules.digest == book.digest
        return Effects("silent" if same else "rules", rows=[] if same else [book.row])

    def tick(self, now: int, state: AlertState) -> Effects:
        """Release what is under an embargo that has ended, tell what a cool-down kept back."""
        drafts = Drafts(state)
        turn = Turn(self._shelf.book(state.rules), drafts, Effects("silent"))
        for due, name, kind, what in state.ended(now):
            story, done = drafts.story(name), len(turn.effects.rows)
            if kind == "embargo":
                self._release(story, what, Times(due, now), turn)
            else:
                self._cool(story, what, Times(due, now), turn)
            for row in turn.effects.rows[done:]:
                drafts.add(row)
        return turn.effects

    def _release(self, story: Story, uri: str, times: Times, turn: Turn) -> None:
        if uri not in story.held:  # released already, under the uri that replaced it
            return
        _, held = story.held[uri]
        item = replace(held, hold="", until=0, sources=story.sources)
        self._show(story, item, times.cause(item.ingested_at), turn)

    def _cool(self, story: Story, rule: str, times: Times, turn: Turn) -> None:
        _, before = story.messages[rule]
        if not before.owed:  # told already, with what an embargo that ended at the same time gave
            return
        if before.stories:
            cause = times.cause(times.at)
            turn.say([flushed(before, cause)], cause)
            return
        newest = supports(rule, (row for _, row in story.items.values()))[-1]
        cause = times.cause(newest.ingested_at)
        turn.say([on_cooled(story, before, cause)], cause)

    def _read(self, record: Raw) -> Classified:
        where = f"{record.topic}/{record.partition}@{record.offset}"
        if record.value is None:
            raise MalformedUpdate("record has no value", where)
        try:
            return self._decoder.decode(record.value)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedUpdate(f"not a classified update: {error}", where) from error

    def _judge(self, classified: Classified, now: int, turn: Turn, state: AlertState) -> None:
        item, story = classified.item, state.story(classified.item.story)
        effects = turn.effects
        if item.verdict == "kill":
            self._kill(item, story, now, turn)
            return
        if item.verdict in ("repeat", "stale"):
            return
        facts = Facts(classified)
        matches, near = turn.book.index.found(facts)
        untold = not matches and (story is None or not story.messages)
        if untold and not is_held(item.update, now):
            effects.outcome = "test" if item.update.test else "unmatched"
            effects.rows += _first(item, state)
            if story is None:  # most of a wire: nothing else to remember
                if near and not (item.update.test or facts.background or _is_copy(item)):
                    effects.rows.append(item_row(facts, matches))
                return
        known = story or _UNKNOWN
        row = item_row(facts, matches)
        row = inherit(row, item.update, now, known, turn.book.rules)
        shown = previous(known, row)
        cause = Cause(made(item.update), row.ingested_at, now)
        if facts.background and not matches and not (shown or held_before(known, row) or row.hold):
            effects.outcome = "silent" if story else "unmatched"  # neither news nor a second source
            return
        if row.test and (not row.matches or (shown is not None and not shown.test)):
            effects.outcome = "test"
        elif row.hold:
            effects.outcome = "held"
            effects.rows += [row, *_taken(item, state)]
            turn.say(on_hold(known, row, cause), cause)
        elif row.copy and len(row.sources) <= len(known.sources or row.sources):
            effects.outcome = "silent" if story else "unmatched"
        else:
            effects.outcome = "silent" if story or row.matches else "unmatched"
            self._show(known, row, cause, turn, near=near)

    def _show(
        self, story: Story, item: ItemRow, cause: Cause, turn: Turn, *, near: bool = False
    ) -> None:
        """Add to the effects what the readable item causes, and the rows that remember it.

        One with half the casualties that a rule asks for (`near`) is a rival count of an alert that comes later.
        """
        first = turn.look.first(item.story)
        messages = on_item(story, item, turn.book.rules, cause, first)
        if item.matches or near or messages or previous(story, item) or held_before(story, item):
            turn.effects.rows.append(item)
        elif story is not _UNKNOWN and item.sources != story.sources:
            turn.effects.rows.append(SourcesRow(item.story, item.sources))
        turn.say(messages, cause)

    def _kill(self, item: StoryUpdate, story: Story | None, now: int, turn: Turn) -> None:
        update, effects = item.update, turn.effects
        effects.rows += _taken(item, turn.look)
        if not item.resolved or story is None:
            effects.outcome = "test" if update.test else "unknown"
            return
        kill = kill_row(item, story)
        if update.test and not only_tests(story, kill):
            effects.outcome = "test"
            return
        cause = Cause(made(update), update.ingested_at, now)
        effects.rows.append(kill)
        turn.say(on_kill(story, kill, update, cause), cause)


def _is_copy(item: StoryUpdate) -> bool:
    return item.verdict == "duplicate"


def _first(item: StoryUpdate, look: Look) -> list[AnyRow]:
    """The row that keeps the first report of a story, or a later version of it, for a time line."""
    update, known = item.update, look.first(item.story)
    old = (update.uri, item.original.uri if item.original else "")
    if update.test or not (item.verdict == "new" or (known is not None and known.uri in old)):
        return []
    at = millis(update.event_time)
    return [FirstRow(item.story, update.uri, update.provider, at, update.headline)]


def _taken(item: StoryUpdate, look: Look) -> list[AnyRow]:
    """The row that takes a story's first report out of time lines, if a kill or a hold is its."""
    known = look.first(item.story)
    killed = item.verdict == "kill" and item.remaining == 0
    if known is None or not (killed or known.uri == item.update.uri):
        return []
    return [replace(known, headline="")]


class Turn(NamedTuple):
    """One decision: the rules in force, what is known, and what it causes so far."""

    book: Rulebook
    look: Look
    effects: Effects

    def say(self, messages: Sequence[Message], cause: Cause) -> None:
        """Add the messages, those of a burst folded, and the rows that remember them."""
        if not messages:
            return
        every, bursts = folded(messages, self.book.rules, self.look, cause)
        self.effects.rows += [*(message.row for message in every), *bursts]
        told = [message for message in every if not message.silent]
        named = Names()
        for message in told:
            value = alert(message, cause, named)
            self.effects.emits.append(Emit(ALERTS, value.id, value, headers=attributes(value)))
        statuses = {message.row.status for message in told}
        outcome = next((name for name in _OUTCOMES if name in statuses), self.effects.outcome)
        self.effects.outcome = outcome


class Times(NamedTuple):
    """When a timer was due, and the log's time; both in milliseconds."""

    due: int
    now: int

    @property
    def at(self) -> datetime:
        """When it was due."""
        return from_millis(self.due)

    def cause(self, ingested_at: datetime) -> Cause:
        """The timer as the cause of a message, with the time at which its item came in."""
        return Cause(self.at, ingested_at, self.now)
