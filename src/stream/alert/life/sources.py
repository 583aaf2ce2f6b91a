"""Which reports an alert rests on, and which agencies may be named as its sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

from stream.alert.life.rows import ItemRow, MessageRow
from stream.alert.life.state import Story
from stream.alert.texts.stances import denies
from stream.alert.watch.rules import Rule, asks


def supports(rule: str, items: Iterable[ItemRow]) -> list[ItemRow]:
    """The items that match the rule."""
    return [item for item in items if rule in item.matches]


def askable(rule: Rule, items: Iterable[ItemRow]) -> list[ItemRow]:
    """The items that match what the rule asks for now: it may have asked for something else when they came."""
    now = asks(rule)
    return [item for item in supports(rule.id, items) if item.asked.get(rule.id, now) == now]


def counted(before: MessageRow, items: Sequence[ItemRow]) -> list[ItemRow]:
    """The items whose figures are the alert's: those that match, or all if its rule asks for nothing in the text.

    If it asks for so many dead, its sources' rival counts of fewer are told, too: 41 beside "at least 60".
    """
    if before.whole:
        return [item for item in items if before.test or not item.test]
    mine = supports(before.rule, items)
    if not before.tolls or len(mine) == len(items):
        return mine
    tops: dict[str, int] = {}
    for figure in (each for item in mine for each in item.figures if each[0] in before.tolls):
        tops[figure[0]] = max(figure[2], tops.get(figure[0], 0))
    return [
        item for item in items if before.rule in item.matches or _is_rival(item, tops, before.apart)
    ]


def _is_rival(item: ItemRow, tops: Mapping[str, int], apart: Collection[str]) -> bool:
    """Whether a report counts the same people. Less than half as many are others, of one place of several."""
    if item.copy or item.test or item.agency in apart:
        return False
    return any(figure[2] * 2 >= tops.get(figure[0], inf) for figure in item.figures)


def only_denied(rest: Iterable[ItemRow]) -> bool:
    """Whether all that is left are reports that deny it."""
    return all(map(denies, rest))


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


def says_so(item: ItemRow, tolls: Collection[str]) -> bool:
    """Whether the report has a figure of one of the `tolls` that a rule asks for, where it asks for any: not only
    of the other side's dead."""
    return not tolls or any(figure[0] in tolls for figure in item.figures)


def counts_fewer(before: MessageRow, item: ItemRow) -> bool:
    """Whether a report that does not match still counts such casualties: fewer than the rule asks for."""
    return bool(before.tolls) and says_so(item, before.tolls)


def heard(
    before: MessageRow, was: ItemRow | None, item: ItemRow, after: Sequence[ItemRow]
) -> tuple[str, ...]:
    """The agencies that say nothing to the alert, once this report is there.

    An agency that stood apart joins with a report that says so, and one that takes its own back (`was` matched,
    and none of its reports in `after` does now) is a source no more. To an alert on casualties who gives no
    figure ("no one was hurt", "all pupils freed") is no source, unless it was one before.
    """
    if item.copy:
        return before.apart
    says = says_so(item, before.tolls) or before.rule in item.matches
    others = {each for each in before.apart if each != item.agency}
    if was is not None and before.rule in was.matches and before.rule not in item.matches:
        says = counts_fewer(before, item) or any(
            row.agency == item.agency for row in supports(before.rule, after)
        )
    elif not says and item.agency in before.sources:
        return before.apart
    return tuple(sorted(others if says else {*others, item.agency}))


def apart(
    rest: Sequence[ItemRow], after: Sequence[ItemRow], story: Story, tolls: Collection[str] = ()
) -> tuple[str, ...]:
    """Agencies that had told of the story before any report matched, and have none that does, nor one since.

    What they told is not what the rule asks for: they are no sources of it, until they tell more. `rest` are
    the items that match, `after` all of the story, `tolls` the kinds of casualties that the rule asks for: who
    counted such before, fewer than it asks for, is a source.
    """
    first = rest[0]
    _, held = story.held.get(first.uri, (None, None))
    sources = (held or first).sources
    if first.agency not in sources:
        return ()  # it rests on another's word, which others may, too
    since = after if tolls else after[after.index(first) :]
    told = [*rest, *(row for row in since if says_so(row, tolls))]
    return tuple(sorted(set(sources) - {row.agency for row in told if not row.copy}))
