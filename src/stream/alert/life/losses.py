"""What a kill, or a hold on what was shown, does to the alerts of its story.

An item that was shown and is then withheld or put under an embargo is taken back from those who were told,
like a killed one: they must not use it now. Its release raises it anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from stream.alert.life.changes import shown_ids
from stream.alert.life.figures import figure_lines
from stream.alert.life.messages import (
    Cause,
    Message,
    as_told,
    followed,
    remains,
    withdrawn,
    without,
)
from stream.alert.life.rows import ItemRow, KillRow, MessageRow
from stream.alert.life.sources import counted, only_denied, said_by, shown_sources, supports
from stream.alert.life.state import Story, killed
from stream.alert.life.verdicts import live, replaced
from stream.model import Update
from stream.model.times import from_millis


class Loss(NamedTuple):
    """Items that are shown no longer, and what the story still has.

    `by` is the item that takes them back: uri, provider, version. `verb` says what it does to its
    report, `until` for how long, `all` whether nothing at all is left of the story.
    """

    gone: Sequence[ItemRow]
    rest: Sequence[ItemRow]
    by: tuple[str, str, str | None]
    sources: tuple[str, ...]
    verb: str = "withdrew"
    until: str = ""
    all: bool = False

    @property
    def uris(self) -> set[str]:
        """What the items are called."""
        return {self.by[0], *(row.uri for row in self.gone)}


def on_kill(story: Story, kill: KillRow, update: Update, cause: Cause) -> list[Message]:
    """The messages of a kill: a withdrawal where nothing is left, else what is left."""
    items = [row for _, row in story.items.values()]
    gone = [row for row in items if killed(row, kill)]
    # A kill advisory may come from a desk's own feed: the report's provider is the one to name.
    provider = next((row.provider for row in gone if row.uri == kill.uri), update.provider)
    loss = Loss(
        gone,
        [row for row in items if not killed(row, kill)],
        (kill.uri, provider, update.version),
        shown_sources(story, kill.sources),
        all=kill.all,
    )
    return _taken_back(story, loss, cause)


def on_hold(story: Story, item: ItemRow, cause: Cause) -> list[Message]:
    """The messages as a version that is held takes the place of one that was shown."""
    gone = replaced(story, item)
    if not gone:
        return [m for before in live(story) for m in _unsaid(before, {item.uri, item.replaces})]
    after = story.draft()
    after.add((0, 0), item)
    embargo = item.hold == "embargo"
    loss = Loss(
        gone,
        [row for _, row in after.items.values()],
        (item.uri, item.provider, item.version),
        shown_sources(after, item.sources),
        "embargoed" if embargo else "withheld",
        f" until {from_millis(item.until):%Y-%m-%d %H:%M} UTC" if embargo else "",
    )
    return _taken_back(story, loss, cause)


def only_tests(story: Story, kill: KillRow) -> bool:
    """Whether all that the kill takes back were test messages."""
    items = [row for kept in (story.items, story.held) for _, row in kept.values()]
    gone = [row for row in items if killed(row, kill)]
    return bool(gone) and all(row.test for row in gone)


def _taken_back(story: Story, loss: Loss, cause: Cause) -> list[Message]:
    told: list[Message] = []
    every = loss.sources
    for before in live(story):
        loss = loss._replace(sources=said_by(before, every))
        if _concerns(before, loss):
            told.append(_left(_blanked(as_told(before, loss.uris), loss), loss, cause))
        else:
            told += _unsaid(before, loss.uris)
    return told


def _unsaid(before: MessageRow, uris: Collection[str]) -> list[Message]:
    """That what an alert says later shows the headline of such an item in its time line no more."""
    timeline = without(before.timeline, uris)
    if timeline == before.timeline:
        return []
    return [Message(replace(before, timeline=timeline), "", silent=True)]


def _concerns(before: MessageRow, loss: Loss) -> bool:
    """Whether the alert rests on what is gone, shows it or its figures, or names a source that is gone."""
    if loss.all or supports(before.rule, loss.gone) or before.uri in loss.uris:
        return True
    if any(item.figures for item in counted(before, loss.gone)):
        return True
    return not set(before.sources) <= set(loss.sources)


def _blanked(before: MessageRow, loss: Loss) -> MessageRow:
    told = {moment[3] for moment in before.timeline} if loss.all else set()
    return replace(before, timeline=without(before.timeline, loss.uris | told))


def _left(before: MessageRow, loss: Loss, cause: Cause) -> Message:
    rest, provider = supports(before.rule, loss.rest), loss.by[1]
    reason = f"rule {before.rule}: {provider} {loss.verb} its report{loss.until}"
    if only_denied(rest) and not (rest and only_denied(supports(before.rule, loss.gone))):
        deniers = ", ".join(sorted({row.provider for row in rest}))
        changes = (f"only a denial remains: {deniers}",) if rest else ()
        return Message(withdrawn(before, loss.by, loss.sources, cause), reason, changes)
    # Figures and labels of the report go with it.
    known = tuple(sorted({id_ for row in rest for id_ in shown_ids(row)}))
    bare = replace(before, figures=(), known=known)
    items = counted(before, loss.rest)
    row = followed(bare, "amended", rest[-1], items, loss.sources, cause)
    lines = figure_lines(before.figures, row.figures)
    return Message(row, reason, (remains(provider, rest, loss.verb), *lines))
