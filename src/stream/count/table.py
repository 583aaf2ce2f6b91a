"""Counts as rows of a table: which are wanted, and what their columns are. What `newswire counts` shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, get_args

from stream.count.windows import SeriesKey
from stream.model import CasualtyKind, Count, Dimension

KINDS: tuple[CasualtyKind, ...] = get_args(CasualtyKind)

COLUMNS: dict[str, type] = {
    "window_start": datetime,
    "window_seconds": int,
    "dimension": str,
    "value": str,
    "name": str,
    "stories": int,
    "updates": int,
    "sources": int,
    "baseline_stories": float,
    "baseline_updates": float,
    "baseline_weeks": int,
    **{f"{kind}_{end}": int for kind in KINDS for end in ("least", "most")},
    "folded": int,
    "final": bool,
    "corrected": bool,
}
"""Name and type of each column; a baseline's and a casualty's is None where there is none."""


class Span(NamedTuple):
    """Which counts are wanted: windows of `seconds` that start in [since, until), by one dimension.

    `values` are ids of the dimension, all if empty.
    """

    seconds: int
    dimension: Dimension
    since: datetime | None = None
    until: datetime | None = None
    values: frozenset[str] = frozenset()

    def holds(self, key: SeriesKey) -> bool:
        """Whether a series is wanted."""
        return (
            key.size == self.seconds
            and key.dimension == self.dimension
            and (self.since is None or key.window >= self.since)
            and (self.until is None or key.window < self.until)
            and (not self.values or key.value in self.values)
        )


def row(count: Count) -> dict[str, Any]:
    """A count's values by column."""
    tolls = {toll.kind: toll for toll in count.casualties}
    baseline = count.baseline
    found: dict[str, Any] = {name: getattr(count, name) for name in COLUMNS if hasattr(count, name)}
    found |= {
        f"baseline_{name}": getattr(baseline, name) if baseline else None
        for name in ("stories", "updates", "weeks")
    }
    found |= {
        f"{kind}_{end}": getattr(tolls[kind], end) if kind in tolls else None
        for kind in KINDS
        for end in ("least", "most")
    }
    return {name: found[name] for name in COLUMNS}


def ordered(counts: Iterable[Count], most: int | None = None) -> list[Count]:
    """By window, then by stories, updates and value; of each window the first `most`.

    A series that has fallen to nothing is left out.
    """
    left: dict[datetime, int] = {}
    found: list[Count] = []
    standing = (count for count in counts if count.updates)
    for count in sorted(standing, key=lambda c: (c.window_start, -c.stories, -c.updates, c.value)):
        place = left[count.window_start] = left.get(count.window_start, 0) + 1
        if most is None or place <= most:
            found.append(count)
    return found
