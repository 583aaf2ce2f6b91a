"""The openings of texts, and what two of them have in common: the values that joining weighs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from stream.dedupe.fingerprint import numbers_of
from stream.dedupe.numbers import ONE, value
from stream.dedupe.rows import EntryRow


class Opened(Struct, frozen=True):
    """An entry's opening, unpacked."""

    row: EntryRow
    tokens: tuple[int, ...]
    names: frozenset[int]

    @property
    def figures(self) -> frozenset[str]:
        """All figures but the number one, which is also a pronoun."""
        return frozenset(map(value, self.row.facts.lead_figures)) - {ONE}

    @property
    def head(self) -> tuple[int, ...]:
        """The headline's words."""
        return self.tokens[: self.row.head]


KEPT = 2048
"""Openings that are kept unpacked: the same latest entries are candidates of one update after another."""


@lru_cache(maxsize=KEPT)
def unpacked(tokens: bytes, names: int) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return an entry's words and which of them are names."""
    numbers = numbers_of(tokens)
    return numbers, named(numbers, names)


def named(tokens: Sequence[int], names: int) -> frozenset[int]:
    """Return those of some words whose bit in `names` says that they are names."""
    return frozenset([t for n, t in enumerate(tokens) if names >> n & 1]) if names else frozenset()


class Likeness(Struct, frozen=True):
    """What an update and one entry have in common; scores are 0 to 1.

    `heads` is of headline on headline; `mine` and `theirs` are the parts of the headlines' weight that
    the other opening has; `keyed` says that the weightiest word of one of the headlines is in the
    other text, `both` that those of both are. `words` and `telling` count what is common, `places` names, and
    `headline` the words of both headlines if a name is among them. `words_mine` is the part of the
    update's whole weight that the other has, `rare` the rare words of both.
    """

    score: float
    heads: float
    mine: float
    theirs: float
    keyed: bool
    both: bool
    words: int
    telling: int
    places: int
    headline: int
    words_mine: float
    rare: int


class Weighed(Struct, frozen=True):
    """A headline's weight, what of it another text has, and if its weightiest word is there."""

    shared: float
    total: float
    keyed: bool


class Running(Struct, frozen=True):
    """What an update and a story's last entries together have in common.

    `names` counts the names that most of the entries and the update have; `gap` is the milliseconds to
    the nearest entry, `items` how many they are.
    """

    score: float
    names: int
    gap: int
    items: int
