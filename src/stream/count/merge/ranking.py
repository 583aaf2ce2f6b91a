"""The order of a dimension's values in a window, and which of them have a series of their own.

Values go by stories, then updates, then by themselves: a function of the figures alone, so the same
whatever order they came in. Beyond `most` values the last are folded into `other`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from stream.count.merge.series import Series, Total

Rank = tuple[int, int, str]
"""Stories and updates, each negative, and the value: the least comes first."""


def rank_of(value: str, total: Total) -> Rank:
    """Where a value stands."""
    return (-total[0], -total[1], value)


def ranks_of(values: Mapping[str, Series]) -> Iterable[Rank]:
    """Where the values stand, in no order."""
    return (rank_of(value, series.total) for value, series in values.items())


class Ranking:
    """All values of a dimension in order; made only where there are more than `most`."""

    def __init__(self, values: Mapping[str, Series]) -> None:
        self._ranks = sorted(ranks_of(values))

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
