"""An update's opening, held against earlier ones: words in common, weighed by how rare they are.

TF-IDF over headline and lead, names double, with the idea of a story being its last texts together,
not one of them; what has been shown to work for news (Miranda et al., EMNLP 2018; Saravanakumar et al.,
EACL 2021). What the values are good for is said in `joining`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from typing import Any, TypeVar

from stream.dedupe.case import Case
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import EntryRow
from stream.dedupe.words.bodies import bodies
from stream.dedupe.words.numbers import ONE, value
from stream.dedupe.words.openings import Likeness, Opened, Running, Weighed, named

_T = TypeVar("_T")

WINDOW, FADE = 72 * HOURS, 0.3
"""Milliseconds of event time within which an update joins a story, and the part of a score that is
lost at its end.
"""

LEAST = 0.12
"""Least part of an update's weight that an entry has, for any rule to be asked."""

TELLING, RARE = log(25) ** 2, log(50) ** 2
"""Weights from which a word tells anything, and from which it tells events apart."""

ROUNDED = 1e-9
"""By what part sums of the same weights in another order may differ at the most."""

RUN = 3
"""Items from which on a story has names of its own."""

ALONE: Mapping[int, int] = {}
"""Stands for the words of a story that is one text: each is in that one, whichever it is."""


class Query:
    """An update's opening, to be held against earlier ones."""

    def __init__(self, case: Case) -> None:
        self.case, said = case, case.tokens
        self.tokens, self.head = said.hashes, said.hashes[: said.head]
        self.words, self.heads = frozenset(said.hashes), frozenset(self.head)
        self.names = named(said.hashes, said.names)
        self.language = case.reading.language
        self.brief = said.head == len(said.hashes)
        self.figures = frozenset(map(value, case.facts.lead_figures)) - {ONE}
        self.opened = case.memory.openings.of
        self.ranked: list[int] | None = None
        """Numbers of entries that share the weightiest words, those that share most first."""
        self.kin: dict[int, Any] = {}
        """What was compared already (same.Kinship), by the entry's identity."""
        self.weights: dict[int, float] = {}
        """Weights of words, of which names' are not yet double; of the update's, and of what it was compared with."""
        self.whole = self._weigh(said.hashes, self.names)
        self._most = 2 * max(self.weights.values(), default=0.0)
        self._alone: dict[int, float] = {}
        self._of: dict[Any, Any] = {}

    def of(self, work: Callable[[Query, str], _T]) -> _T:
        """Return what a function works out of the update by its language's words, worked out once."""
        found: _T | None = self._of.get(work)
        if found is None:
            found = self._of[work] = work(self, self.language)
        return found

    def _weigh(self, tokens: Collection[int], names: Collection[int] = ()) -> float:
        """Return the weight of some words, names double; what is looked up is kept."""
        weights = self.weights
        if more := set(tokens).difference(weights):
            found = self.case.memory.weights(more, self.language)
            weights.update(zip(more, found, strict=True))
        return self._sum(tokens) + self._sum(names)

    def _sum(self, tokens: Collection[int]) -> float:
        """Return the weight of some words that were weighed before, each once."""
        return sum(map(self.weights.__getitem__, tokens))

    def fade(self, row: EntryRow) -> float:
        """Return what time leaves of a score: 1.0 at once, nothing after WINDOW."""
        gap = abs(self.case.event - row.event) / WINDOW
        return 0.0 if gap > 1 else 1 - FADE * gap

    def promising(self, other: Opened) -> bool:
        """Tell cheaply if the words in common can come to anything: most candidates' can't."""
        common = self.words & other.words
        if len(common) < 2:
            return False
        if self._has(other, common, LEAST):
            return True
        return (self.brief or other.brief) and len(common & self.heads) > 1

    def has(self, other: Opened, part: float) -> bool:
        """Tell if an entry has about so great a part of the update's weight, more than 0."""
        return self._has(other, self.words & other.words, part)

    def _has(self, other: Opened, common: frozenset[int], part: float) -> bool:
        least = part * self.whole
        if len(common) * self._most < least * (1 - ROUNDED):
            return False  # not even if all of them were names of the weightiest word's weight
        weight = self._sum(common)
        if 2 * weight < least * (1 - ROUNDED) or not common:
            return False  # not even if all of them were names
        names = common & (self.names | other.names)
        return (weight + self._sum(names)) / self.whole >= part

    def likeness(self, other: Opened, own: Mapping[int, int] | None = None) -> Likeness | None:
        """Compare with one entry; None if too little is common for any rule.

        `own` says in how many of its story's texts each word is (ALONE if the entry is the story): those don't count
        for how common the word is. None is for an entry that is compared for itself.
        """
        common = self.words & other.words
        if len(common) < 2:
            return None
        names = self.names | other.names
        weights, gained = self._common(common, own, names)
        shared = sum(weights.values())
        whole = self.whole + gained - self._sum(common & self.names)
        self._weigh(other.head)
        rare = {t for t, w in weights.items() if w >= (2 * RARE if t in names else RARE)}
        mine, its = (
            self._head(self.head, self.names, weights),
            self._head(other.head, other.names, weights),
        )
        both = sum([weights[t] for t in self.heads & other.heads])
        return Likeness(
            shared, whole, lambda: self._theirs(other, common, gained),
            both / sqrt(mine.total * its.total) if both else 0.0,
            mine.shared / (mine.total or 1.0), its.shared / (its.total or 1.0), mine.keyed or its.keyed,
            mine.keyed and its.keyed, len(common), sum([w >= TELLING for w in weights.values()]),
            frozenset(rare & names) - bodies(self.language), len(rare),
        )  # fmt: skip

    def _theirs(self, other: Opened, common: frozenset[int], gained: float) -> float:
        """Return an entry's whole weight, of which most words are looked up for that alone."""
        return self._weigh(other.tokens, other.names) + gained - self._sum(common & other.names)

    def _common(
        self, common: frozenset[int], own: Mapping[int, int] | None, names: frozenset[int]
    ) -> tuple[dict[int, float], float]:
        """Return the weights of the words in common, those of the story apart and names double, and by how much
        they are more than the single ones in `weights`.
        """
        single = self.weights
        if own is ALONE:
            weights = self._weights_alone(common)
        else:
            weights = {t: single[t] for t in common}
            if own and (mended := [t for t in common if t in own]):
                found = self.case.memory.weights(mended, self.language, own)
                weights.update(zip(mended, found, strict=True))
        for token in common & names:
            weights[token] *= 2
        return weights, sum(weights.values()) - sum([single[t] for t in common])

    def _weights_alone(self, common: frozenset[int]) -> dict[int, float]:
        """Return the weight of each of some words if one text with it does not count; what is looked up is kept."""
        alone = self._alone
        if more := common.difference(alone):
            found = self.case.memory.weights(more, self.language, dict.fromkeys(more, 1))
            alone.update(zip(more, found, strict=True))
        return {t: alone[t] for t in common}

    def _head(
        self, head: Sequence[int], names: Collection[int], common: Mapping[int, float]
    ) -> Weighed:
        """Weigh a headline: what of it is common, the whole, and if its weightiest word is common."""
        single = self.weights
        shared = total = most = 0.0
        keyed = False
        for token in head:
            weight = common.get(token)
            if weight is not None:
                shared += weight
            else:
                weight = 2 * single[token] if token in names else single[token]
            total += weight
            if weight > most:
                most, keyed = weight, token in common
        return Weighed(shared, total, keyed)

    def places(self, other: Opened, names: Collection[int]) -> int:
        """Return how many names both have, if one is in both headlines and the others in either; words
        that stand side by side in both texts are one name.
        """
        mine, theirs = self.heads, other.heads
        if not any(name in mine and name in theirs for name in names):
            return 0
        return self.apart(other, {t for t in names if t in mine or t in theirs})

    def apart(self, other: Opened, names: Collection[int]) -> int:
        """Return how many names both have; words that stand side by side in both texts are one name."""
        both = [t for t in self.tokens if t in names]
        return len(both) - sum(
            _adjacent(self.tokens, a, b) and _adjacent(other.tokens, a, b)
            for a, b in pairwise(both)
        )

    def headline(self, other: Opened, names: Collection[int]) -> int:
        """Return how many words both headlines have, if one is a name; one beside a name is part of it."""
        both = [t for t in self.head if t in other.heads]
        if not any(t in names for t in both):
            return 0
        return len(both) - sum(
            (a in names or b in names)
            and _adjacent(self.head, a, b)
            and _adjacent(other.head, a, b)
            for a, b in pairwise(both)
        )

    def together(
        self, entries: Sequence[Opened], own: Mapping[int, int], like: Likeness
    ) -> Running:
        """Compare with a story's last entries as one text; `like` is of the most alike of them."""
        if len(entries) < 2:
            gap = min((abs(self.case.event - e.row.event) for e in entries), default=WINDOW)
            return Running(like.score, 0, gap, len(entries))
        shares = shares_of(entries)
        names = self.names.union(*[entry.names for entry in entries])
        common = frozenset(t for t in self.tokens if t in shares)
        weights, gained = self._common(common, own, names)
        mine = self.whole + gained - self._sum(common & self.names)
        shared = sum([weights[t] * shares[t] for t in common])
        theirs = self._shared(shares, names, weights)
        idle = bodies(self.language)
        core = [
            t for t in self.tokens
            if t in common and shares[t] >= 0.5 and t in names and weights[t] >= 2 * RARE and t not in idle
        ]  # fmt: skip
        apart = len(core) - sum(
            _adjacent(self.tokens, a, b) and _beside(entries, a, b) for a, b in pairwise(core)
        )
        named = apart if any(t in self.heads for t in core) else 0
        gap = min(abs(self.case.event - entry.row.event) for entry in entries)
        return Running(shared / sqrt(mine * theirs) if common else 0.0, named, gap, len(entries))

    def _shared(
        self, shares: Mapping[int, float], names: Collection[int], common: Mapping[int, float]
    ) -> float:
        """Weigh the words of a story's entries by the square of the part of them that has each."""
        self._weigh(shares)
        single, total = self.weights, 0.0
        for token, share in shares.items():
            weight = common.get(token)
            if weight is None:
                weight = 2 * single[token] if token in names else single[token]
            total += weight * share * share
        return total


def query_of(case: Case) -> Query:
    """Return the update's query; it is made once."""
    if case.query is None:
        case.query = Query(case)
    return case.query


def shares_of(entries: Sequence[Opened]) -> dict[int, float]:
    """Return in what part of some entries each word is; of many, one that is in a single one is left out."""
    counts: dict[int, int] = {}
    for entry in entries:
        for token in entry.tokens:
            counts[token] = counts.get(token, 0) + 1
    least, whole = (2 if len(entries) > RUN else 1), len(entries)
    return {t: n / whole for t, n in counts.items() if n >= least}


def _adjacent(tokens: Sequence[int], one: int, other: int) -> bool:
    return abs(tokens.index(one) - tokens.index(other)) == 1


def _beside(entries: Sequence[Opened], one: int, other: int) -> bool:
    both = [e.tokens for e in entries if one in e.words and other in e.words]
    return all(_adjacent(tokens, one, other) for tokens in both)
