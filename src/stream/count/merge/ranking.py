"""The order of a dimension's values in a window, and which of them have a series of their own.

Values go by stories, then updates, then by themselves: a function of the figures alone, so the same
whatever order they came in. Beyond `most` values the last are folded into `other`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from stream.count.merge.rows import Figures

Rank = tuple[int, int, str]
"""Stories and updates, each negative, and the value: the least comes first."""

ByPart = Mapping[int, Figures]
"""One label's latest figures by part."""


def rank_of(value: str, parts: Iterable[Figures]) -> Rank:
    """Where a value stands."""
    stories = updates = 0
    for part in parts:
        stories += part.stories
        updates += part.updates
    return (-stories, -updates, value)


class Ranking:
    """All values of a dimension in order; made only where there are more than `most`."""

    def __init__(self, values: Mapping[str, ByPart]) -> None:
        self._ranks = sorted(rank_of(value, parts.values()) for value, parts in values.items())

    def replace(self, old: Rank, new: Rank) -> None:
        """A value moves; one that was not there comes in."""
        at = bisect_left(self._ranks, old)
        if at < len(self._ranks) and self._ranks[at] == old:
            del self._ranks[at]
        insort(self._ranks, new)

    def copy(self) -> Ranking:
        """Another one with the same order."""
        other = Ranking({})
        other._ranks = self._ranks[:]
        return other

    def position(self, rank: Rank) -> int:
        """How many come before."""
        return bisect_left(self._ranks, rank)

    def around(self, most: int, n: int) -> list[Rank]:
        """The values up to `n` places before and after the border: who may cross it when `n` values move."""
        return self._ranks[max(0, most - n) : most + n]

    def beyond(self, most: int) -> list[Rank]:
        """The values that are folded and have an item in force."""
        return [rank for rank in self._ranks[most:] if rank[1]]
