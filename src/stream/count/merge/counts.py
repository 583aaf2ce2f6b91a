"""The records of a window on `news.counts`: a series each, and one for what is folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from stream.count.dimensions import Named
from stream.count.merge.past import Totals, baseline
from stream.count.merge.ranking import Rank, rank_of
from stream.count.merge.series import NOTHING, Total, added
from stream.count.merge.window import MergedWindow
from stream.count.windows import prefix_of, window_at
from stream.model import Count, Dimension
from stream.model.topics import COUNTS
from stream.ports import Emit

OTHER = "other"
"""The value that stands for those without a series of their own."""

SERIES = 5000
"""The most series of one dimension in one window."""

Changed = Collection[tuple[Named, Total]]
"""What a record brings: each label with its figures as they are from now on."""


class Counts:
    """Writes the series of one window; `weeks` are the same window of earlier weeks, `most` the most series
    of a dimension.
    """

    def __init__(self, window: MergedWindow, weeks: Iterable[Totals], most: int = SERIES) -> None:
        self.window, self.most = window, most
        self._weeks = list(weeks)
        size, start = window.place
        self._time = window_at(start * 1000, size).time
        self._name = prefix_of(self._time, size)
        self._final = window.final is not None

    def changed(self, changed: Changed) -> list[Emit]:
        """The series that a record changes, and those that the border to `other` passes."""
        most = max(map(len, self.window.values.values()), default=0)
        if most + len(changed) <= self.most:
            return [self.one(label, total) for label, total in changed]
        groups = _by_dimension(changed).items()
        return [emit for dimension, some in groups for emit in self._of(dimension, some)]

    def _of(self, dimension: Dimension, some: Mapping[str, tuple[Named, Total]]) -> Iterable[Emit]:
        held = self.window.values.get(dimension, {})
        if len(held) + sum(value not in held for value in some) <= self.most:
            return [self.one(label, total) for label, total in some.values()]
        return self._bounded(dimension, some)

    def _bounded(
        self, dimension: Dimension, some: Mapping[str, tuple[Named, Total]]
    ) -> Iterator[Emit]:
        """The same where there are more values than series: some come out of `other`, some go into it."""
        ranking = self.window.ranking(dimension)
        after = ranking.copy()
        moves: dict[str, tuple[Rank, Rank]] = {}
        for value, (_, total) in some.items():
            old = rank_of(value, self.window.series(dimension, value).total)
            moves[value] = (old, rank_of(value, total))
            after.replace(*moves[value])
        for rank in ranking.around(self.most, len(some)):
            moves.setdefault(rank[2], (rank, rank))
        known = self.window.values.get(dimension, {})
        for value, (old, new) in moves.items():
            was = value in known and ranking.position(old) < self.most
            label, total = some.get(value) or self._held(dimension, value)
            if after.position(new) < self.most:
                if value in some or not was:
                    yield self.one(label, total)
            elif was:
                yield self.one(label, NOTHING, folded=1)

    def _held(self, dimension: Dimension, value: str) -> tuple[Named, Total]:
        series = self.window.series(dimension, value)
        return (dimension, value, series.name), series.total

    def other(self, dimension: Dimension) -> Emit | None:
        """What is folded of a dimension, added up over its values; None where nothing is."""
        values = self.window.values.get(dimension, {})
        if len(values) <= self.most:
            return None
        folded = self.window.ranking(dimension).beyond(self.most)
        total = added(values[rank[2]] for rank in folded)
        return self.one((dimension, OTHER, OTHER), total, folded=len(folded))

    def one(self, label: Named, total: Total, *, folded: int = 0, final: bool = False) -> Emit:
        """One series as it stands; `final` where the window ends with this record."""
        dimension, value, name = label
        stories, updates, sources, casualties = total
        key = f"{dimension}|{value}"
        count = Count(
            window_start=self._time,
            window_seconds=self.window.place[0],
            dimension=dimension,
            value=value,
            name=name,
            stories=stories,
            updates=updates,
            sources=sources,
            casualties=[*casualties] if casualties else [],
            baseline=baseline(self._weeks, key) if self._weeks and value != OTHER else None,
            folded=folded,
            final=self._final or final,
            corrected=self._final and not final,
        )
        return Emit(COUNTS, f"{self._name}|{key}", count, True)


def _by_dimension(changed: Changed) -> dict[Dimension, dict[str, tuple[Named, Total]]]:
    found: dict[Dimension, dict[str, tuple[Named, Total]]] = defaultdict(dict)
    for label, total in changed:
        found[label[0]][label[1]] = (label, total)
    return found
