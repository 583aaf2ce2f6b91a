"""Indexes of a sliding window of numbered rows, in flat arrays: what is oldest leaves first, and for nothing.

Rows are numbered from 1 on. An index is a hash table of chains: a head for each bucket, and for each row the row
before it in its bucket, so that a chain is read from the latest row backwards. Rows leave in order of number, so a
chain ends at the first row that has left: nothing is ever taken out, and arrays are cut at the front now and then.
Numbers are kept in their low 32 bits and read relative to the window: it holds fewer rows than that.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

LOW = 0xFFFF_FFFF
"""The bits of a number that are kept."""

LOAD, BAND_LOAD = 2, 2
"""Rows for each bucket from which on a table is made twice as large: of chains, and of bands."""

_BUCKETS = 64
_ORDER = sys.byteorder


class Chains:
    """Rows by a 64-bit key; a row with key 0 is in no chain. 12 bytes a row and 2 to 4 of buckets."""

    def __init__(self) -> None:
        self._base = 1
        self.keys = array("Q")
        self._before = array("I")
        self._heads = array("I", bytes(4 * _BUCKETS))

    def add(self, key: int) -> None:
        """Append the next row under a key."""
        keys, heads = self.keys, self._heads
        if key:
            at = key & (len(heads) - 1)
            self._before.append(heads[at])
            heads[at] = (self._base + len(keys)) & LOW
        else:
            self._before.append(0)
        keys.append(key)
        if len(keys) > LOAD * len(heads):
            self._grow()

    def _grow(self) -> None:
        self._heads = heads = array("I", bytes(8 * len(self._heads)))
        mask, before = len(heads) - 1, self._before
        for at, key in enumerate(self.keys):
            if key:
                before[at] = heads[key & mask]
                heads[key & mask] = (self._base + at) & LOW

    def key(self, number: int) -> int:
        """Return the key of a row."""
        return self.keys[number - self._base]

    def last(self, key: int, oldest: int) -> int:
        """Return the latest row under a key from `oldest` on, or 0."""
        if not key:
            return 0
        keys, base = self.keys, self._base
        at = (self._heads[key & (len(self._heads) - 1)] - base) & LOW
        if not oldest - base <= at < len(keys):
            return 0
        low, before = oldest - base, self._before
        while keys[at] != key:
            last, at = at, (before[at] - base) & LOW
            if not low <= at < last:
                return 0
        return base + at

    def walk(self, key: int, oldest: int) -> Iterator[int]:
        """Yield the rows under a key from the latest back to `oldest`."""
        if not key:
            return
        keys, before, base = self.keys, self._before, self._base
        low, last = oldest - base, len(keys)
        at = (self._heads[key & (len(self._heads) - 1)] - base) & LOW
        while low <= at < last:
            if keys[at] == key:
                yield base + at
            last, at = at, (before[at] - base) & LOW

    def cut(self, count: int) -> None:
        """Forget the first `count` rows, which have left."""
        self._base += count
        del self.keys[:count], self._before[:count]


class Bands:
    """Rows by each of their LSH bands (32 bits): 8 bytes a band and 2 to 4 of buckets.

    A row is only put into its chains when the next one is looked for: rows that come in a run, as after a
    restart, then need no table on the way that is soon too small.
    """

    def __init__(self, bands: int) -> None:
        self._base, self._bands = 1, bands
        self._none = bytes(4 * bands)
        self._values = array("I")
        self._before = array("I")
        self._heads = array("I", bytes(4 * bands * _BUCKETS))

    def add(self, packed: bytes) -> None:
        """Append the next row; nothing packed, as all bands zero, is a row without bands."""
        self._values.frombytes(packed or self._none)

    def _link(self) -> None:
        """Put the rows that were added since into their chains."""
        width, rows = self._bands, len(self._values) // self._bands
        size = len(self._heads) // width
        if rows > BAND_LOAD * size:
            while rows > BAND_LOAD * size:
                size *= 2
            self._heads, self._before = array("I", bytes(4 * width * size)), array("I")
        heads, values, before, none = self._heads, self._values, self._before, self._none
        mask, starts = size - 1, range(0, width * size, size)
        get, number = heads.__getitem__, self._base + len(before) // width
        for end in range(len(before) + width, len(values) + 1, width):
            mine = values[end - width : end]
            places = [start + (band & mask) for start, band in zip(starts, mine, strict=True)]
            if any(mine):
                before.extend(map(get, places))
                low = number & LOW
                for at in places:
                    heads[at] = low
            else:
                before.frombytes(none)
            number += 1

    def sharing(self, packed: bytes, oldest: int, most: int) -> dict[int, int]:
        """Return the rows that share bands and how many: up to `most` latest of each, the oldest of a band first."""
        if len(self._before) < len(self._values):
            self._link()
        heads, values, before, base = self._heads, self._values, self._before, self._base
        width, size = self._bands, len(self._heads) // self._bands
        low, end, mask = oldest - base, len(values) // self._bands, size - 1
        hits: dict[int, int] = {}
        found: list[int] = []
        for n, band in enumerate(array("I", packed)):
            at, last = (heads[n * size + (band & mask)] - base) & LOW, end
            while low <= at < last:
                place = at * width + n
                if values[place] == band:
                    found.append(base + at)
                    if len(found) == most:
                        break
                last = at
                at = (before[place] - base) & LOW
            if found:
                for number in reversed(found):
                    hits[number] = hits.get(number, 0) + 1
                found.clear()
        return hits

    def cut(self, count: int) -> None:
        """Forget the first `count` rows, which have left."""
        if len(self._before) < len(self._values):
            self._link()
        self._base += count
        count *= self._bands
        del self._values[:count], self._before[:count]


class Lists:
    """Rows by a number or a name's hash, the latest `most` of each: four bytes a row, one that is alone none."""

    def __init__(self, most: int) -> None:
        self._bytes = 4 * most
        self._lists: dict[int, int | bytes] = {}

    def __len__(self) -> int:
        """Names with rows."""
        return len(self._lists)

    def add(self, names: Sequence[int], number: int) -> None:
        """List a row under each name."""
        lists, full, get = self._lists, self._bytes, self._lists.get
        low = number & LOW
        four = low.to_bytes(4, _ORDER)
        for name in names:
            held = get(name)
            if held is None:
                lists[name] = low
            elif type(held) is bytes:
                lists[name] = (held if len(held) < full else held[4:]) + four
            else:
                lists[name] = held.to_bytes(4, _ORDER) + four  # type: ignore[union-attr]

    def drop(self, names: Sequence[int], number: int) -> None:
        """Take the oldest row of all out."""
        lists, low = self._lists, number & LOW
        four = low.to_bytes(4, _ORDER)
        for name in names:
            held = lists.get(name)
            if held == low:
                del lists[name]
            elif type(held) is bytes and held[:4] == four:
                rest = held[4:]
                lists[name] = rest if len(rest) > 4 else int.from_bytes(rest, _ORDER)

    def get(self, name: int, oldest: int, most: int) -> Sequence[int]:
        """Return the latest `most` rows under a name, the oldest first."""
        held = self._lists.get(name)
        if held is None:
            return ()
        base = oldest & ~LOW
        if type(held) is int:
            return (held + base if held + base >= oldest else held + base + LOW + 1,)
        few = array("I", held[-4 * most :])  # type: ignore[index]
        if not base and oldest <= few[0] <= few[-1]:
            return few
        return [n + base if n + base >= oldest else n + base + LOW + 1 for n in few]

    def first(
        self, names: Iterable[int], oldest: int, most: int, count: int
    ) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield for the first `count` names that have rows, in their order, the place among the names, and its latest
        `most` rows.
        """
        held, get = self._lists, self.get
        listed = ((n, get(name, oldest, most)) for n, name in enumerate(names) if name in held)
        return islice(listed, count)
