"""Figures of windows that have closed, for the baselines of the four weeks after them.

A window's figures are one compressed piece, unpacked only when the same window of a later week counts.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import msgspec

from stream.count.merge.rows import Key, Place
from stream.count.windows import WEEK, home_of, is_seasonal
from stream.model import Baseline

WEEKS = 4
"""How many weeks a baseline looks back."""

_KEPT = (WEEKS * 7 + 1) * 86_400
_UNPACKED = 64
"""Windows that are held unpacked: those of the hours, quarters and day that count now."""

Totals = Callable[[str], tuple[int, int]]
"""A window's stories and updates of a label, `dimension|value`."""

_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[int, int]])


def pack(totals: Mapping[str, tuple[int, int]]) -> bytes:
    """Totals as a row keeps them."""
    return zlib.compress(msgspec.msgpack.encode(dict(sorted(totals.items()))))


def is_useful(place: Place, now: int) -> bool:
    """Whether a window's figures can still be a baseline at a log time (ms)."""
    size, start = place
    return is_seasonal(size) and (start + size + _KEPT) * 1000 > now


def baseline(weeks: Iterable[Totals], label: str) -> Baseline | None:
    """The means of a label over the weeks that are known; None if none is."""
    found = [totals(label) for totals in weeks]
    if not found:
        return None
    return Baseline(
        weeks=len(found),
        stories=round(sum(stories for stories, _ in found) / len(found), 2),
        updates=round(sum(updates for _, updates in found) / len(found), 2),
    )


def earlier(place: Place) -> list[Place]:
    """The same window of the weeks before, the last one first; none for windows that are not seasonal."""
    size, start = place
    if not is_seasonal(size):
        return []
    return [(size, start - weeks * WEEK) for weeks in range(1, WEEKS + 1)]


def _total(totals: Mapping[str, tuple[int, int]], label: str) -> tuple[int, int]:
    return totals.get(label, (0, 0))


class Past:
    """Closed windows that may still be a baseline."""

    def __init__(self) -> None:
        self._packed: dict[Place, tuple[Key, bytes]] = {}
        self._unpacked: dict[Place, dict[str, tuple[int, int]]] = {}
        self._homes: dict[Place, set[Place]] = defaultdict(set)

    def __len__(self) -> int:
        """Windows held."""
        return len(self._packed)

    def put(self, place: Place, key: Key, packed: bytes) -> list[Key]:
        """Take in the figures of a window that closes; return the key of the row that they replace."""
        known = self._packed.get(place)
        self._packed[place] = (key, packed)
        self._homes[home_of(*place)].add(place)
        self._unpacked.pop(place, None)
        return [known[0]] if known else []

    def has(self, home: Place, now: int) -> bool:
        """Whether a window of a home is held, and not forgotten by a log time (ms)."""
        return any(is_useful(place, now) for place in self._homes.get(home, ()))

    def totals(self, place: Place, now: int) -> Totals | None:
        """A closed window's totals; None if there is none at a log time (ms)."""
        if place not in self._packed or not is_useful(place, now):
            return None
        found = self._unpacked.get(place)
        if found is None:
            if len(self._unpacked) >= _UNPACKED:
                del self._unpacked[next(iter(self._unpacked))]
            found = self._unpacked[place] = _DECODER.decode(zlib.decompress(self._packed[place][1]))
        return partial(_total, found)

    def expire(self, now: int) -> list[Key]:
        """Forget what can't be a baseline any more; return the keys of its rows."""
        old = [place for place in self._packed if not is_useful(place, now)]
        for place in old:
            self._unpacked.pop(place, None)
            self._drop(place)
        return [self._packed.pop(place)[0] for place in old]

    def _drop(self, place: Place) -> None:
        home = home_of(*place)
        self._homes[home].discard(place)
        if not self._homes[home]:
            del self._homes[home]
