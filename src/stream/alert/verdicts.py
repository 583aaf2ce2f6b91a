"""What an update, a release or a kill does to the alerts of its story.

Each function takes the story as it is, and returns the messages to send; none of them changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stream.alert.match import enough
from stream.alert.messages import (
    Message,
    followed,
    label_changes,
    raised,
    remains,
    withdrawn,
)
from stream.alert.rows import ItemRow, KillRow, MessageRow
from stream.alert.rules import Rule
from stream.alert.state import Story, killed
from stream.model import Update

_TELLING = ("correction", "update")
"""Declarations after which what a revision changed is told to those who saw it before."""


def live(story: Story) -> list[MessageRow]:
    """The last messages of the alerts in force, by rule id."""
    rows = (row for _, row in story.messages.values())
    return sorted((row for row in rows if row.status != "withdrawn"), key=lambda row: row.rule)


def supports(rule: str, items: Iterable[ItemRow]) -> list[ItemRow]:
    """The items that match the rule."""
    return [item for item in items if rule in item.matches]


def shown_sources(
    story: Story, sources: Sequence[str], item: ItemRow | None = None
) -> tuple[str, ...]:
    """The sources without agencies that have only held items: they'd give the embargo away."""
    if not story.held:
        return tuple(sources)
    open_ = {row.agency for _, row in story.items.values()} | ({item.agency} if item else set())
    hidden = {row.agency for _, row in story.held.values()} - open_
    return tuple(source for source in sources if source not in hidden)


def on_item(story: Story, item: ItemRow, rules: Mapping[str, Rule]) -> list[Message]:
    """The messages as the item becomes readable: a first version, a later one, or a release."""
    was = previous(story, item)
    after = [row for _, row in story.items.values() if row is not was] + [item]
    sources = shown_sources(story, item.sources, item)
    alerts = live(story)
    told = [_next(before, was, item, after, sources) for before in alerts]
    first = _raises(story, after, sources, rules)
    return [message for message in told if message is not None] + first


def previous(story: Story, item: ItemRow) -> ItemRow | None:
    """The version of the item that is readable so far."""
    found = story.items.get(item.uri) or story.items.get(item.replaces)
    return found[1] if found is not None else None


def _next(
    before: MessageRow,
    was: ItemRow | None,
    item: ItemRow,
    after: Sequence[ItemRow],
    sources: tuple[str, ...],
) -> Message | None:
    """The next message of an alert in force, if this item gives one."""
    rest = supports(before.rule, after)
    if not rest:
        row = withdrawn(before, item.uri, item.provider, item.version, sources)
        verb = "correction" if item.declared == "correction" else "later version"
        return Message(row, f"rule {before.rule}: the {verb} by {item.provider} no longer matches")
    if was is not None and (before.rule in was.matches or before.uri in (was.uri, item.uri)):
        message = _amended(before, was, item, rest, sources)
        if message is not None:
            return message
    if len(before.sources) <= 1 < len(sources) and not before.corroborated:
        reason = f"rule {before.rule}: now {len(sources)} independent sources: {', '.join(sources)}"
        return Message(followed(before, "corroborated", item, sources), reason)
    return None


def _amended(
    before: MessageRow,
    was: ItemRow,
    item: ItemRow,
    rest: Sequence[ItemRow],
    sources: tuple[str, ...],
) -> Message | None:
    """What a revision changed, if those who had the alert need to know it."""
    changes = label_changes(was, item)
    if item.declared in _TELLING:
        changes = (*item.changes, *changes)
    shown = item
    if before.rule in was.matches and before.rule not in item.matches:
        shown = rest[-1]
        changes = (remains(item.provider, rest, "no longer says so in"), *changes)
    if not changes:
        return None
    verb = "corrected" if item.declared == "correction" else "changed"
    reason = f"rule {before.rule}: {item.provider} {verb} its report"
    return Message(followed(before, "amended", shown, sources), reason, changes)


def _raises(
    story: Story,
    after: Sequence[ItemRow],
    sources: tuple[str, ...],
    rules: Mapping[str, Rule],
) -> list[Message]:
    """The rules that match now and have no alert in force."""
    found = []
    newest = {rule: row for row in after if not row.copy for rule in row.matches}
    for id_, rule in rules.items() if newest else ():
        if id_ not in newest or not enough(rule, sources):
            continue
        _, before = story.messages.get(id_, (None, None))
        if before is None or before.status == "withdrawn":
            found.append(raised(rule, newest[id_], sources, before))
    return found


def on_kill(story: Story, kill: KillRow, update: Update) -> list[Message]:
    """The messages of a kill: a withdrawal where nothing is left, else what is left."""
    items = [row for _, row in story.items.values()]
    rest = [row for row in items if not killed(row, kill)]
    gone = [row for row in items if killed(row, kill)]
    # A kill advisory may come from a desk's own feed: the report's provider is the one to name.
    provider = next((row.provider for row in gone if row.uri == kill.uri), update.provider)
    sources = shown_sources(story, kill.sources)
    return [
        _after_kill(before, supports(before.rule, rest), provider, kill, update.version, sources)
        for before in live(story)
        if _concerns(before, gone, kill, sources)
    ]


def _concerns(
    before: MessageRow, gone: Sequence[ItemRow], kill: KillRow, sources: Sequence[str]
) -> bool:
    """Whether the alert rests on what is killed, shows it, or names a source that is gone."""
    if kill.all or supports(before.rule, gone) or before.uri == kill.uri:
        return True
    return not set(before.sources) <= set(sources)


def _after_kill(
    before: MessageRow,
    rest: Sequence[ItemRow],
    provider: str,
    kill: KillRow,
    version: str | None,
    sources: tuple[str, ...],
) -> Message:
    reason = f"rule {before.rule}: {provider} withdrew its report"
    if not rest:
        return Message(withdrawn(before, kill.uri, provider, version, sources), reason)
    changes = (remains(provider, rest, "withdrew"),)
    return Message(followed(before, "amended", rest[-1], sources), reason, changes)
