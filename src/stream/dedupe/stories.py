"""Joining a running story: informative words in common, weighed by how rare they are, fading with time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import log, sqrt

from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.fingerprint import numbers_of
from stream.dedupe.memory import HOURS, Memory
from stream.dedupe.rows import EntryRow
from stream.dedupe.similarity import share

WINDOW = 72 * HOURS
"""Milliseconds of event time within which an update joins a story."""

JOIN, FADE = 0.34, 0.3
"""Least score for a join, and the part of a score that is lost at the window's end; chosen by reading real wire."""

SHARED, NAMED = 3, 2
"""Least informative words in common, and least if one is a name."""

PROBES, CANDIDATES, SCORED = 8, 50, 8
"""Rarest words looked up, entries they may bring (the latest), and those that are scored in full."""

SAME_HEADLINE = 0.6
"""From this Jaccard index of informative headline words on, two headlines are one, told anew."""

_PRIOR = 60
"""Texts that a new memory takes as read, so that the first hour's rare words aren't all alike."""


class Join(Struct, frozen=True):
    """An earlier entry whose story this update may belong to, and the score, 0 to 1."""

    row: EntryRow
    score: float


class Query:
    """An update's informative words with their weights, to be held against earlier entries."""

    def __init__(self, case: Case) -> None:
        self.case, said = case, case.tokens
        self.rarity = {token: rarity(case.memory, token) for token in said.hashes}
        self.named = {token for n, token in enumerate(said.hashes) if said.names >> n & 1}
        self.weight = sum(w * (2 if t in self.named else 1) for t, w in self.rarity.items())

    def score(self, row: EntryRow) -> float:
        """Return how surely the update is about the entry's event, 0 to 1.

        It is the weight in common over the geometric mean of both weights, faded with time apart.
        """
        theirs, gap = numbers_of(row.tokens), abs(self.case.event - row.event) / WINDOW
        common = [(n, token) for n, token in enumerate(theirs) if token in self.rarity]
        named = sum(1 for n, token in common if row.names >> n & 1 or token in self.named)
        if gap > 1 or len(common) < (NAMED if named else SHARED):
            return 0.0
        shared, own = self._sums(row, common)
        if (
            shared < JOIN * JOIN * own
        ):  # the other's weight is at least the shared one: out of reach
            return 0.0
        memory = self.case.memory
        other = sum(
            (self.rarity.get(t) or rarity(memory, t))
            * (2 if row.names >> n & 1 or t in self.named else 1)
            for n, t in enumerate(theirs)
        )
        return shared / sqrt(own * other) * (1 - FADE * gap)

    def _sums(self, row: EntryRow, common: list[tuple[int, int]]) -> tuple[float, float]:
        # A word that either text shows to be a name weighs as one in both.
        shared, own = 0.0, self.weight
        for n, token in common:
            weight, mine = self.rarity[token], token in self.named
            theirs = row.names >> n & 1
            shared += weight * (2 if mine or theirs else 1)
            own += weight if theirs and not mine else 0.0
        return shared, own


def joins(case: Case) -> Join | None:
    """Return the entry whose story the update joins, or None."""
    best: Join | None = None
    query = Query(case)
    for row in _candidates(case, query.rarity):
        value = query.score(row)
        if value >= JOIN and (best is None or value > best.score):
            best = Join(row, value)
    return best


def score(case: Case, row: EntryRow) -> float:
    """Return how surely an update is about an entry's event, 0 to 1."""
    return Query(case).score(row)


def rarity(memory: Memory, token: int) -> float:
    """Return the inverse document frequency of a word among the entries held."""
    return log((_PRIOR + memory.documents) / (1 + memory.frequency(token)))


def retold(case: Case, row: EntryRow) -> bool:
    """Tell if two headlines are one told anew: most informative words in common (figures and stop words aside)."""
    mine, theirs = case.tokens.hashes[: case.tokens.head], numbers_of(row.tokens)[: row.head]
    return share(frozenset(mine), frozenset(theirs)) >= SAME_HEADLINE


def earlier(case: Case) -> EntryRow | None:
    """Return the provider's own latest text that a declared update is a new form of."""
    weights = {token: rarity(case.memory, token) for token in case.tokens.hashes}
    own = (r for r in _candidates(case, weights) if r.provider == case.update.provider)
    return max((r for r in own if retold(case, r)), key=lambda row: row.event, default=None)


def _candidates(case: Case, weights: dict[int, float]) -> Iterator[EntryRow]:
    memory = case.memory
    rarest = sorted((-weight, token) for token, weight in weights.items())
    found: dict[int, EntryRow] = {}
    hits: dict[int, float] = {}
    for weight, token in islice(((w, t) for w, t in rarest if memory.frequency(t)), PROBES):
        for row in memory.posting(token)[-CANDIDATES // 2 :]:
            name = id(row)
            found[name] = row
            hits[name] = hits.get(name, 0.0) - weight
    latest = sorted(found.values(), key=lambda row: -row.event)[:CANDIDATES]
    likely = sorted(latest, key=lambda row: -hits[id(row)])
    return islice((row for row in likely if _eligible(case, row)), SCORED)


def _eligible(case: Case, row: EntryRow) -> bool:
    near = abs(case.event - row.event) <= WINDOW and row.language == case.reading.language
    return near and case.memory.killed_item(row.item) is None
