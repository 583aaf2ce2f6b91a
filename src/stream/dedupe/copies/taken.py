"""What of a paper's text is from others' texts of its story, edited, cut, or put together from several of them.

Its words say so, credited or not: a text of which half is an agency's is no second source (docs/dedupe.md).
"""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import SCHEME
from stream.dedupe.copies.same import ADDED, CUT
from stream.dedupe.copies.similarity import contained, covered, jaccard
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.joining import RECENT

LONG = 24
"""Shingles of a text from which on it can be somebody's: two newsrooms write a shorter one alike."""

HALF, EDITED = 0.5, 0.7
"""Parts of a text that are in others' from which on it is theirs, and from which on it is a copy if little came."""


class Taken(Struct, frozen=True):
    """The entry that most of a text is from, the part of the text (0 to 1) that is in it and in others of the story,
    and if its lead has no figure that they lack, and no word that turns the report round.
    """

    row: EntryRow
    part: float
    nothing_new: bool


def taken(case: Case, story: bytes) -> Taken | None:
    """Return what a paper's text is from, if half of it is in others' texts."""
    mark = case.print
    if mark.shingles < LONG or not case.providers.reprints(case.update.provider):
        return None
    rows = [r for r in islice(case.memory.standing(story), RECENT) if _other(case, r)]
    parts = [_part(case, row) for row in rows]
    if sum(parts) < HALF:
        return None
    whole = covered(mark.sketch, mark.shingles, [(row.sketch, row.shingles) for row in rows])
    if whole < HALF:
        return None
    return Taken(rows[parts.index(max(parts))], whole, _nothing_new(case, rows))


def is_copy(case: Case, found: Taken) -> bool:
    """Tell if a text that is from others says next to nothing else."""
    few = (1 - found.part) * case.print.shingles <= ADDED
    return found.nothing_new and (found.part >= CUT or (found.part >= EDITED and few))


def whose(case: Case, story: bytes) -> str:
    """Return the unit that a text counts under in a story: that it credits, else whose words it has, else its own."""
    if case.agency != case.providers.unit(case.update.provider):
        return case.agency
    found = taken(case, story)
    return found.row.agency if found else case.agency


def _nothing_new(case: Case, rows: list[EntryRow]) -> bool:
    said, facts = case.facts, [row.facts for row in rows]
    figures = {figure for f in facts for figure in (*f.lead_figures, *f.figures)}
    marks = {mark for f in facts for mark in (*f.lead_marks, *f.marks)}
    return figures.issuperset(said.lead_figures) and marks.issuperset(said.lead_marks)


def _other(case: Case, row: EntryRow) -> bool:
    return row.provider != case.update.provider and row.scheme == SCHEME


def _part(case: Case, row: EntryRow) -> float:
    mark = case.print
    value = jaccard(mark.sketch, mark.shingles, row.sketch, row.shingles)
    return contained(value, mark.shingles, row.shingles)[0]
