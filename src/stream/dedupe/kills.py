"""Kills: the item leaves its story, the text leaves the record, and a tombstone keeps both from
coming back.
"""

from __future__ import annotations

import msgspec

from stream.dedupe.case import DUPLICATES, STORIES, Case, effects
from stream.dedupe.known import duplicate, stale
from stream.dedupe.rows import EntryRow, KillRow
from stream.dedupe.uris import identity
from stream.dedupe.versions import moment
from stream.model import StoryUpdate, Update
from stream.ports import Effects

TEXTS = 16
"""Texts and ids of one item that a tombstone names: the latest."""


def is_kill(update: Update) -> bool:
    """Tell if an update takes an item back."""
    return update.declared == "kill" or update.pub_status == "canceled"


def kill(case: Case, *, copy: bool) -> Effects:
    """Judge a kill; a `copy` is one that intake sent to every partition, and is silent where the
    uri is unknown.
    """
    if (grave := case.memory.killed_uri(case.uri)) is not None:
        return Effects("elsewhere") if copy else _again(case, grave)
    held = _held(case)
    if held is None:
        return _unknown(case, copy=copy)
    if case.memory.killed_item(held.item):
        return stale(case, held)
    return _known(case, held)


def _held(case: Case) -> EntryRow | None:
    last = case.memory.under(case.uri, case.update.test) or case.memory.under(
        case.uri, not case.update.test
    )
    return case.memory.versions(last.item)[-1] if last else None


def _again(case: Case, grave: KillRow) -> Effects:
    return effects(DUPLICATES, _record(case, "stale", grave.story, grave.agency, grave.item))


def _unknown(case: Case, *, copy: bool) -> Effects:
    story = identity(case.uri, b"kill")
    row = KillRow((case.update.uri,), case.update.provider, b"", story, case.agency, (), case.event)
    if copy:
        return Effects("elsewhere", [], [row])
    record = _record(case, "kill", story, case.agency, b"")
    return effects(STORIES, msgspec.structs.replace(record, resolved=False), row)


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
    """Return the kill without the killed text, at the item's own time."""
    update = msgspec.structs.replace(case.update, body="")
    if held is None:
        return update
    first = None if held.first_created is None else moment(held.first_created)
    return msgspec.structs.replace(
        update, event_time=moment(held.event), first_created=first or update.first_created
    )


def buried(case: Case) -> Effects | None:
    """Judge an update by the tombstones: its uri is dead, or its text is, sent again by the same
    provider.
    """
    grave = case.memory.killed_uri(case.uri)
    if grave is None:
        texts = case.memory.killed_text(case.reading.content)
        own = (g for g in texts if g.provider == case.update.provider and case.event <= g.event)
        grave = next(own, None)
    if grave is None:
        return None
    return effects(DUPLICATES, case.say("stale", None, grave.story, silent=True))


def copies_dead(case: Case, row: EntryRow, similarity: float) -> Effects | None:
    """Judge a copy of a killed entry: nobody's copy brings it back, only its provider may report
    anew, later.
    """
    grave = case.memory.killed_item(row.item) or case.memory.killed_item(row.copy_of)
    if grave is None:
        return None
    if grave.provider != case.update.provider:
        return duplicate(case, row, similarity)
    return stale(case, row) if case.event <= grave.event else None
