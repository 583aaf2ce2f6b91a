"""The messages of an alert: what the next one says, and what it keeps of the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple, cast

from msgspec.structs import replace

from stream.alert.life.changes import shown_ids
from stream.alert.life.figures import kept_figures, told, toll
from stream.alert.life.rows import FirstRow, ItemRow, Label, MessageRow, Moment
from stream.alert.texts.stances import denies
from stream.alert.watch.rules import Rule
from stream.model import Alert, AlertStatus, Named
from stream.model import Moment as ShownMoment
from stream.model.times import from_millis, millis

_MOMENTS = 20
"""Points of a time line: the first, and the last ones."""

MINUTE, HOUR = 60_000, 3_600_000


class Cause(NamedTuple):
    """What made a message go out: when its version was made, when the update came in, and the log's time (ms)."""

    at: datetime
    ingested_at: datetime
    now: int

    @property
    def millis(self) -> int:
        """When the version was made, in milliseconds."""
        return millis(self.at)


class Message(NamedTuple):
    """A message to send: the row that remembers it, and what is only said once.

    With `silent` nothing is sent: the row remembers what is owed.
    """

    row: MessageRow
    reason: str
    changes: tuple[str, ...] = ()
    silent: bool = False


def alert_id(rule: str, story: str) -> str:
    """The alert's id, 16 hexadecimal digits: the same for the same rule and story, always."""
    return blake2b(f"{rule}\0{story}".encode(), digest_size=8).hexdigest()


def closed(row: MessageRow, now: int) -> bool:
    """Whether the alert has been without a message for so long that it tells only what it owes."""
    return now >= row.sent + row.closing


def raised(
    rule: Rule,
    item: ItemRow,
    rest: Sequence[ItemRow],
    sources: tuple[str, ...],
    before: MessageRow | None,
    cause: Cause,
    known: tuple[str, ...],
) -> Message:
    """The first message of an alert, or after a withdrawal or its close, to the rule's channels.

    `rest` are all items that match, `item` the one to show, `known` the ids that it shows.
    """
    timeline = before.timeline if before else ()
    if before is not None or len(rest) > 1:
        timeline += _earlier(item, rest, timeline)
    moment = (cause.millis, "raised", item.provider, item.uri, item.headline)
    row = MessageRow(
        story=item.story, rule=rule.id, sequence=before.sequence + 1 if before else 1,
        status="raised", severity=rule.severity, channels=rule.channels,
        corroborated=len(sources) > 1, uri=item.uri, provider=item.provider, version=item.version,
        urgency=item.urgency, language=item.language, headline=item.headline,
        actors=item.actors, places=item.places, sources=sources, events=item.events,
        figures=toll(rest), known=known, top=item.urgency, sent=cause.now,
        cooldown=rule.cooldown_minutes * MINUTE, closing=rule.close_hours * HOUR, test=item.test,
        timeline=_cut((*timeline, moment)),
    )  # fmt: skip
    why = [item.matches[rule.id]] if item.matches[rule.id] else []
    if item.needs.get(rule.id, 1) > 1:
        why.append(f"{len(sources)} independent sources: {', '.join(sources)}")
    if item.test:
        why.append("test message")
    if item.hedge:
        why.append(f'reported, not confirmed ("{item.hedge}")')
    return Message(row, f"rule {rule.id}: {'; '.join(why) or 'story has a source'}")


def _earlier(
    item: ItemRow, rest: Sequence[ItemRow], timeline: tuple[Moment, ...]
) -> tuple[Moment, ...]:
    """The reports that were there before the raise and that the time line does not have."""
    told_before = {moment[3] for moment in timeline}
    return tuple(
        (each.at, "reported", each.provider, each.uri, each.headline)
        for each in rest
        if each is not item and each.uri not in told_before
    )


def reported(row: MessageRow, reports: Sequence[ItemRow]) -> MessageRow:
    """A raise with further reports that were there before it in its time line."""
    told = {moment[3] for moment in row.timeline}
    more = tuple(
        (each.at, "reported", each.provider, each.uri, each.headline)
        for each in reports
        if each.uri not in told
    )
    return (
        replace(row, timeline=_cut((*row.timeline[:-1], *more, row.timeline[-1]))) if more else row
    )


def begins_with(message: Message, first: FirstRow | None) -> Message:
    """The message with the story's first report, which matched no rule, at the head of its time line."""
    row = message.row
    if first is None or any(moment[3] == first.uri for moment in row.timeline):
        return message
    moment = (first.at, "reported", first.provider, first.uri, first.headline)
    return message._replace(row=replace(row, timeline=_cut((moment, *row.timeline))))


def followed(
    before: MessageRow,
    status: AlertStatus,
    item: ItemRow,
    rest: Sequence[ItemRow],
    sources: tuple[str, ...],
    cause: Cause,
) -> MessageRow:
    """A later message that shows `item`, to the channels already told; `rest` are all that match."""
    labelled = bool(item.actors or item.places)
    row = replace(
        before, sequence=before.sequence + 1, status=status, uri=item.uri, provider=item.provider,
        version=item.version, urgency=item.urgency, language=item.language, headline=item.headline,
        actors=item.actors if labelled else before.actors,
        places=item.places if labelled else before.places,
        events=item.events if labelled else before.events,
        corroborated=before.corroborated or len(sources) > 1, sources=sources,
        figures=kept_figures(before.figures, toll(rest)), known=_known(before.known, item),
        top=min((n for n in (before.top, item.urgency) if n is not None), default=None),
        sent=cause.now, owed=False, kept=(),
    )  # fmt: skip
    return replace(row, timeline=_cut((*before.timeline, _moment(row, cause))))


def withdrawn(
    before: MessageRow,
    item: tuple[str, str, str | None],
    sources: tuple[str, ...],
    cause: Cause,
) -> MessageRow:
    """The withdrawal by an item (uri, provider, version): what was shown last, nothing of the new text."""
    uri, provider, version = item
    row = replace(
        before, sequence=before.sequence + 1, status="withdrawn", uri=uri, provider=provider,
        version=version, sources=sources, sent=cause.now, owed=False, kept=(),
    )  # fmt: skip
    moment = (cause.millis, row.status, provider, uri, "")
    return replace(row, timeline=_cut((*before.timeline, moment)))


def as_told(before: MessageRow, uris: Collection[str]) -> MessageRow:
    """The message with the headline under which such an item was told last: what is to be withdrawn by it.

    Another report may have been shown since, which stands, or denies what is withdrawn.
    """
    if before.uri in uris:
        return before
    told = (moment[4] for moment in reversed(before.timeline) if moment[3] in uris and moment[4])
    return replace(before, headline=next(told, before.headline))


def without(timeline: Iterable[Moment], uris: Iterable[str]) -> tuple[Moment, ...]:
    """The time line without the headlines of killed items."""
    gone = set(uris)
    return tuple((*moment[:4], "") if moment[3] in gone else moment for moment in timeline)


def known_of(item: ItemRow) -> tuple[str, ...]:
    """The ids that a first message shows."""
    return tuple(sorted(shown_ids(item)))


def _known(before: Sequence[str], item: ItemRow) -> tuple[str, ...]:
    """What a denial names is not shown as taking part, nor as where it happens: it may come to that later."""
    if denies(item):
        return tuple(before)
    return tuple(sorted({*before, *shown_ids(item)}))


def _moment(row: MessageRow, cause: Cause) -> Moment:
    return (cause.millis, row.status, row.provider, row.uri, row.headline)


def _cut(timeline: tuple[Moment, ...]) -> tuple[Moment, ...]:
    over = len(timeline) > _MOMENTS
    return (timeline[0], *timeline[1 - _MOMENTS :]) if over else timeline


class Names(dict[int, list[Named]]):
    """Labels as the topic has them, made once for the messages of one update, which mostly share them."""

    def of(self, labels: tuple[Label, ...]) -> list[Named]:
        """The labels, by their identity: they live as long as the rows of the messages do."""
        found = self.get(id(labels))
        if found is None:
            found = self[id(labels)] = _named(labels)
        return found


def alert(message: Message, cause: Cause, named: Names) -> Alert:
    """The message as `news.alerts` carries it."""
    row = message.row
    id_ = alert_id(row.rule, row.story)
    return Alert(
        id=id_, sequence=row.sequence, status=row.status, rule=row.rule,
        story=row.story, severity=row.severity, channels=list(row.channels), headline=row.headline,
        reason=message.reason, changes=list(message.changes), actors=named.of(row.actors),
        places=named.of(row.places), sources=list(row.sources), single_source=len(row.sources) <= 1,
        uri=row.uri, provider=row.provider, version=row.version, urgency=row.urgency,
        language=row.language, at=cause.at, ingested_at=cause.ingested_at,
        events=list(row.events), figures=told(row.figures), timeline=_shown(row.timeline),
        stories=[Named(id=story, name=headline) for story, headline in row.stories],
        link=f"{row.story}/{id_}", test=row.test,
    )  # fmt: skip


def _named(labels: Iterable[Label]) -> list[Named]:
    return [
        Named(id=id_, name=name, role=role, evidence=list(words))
        for id_, name, role, words in labels
    ]


def _shown(timeline: Iterable[Moment]) -> list[ShownMoment]:
    return [
        ShownMoment(
            at=from_millis(at), status=cast("Any", status),
            provider=provider, headline=headline,
        )
        for at, status, provider, _, headline in timeline
    ]  # fmt: skip


def remains(provider: str, others: Iterable[ItemRow], what: str) -> str:
    """As "AFP withdrew its report; Reuters remains"."""
    rest = sorted({item.provider for item in others})
    own = "one of its reports" if provider in rest else "its report"
    return f"{provider} {what} {own}; {', '.join(rest)} remain{'s' if len(rest) == 1 else ''}"
