"""Joining a running story: informative words in common, weighed by how rare they are, fading with
time.
"""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.near import alike
from stream.dedupe.copies.same import Kinship, akin, kinship, next_issue, one_report, overlaps
from stream.dedupe.copies.similarity import share
from stream.dedupe.items import references
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import EntryRow
from stream.dedupe.running import denials, hazards
from stream.dedupe.running.courts import another_case
from stream.dedupe.running.drills import rehearsed
from stream.dedupe.running.elsewhere import another_name
from stream.dedupe.running.joining import RECENT, TEXT, another_person, judge
from stream.dedupe.running.namesakes import namesakes
from stream.dedupe.running.query import ALONE, Query, query_of, shares_of
from stream.dedupe.running.search import eligible, likely, of_provider
from stream.dedupe.words.openings import Opened

REWRITTEN = 0.3
"""From this Jaccard index of shingles on, a declared update is one of its provider's earlier text."""

SAME_HEADLINE = 0.6
"""From this Jaccard index of informative headline words on, two headlines are one, told anew."""

ECHO = 3
"""Informative words of a headline that is no more than another text's."""

WORTH = 0.25
"""Score (0 to 1) of what the rules for hazards and for denials join, if the words' own is lower."""

PARTS = 12 * HOURS
"""Milliseconds of event time within which a text is continued."""


class Join(Struct, frozen=True):
    """The earlier entry most like an update in the story that it joins, and the score, 0 to 1."""

    row: EntryRow
    score: float


def joins(case: Case) -> Join | None:
    """Return the entry whose story the update joins, or None."""
    query = query_of(case)
    best: Join | None = None
    for row in likely(query):
        value = _belongs(query, row)
        if value and (best is None or value > best.score):
            best = Join(row, value)
    return best


def belongs(case: Case, row: EntryRow) -> bool:
    """Tell if an update that nearly copies an entry, but for what it changes, is about its event.

    One form filled in for two firms is near in words and not one event: the rare words decide.
    """
    query = query_of(case)
    best = query.opened(row)
    like = query.likeness(best)
    if like is None or other_subject(case, row) or _kept_apart(case, row.story):
        return False
    if hazards.another_event(query, best):
        return False
    return like.score * query.fade(row) >= TEXT or _belongs(query, row) > 0.0


def _belongs(query: Query, row: EntryRow) -> float:
    """Return how surely an update is of an entry's event: what is cheap and turns many away comes first, and what only
    keeps out comes last, for little is let in.
    """
    best = query.opened(row)
    if not query.fade(row) or not (query.promising(best) or denials.denies(query, best)):
        return 0.0
    if _other_name(query.case, row):
        return 0.0
    size = query.case.memory.size(row.story)
    entries = _entries(query, row.story) if size > 1 else [best]
    own = _own(entries, size) if size > 1 else ALONE
    like = query.likeness(best, own)
    words = like.score if like else 0.0
    score = judge(query, best, like, lambda: query.together(entries, own, like)) if like else 0.0
    if not score:
        # A paper's copy may have left out the place that its original names.
        told = _entries(query, row.story) if row.copy_of else entries
        if hazards.one_event(query, told) or denials.denies(query, best):
            score = max(words * query.fade(row), WORTH)
    if not score and size > 1 and (now := _in_force(entries, row)) != row:
        return _belongs(query, now)  # what was corrected may be what kept the update out
    return 0.0 if not score or _kept_out(query, best, entries, words) else score


def _kept_out(query: Query, best: Opened, entries: list[Opened], words: float) -> bool:
    """Tell if an update is of another event than an entry that it is like; `words` is the words' score."""
    case, row = query.case, best.row
    if next_issue(case, row) or _kept_apart(case, row.story):
        return True
    if any(another_person(query, entry) for entry in entries) or _other_kind(query, best):
        return True
    if namesakes(query, entries, words):
        return True
    return hazards.another_event(query, best) or hazards.another_town(query, best, words)


def _in_force(entries: list[Opened], row: EntryRow) -> EntryRow:
    """Return the version in force of an entry's item, if it is one of its story's latest; else the entry."""
    return next((entry.row for entry in entries if entry.row.item == row.item), row)


def _entries(query: Query, story: bytes) -> list[Opened]:
    """Return the story's latest items within the window, in their versions in force."""
    latest = islice(query.case.memory.standing(story), RECENT)
    return [query.opened(row) for row in latest if query.fade(row)]


def _own(entries: list[Opened], size: int) -> dict[int, int]:
    return {token: round(part * size) for token, part in shares_of(entries).items()}


def other_subject(case: Case, row: EntryRow) -> bool:
    """Tell if two firms, places or persons are told of in one form, two court cases, or a drill and the real thing."""
    query = query_of(case)
    return _other_name(case, row) or _other_kind(query, query.opened(row))


def _other_name(case: Case, row: EntryRow) -> bool:
    return other_firm(case, row) or another_name(case, row)


def _other_kind(query: Query, best: Opened) -> bool:
    return rehearsed(query, best) or another_case(query, best)


def other_firm(case: Case, row: EntryRow) -> bool:
    """Tell if two firms are told of in one form, or the headline's firm is not the entry's: no word of the update's
    firms' names is in the entry.
    """
    if not (case.firm and row.firm and case.firms) or not case.firms.isdisjoint(
        numbers_of(row.tokens)
    ):
        return False
    headed = not case.firms.isdisjoint(case.tokens.hashes[: case.tokens.head])
    if not headed and kinship(case, row).similarity < REWRITTEN:
        return False
    return set(case.facts.tickers).isdisjoint(row.facts.tickers)


def _kept_apart(case: Case, story: bytes) -> bool:
    others = case.apart.get(case.update.uri)
    if not others:
        return False
    rows = (v for row in case.memory.standing(story) for v in case.memory.versions(row.item))
    return any(row.uri in others for row in rows)


def head_of(row: EntryRow) -> frozenset[int]:
    """Return the informative words of an entry's headline."""
    return frozenset(numbers_of(row.tokens)[: row.head])


def retold(case: Case, row: EntryRow) -> bool:
    """Tell if two headlines are one told anew: most informative words in common (figures and stop
    words aside).
    """
    mine = case.tokens.hashes[: case.tokens.head]
    return share(frozenset(mine), head_of(row)) >= SAME_HEADLINE


def own_report(case: Case) -> tuple[EntryRow, Kinship] | None:
    """Return the provider's own entry that a text is another form of: the one most like it."""
    rows = (row for row in of_provider(case) if akin(case, row) and overlaps(case, row))
    kin = ((row, kinship(case, row)) for row in rows)
    same = [found for found in kin if one_report(case, *found)]
    return max(same, key=lambda found: found[1].similarity, default=None)


def earlier(case: Case) -> EntryRow | None:
    """Return the provider's own latest text that a declared update is a new form of."""
    same = (r for r in of_provider(case) if retold(case, r) or alike(case, r) >= REWRITTEN)
    return max(same, key=lambda row: row.event, default=None)


def first_part(case: Case, *, dead: bool = False) -> EntryRow | None:
    """Return the provider's own text, alive or dead, that a later piece continues: by its headline,
    or by its slug.
    """
    same = next((row for row in of_provider(case, dead=dead) if retold(case, row)), None)
    if same is not None:
        return same
    slug = references.slug(case.update.slugline)
    rows = (
        [r for r in case.memory.slugged(slug) if r.provider == case.update.provider] if slug else []
    )
    near = [r for r in rows if abs(case.event - r.event) <= PARTS and eligible(case, r, dead=dead)]
    return near[-1] if near else None


def echoes(case: Case, row: EntryRow) -> bool:
    """Tell if an update is no more than the headline of an entry."""
    mine, theirs = case.tokens.hashes, numbers_of(row.tokens)[: row.head]
    bare = not case.reading.body_words and case.tokens.head == len(mine)
    return bare and len(mine) >= ECHO and frozenset(mine) == frozenset(theirs)
