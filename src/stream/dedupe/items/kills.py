"""Kills: the item leaves its story, the text leaves the record, and a tombstone keeps both from
coming back.
"""

from __future__ import annotations

import msgspec

from stream.dedupe.case import Case, effects
from stream.dedupe.copies.same import DAILY
from stream.dedupe.items.advisories import named
from stream.dedupe.items.known import duplicate, stale
from stream.dedupe.items.uris import identity
from stream.dedupe.rows import EntryRow, KillRow
from stream.model import StoryUpdate, Update
from stream.model.times import from_millis
from stream.model.topics import DUPLICATES, STORIES
from stream.ports import Effects

UNRESOLVED = "kill_unresolved"
"""Outcome of a kill whose item nobody knows: the metric to watch, somebody may have published it."""

TEXTS = 16
"""Texts and ids of one item that a tombstone names: the latest."""


def is_kill(update: Update) -> bool:
    """Tell if an update takes an item back."""
    return update.declared == "kill" or update.pub_status == "canceled"


def kill(case: Case) -> Effects:
    """Judge a kill; one that intake sent to a further partition is silent where nobody knows the
    item.
    """
    if (grave := case.memory.killed_uri(case.uri)) is not None:
        return Effects("elsewhere") if case.copy else _again(case, grave)
    held = _held(case)
    if held is None and case.update.pub_status != "canceled":
        held = named(case) or named(case, dead=True)
    if held is None:
        return _unknown(case)
    if case.memory.killed_item(held.item):
        return stale(case, held)
    return _known(case, held)


def _held(case: Case) -> EntryRow | None:
    """Return the version in force of the item that has the id, or an id that it is linked with."""
    memory, test = case.memory, case.update.test
    last = (
        memory.under(case.uri, test)
        or memory.under(case.uri, not test)
        or memory.replacing(case.uri, test)
        or (memory.under(case.replaces, test) if case.replaces else None)
    )
    return memory.current(last.item) if last else None


def _again(case: Case, grave: KillRow) -> Effects:
    return effects(DUPLICATES, _record(case, "stale", grave.story, grave.agency, grave.item))


def _unknown(case: Case) -> Effects:
    story = identity(case.uri, b"kill")
    row = KillRow((case.update.uri,), case.update.provider, b"", story, case.agency, (), case.event)
    if case.copy:
        return Effects("elsewhere", [], [row])
    record = _record(case, "kill", story, case.agency, b"")
    result = effects(STORIES, msgspec.structs.replace(record, resolved=False), row)
    result.outcome = UNRESOLVED
    return result


def _known(case: Case, held: EntryRow) -> Effects:
    versions = case.memory.versions(held.item)[-TEXTS:]
    contents = tuple(dict.fromkeys(row.content for row in versions))
    uris = tuple(dict.fromkeys([case.update.uri, *(row.uri for row in versions)]))
    row = KillRow(uris, held.provider, held.item, held.story, held.agency, contents, case.event)
    return effects(STORIES, _record(case, "kill", held.story, held.agency, held.item, held), row)


def _record(
    case: Case, verdict: str, story: bytes, agency: str, item: bytes, held: EntryRow | None = None
) -> StoryUpdate:
    standing = [r for r in case.memory.standing(story) if item not in (r.item, r.copy_of)]
    return StoryUpdate(
        story=story.hex(), verdict="kill" if verdict == "kill" else "stale", update=_bare(case, held), agency=agency,
        sources=sorted({row.agency for row in standing}), remaining=len(standing),
    )  # fmt: skip


def _bare(case: Case, held: EntryRow | None) -> Update:
    """Return the kill without the killed text, under the item's own id and at its own time."""
    update = msgspec.structs.replace(case.update, body="")
    if held is None:
        return update
    if held.uri != update.uri:  # an advisory's own id, or an id that the item had before
        ids = update.alt_ids | {"advisory": update.uri}
        update = msgspec.structs.replace(update, uri=held.uri, alt_ids=ids)
    first = None if held.first_created is None else from_millis(held.first_created)
    return msgspec.structs.replace(
        update, event_time=from_millis(held.event), first_created=first or update.first_created
    )


def buried(case: Case) -> Effects | None:
    """Judge an update by the tombstones: its uri is dead, or its text is, sent again by the same
    provider.
    """
    grave = case.memory.killed_uri(case.uri)
    if grave is None:
        texts = case.memory.killed_text(case.reading.content)
        own = (g for g in texts if g.provider == case.update.provider and _sent_again(case, g))
        grave = next(own, None)
    if grave is None:
        return None
    return effects(DUPLICATES, case.say("stale", None, grave.story, silent=True))


def copies_dead(case: Case, row: EntryRow, similarity: float) -> Effects | None:
    """Judge a copy of a killed entry: nobody's copy brings it back, only its provider may report
    anew: with a word that this is another version, or DAILY later.
    """
    grave = case.memory.killed_item(row.item) or case.memory.killed_item(row.copy_of)
    if grave is None:
        return None
    if grave.provider != case.update.provider:
        return duplicate(case, row, similarity)
    return stale(case, row) if _sent_again(case, grave) else None


def _sent_again(case: Case, grave: KillRow) -> bool:
    """Tell if a provider's killed text is only sent once more: a system that did not hear of the kill does so for
    hours. What says that it corrects or replaces is meant, and the same flash is news on another day.
    """
    if case.update.declared == "repeat":
        return True
    means_it = case.declared or bool(case.replaces)
    return case.event <= grave.event + (0 if means_it else DAILY)
