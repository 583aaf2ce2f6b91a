"""Finding the earlier text of which an update is nearly a copy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.similarity import jaccard, share
from stream.dedupe.rows import EntryRow

NEAR = 0.72
"""From this Jaccard index of shingles on, two texts are one text."""

COMPARED = 12
"""Candidates that are compared exactly: those that share the most bands, the latest first."""

SHORT = 40
"""Two bodies of fewer shingles ("more to follow") are only one text if their headlines have a word
in common.
"""


class Match(Struct, frozen=True):
    """An earlier entry and how like it is, 0 to 1."""

    row: EntryRow
    similarity: float


def nearest(case: Case) -> Match | None:
    """Return the earlier entry that this text nearly copies: the most like, then its provider's
    own, then the first.
    """
    best: tuple[tuple[bool, float, bool], EntryRow] | None = None
    for row in _candidates(case):
        value, own = alike(case, row), row.provider == case.update.provider
        # What its provider declares to be an update is one of its own text first, of the most like one next.
        rank = (own and case.declared, round(value, 2), own)
        # Candidates come latest first: an equal one that is earlier takes over.
        if value >= NEAR and (best is None or rank >= best[0]):
            best = rank, row
    return Match(best[1], alike(case, best[1])) if best else None


def alike(case: Case, row: EntryRow) -> float:
    """Return the Jaccard index of the update and an entry; 0.0 if only a stock phrase makes them
    alike.
    """
    mark = case.print
    value = jaccard(mark.sketch, mark.shingles, row.sketch, row.shingles)
    stock = value >= NEAR and min(mark.shingles, row.shingles) < SHORT and _strangers(case, row)
    return 0.0 if stock else value


def _strangers(case: Case, row: EntryRow) -> bool:
    mine, theirs = case.tokens.hashes, numbers_of(row.tokens)
    heads = frozenset(mine[: case.tokens.head]), frozenset(theirs[: row.head])
    return bool(heads[0] and heads[1]) and share(heads[0], heads[1]) == 0.0


def _candidates(case: Case) -> Iterator[EntryRow]:
    memory = case.memory
    hits = memory.sharing(case.print.bands)
    if not hits:
        return iter(())
    events = memory.events(hits)
    ranked = sorted(hits, key=lambda number: (-hits[number], -events[number]))
    rows = (memory.entry(number) for number in ranked)
    return islice((row for row in rows if row.language == case.reading.language), COMPARED)
