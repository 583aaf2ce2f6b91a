"""The records of a window on `news.counts`: a series each, and one for what is folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from stream.count.claims import summed
from stream.count.merge.past import Totals, baseline
from stream.count.merge.ranking import ByPart, Rank, rank_of
from stream.count.merge.rows import Figures
from stream.count.merge.state import MergedWindow
from stream.count.windows import prefix_of, window_at
from stream.model import Count, Dimension, Toll
from stream.ports import Emit

OTHER = "other"
"""The value that stands for those without a series of their own."""

SERIES = 5000
"""The most series of one dimension in one window."""

Changed = Collection[tuple[Figures, ByPart]]
"""What a record brings: each label with its figures by part as they are from now on."""


def label_of(parts: ByPart) -> Figures:
    """What a label is called: as the first of its parts says, whatever order they came in."""
    return parts[min(parts)]


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

    def changed(self, changed: Changed) -> Iterator[Emit]:
        """The series that a record changes, and those that the border to `other` passes."""
        values = self.window.values
        if max(map(len, values.values()), default=0) + len(changed) <= self.most:
            for figures, parts in changed:
                yield self.one(figures, parts)
            return
        for dimension, some in _by_dimension(changed).items():
            held = values.get(dimension, {})
            if len(held) + sum(value not in held for value in some) <= self.most:
                for figures, parts in some.values():
                    yield self.one(figures, parts)
            else:
                yield from self._bounded(dimension, some)

    def _bounded(
        self, dimension: Dimension, some: Mapping[str, tuple[Figures, ByPart]]
    ) -> Iterator[Emit]:
        """The same where there are more values than series: some come out of `other`, some go into it."""
        ranking = self.window.ranking(dimension)
        after = ranking.copy()
        moves: dict[str, tuple[Rank, Rank]] = {}
        for value, (_, parts) in some.items():
            old = rank_of(value, self.window.parts(dimension, value).values())
            moves[value] = (old, rank_of(value, parts.values()))
            after.replace(*moves[value])
        for rank in ranking.around(self.most, len(some)):
            moves.setdefault(rank[2], (rank, rank))
        known = self.window.values.get(dimension, {})
        for value, (old, new) in moves.items():
            was = value in known and ranking.position(old) < self.most
            figures, parts = some.get(value) or _held(self.window.parts(dimension, value))
            if after.position(new) < self.most:
                if value in some or not was:
                    yield self.one(figures, parts)
            elif was:
                yield self._emit(figures, {}, folded=1)

    def one(self, label: Figures, parts: ByPart, *, final: bool = False) -> Emit:
        """One series as it stands; `final` where the window ends with this record."""
        return self._emit(label, parts, final=final)

    def other(self, dimension: Dimension) -> Emit | None:
        """What is folded of a dimension, added up over its values; None where nothing is."""
        values = self.window.values.get(dimension, {})
        if len(values) <= self.most:
            return None
        folded = self.window.ranking(dimension).beyond(self.most)
        figures = [part for rank in folded for part in values[rank[2]].values()]
        label = Figures(dimension, OTHER, OTHER, 0, 0, ())
        return self._emit(label, dict(enumerate(_bare(figures))), folded=len(folded))

    def _emit(self, label: Figures, parts: ByPart, *, folded: int = 0, final: bool = False) -> Emit:
        stories, updates, sources, casualties = _sum(parts)
        key = f"{label.dimension}|{label.value}"
        count = Count(
            window_start=self._time,
            window_seconds=self.window.place[0],
            dimension=label.dimension,
            value=label.value,
            name=label.name,
            stories=stories,
            updates=updates,
            sources=sources,
            casualties=casualties,
            baseline=baseline(self._weeks, key) if self._weeks and label.value != OTHER else None,
            folded=folded,
            final=self._final or final,
            corrected=self._final and (not final),
        )
        return Emit("news.counts", f"{self._name}|{key}", count, upsert=True)


def _sum(parts: ByPart) -> tuple[int, int, int, list[Toll]]:
    """Stories, updates, distinct sources and casualties of all parts; one part alone is the usual case."""
    if len(parts) == 1:
        (part,) = parts.values()
        return part.stories, part.updates, len(part.sources), list(part.casualties)
    stories = updates = 0
    sources: set[str] = set()
    tolls: list[Toll] = []
    for part in parts.values():
        stories += part.stories
        updates += part.updates
        sources.update(part.sources)
        tolls += part.casualties
    return stories, updates, len(sources), summed(tolls) if tolls else []


def _by_dimension(changed: Changed) -> dict[Dimension, dict[str, tuple[Figures, ByPart]]]:
    found: dict[Dimension, dict[str, tuple[Figures, ByPart]]] = defaultdict(dict)
    for figures, parts in changed:
        found[figures.dimension][figures.value] = (figures, parts)
    return found


def _held(parts: ByPart) -> tuple[Figures, ByPart]:
    return label_of(parts), parts


def _bare(figures: Iterable[Figures]) -> Iterator[Figures]:
    """Without casualties: a story has them under several values, and they would add up."""
    return (one._replace(casualties=()) for one in figures)
