"""What a report of a running story says against the others: another outcome, a denial, a step from threat to deed.

These are the `changes` of a follow-up, a line for each:
"contradicts Reuters: strikes ↔ upholds" (both can't be right), "contradicts Reuters: denies", and
"after Reuters: will → have closed", "after Reuters: closed → open" (what comes next, or was not so).
Only headlines on one matter and of the same names are compared, within PRESENTLY, and only words of data/opposites.toml
are told; of what goes up or down only where it stands beside a same word in both ("raises rates", "cuts rates").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.elsewhere import names_exchanged
from stream.dedupe.running.joining import PRESENTLY, RECENT
from stream.dedupe.words.changes import LIMIT, Opposites, opposites
from stream.dedupe.words.text import UNSPACED, informative

SUBJECT = 0.5
"""Least part of the shorter headline's words, those that turn it aside, that the other one has."""

WORDS = 2
"""Least number of such words."""


class Said(Struct, frozen=True):
    """A headline: its words that turn it, those of the whole opening, and a hash of each other word."""

    turns: frozenset[str]
    opening: frozenset[str]
    subject: frozenset[int]
    head: tuple[int, ...]


def turns(case: Case, story: bytes) -> list[str]:
    """Return what an update says against the latest reports of the story that it joins."""
    table, language = opposites(case.reading.language), case.reading.language
    mine = _mine(case, table)
    denial = _denial(case, table)
    if not (mine.turns or denial):
        return []
    found: dict[str, None] = {}
    for row in _recent(case, story):
        theirs = _theirs(row, table, language)
        if _one_matter(mine, theirs) and not names_exchanged(case, row):
            found.update(dict.fromkeys(_lines(case, row, mine, theirs, table, denial)))
    return list(found)[:LIMIT]


def _recent(case: Case, story: bytes) -> Iterator[EntryRow]:
    rows = islice(case.memory.standing(story), RECENT)
    return (r for r in rows if abs(case.event - r.event) <= PRESENTLY and not r.copy_of)


def _mine(case: Case, table: Opposites) -> Said:
    reading = case.reading
    words = frozenset(reading.words[: reading.head])
    head = case.tokens.hashes[: case.tokens.head]
    subject = frozenset(head) - table.hashes(reading.language)
    return Said(words & table.leading, frozenset(case.facts.lead_marks), subject, head)


def _theirs(row: EntryRow, table: Opposites, language: str) -> Said:
    head, marks = numbers_of(row.tokens)[: row.head], frozenset(row.facts.lead_marks)
    told = frozenset([word for word in marks if informative(word, language) in head])
    return Said(told, marks, frozenset(head) - table.hashes(language), head)


def _one_matter(mine: Said, theirs: Said) -> bool:
    both = len(mine.subject & theirs.subject)
    return both >= WORDS and both >= SUBJECT * min(len(mine.subject), len(theirs.subject))


def _lines(
    case: Case, row: EntryRow, mine: Said, theirs: Said, table: Opposites, denial: str
) -> Iterator[str]:
    other = row.agency != case.agency
    if other and denial and theirs.opening.isdisjoint(table.denials | table.negations):
        yield f"contradicts {row.agency}: {denial}"
    for one, two in table.pairs:
        if one in table.loose or (found := _turned(theirs.turns, mine.turns, one, two)) is None:
            continue
        was, now = found
        if one in table.contrary:
            if (
                other
                and not denial
                and (one not in table.near or _one_object(case, mine, theirs, now, was))
            ):
                yield f"contradicts {row.agency}: {was} ↔ {now}"
        else:
            yield f"after {row.agency}: {was} → {now}"
    for one, two in table.stages:
        gone, come = theirs.opening & one, mine.turns & two
        deed = _with_next(case, min(come)) if come else ""
        if gone and deed and not (mine.opening & one or theirs.opening & two):
            yield f"after {row.agency}: {min(gone)} → {deed}"


BESIDE = 2
"""Informative words before and after a word that say what it is said of ("cuts rates")."""


def _one_object(case: Case, mine: Said, theirs: Said, now: str, was: str) -> bool:
    """Tell if two opposed words of two headlines are said of the same thing: they stand beside a same word."""
    language = case.reading.language
    near = (
        _beside(mine.head, informative(now, language)),
        _beside(theirs.head, informative(was, language)),
    )
    return not near[0].isdisjoint(near[1])


def _beside(head: tuple[int, ...], token: int) -> frozenset[int]:
    if token not in head:
        return frozenset()
    at = head.index(token)
    return frozenset(head[max(0, at - BESIDE) : at] + head[at + 1 : at + 1 + BESIDE])


def _turned(
    was: frozenset[str], now: frozenset[str], one: frozenset[str], two: frozenset[str]
) -> tuple[str, str] | None:
    for left, right in ((one, two), (two, one)):
        gone, come = was & left, now & right
        if gone and come and not (now & left or was & right):
            return min(gone), min(come)
    return None


def _with_next(case: Case, word: str) -> str:
    """Return a word of the headline with the one after it ("have closed"); nothing if a figure follows."""
    words = case.reading.words[: case.reading.head]
    both = words[words.index(word) :][:2]
    return "" if any(w[0].isdecimal() for w in both) else " ".join(both)


def _denial(case: Case, table: Opposites) -> str:
    """Return the word or words by which the headline denies something, or nothing."""
    reading = case.reading
    spaced = reading.language not in UNSPACED
    text = f" {' '.join(reading.words[: reading.head])} "
    found = (d for d in table.denials if (f" {d} " if spaced else d) in text)
    return min(found, default="")
