"""How many living items each agency has in a story, kept up so that a story of thousands costs no more
than one of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from stream.dedupe.rows import EntryRow

KEPT = 1024
"""Stories whose counts are kept: those asked for last."""


class Items(Protocol):
    """What is asked of the memory."""

    def alive(self, row: EntryRow) -> bool:
        """Tell if an entry is neither killed nor a copy of a killed one."""

    def standing(self, story: bytes) -> Iterator[EntryRow]:
        """Yield the version in force of each living item of a story."""

    def latest(self, item: bytes) -> EntryRow | None:
        """Return the version in force of an item."""


class Standing:
    """Counts that are made when first asked for, then moved with each entry; a kill makes them anew."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._stories: dict[bytes, dict[str, int]] = {}

    def agencies(self, story: bytes) -> Mapping[str, int]:
        """Return the living items of each agency in a story."""
        found = self._stories.pop(story, None)
        if found is None:
            found = {}
            for row in self._items.standing(story):
                found[row.agency] = found.get(row.agency, 0) + 1
            if len(self._stories) >= KEPT:
                del self._stories[next(iter(self._stories))]
        self._stories[story] = found
        return found

    def enter(self, row: EntryRow) -> None:
        """Take a new entry in; the version of the item that it replaces stands no more."""
        counts = self._stories.get(row.story)
        if counts is None:
            return
        held, alive = self._items.latest(row.item), self._items.alive
        if held and alive(held):
            self._move(counts, held.agency, -1)
        if alive(row):
            self._move(counts, row.agency, 1)

    def leave(self, row: EntryRow) -> None:
        """Take the last entry of an item out."""
        counts = self._stories.get(row.story)
        if counts is not None and self._items.alive(row):
            self._move(counts, row.agency, -1)
            if not counts:
                del self._stories[row.story]

    def forget(self, story: bytes) -> None:
        """Count a story anew when it is next asked for."""
        self._stories.pop(story, None)

    @staticmethod
    def _move(counts: dict[str, int], agency: str, step: int) -> None:
        count = counts.get(agency, 0) + step
        if count > 0:
            counts[agency] = count
        else:
            counts.pop(agency, None)
