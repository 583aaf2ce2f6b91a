"""The messages of an alert: what the next one says, and what it keeps of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from stream.alert.rows import ItemRow, Label, MessageRow
from stream.alert.rules import Rule
from stream.model import Alert, AlertStatus, Named


class Cause(NamedTuple):
    """What made a message go out: its event time, and when the update came in."""

    at: datetime
    ingested_at: datetime


class Message(NamedTuple):
    """A message to send: the row that remembers it, and what is only said once."""

    row: MessageRow
    reason: str
    changes: tuple[str, ...] = ()


def alert_id(rule: str, story: str) -> str:
    """The alert's id, 16 hexadecimal digits: the same for the same rule and story, always."""
    return blake2b(f"{rule}\0{story}".encode(), digest_size=8).hexdigest()


def raised(
    rule: Rule, item: ItemRow, sources: tuple[str, ...], before: MessageRow | None
) -> Message:
    """The first message of an alert or after a withdrawal, to the channels of the rule."""
    row = MessageRow(
        story=item.story, rule=rule.id, sequence=before.sequence + 1 if before else 1,
        status="raised", severity=rule.severity, channels=rule.channels,
        corroborated=len(sources) > 1, uri=item.uri, provider=item.provider, version=item.version,
        urgency=item.urgency, language=item.language, headline=item.headline,
        actors=item.actors, places=item.places, sources=sources,
    )  # fmt: skip
    why = [item.matches[rule.id]] if item.matches[rule.id] else []
    if (rule.min_sources or 0) > 1:
        why.append(f"{len(sources)} independent sources: {', '.join(sources)}")
    return Message(row, f"rule {rule.id}: {'; '.join(why) or 'story has a source'}")


def followed(
    before: MessageRow, status: AlertStatus, item: ItemRow, sources: tuple[str, ...]
) -> MessageRow:
    """A later message that shows `item`, to the channels already told."""
    labelled = bool(item.actors or item.places)
    return replace(
        before, sequence=before.sequence + 1, status=status, uri=item.uri, provider=item.provider,
        version=item.version, urgency=item.urgency, language=item.language, headline=item.headline,
        actors=item.actors if labelled else before.actors,
        places=item.places if labelled else before.places,
        corroborated=before.corroborated or len(sources) > 1, sources=sources,
    )  # fmt: skip


def withdrawn(
    before: MessageRow, uri: str, provider: str, version: str | None, sources: tuple[str, ...]
) -> MessageRow:
    """The withdrawal: what was shown last, and nothing of the text that is gone or corrected."""
    return replace(
        before, sequence=before.sequence + 1, status="withdrawn",
        uri=uri, provider=provider, version=version, sources=sources,
    )  # fmt: skip


def alert(message: Message, cause: Cause) -> Alert:
    """The message as `news.alerts` carries it."""
    row = message.row
    return Alert(
        id=alert_id(row.rule, row.story), sequence=row.sequence, status=row.status, rule=row.rule,
        story=row.story, severity=row.severity, channels=list(row.channels), headline=row.headline,
        reason=message.reason, changes=list(message.changes), actors=_named(row.actors),
        places=_named(row.places), sources=list(row.sources), single_source=len(row.sources) <= 1,
        uri=row.uri, provider=row.provider, version=row.version, urgency=row.urgency,
        language=row.language, at=cause.at, ingested_at=cause.ingested_at,
    )  # fmt: skip


def _named(labels: Iterable[Label]) -> list[Named]:
    return [Named(id=id_, name=name, role=role) for id_, name, role in labels]


def label_changes(before: ItemRow, after: ItemRow) -> tuple[str, ...]:
    """What changed among the labels that carry a story: who takes part, and where it happens.

    Datelines, mentions and cited sources come and go as a snap grows into a full text; to tell a
    channel of each would be the noise that alerts are to spare it.
    """
    found: list[str] = []
    for kind, role, old, new in (
        ("actor", "participant", before.actors, after.actors),
        ("place", "event", before.places, after.places),
    ):
        was, now = _in_role(old, role), _in_role(new, role)
        found += [f"{kind} removed: {was[id_]}" for id_ in sorted(was.keys() - now.keys())]
        found += [f"{kind} added: {now[id_]}" for id_ in sorted(now.keys() - was.keys())]
    return tuple(found)


def _in_role(labels: Sequence[Label], wanted: str) -> dict[str, str]:
    return {id_: name for id_, name, role in labels if role == wanted}


def remains(provider: str, others: Iterable[ItemRow], what: str) -> str:
    """As "AFP withdrew its report; Reuters remains"."""
    rest = sorted({item.provider for item in others})
    own = "one of its reports" if provider in rest else "its report"
    return f"{provider} {what} {own}; {', '.join(rest)} remain{'s' if len(rest) == 1 else ''}"
