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
from stream.dedupe.running.hazards import Hazards, hazards, located, spread
from stream.dedupe.running.query import Query, query_of
from stream.dedupe.running.towns import two_towns
from stream.dedupe.words.bodies import bodies, indicators, lands
from stream.dedupe.words.changes import opposites
from stream.dedupe.words.openings import Opened
from stream.dedupe.words.text import informative

RARE = log(200) ** 2
"""Weight (squared inverse document frequency) from which a word tells one event from others."""

FIGURES = 2
"""Figures of a market report at the least."""


def another_name(case: Case, row: EntryRow) -> bool:
    """Tell if an update and an entry are about two subjects, by the names in their headlines."""
    query = query_of(case)
    best = query.opened(row)
    return (
        _two_names(query, best)
        or _one_form(query, best)
        or _other_land(query, best)
        or _two_matches(query, best)
        or (bool(case.facts.towns) and two_towns(query, best))
    )


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
    if not both <= table.wide and not (
        _other_toll(query, best) and both <= table.wide | query.of(_desk)
    ):
        return False
    return _exchanged(query, best, table) or (bool(both) and _lead_exchanged(query, best, table))


def _lead_exchanged(query: Query, best: Opened, table: Hazards) -> bool:
    """Tell if each opening has names of its own, one headline's among them, and but a country's is in both: "… near
    Tyre, Lebanon says" and "… in south Lebanon village", near Nabatieh. A quake or a flood is told of from many towns,
    a ferry or a train is not.
    """
    if spread(query.words & best.words, query.language):
        return False
    come = query.of(_own_names) - table.wide - best.words
    gone = best.of(_names, query.language) - table.wide - query.words
    headed = not come.isdisjoint(query.heads) or not gone.isdisjoint(best.heads)
    return bool(come and gone) and (headed or _other_toll(query, best))


def _desk(query: Query, language: str) -> frozenset[int]:
    """Return the words of the dateline that are nowhere else in the opening: where the reporter sits."""
    said = query.case.opening
    told = frozenset([informative(word, language) for word in (*said.headline, *said.sentences)])
    return frozenset([informative(word, language) for word in said.place]) - told


def _other_land(query: Query, best: Opened) -> bool:
    """One statistic of two countries: both headlines name it, one names a country that the other text does not."""
    told = query.of(_indicated)
    if not told or told.isdisjoint(best.heads):
        return False
    countries = lands(query.language)
    headed = countries & (query.heads | best.heads)
    return bool(headed) and headed.isdisjoint(query.words & best.words)


def _indicated(said: Query, language: str) -> frozenset[int]:
    return said.heads & indicators(language)


def _two_matches(query: Query, best: Opened) -> bool:
    """Two matches of one team or day: no score is in both texts, and each headline has a name that the other lacks."""
    mine = query.of(_scores)
    if not mine or not (theirs := best.row.facts.scores) or not mine.isdisjoint(theirs):
        return False
    return _exchanged(query, best, hazards(query.language))


def _scores(said: Query, language: str) -> frozenset[str]:
    return said.case.facts.scores


def places_exchanged(case: Case, row: EntryRow) -> bool:
    """Tell if each opening has a name that the other lacks, told in nearly one form: "… on the A3" near Limburg, and
    near Regensburg. Where capitals mark no names, the update's is what stands where a place stands.
    """
    query = query_of(case)
    best = query.opened(row)
    come = query.of(_own_names) - best.words
    return bool(come) and not (best.names - _idle(query.language)) <= query.words


def _other_toll(query: Query, best: Opened) -> bool:
    """Tell if one house's two texts count other numbers of dead or hurt: its next report of one place would name it."""
    if query.case.update.provider != best.row.provider:
        return False
    mine, theirs = query.case.facts.counted, best.row.facts.counted
    return bool(mine and theirs) and mine.keys().isdisjoint(theirs)


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
