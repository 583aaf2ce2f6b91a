"""The rows that the merge stage remembers; each can be folded alone, in the order of its origin."""

from __future__ import annotations

from msgspec import Struct

from stream.count.dimensions import Named
from stream.model import WindowTallies

Key = tuple[int, int]

Place = tuple[int, int]
"""A window, or the stretch that it is merged with (`windows.home_of`): its length in seconds, its start in
seconds since 1970.
"""


class TalliesRow(Struct, tag=True, frozen=True, array_like=True):
    """Figures of one part in windows of one home; later ones of the same (window, part, label) replace each."""

    part: int
    labels: list[Named]
    windows: list[WindowTallies]


class PartRow(Struct, tag=True, frozen=True, array_like=True):
    """The watermark of a part, in seconds since 1970; the row's log time is when it was heard of."""

    part: int
    watermark: int


class FinalRow(Struct, tag=True, frozen=True, array_like=True):
    """The window is over: the watermark has passed its end and the grace."""

    size: int
    start: int


class ListedRow(Struct, tag=True, frozen=True, array_like=True):
    """The window's top lists were sent, as it was at this row."""

    size: int
    start: int


class PackedRow(Struct, tag=True, frozen=True, array_like=True):
    """A window's figures for the baselines of the next four weeks (`past.pack`), as it was at this row."""

    size: int
    start: int
    packed: bytes


class ClosedRow(Struct, tag=True, frozen=True, array_like=True):
    """A home and its windows take nothing in any more: their rows are needless, and this one with them."""

    size: int
    start: int


Row = TalliesRow | PartRow | FinalRow | ListedRow | PackedRow | ClosedRow
