"""Copies of a text that its sender has replaced meanwhile: the old figure is in them, the new one is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from stream.dedupe.case import Case
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.joining import RECENT
from stream.dedupe.words.changes import arrows

EXCHANGED = 2
"""Figures that a correction exchanges at the most; a text written through changes more."""


def is_outdated(case: Case, row: EntryRow) -> bool:
    """Tell if an update says what a version of an item said, and the version in force no longer does."""
    held = case.memory.current(row.item)
    return held.content != row.content and bool(_replaced(case, row, held))


def replaced_version(case: Case, item: bytes) -> EntryRow | None:
    """Return the latest replaced version of an item whose figures an update still has, or None."""
    return next(
        (row for row in reversed(case.memory.versions(item)) if is_outdated(case, row)), None
    )


def outdated(case: Case, story: bytes) -> list[str]:
    """Return what an update still says that another sender of the story has replaced, a line for each text."""
    found: dict[str, None] = {}
    own = case.providers.unit(case.update.provider)
    for held in islice(case.memory.standing(story), RECENT):
        if case.providers.unit(held.provider) != own and not held.copy_of:
            found.update(dict.fromkeys(_lines(case, held)))
    return list(found)


def _lines(case: Case, held: EntryRow) -> Iterator[str]:
    for row in case.memory.versions(held.item)[:-1]:
        if changes := _replaced(case, row, held):
            yield f"as {held.agency} before its revision: {', '.join(changes)}"


def _replaced(case: Case, row: EntryRow, held: EntryRow) -> list[str]:
    """Return the exchange of figures ("140 → 14") of which an update has the first half and not the second."""
    old, new, mine = (facts.lead_figures for facts in (row.facts, held.facts, case.facts))
    lost = [figure for figure in old if figure not in new]
    gained = [figure for figure in new if figure not in old]
    still = any(figure in mine for figure in lost) and not any(figure in mine for figure in gained)
    return arrows(lost, gained) if still and len(lost) == len(gained) <= EXCHANGED else []
