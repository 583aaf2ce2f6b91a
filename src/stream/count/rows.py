"""The rows that the count stage remembers; each can be folded alone, in the order of its origin."""

from __future__ import annotations

from msgspec import Struct

from stream.count.claims import Claim
from stream.count.dimensions import Labels

Ident = tuple[str, str]
"""An item within its story: (story id, item uri)."""

COUNTED, EMBARGOED, WITHHELD = 0, 1, 2
"""Values of `ItemRow.hold`: in force; until its embargo ends; until a later version says otherwise.
"""


class ItemRow(Struct, tag=True, frozen=True, array_like=True):
    """The contribution of an item's current version; a newer row of the same item replaces it.

    `at` is the time that it counts at, `until` the end of its embargo (0: none) and `said` when a version
    with casualties was made (0: without), in milliseconds.
    """

    story: str
    uri: str
    at: int
    agency: str
    labels: Labels
    hold: int = COUNTED
    until: int = 0
    said: int = 0
    claims: tuple[Claim, ...] = ()

    @property
    def ident(self) -> Ident:
        """The item that the row is about."""
        return (self.story, self.uri)


class GoneRow(Struct, tag=True, frozen=True, array_like=True):
    """The item is no longer in force: killed, turned out a test, or moved to a closed window."""

    story: str
    uri: str

    @property
    def ident(self) -> Ident:
        """The item that the row is about."""
        return (self.story, self.uri)


class OpenRow(Struct, tag=True, frozen=True, array_like=True):
    """The first item of a span came; `start` is in seconds since 1970, the row's log time is the
    opening.

    It is never deleted, or a late item would start a forgotten span again from one: a row for each
    span of news (a day, by default) and partition.
    """

    start: int


class PassedRow(Struct, tag=True, frozen=True, array_like=True):
    """The partition's watermark, in seconds since 1970; a newer row replaces it."""

    watermark: int


Row = ItemRow | GoneRow | OpenRow | PassedRow
