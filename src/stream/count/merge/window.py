"""One window of merged counts: the latest figures of each part, and how the window stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from stream.count.dimensions import Named
from stream.count.merge.ranking import Ranking, rank_of, ranks_of
from stream.count.merge.rows import Key, Place
from stream.count.merge.series import EMPTY, Series
from stream.model import Dimension, Tally, WindowTallies

_NONE: Mapping[str, Series] = {}


class MergedWindow:
    """One window: `values` are the series by dimension and value, `sent` the log time (ms) of its last top
    lists; `packed` says that its figures as they are are those of a `PackedRow`.
    """

    __slots__ = (
        "corrected", "final", "listed", "packed", "place", "rankings", "sent", "values",
    )  # fmt: skip

    def __init__(self, place: Place) -> None:
        self.place = place
        self.values: dict[Dimension, dict[str, Series]] = {}
        self.rankings: dict[Dimension, Ranking] = {}
        self.final: Key | None = None
        self.listed: Key | None = None
        self.sent: int | None = None
        self.corrected = self.packed = False

    @property
    def end(self) -> int:
        """Its end, in seconds since 1970."""
        return self.place[0] + self.place[1]

    def series(self, dimension: Dimension, value: str) -> Series:
        """A label's series, to be read; an empty one if there is none."""
        return self.values.get(dimension, _NONE).get(value, EMPTY)

    def put(self, part: int, row: Key, label: Named, tally: Tally) -> Key | None:
        """Take in a part's figures of a label; return the row whose figures they replace, if any."""
        dimension, value, name = label
        values = self.values.get(dimension)
        if values is None:
            values = self.values[dimension] = {}
        series = values.get(value)
        if series is None:
            series = values[value] = Series()
        ranking = self.rankings.get(dimension)
        if ranking is None:
            return series.put(part, (row, name, tally))
        before = rank_of(value, series.total)
        replaced = series.put(part, (row, name, tally))
        ranking.replace(before, rank_of(value, series.total))
        return replaced

    def ranking(self, dimension: Dimension) -> Ranking:
        """The order of a dimension's values; from now on it is kept up."""
        found = self.rankings.get(dimension)
        if found is None:
            found = self.rankings[dimension] = Ranking(self.values.get(dimension, _NONE))
        return found

    def total(self, label: str) -> tuple[int, int]:
        """Stories and updates of one label, `dimension|value`."""
        dimension, value = label.split("|", 1)
        return self.series(cast(Dimension, dimension), value).total[:2]

    def totals(self) -> dict[str, tuple[int, int]]:
        """Stories and updates of every label that has any."""
        return {
            f"{dimension}|{value}": (-stories, -updates)
            for dimension, values in self.values.items()
            for stories, updates, value in ranks_of(values)
            if updates
        }


class Home:
    """The windows that are kept together: `rows` are how many figures of each row are the latest, `changed`
    the log time (ms) of the last one.
    """

    __slots__ = ("changed", "place", "rows", "windows")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.windows: dict[Place, MergedWindow] = {}
        self.rows: dict[Key, int] = {}
        self.changed = 0

    def take(self, row: Key, part: int, labels: list[Named], some: WindowTallies) -> list[Key]:
        """Take in a row's figures of a window; return the rows of which nothing is the latest any more."""
        put, rows = self.windows[some.size, some.start].put, self.rows
        needless: list[Key] = []
        for tally in some.tallies:
            before = put(part, row, labels[tally.label], tally)
            if before is None:
                continue
            rows[before] -= 1
            if not rows[before]:
                del rows[before]
                needless.append(before)
        return needless
