"""A burst of stories that match one rule: above the rule's limit they share one digest.

A folded alert lives on like any other, but in silence: its raise is told by the digest, and so are its
amendments and its withdrawal. What else happens to it is left for the story's own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Protocol

from msgspec.structs import replace

from stream.alert.life.messages import MINUTE, Cause, Message, without
from stream.alert.life.rows import BurstRow, FirstRow, MessageRow
from stream.alert.life.state import Story
from stream.alert.watch.rules import Rule

_LISTED = 100
"""Stories of one digest; the next one begins another."""


class Look(Protocol):
    """What is known, as far as bursts ask."""

    def story(self, story: str) -> Story | None:
        """What is known of a story, or of a digest under its id."""

    def burst(self, rule: str) -> BurstRow | None:
        """The last raises of a rule."""

    def first(self, story: str) -> FirstRow | None:
        """The story's first report, if it matched no rule."""


def folded(
    messages: Sequence[Message], rules: Mapping[str, Rule], look: Look, cause: Cause
) -> tuple[list[Message], list[BurstRow]]:
    """The messages with those of a burst told by its digest, and the rows that remember the raises."""
    told: list[Message] = []
    bursts: list[BurstRow] = []
    for message in messages:
        row = message.row
        if row.status == "raised" and row.rule in rules and not message.silent:
            rule = rules[row.rule]
            burst = _burst(rule, row, look, cause.now)
            bursts.append(burst)
            told += _joined(rule, message, burst, look, cause) if burst.digest else [message]
        elif row.digest and not message.silent and not row.stories:
            told += [message._replace(silent=True), *_passed_on(message, look, cause)]
        else:
            told.append(message)
    return told, bursts


def _burst(rule: Rule, row: MessageRow, look: Look, now: int) -> BurstRow:
    """The raises of the rule with this one; a digest's id if there are more than the limit."""
    before = look.burst(rule.id)
    past = before.times if before is not None else ()
    recent = tuple(at for at in past if at > now - rule.burst_minutes * MINUTE)
    digest = ""
    if len(recent) >= rule.burst_stories:
        digest = before.digest if before is not None else ""
        if not digest or _full(digest, rule, look):
            digest = blake2b(
                f"digest\0{rule.id}\0{row.story}\0{row.sequence}".encode(), digest_size=8
            ).hexdigest()
    return BurstRow(rule.id, (*recent, now)[-rule.burst_stories :], digest)


def _digest(id_: str, rule: str, look: Look) -> MessageRow | None:
    story = look.story(id_)
    _, row = story.messages.get(rule, (None, None)) if story is not None else (None, None)
    return row


def _full(id_: str, rule: Rule, look: Look) -> bool:
    """Whether the digest takes no more: it is full, gone, or of other channels than the rule names by now."""
    row = _digest(id_, rule.id, look)
    if row is None or (row.channels, row.severity) != (rule.channels, rule.severity):
        return True
    return row.status == "withdrawn" or len(row.stories) >= _LISTED


def _joined(
    rule: Rule, message: Message, burst: BurstRow, look: Look, cause: Cause
) -> list[Message]:
    """A raise that goes into a digest: it opens it, or waits for the digest's next message."""
    row = replace(message.row, digest=burst.digest)
    entry = (row.story, row.headline)
    before = _digest(burst.digest, rule.id, look)
    if before is None:
        first = replace(
            message.row, story=burst.digest, sequence=1, stories=(entry,), timeline=(),
            cooldown=rule.burst_minutes * MINUTE, known=(), figures=(),
        )  # fmt: skip
        reason = f"rule {rule.id}: more than {rule.burst_stories} stories in {rule.burst_minutes} minutes"
        return [Message(row, "", silent=True), _said(first, reason, (), cause)]
    kept = (*before.kept, f"story added: {row.headline}")
    more = replace(
        before, stories=(*before.stories, entry), owed=True, kept=kept, uri=row.uri,
        provider=row.provider, version=row.version, urgency=row.urgency, language=row.language,
        actors=row.actors, places=row.places, events=row.events, sources=row.sources,
    )  # fmt: skip
    return [Message(row, "", silent=True), Message(more, "", silent=True)]


def _passed_on(message: Message, look: Look, cause: Cause) -> list[Message]:
    """What the digest says of a folded alert: what changed, or that it is withdrawn."""
    row = message.row
    before = _digest(row.digest, row.rule, look)
    if before is None or row.status not in ("amended", "withdrawn"):
        return []
    if row.status == "amended":
        stories = tuple((s, row.headline if s == row.story else h) for s, h in before.stories)
        changes = [f"{row.headline}: {change}" for change in message.changes]
    else:
        stories = tuple(entry for entry in before.stories if entry[0] != row.story)
        changes = [f"story withdrawn: {row.headline}"]
    pending = tuple(f"story added: {h}" for _, h in stories if f"story added: {h}" in before.kept)
    gone = {at[3] for at in row.timeline if not at[4]}
    after = replace(
        before, sequence=before.sequence + 1, status="amended" if stories else "withdrawn",
        stories=stories, kept=(), owed=False, timeline=without(before.timeline, gone),
        uri=row.uri, provider=row.provider, version=row.version,
    )  # fmt: skip
    return [_said(after, message.reason, (*changes, *pending), cause)]


def flushed(before: MessageRow, cause: Cause) -> Message:
    """The digest's next message: the stories that were added since the last one."""
    after = replace(before, sequence=before.sequence + 1, status="amended", owed=False, kept=())
    more = f"{len(before.kept)} more {'story' if len(before.kept) == 1 else 'stories'}"
    return _said(after, f"rule {before.rule}: {more}", before.kept, cause)


def _said(row: MessageRow, reason: str, changes: tuple[str, ...], cause: Cause) -> Message:
    """A message of the digest, with a headline that counts."""
    headline = row.headline
    if row.stories:
        newest = row.stories[-1][1]
        headline = f"{len(row.stories)} stories: {newest}" if len(row.stories) > 1 else newest
    moment = (cause.millis, row.status, row.provider, row.uri, headline)
    timeline = (*row.timeline, moment)[-20:]
    return Message(
        replace(row, headline=headline, sent=cause.now, timeline=timeline), reason, changes
    )
