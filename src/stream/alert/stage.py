"""The alert stage: classified stories in, messages of alerts out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from stream.alert.items import held_before, inherit, item_row, kill_row
from stream.alert.match import Facts, Matcher, matches
from stream.alert.messages import Cause, Message, alert
from stream.alert.rows import AnyRow, ItemRow, SourcesRow, StoryRow
from stream.alert.rules import Rule
from stream.alert.state import AlertState, Story
from stream.alert.verdicts import on_item, on_kill, previous
from stream.errors import MalformedUpdate
from stream.model import Classified, StoryUpdate
from stream.ports import Effects, Emit, Raw

_TOPIC = "news.alerts"
_OUTCOMES = ("raised", "withdrawn", "amended", "corroborated")
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
        self._matchers = [Matcher(rule) for rule in self._rules.values()]
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
        effects = self._judge(classified, record.timestamp, state.story(item.story))
        effects.rows += state.expiry(record.timestamp, besides=item.story)
        return effects

    def tick(self, now: int, state: AlertState) -> Effects:
        """Release what is under an embargo that has ended."""
        effects = Effects("silent")
        drafts: dict[str, Story] = {}
        for until, name, uri in state.ended(now):
            story = drafts.get(name)
            if story is None:
                story = drafts[name] = (state.story(name) or _UNKNOWN).draft()
            if uri not in story.held:  # released already, under the uri that replaced it
                continue
            _, held = story.held[uri]
            item = replace(held, hold="", until=0, sources=story.sources)
            cause = Cause(datetime.fromtimestamp(until / 1000, UTC), item.ingested_at)
            for row in self._show(story, item, cause, effects):
                story.add((0, 0), row)
        return effects

    def _read(self, record: Raw) -> Classified:
        where = f"{record.topic}/{record.partition}@{record.offset}"
        if record.value is None:
            raise MalformedUpdate("record has no value", where)
        try:
            return self._decoder.decode(record.value)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedUpdate(f"not a classified update: {error}", where) from error

    def _judge(self, classified: Classified, now: int, story: Story | None) -> Effects:
        item = classified.item
        if item.update.test:
            return Effects("test")
        if item.verdict == "kill":
            return _kill(item, story)
        if item.verdict in ("repeat", "stale"):
            return Effects("silent")
        known = story or _UNKNOWN
        row = self._item(classified, now, known)
        if row.hold:
            return Effects("held", rows=[row])
        if row.copy and len(row.sources) <= len(known.sources or row.sources):
            return Effects("silent" if story else "unmatched")
        effects = Effects("silent" if story or row.matches else "unmatched")
        self._show(known, row, Cause(item.update.event_time, row.ingested_at), effects)
        return effects

    def _item(self, classified: Classified, now: int, story: Story) -> ItemRow:
        row = item_row(classified, matches(self._matchers, Facts(classified)))
        return inherit(row, classified.item.update, now, story, self._rules.keys())

    def _show(self, story: Story, item: ItemRow, cause: Cause, effects: Effects) -> list[StoryRow]:
        """Add to the effects what the readable item causes; return the rows that remember it."""
        messages = on_item(story, item, self._rules)
        rows: list[StoryRow] = []
        if item.matches or messages or previous(story, item) or held_before(story, item):
            rows.append(item)
        elif story is not _UNKNOWN and item.sources != story.sources:
            rows.append(SourcesRow(item.story, item.sources))
        rows += [message.row for message in messages]
        _say(effects, messages, cause)
        effects.rows += rows
        return rows


def _kill(item: StoryUpdate, story: Story | None) -> Effects:
    if not item.resolved or story is None:
        return Effects("unknown")
    update, kill = item.update, kill_row(item, story)
    messages = on_kill(story, kill, update)
    effects = Effects("silent", rows=[kill, *(message.row for message in messages)])
    _say(effects, messages, Cause(update.event_time, update.ingested_at))
    return effects


def _say(effects: Effects, messages: Sequence[Message], cause: Cause) -> None:
    for message in messages:
        value = alert(message, cause)
        effects.emits.append(Emit(_TOPIC, value.id, value))
    statuses = {message.row.status for message in messages}
    effects.outcome = next((name for name in _OUTCOMES if name in statuses), effects.outcome)
