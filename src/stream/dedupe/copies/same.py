"""Whether two texts are one report: told again, cut, lengthened or corrected, and not another one in the
same form.
"""

from __future__ import annotations

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.similarity import contained, jaccard
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.joining import SAME_HEAD
from stream.dedupe.running.query import query_of
from stream.dedupe.words.changes import opposites
from stream.dedupe.words.numbers import ONE
from stream.dedupe.words.openings import Likeness

DAILY, FORM = 16 * HOURS, 120
"""From so many milliseconds on, and up to so many shingles, the same headline over other figures is the
next issue of a report that comes again and again.
"""

HOUR = HOURS
"""How much sooner or later (ms) a flash of every day comes."""

KEPT = 0.5
"""Most figures that two issues of such a report have in common, as a part of the more."""

PART, WHOLE = 0.45, 0.78
"""Least part of the shorter text that is in the other one: under like headlines, under other ones."""

ALIKE, HEADS = 0.5, 0.6
"""Least scores of words and of headlines (openings.Likeness) of two forms of one report."""

SHORT = 40
"""Texts of fewer shingles say what they say in the headline: that has to agree."""

ADDED = 20
"""Shingles of a text that are not in the other from which on it says more, if they are a sixth of it."""

FLASH = 6
"""The same of a text that follows on a headline alone."""


CUT = 0.85
"""From this part of a text on that is in another's, it is that one's, cut."""


RETOLD = 0.8
"""From this part of its words' weight on that the original has, a credited text adds nothing to it."""


class Kinship(Struct, frozen=True):
    """How an update and an entry are alike: Jaccard index of shingles, and the parts of each (the
    update's first) that the other has; all 0 to 1. `like` is of headlines and leads, if anything is.
    """

    similarity: float
    mine: float
    theirs: float
    like: Likeness | None


def kinship(case: Case, row: EntryRow) -> Kinship:
    """Compare an update with an entry, once."""
    query = query_of(case)
    found: Kinship | None = query.kin.get(id(row))
    if found is None:
        mark = case.print
        value = jaccard(mark.sketch, mark.shingles, row.sketch, row.shingles)
        mine, theirs = contained(value, mark.shingles, row.shingles)
        found = Kinship(value, mine, theirs, query.likeness(query.opened(row)))
        query.kin[id(row)] = found
    return found


def overlaps(case: Case, row: EntryRow) -> bool:
    """Tell by the shingles alone, which cost less than the words, if two texts can be one report."""
    mark = case.print
    value = jaccard(mark.sketch, mark.shingles, row.sketch, row.shingles)
    return max(contained(value, mark.shingles, row.shingles)) >= PART


def akin(case: Case, row: EntryRow) -> bool:
    """Tell cheaply by the words of headline and lead if a text can be another form of an entry at all."""
    query = query_of(case)
    # A score of ALIKE needs so much of the update's weight, the other's being as much at the least.
    return query.has(query.opened(row), ALIKE * ALIKE)


def next_issue(case: Case, row: EntryRow) -> bool:
    """Tell if a text is the next issue of a report that comes every day: other figures in the same form, or
    the very same flash at that hour.
    """
    if abs(case.event - row.event) < DAILY or case.declared or case.update.declared == "repeat":
        return False
    if same_hour(case, row) or _next_move(case, row):
        return True
    kin = kinship(case, row)
    if kin.like is None or _grows(case, row):
        return False
    form = max(kin.mine, kin.theirs) >= PART and case.print.shingles <= FORM
    return form and kin.like.heads >= SAME_HEAD and _other_figures(case, row)


def same_hour(case: Case, row: EntryRow) -> bool:
    """Tell if a headline alone is word for word that of an entry, days before at about this hour: a market
    opens higher on two days. A feed that sends all it had under other ids does so at any hour.
    """
    days, rest = divmod(abs(case.event - row.event) + HOUR, 24 * HOURS)
    same = row.content == case.reading.content and not case.reading.body_words
    return same and days > 0 and rest <= 2 * HOUR and case.update.declared == "none"


def _next_move(case: Case, row: EntryRow) -> bool:
    """Tell if a house tells of a price's move of another day: both headlines say which way, of other figures that count
    nobody dead or hurt.
    """
    if case.update.provider != row.provider or case.facts.counted or row.facts.counted:
        return False
    ways = opposites(case.reading.language).ways(case.reading.language)
    heads = case.tokens.hashes[: case.tokens.head], numbers_of(row.tokens)[: row.head]
    mine, theirs = set(case.facts.lead_figures) - {ONE}, set(row.facts.lead_figures) - {ONE}
    moved = not any(ways.isdisjoint(head) for head in heads)
    return moved and bool(mine and theirs) and mine.isdisjoint(theirs)


def _grows(case: Case, row: EntryRow) -> bool:
    """Tell if a headline says that a count of persons rose or fell: it is the earlier text's that did."""
    ways = opposites(case.reading.language).ways(case.reading.language)
    told = bool(case.facts.counted and row.facts.counted)
    return told and not ways.isdisjoint(case.tokens.hashes[: case.tokens.head])


def _other_figures(case: Case, row: EntryRow) -> bool:
    mine = {*case.facts.lead_figures, *case.facts.figures} - {ONE}
    theirs = {*row.facts.lead_figures, *row.facts.figures} - {ONE}
    gained = mine - theirs
    return bool(gained and theirs) and len(mine & theirs) <= KEPT * max(len(mine), len(theirs))


def one_report(case: Case, row: EntryRow, kin: Kinship) -> bool:
    """Tell if a text is another form of the same house's entry."""
    like, part = kin.like, max(kin.mine, kin.theirs)
    if like is None or like.score < ALIKE or next_issue(case, row):
        return False
    if like.both and like.heads >= HEADS:
        return part >= PART
    long = min(case.print.shingles, row.shingles) >= SHORT
    return part >= WHOLE and long and like.keyed


def says_more(case: Case, row: EntryRow, kin: Kinship) -> bool:
    """Tell if a form of a report has more in it than a few words changed, or is the text after a flash."""
    added = (1 - kin.mine) * case.print.shingles
    flash = 4 * row.head == len(row.tokens) and len(case.tokens.hashes) > case.tokens.head
    return added > (FLASH if flash else max(ADDED, case.print.shingles / 6))


def other_form(case: Case, row: EntryRow, kin: Kinship) -> bool:
    """Tell if a short text of the same house is near an entry in its form alone: its headline is about
    something else.
    """
    short = min(case.print.shingles, row.shingles) < SHORT
    return short and not (kin.like is not None and kin.like.both)


def retells(case: Case, row: EntryRow, kin: Kinship) -> bool:
    """Tell if an outlet that credits the entry's agency says in its own words no more than the entry."""
    credited = case.agency == row.agency and case.providers.reprints(case.update.provider)
    own = case.providers.unit(case.update.provider) != case.agency
    return credited and own and kin.like is not None and kin.like.words_mine >= RETOLD
