"""The rows that the merge stage remembers; each can be folded alone, in the order of its origin."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from stream.model import Dimension, Tally, Toll

Key = tuple[int, int]

Place = tuple[int, int]
"""A window: its length in seconds, its start in seconds since 1970."""


class Figures(NamedTuple):
    """One part's figures of one label; `sources` are agencies, sorted."""

    dimension: Dimension
    value: str
    name: str
    stories: int
    updates: int
    sources: tuple[str, ...]
    casualties: tuple[Toll, ...] = ()


def figures_of(tally: Tally) -> Figures:
    """A tally as a row keeps it."""
    return Figures(
        tally.dimension, tally.value, tally.name, tally.stories, tally.updates,
        tuple(tally.sources), tuple(tally.casualties),
    )  # fmt: skip


class TalliesRow(Struct, tag=True, frozen=True, array_like=True):
    """Figures of one part of a window; later ones of the same (window, part, label) replace each."""

    size: int
    start: int
    part: int
    figures: tuple[Figures, ...]


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


class ClosedRow(Struct, tag=True, frozen=True, array_like=True):
    """The window takes nothing in any more: its rows are needless.

    `packed` are its figures for the baselines of the next four weeks (`past.pack`), empty if it has none.
    """

    size: int
    start: int
    packed: bytes = b""


Row = TalliesRow | PartRow | FinalRow | ListedRow | ClosedRow
