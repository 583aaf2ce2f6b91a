"""The openings of texts, and what two of them have in common: the values that joining weighs.

What is worked out of a text is worked out once: the same latest entries are candidates of one update after another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any, TypeVar

from msgspec import Struct

from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.once import once
from stream.dedupe.rows import EntryRow
from stream.dedupe.words.numbers import ONE, value

_T = TypeVar("_T")

KEPT = 2048
"""Openings that are kept, about 6 kB each: those of entries that were compared last."""


class Opened:
    """An entry's opening, unpacked: its words in order and as a set, the headline's, and which are names."""

    __slots__ = ("_figures", "_of", "brief", "head", "heads", "names", "row", "tokens", "words")

    def __init__(self, row: EntryRow) -> None:
        self.row, self.tokens = row, numbers_of(row.tokens)
        self.words = frozenset(self.tokens)
        self.head = self.tokens[: row.head]
        self.heads = frozenset(self.head)
        self.names = named(self.tokens, row.names)
        self.brief = row.head == len(self.tokens)
        self._figures: frozenset[str] | None = None
        self._of: dict[Any, Any] = {}

    @property
    def figures(self) -> frozenset[str]:
        """All figures but the number one, which is also a pronoun."""
        if self._figures is None:
            self._figures = frozenset(map(value, self.row.facts.lead_figures)) - {ONE}
        return self._figures

    def of(self, work: Callable[[Opened, str], _T], language: str) -> _T:
        """Return what a function works out of the opening by a language's words, worked out once."""
        found: _T | None = self._of.get((work, language))
        if found is None:
            found = self._of[work, language] = work(self, language)
        return found


class Openings:
    """Entries' openings by the entry's identity; one that is kept holds its row, so that no other has its identity."""

    def __init__(self) -> None:
        self._kept: dict[int, Opened] = {}

    def of(self, row: EntryRow) -> Opened:
        """Return an entry's opening."""
        found = self._kept.get(id(row))
        if found is None:
            if len(self._kept) >= KEPT:
                for key in list(self._kept)[: KEPT // 2]:
                    del self._kept[key]
            found = self._kept[id(row)] = Opened(row)
        return found


def named(tokens: Sequence[int], names: int) -> frozenset[int]:
    """Return those of some words whose bit in `names` says that they are names."""
    return frozenset([t for n, t in enumerate(tokens) if names >> n & 1]) if names else frozenset()


class Likeness:
    """What an update and one entry have in common; scores are 0 to 1.

    `heads` is of headline on headline; `mine` and `theirs` are the parts of the headlines' weight that
    the other opening has; `keyed` says that the weightiest word of one of the headlines is in the
    other text, `both` that those of both are. `words` and `telling` count what is common, `names` are the names that
    tell the event, and `rare` counts the rare words of both. `words_mine` is the part of the update's whole weight
    that the other has.
    """

    def __init__(
        self, shared: float, whole: float, theirs_whole: Callable[[], float], heads: float, mine: float, theirs: float,
        keyed: bool, both: bool, words: int, telling: int, names: frozenset[int], rare: int,
    ) -> None:  # fmt: skip
        self._shared, self._whole, self._theirs_whole = shared, whole, theirs_whole
        self.heads, self.mine, self.theirs, self.keyed, self.both = heads, mine, theirs, keyed, both
        self.words, self.telling, self.names, self.rare = words, telling, names, rare
        self.words_mine = shared / whole

    @once
    def score(self) -> float:
        """The cosine of the two openings; most entries are turned away without it."""
        return self._shared / sqrt(self._whole * self._theirs_whole())


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
