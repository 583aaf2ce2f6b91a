"""Which reports an alert rests on, and which agencies may be named as its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stream.alert.life.rows import ItemRow, MessageRow
from stream.alert.life.state import Story


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


def said_by(before: MessageRow, sources: Sequence[str]) -> tuple[str, ...]:
    """The sources without agencies that had not said so when the alert was raised, nor have told more since."""
    return tuple(source for source in sources if source not in before.apart)


def apart(rest: Sequence[ItemRow], after: Sequence[ItemRow], story: Story) -> tuple[str, ...]:
    """Agencies that had told of the story before any report matched, and have none that does, nor one since.

    What they told is not what the rule asks for: they are no sources of it, until they tell more. `rest` are
    the items that match, `after` all of the story.
    """
    first = rest[0]
    _, held = story.held.get(first.uri, (None, None))
    sources = (held or first).sources
    if first.agency not in sources:
        return ()  # it rests on another's word, which others may, too
    since = after[after.index(first) :]
    heard = {row.agency for row in (*rest, *since) if not row.copy}
    return tuple(sorted(set(sources) - heard))
