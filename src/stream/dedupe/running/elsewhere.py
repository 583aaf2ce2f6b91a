"""Two events that are told in one form: each headline names a place, a firm or a person that the other text lacks.

"Texas executes man …" and "Alabama executes man …", "Teachers in Oakland go on strike" and "… in Minneapolis …": the
other words are common ones, and no more than the name of a country or of a body is in both.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from math import log

from stream.dedupe.case import Case
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.hazards import Hazards, hazards, located
from stream.dedupe.running.query import Query, query_of
from stream.dedupe.words.bodies import bodies
from stream.dedupe.words.changes import opposites
from stream.dedupe.words.openings import Opened

RARE = log(200) ** 2
"""Weight (squared inverse document frequency) from which a word tells one event from others."""

FIGURES = 2
"""Figures of a market report at the least."""


def another_name(case: Case, row: EntryRow) -> bool:
    """Tell if an update and an entry are about two subjects, by the names in their headlines."""
    query = query_of(case)
    best = query.opened(row)
    return _two_names(query, best) or _one_form(query, best)


def names_exchanged(case: Case, row: EntryRow) -> bool:
    """Tell if each headline has a name that the other opening lacks, both of countries or both of others.

    A country's and a town's can be of one event, two countries' or two towns' are not.
    """
    query = query_of(case)
    return _exchanged(query, query.opened(row), hazards(query.language))


def _exchanged(query: Query, best: Opened, table: Hazards) -> bool:
    mine, theirs = query.of(_own_names), best.of(_names, query.language)
    come = (mine & query.heads) - best.words
    gone = (theirs & best.heads) - query.words
    if not come or not gone:
        return False
    wide = table.wide
    return bool((gone & wide and come & wide) or (gone - wide and come - wide))


def _two_names(query: Query, best: Opened) -> bool:
    table = hazards(query.language)
    mine, theirs = query.of(_own_names), best.of(_names, query.language)
    both = (mine | theirs) & query.words & best.words
    if not both <= table.wide:
        return False
    return _exchanged(query, best, table) or (bool(both) and _lead_exchanged(query, best, table))


def _lead_exchanged(query: Query, best: Opened, table: Hazards) -> bool:
    """Tell if each opening has names of its own, one headline's among them, and but a country's is in both: "… near
    Tyre, Lebanon says" and "… in south Lebanon village", near Nabatieh. A quake or storm is told of from many towns.
    """
    if not table.kinds.keys().isdisjoint(query.words & best.words):
        return False
    come = query.of(_own_names) - table.wide - best.words
    gone = best.of(_names, query.language) - table.wide - query.words
    headed = not come.isdisjoint(query.heads) or not gone.isdisjoint(best.heads)
    return headed and bool(come and gone)


def _own_names(query: Query, language: str) -> frozenset[int]:
    """Return the update's names that tell events apart; where capitals mark none, what stands where a place stands."""
    table = hazards(language)
    if table.before:
        return query.of(located) - _idle(language)
    return (query.names | (table.wide & query.words)) - _idle(language)


def _names(best: Opened, language: str) -> frozenset[int]:
    """Return an entry's names that tell events apart; where capitals mark none, the lands."""
    table = hazards(language)
    lands = table.wide & best.words
    return lands if table.before else (best.names | lands) - _idle(language)


@cache
def _idle(language: str) -> frozenset[int]:
    """Return the names that tell no event from another: of seas, hazards and bodies."""
    table = hazards(language)
    return table.idle | table.kinds.keys() | bodies(language)


def _one_form(query: Query, best: Opened) -> bool:
    """One house's headlines that differ in a word or in names alone: "Gold rises as dollar slips" and "Oil rises …",
    "Sabo beats Lim to reach final" and "Kraus beats Orlova …", "CBOT wheat ends lower" and "CBOT corn …", "Xi meets
    Serbian president" and "Xi meets Angolan …".
    """
    mine, theirs = query.head, best.head
    if query.case.update.provider != best.row.provider or len(mine) != len(theirs) or len(mine) < 3:
        return False
    filled = [n for n, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]
    if len(filled) == 1:
        first = filled == [0] and not _rare(query, mine[1:], best.names | query.names)
        lands = {mine[filled[0]], theirs[filled[0]]} <= hazards(query.language).wide
        return first or lands or _other_figures(query, best)
    return len(filled) > 1 and all(
        mine[n] in query.names and theirs[n] in best.names for n in filled
    )


def _other_figures(query: Query, best: Opened) -> bool:
    """Tell if both openings have FIGURES and more, none of them in common and none that counts persons."""
    mine, theirs = query.figures, best.figures
    counted = query.case.facts.counted or best.row.facts.counted
    return min(len(mine), len(theirs)) >= FIGURES and mine.isdisjoint(theirs) and not counted


def _rare(query: Query, tokens: Collection[int], names: frozenset[int]) -> bool:
    """Tell if words name an event: one is a name, or is rare and says more than which way a price went."""
    turns = opposites(query.language).hashes(query.language)
    weights = query.case.memory.weights(tokens, query.language)
    told = zip(weights, tokens, strict=True)
    return any(t in names or (w >= RARE and t not in turns) for w, t in told)
