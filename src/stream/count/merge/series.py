"""One label of a window: what each part says of it, and the figures of all parts together."""

from __future__ import annotations

from collections.abc import Iterable

from stream.count.claims import summed
from stream.count.merge.rows import Key
from stream.model import Tally, Toll

Total = tuple[int, int, int, tuple[Toll, ...]]
"""Stories, updates, distinct sources and casualties of all parts."""

NOTHING: Total = (0, 0, 0, ())

Cell = tuple[Key, str, Tally]
"""One part's latest figures: the row that they are from, what it calls the label, the figures."""


class Series:
    """The parts of one label, and their `total`."""

    __slots__ = ("_answer", "_asked", "parts", "total")

    def __init__(self) -> None:
        self.parts: dict[int, Cell] = {}
        self.total = NOTHING
        self._asked: Tally | None = None
        self._answer = NOTHING

    @property
    def name(self) -> str:
        """What the label is called: as the first of its parts says, whatever order they came in."""
        return self.parts[min(self.parts)][1]

    def news(self, part: int, name: str, tally: Tally) -> Total | None:
        """The total as it would be with a part's figures; None if they are known.

        `put` will want the same, so it is kept until then: no state, and forgotten with the next change.
        """
        if not self.parts:
            return tally.stories, tally.updates, len(tally.sources), tally.casualties
        known = self.parts.get(part)
        if known and known[1] == name and is_same(known[2], tally):
            return None
        self._asked, self._answer = tally, self._after(part, tally)
        return self._answer

    def _after(self, part: int, tally: Tally) -> Total:
        """A part's agencies and casualties mostly stay: only where not, all parts are looked at."""
        known = self.parts.get(part)
        had = known[2] if known else _NONE
        stories, updates, sources, casualties = self.total
        if had.sources != tally.sources:
            others = [cell[2].sources for n, cell in self.parts.items() if n != part]
            sources = len(set(tally.sources).union(*others))
        if had.casualties != tally.casualties:
            tolls = [*tally.casualties]
            for n, cell in self.parts.items():
                tolls += cell[2].casualties if n != part else ()
            casualties = tuple(summed(tolls))
        stories += tally.stories - had.stories
        return stories, updates + tally.updates - had.updates, sources, casualties

    def put(self, part: int, cell: Cell) -> Key | None:
        """Take in a part's figures; return the row of those that they replace, if any."""
        known = self.parts.get(part)
        self.total = self._answer if cell[2] is self._asked else self._after(part, cell[2])
        self._asked = None
        self.parts[part] = cell
        return known[0] if known else None


_NONE = Tally(0)
EMPTY = Series()
"""A label that no part has told of; only ever read."""


def is_same(one: Tally, other: Tally) -> bool:
    """Whether two tallies have the same figures; their labels have other numbers in other records."""
    return (
        one.updates == other.updates
        and one.stories == other.stories
        and one.sources == other.sources
        and one.casualties == other.casualties
    )


def added(series: Iterable[Series]) -> Total:
    """Several labels together, without casualties: a story has them under each, and they would add up."""
    stories = updates = 0
    sources: set[str] = set()
    for one in series:
        stories += one.total[0]
        updates += one.total[1]
        sources.update(*(cell[2].sources for cell in one.parts.values()))
    return stories, updates, len(sources), ()
