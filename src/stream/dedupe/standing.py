"""How many living items each agency has in a story, kept up so that a story of thousands costs no more
than one of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from stream.dedupe.rows import EntryRow


class Items(Protocol):
    """What is asked of the memory."""

    def alive(self, row: EntryRow) -> bool:
        """Tell if an entry is neither killed nor a copy of a killed one."""

    def standing(self, story: bytes) -> Iterator[EntryRow]:
        """Yield the version in force of each living item of a story."""

    def versions(self, item: bytes) -> Sequence[EntryRow]:
        """Return the held versions of an item."""


class Standing:
    """Counts that are made when first asked for, then moved with each entry; a kill makes them anew."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._stories: dict[bytes, dict[str, int]] = {}

    def agencies(self, story: bytes) -> Mapping[str, int]:
        """Return the living items of each agency in a story."""
        found = self._stories.get(story)
        if found is None:
            found = self._stories[story] = {}
            for row in self._items.standing(story):
                found[row.agency] = found.get(row.agency, 0) + 1
        return found

    def enter(self, row: EntryRow) -> None:
        """Take a new entry in; the version of the item that it replaces stands no more."""
        counts = self._stories.get(row.story)
        if counts is None:
            return
        held, alive = self._items.versions(row.item), self._items.alive
        if held and alive(held[-1]):
            self._move(counts, held[-1].agency, -1)
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
