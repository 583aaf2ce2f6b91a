"""Rows as bytes in one buffer, one after another: a row that has left is cut off at the front.

An object for each would cost 57 bytes more than the row's own: Python's header, the allocator's, and a pointer.
"""

from __future__ import annotations

from array import array


class Packed:
    """Packed rows by position, the oldest that is kept at 0. 8 bytes a row beside its own."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._gone = 0
        self._ends = array("Q", [0])

    def append(self, packed: bytes) -> None:
        """Add a row."""
        self._data += packed
        self._ends.append(self._gone + len(self._data))

    def __getitem__(self, at: int) -> bytes:
        """Return a row."""
        ends, gone = self._ends, self._gone
        return bytes(self._data[ends[at] - gone : ends[at + 1] - gone])

    def cut(self, count: int) -> None:
        """Forget the first `count` rows."""
        size = self._ends[count] - self._gone
        del self._data[:size], self._ends[:count]
        self._gone += size
