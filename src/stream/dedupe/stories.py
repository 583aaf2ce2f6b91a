"""Joining a running story: informative words in common, weighed by how rare they are, fading with
time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from math import sqrt

from msgspec import Struct

from stream.dedupe import references
from stream.dedupe.case import Case
from stream.dedupe.fingerprint import numbers_of
from stream.dedupe.memory import HOURS
from stream.dedupe.near import alike
from stream.dedupe.rows import EntryRow
from stream.dedupe.similarity import share

WINDOW = 72 * HOURS
"""Milliseconds of event time within which an update joins a story."""

JOIN, FADE = 0.35, 0.3
"""Least score for a join, and the part of a score that is lost at the window's end; chosen by
reading real wire.
"""

SHARED, NAMED = 3, 2
"""Least telling words in common; and least informative words in common if a telling one is a name.
"""

COVERED = 0.5
"""Least part of either headline's weight that the other text's opening has."""

PROBES, EACH, CANDIDATES, SCORED = 6, 12, 50, 4
"""Rarest words looked up, latest entries that each brings, entries kept of all, and those scored.
"""

REWRITTEN = 0.3
"""From this Jaccard index of shingles on, a declared update is one of its provider's earlier text.
"""

SAME_HEADLINE = 0.6
"""From this Jaccard index of informative headline words on, two headlines are one, told anew."""


PARTS = 12 * HOURS
"""Milliseconds of event time within which a text is continued."""


class Join(Struct, frozen=True):
    """An earlier entry whose story this update may belong to, and the score, 0 to 1."""

    row: EntryRow
    score: float


class Query:
    """An update's informative words with their weights, to be held against earlier entries."""

    def __init__(self, case: Case) -> None:
        self.case, said = case, case.tokens
        self.weights = dict(zip(said.hashes, case.memory.weights(said.hashes), strict=True))
        self.named = {token for n, token in enumerate(said.hashes) if said.names >> n & 1}
        self.head = said.hashes[: said.head]
        self.telling = case.memory.telling()
        self.brief = said.head == len(said.hashes)

    def score(self, row: EntryRow) -> float:
        """Return how surely the update is about the entry's event, 0 to 1.

        It is the weight in common over the geometric mean of both weights, faded with time apart.
        Where one of the two is a headline alone, headline is also held against headline.
        """
        theirs, gap = numbers_of(row.tokens), abs(self.case.event - row.event) / WINDOW
        if gap > 1:
            return 0.0
        best = self._overlap(row, self.weights.keys(), theirs)
        if self.brief or row.head == len(theirs):
            best = max(best, self._overlap(row, self.head, theirs[: row.head]))
        topical = best >= JOIN and self._covered(row, theirs) >= COVERED
        return best * (1 - FADE * gap) if topical else 0.0

    def _covered(self, row: EntryRow, theirs: tuple[int, ...]) -> float:
        """Return the part of a headline's weight that the other opening has, the greater of both
        ways.

        A form filled in for two firms has much in common, but not what its headlines are about.
        """
        weights = self.case.memory.weights(theirs[: row.head])
        other = {
            token: weight * (2 if row.names >> n & 1 or token in self.named else 1)
            for n, (token, weight) in enumerate(zip(theirs, weights, strict=False))
        }
        names = self.named | {token for n, token in enumerate(theirs) if row.names >> n & 1}
        mine = {token: self.weights[token] * (2 if token in names else 1) for token in self.head}
        return max(_part(mine, frozenset(theirs)), _part(other, self.weights.keys()))

    def _overlap(self, row: EntryRow, mine: Collection[int], theirs: tuple[int, ...]) -> float:
        common = [(n, token) for n, token in enumerate(theirs) if token in mine]
        if len(common) < NAMED:
            return 0.0
        own = sum([self.weights[t] * (2 if t in self.named else 1) for t in mine])
        shared, extra, told = self._sums(row, common)
        own += extra
        if shared < JOIN * JOIN * own or not told:
            # The other's weight is at least the shared one: the threshold is out of reach.
            return 0.0
        return shared / sqrt(own * self._weight(row, theirs))

    def _sums(self, row: EntryRow, common: list[tuple[int, int]]) -> tuple[float, float, bool]:
        """Return the shared weight, what it adds to the own weight, and if it tells enough.

        A word that either text shows to be a name weighs as one in both.
        """
        shared, extra, named, rare = 0.0, 0.0, False, 0
        for n, token in common:
            weight, mine, name = self.weights[token], token in self.named, row.names >> n & 1
            shared += weight * (2 if mine or name else 1)
            extra += weight if name and not mine else 0.0
            rare += weight >= self.telling
            named = named or bool((mine or name) and weight >= self.telling)
        return shared, extra, rare >= SHARED or (named and len(common) >= NAMED)

    def _weight(self, row: EntryRow, theirs: tuple[int, ...]) -> float:
        named, names = self.named, row.names
        weights = zip(theirs, self.case.memory.weights(theirs), strict=True)
        return sum([
            weight * (2 if names >> n & 1 or token in named else 1)
            for n, (token, weight) in enumerate(weights)
        ])  # fmt: skip


def _part(weights: dict[int, float], there: Collection[int]) -> float:
    total = sum(weights.values())
    return sum([w for token, w in weights.items() if token in there]) / total if total else 1.0


def joins(case: Case) -> Join | None:
    """Return the entry whose story the update joins, or None."""
    best: Join | None = None
    query = Query(case)
    for row in _candidates(case, query.weights):
        value = query.score(row)
        if value >= JOIN and (best is None or value > best.score):
            best = Join(row, value)
    return best


def score(case: Case, row: EntryRow) -> float:
    """Return how surely an update is about an entry's event, 0 to 1."""
    return Query(case).score(row)


def head_of(row: EntryRow) -> frozenset[int]:
    """Return the informative words of an entry's headline."""
    return frozenset(numbers_of(row.tokens)[: row.head])


def retold(case: Case, row: EntryRow) -> bool:
    """Tell if two headlines are one told anew: most informative words in common (figures and stop
    words aside).
    """
    mine = case.tokens.hashes[: case.tokens.head]
    return share(frozenset(mine), head_of(row)) >= SAME_HEADLINE


def earlier(case: Case) -> EntryRow | None:
    """Return the provider's own latest text that a declared update is a new form of."""
    own = (r for r in _candidates(case, Query(case).weights) if r.provider == case.update.provider)
    same = (r for r in own if retold(case, r) or alike(case, r) >= REWRITTEN)
    return max(same, key=lambda row: row.event, default=None)


def first_part(case: Case, *, dead: bool = False) -> EntryRow | None:
    """Return the provider's own text, alive or dead, that a later piece continues: by its headline,
    or by its slug.
    """
    found = _candidates(case, Query(case).weights, dead=dead)
    own = (row for row in found if row.provider == case.update.provider)
    same = next((row for row in own if retold(case, row)), None)
    if same is not None:
        return same
    slug = references.slug(case.update.slugline)
    rows = (
        [r for r in case.memory.slugged(slug) if r.provider == case.update.provider] if slug else []
    )
    near = [r for r in rows if abs(case.event - r.event) <= PARTS and _eligible(case, r, dead)]
    return near[-1] if near else None


def _candidates(case: Case, weights: dict[int, float], *, dead: bool = False) -> Iterator[EntryRow]:
    memory = case.memory
    rarest = sorted((-weight, token) for token, weight in weights.items())
    found: dict[int, EntryRow] = {}
    hits: dict[int, float] = {}
    for weight, token in islice(((w, t) for w, t in rarest if memory.posting(t)), PROBES):
        for row in memory.posting(token)[-EACH:]:
            name = id(row)
            found[name] = row
            hits[name] = hits.get(name, 0.0) - weight
    latest = sorted(found.values(), key=lambda row: -row.event)[:CANDIDATES]
    likely = sorted(latest, key=lambda row: -hits[id(row)])
    return islice((row for row in likely if _eligible(case, row, dead)), SCORED)


def _eligible(case: Case, row: EntryRow, dead: bool) -> bool:
    near = abs(case.event - row.event) <= WINDOW and row.language == case.reading.language
    return near and (case.memory.killed_item(row.item) is not None) == dead


def echoes(case: Case, row: EntryRow) -> bool:
    """Tell if an update is no more than the headline of an entry."""
    mine, theirs = case.tokens.hashes, numbers_of(row.tokens)[: row.head]
    bare = not case.reading.body_words and case.tokens.head == len(mine)
    return bare and len(mine) >= SHARED and frozenset(mine) == frozenset(theirs)
