"""The rows of a memory in the order of their origin, as bytes and columns; a row is made whole when asked for.

An entry costs its msgpack form without what the columns have, and 43 bytes of columns (docs/dedupe.md).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

import msgspec

from stream.dedupe.recall.packed import Packed
from stream.dedupe.rows import EntryRow, HeldRow, SeenRow

Key = tuple[int, int]
Kept = EntryRow | SeenRow | HeldRow

ENTRY, LISTED, COUNTED, FIRST = 1, 2, 4, 8
"""Marks of a row: a text; one that is found by its words (no test); one whose words are counted (no copy); the
oldest one held of its item."""

FRESH = 2048
"""Rows made whole that are kept so between two records: about 2 kB each."""

_SPARE = 1024
_encode = msgspec.msgpack.Encoder().encode
_entry = msgspec.msgpack.Decoder(EntryRow).decode
_other = msgspec.msgpack.Decoder(SeenRow | HeldRow).decode
_NO_BANDS = b"\xc4\x00"


@lru_cache(maxsize=1024)
def mark_of(name: str) -> int:
    """Return the 32 bits by which a column tells names of outlets or languages apart."""
    return crc32(name.encode("utf-8", "surrogatepass"))


class Store:
    """Rows from `oldest` (a number, from 1) up to and without `end`, the number of the next one."""

    def __init__(self) -> None:
        self._base = self.oldest = self.end = 1
        self.marks = bytearray()
        self.events = array("q")
        self.providers, self.languages = array("I"), array("I")
        self._offsets = array("Q")
        self._numbers = array("H")
        self._times = array("q")
        self._rows = Packed()
        self._fresh: dict[int, EntryRow] = {}

    def __len__(self) -> int:
        """Rows held."""
        return self.end - self.oldest

    def add(self, key: Key, now: int, row: Kept, marks: int) -> int:
        """Append a row; return its number."""
        number = self.end
        self.end = number + 1
        self._offsets.append(key[0])
        self._numbers.append(key[1])
        self._times.append(now)
        self.marks.append(marks)
        if type(row) is EntryRow:
            self.events.append(row.event)
            self.providers.append(mark_of(row.provider))
            self.languages.append(mark_of(row.language))
            self._rows.append(_bare(row))
            if len(self._fresh) >= FRESH:
                self._forget()
            self._fresh[number] = row
        else:
            self.events.append(0)
            self.providers.append(0)
            self.languages.append(0)
            self._rows.append(_encode(row))
        return number

    def _forget(self) -> None:
        """Keep of the rows made whole the half that was made so last."""
        for number in list(self._fresh)[: -FRESH // 2]:
            del self._fresh[number]

    def entry(self, number: int) -> EntryRow:
        """Return an entry by its number: the same object for as long as one record is decided."""
        row = self._fresh.get(number)
        if row is None:
            row = self._fresh[number] = _entry(self._rows[number - self._base])
        return row

    def row(self, number: int) -> Kept:
        """Return any row by its number."""
        if self.marks[number - self._base] & ENTRY:
            return self.entry(number)
        other: SeenRow | HeldRow = _other(self._rows[number - self._base])
        return other

    def has(self, number: int, mark: int) -> bool:
        """Tell if a row has one of these marks."""
        return self.marks[number - self._base] & mark != 0

    def set_first(self, number: int) -> None:
        """Mark a row as the oldest one of its item."""
        self.marks[number - self._base] |= FIRST

    def events_of(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the event time (ms) of each entry of some numbers."""
        events, base = self.events, self._base
        return {number: events[number - base] for number in numbers}

    def of_provider(self, numbers: Iterable[int], mark: int) -> list[int]:
        """Return those of some entries whose provider has a mark."""
        providers, base = self.providers, self._base
        return [number for number in numbers if providers[number - base] == mark]

    def between(
        self, numbers: Iterable[int], first: int, last: int, language: int
    ) -> Iterator[int]:
        """Yield those of some entries whose event is between two times (ms), and whose language has a mark."""
        events, languages, base = self.events, self.languages, self._base
        for number in numbers:
            at = number - base
            if first <= events[at] <= last and languages[at] == language:
                yield number

    def since(self) -> int | None:
        """Return the log's time (ms) at the oldest row."""
        return self._times[self.oldest - self._base] if self.end > self.oldest else None

    def leave(self) -> Key:
        """Let the oldest row go; return its key."""
        at = self.oldest - self._base
        self._fresh.pop(self.oldest, None)
        self.oldest += 1
        return self._offsets[at], self._numbers[at]

    def cut(self) -> int:
        """Cut the columns at the front once that is worth it; return how many rows were cut off."""
        gone = self.oldest - self._base
        if gone < max(_SPARE, len(self) // 16):
            return 0
        self._base += gone
        for column in (
            self._offsets,
            self._numbers,
            self._times,
            self.marks,
            self.events,
            self.providers,
            self.languages,
        ):
            del column[:gone]
        self._rows.cut(gone)
        return gone


def _bare(row: EntryRow) -> bytes:
    """Pack an entry without its bands, which the index has."""
    packed = _encode(row)
    return packed[: -len(row.bands) - 2] + _NO_BANDS
