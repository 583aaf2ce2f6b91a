"""An update under an id that is not known, and what it says of its earlier versions: a link to
another id, or its agency's own number.
"""

from __future__ import annotations

from stream.dedupe.case import Case
from stream.dedupe.copies.near import alike
from stream.dedupe.items.known import revise, stale
from stream.dedupe.items.uris import canonical
from stream.dedupe.items.versions import Stamp, order
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import EntryRow, SeenRow
from stream.dedupe.running.stories import REWRITTEN, retold
from stream.model.marks import SUPERSEDED_BY
from stream.ports import Effects

DAY = 24 * HOURS


def linked(case: Case) -> Effects | None:
    """Judge by links: the new id replaces the text of the old one, whichever comes first."""
    test = case.update.test
    later: EntryRow | SeenRow | None = case.memory.replacing(case.uri, test)
    by = case.update.alt_ids.get(SUPERSEDED_BY, "")
    later = later or (case.memory.under(canonical(by, case.update.provider), test) if by else None)
    if later is not None and (held := _in_force(case, later.item)):
        return stale(case, held)
    last = case.memory.under(case.replaces, test) if case.replaces else None
    if last is not None and (held := _in_force(case, last.item)):
        return revise(case, held)
    return None


def _in_force(case: Case, item: bytes) -> EntryRow | None:
    """Return the version in force of an item, if it is alive and the same house's."""
    held = case.memory.current(item)
    unit = case.providers.unit
    own = unit(held.provider) == unit(case.update.provider)
    return held if own and case.memory.killed_item(item) is None else None


def numbered(case: Case) -> Effects | None:
    """Judge by the agency's own number of the day: a text like the one that had it is its version."""
    rows = case.memory.numbered(case.sequence.lstrip(_LETTERS)) if case.sequence else []
    same = [row for row in rows if row.sequence == case.sequence and _same_day(case, row)]
    held = _in_force(case, same[-1].item) if same else None
    if held is None or held.provider != case.update.provider or not _kin(case, held):
        return None
    way, warning = order(case.stamp, Stamp(held.version, held.created))
    case.warnings += [warning] if warning else []
    return stale(case, held) if way < 0 else revise(case, held)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _same_day(case: Case, row: EntryRow) -> bool:
    mine, theirs = case.stamp.created or case.event, row.created or row.event
    return mine // DAY == theirs // DAY


def _kin(case: Case, row: EntryRow) -> bool:
    return case.declared or retold(case, row) or alike(case, row) >= REWRITTEN
