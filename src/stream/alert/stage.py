"""The alert stage: classified stories in, messages of alerts out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from stream.alert.burst import Look, flushed, folded
from stream.alert.facts import Facts
from stream.alert.items import held_before, inherit, item_row, kill_row
from stream.alert.match import RuleIndex
from stream.alert.messages import Cause, Message, alert
from stream.alert.rows import AnyRow, ItemRow, SourcesRow
from stream.alert.rules import Rule
from stream.alert.state import AlertState, Drafts, Story
from stream.alert.verdicts import on_cooled, on_item, on_kill, only_tests, previous, supports
from stream.errors import MalformedUpdate
from stream.model import Classified, StoryUpdate
from stream.ports import Effects, Emit, Raw

_TOPIC = "news.alerts"
_OUTCOMES = ("raised", "withdrawn", "escalated", "amended", "corroborated")
"""A record of several messages counts as the first of these."""

_UNKNOWN = Story()


class AlertStage:
    """One alert for each (rule, story); its messages follow the story until nothing supports it.

    Stories idle for longer than `retention` (log time) are forgotten, and the oldest of more than
    `max_stories` in a partition: a forgotten story that comes back raises again, from sequence 1.
    """

    name = "alert"
    source = "wire.classified"
    outputs: tuple[str, ...] = (_TOPIC,)
    row_type = AnyRow

    def __init__(
        self,
        rules: Iterable[Rule],
        retention: timedelta = timedelta(days=7),
        max_stories: int = 200_000,
    ) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._index = RuleIndex(self._rules.values())
        self._retention = retention // timedelta(milliseconds=1)
        self._max_stories = max_stories
        self._decoder = msgspec.json.Decoder(Classified)

    def new_state(self, partition: int) -> AlertState:
        """The memory of a partition, empty."""
        return AlertState(self._retention, self._max_stories)

    def decide(self, record: Raw, state: AlertState) -> Effects:
        """What the record makes of the alerts of its story."""
        classified = self._read(record)
        item = classified.item
        effects = self._judge(classified, record.timestamp, state)
        effects.rows += state.expiry(record.timestamp, besides=item.story)
        return effects

    def tick(self, now: int, state: AlertState) -> Effects:
        """Release what is under an embargo that has ended, tell what a cool-down kept back."""
        effects = Effects("silent")
        drafts = Drafts(state)
        for due, name, kind, what in state.ended(now):
            story, done = drafts.story(name), len(effects.rows)
            if kind == "embargo":
                self._release(story, what, Times(due, now), drafts, effects)
            else:
                self._cool(story, what, Times(due, now), drafts, effects)
            for row in effects.rows[done:]:
                drafts.add(row)
        return effects

    def _release(self, story: Story, uri: str, times: Times, look: Look, effects: Effects) -> None:
        if uri not in story.held:  # released already, under the uri that replaced it
            return
        _, held = story.held[uri]
        item = replace(held, hold="", until=0, sources=story.sources)
        self._show(story, item, times.cause(item.ingested_at), look, effects)

    def _cool(self, story: Story, rule: str, times: Times, look: Look, effects: Effects) -> None:
        _, before = story.messages[rule]
        if not before.owed:  # told already, with what an embargo that ended at the same time gave
            return
        if before.stories:
            cause = times.cause(times.at)
            self._say([flushed(before, cause)], cause, look, effects)
            return
        newest = supports(rule, (row for _, row in story.items.values()))[-1]
        cause = times.cause(newest.ingested_at)
        self._say([on_cooled(story, before, cause)], cause, look, effects)

    def _read(self, record: Raw) -> Classified:
        where = f"{record.topic}/{record.partition}@{record.offset}"
        if record.value is None:
            raise MalformedUpdate("record has no value", where)
        try:
            return self._decoder.decode(record.value)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedUpdate(f"not a classified update: {error}", where) from error

    def _judge(self, classified: Classified, now: int, state: AlertState) -> Effects:
        item, story = classified.item, state.story(classified.item.story)
        if item.verdict == "kill":
            return self._kill(item, story, now, state)
        if item.verdict in ("repeat", "stale"):
            return Effects("silent")
        known = story or _UNKNOWN
        row = self._item(classified, now, known)
        shown = previous(known, row)
        if row.test and (not row.matches or (shown is not None and not shown.test)):
            return Effects("test")
        if row.hold:
            return Effects("held", rows=[row])
        if row.copy and len(row.sources) <= len(known.sources or row.sources):
            return Effects("silent" if story else "unmatched")
        effects = Effects("silent" if story or row.matches else "unmatched")
        cause = Cause(item.update.event_time, row.ingested_at, now)
        self._show(known, row, cause, state, effects)
        return effects

    def _item(self, classified: Classified, now: int, story: Story) -> ItemRow:
        row = item_row(classified, self._index.matches(Facts(classified)))
        return inherit(row, classified.item.update, now, story, self._rules.keys())

    def _show(
        self, story: Story, item: ItemRow, cause: Cause, look: Look, effects: Effects
    ) -> None:
        """Add to the effects what the readable item causes, and the rows that remember it."""
        messages = on_item(story, item, self._rules, cause)
        if item.matches or messages or previous(story, item) or held_before(story, item):
            effects.rows.append(item)
        elif story is not _UNKNOWN and item.sources != story.sources:
            effects.rows.append(SourcesRow(item.story, item.sources))
        self._say(messages, cause, look, effects)

    def _kill(self, item: StoryUpdate, story: Story | None, now: int, state: AlertState) -> Effects:
        if not item.resolved or story is None:
            return Effects("test" if item.update.test else "unknown")
        update, kill = item.update, kill_row(item, story)
        if update.test and not only_tests(story, kill):
            return Effects("test")
        cause = Cause(update.event_time, update.ingested_at, now)
        effects = Effects("silent", rows=[kill])
        self._say(on_kill(story, kill, update, cause), cause, state, effects)
        return effects

    def _say(self, messages: Sequence[Message], cause: Cause, look: Look, effects: Effects) -> None:
        """Add the messages, those of a burst folded, and the rows that remember them."""
        every, bursts = folded(messages, self._rules, look, cause)
        effects.rows += [*(message.row for message in every), *bursts]
        told = [message for message in every if not message.silent]
        for message in told:
            value = alert(message, cause)
            effects.emits.append(Emit(_TOPIC, value.id, value))
        statuses = {message.row.status for message in told}
        effects.outcome = next((name for name in _OUTCOMES if name in statuses), effects.outcome)


class Times(NamedTuple):
    """When a timer was due, and the log's time; both in milliseconds."""

    due: int
    now: int

    @property
    def at(self) -> datetime:
        """When it was due."""
        return datetime.fromtimestamp(self.due / 1000, UTC)

    def cause(self, ingested_at: datetime) -> Cause:
        """The timer as the cause of a message, with the time at which its item came in."""
        return Cause(self.at, ingested_at, self.now)
