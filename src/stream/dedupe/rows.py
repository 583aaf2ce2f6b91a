"""The rows that dedupe remembers; each is written once and never changed. Times are milliseconds
since 1970.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from stream.dedupe.words.changes import Facts

ROW_BYTES = 1000
"""An entry is not larger than this as msgpack, unless its uri alone is: the sketch gives way first,
then the facts.
"""


class EntryRow(Struct, tag="e", array_like=True, frozen=True, gc=False):
    """A text that was accepted: one version of an item of a story.

    `item` and `story` are 8-byte ids; `copy_of` is the item of which this is a copy, or empty.
    `tokens` are the lead's informative words as packed 32-bit hashes, the first `head` of them the
    headline's; bit n of `names` says that token n is a name. `bands`, `sketch`, `shingles` and
    `scheme` are the fingerprint. `agency` is the unit in which sources are counted. `firm` says that the opening names
    a firm. `sequence` and
    `slug` are what an advisory may name the item by, `replaces` is the canonical uri of the item that
    this one says it replaces.
    """

    uri: str
    provider: str
    agency: str
    language: str
    item: bytes
    story: bytes
    copy_of: bytes
    content: bytes
    version: str | None
    created: int | None
    first_created: int | None
    event: int
    embargo: int | None
    status: str
    test: bool
    scheme: int
    sketch: bytes
    shingles: int
    tokens: bytes
    head: int
    names: int
    facts: Facts
    firm: bool = False
    sequence: str = ""
    slug: str = ""
    replaces: str = ""
    bands: bytes = b""


class HeldRow(Struct, tag="h", array_like=True, frozen=True, gc=False):
    """The whole update (JSON) of an item that may not be published yet, for a release in words only."""

    item: bytes
    content: bytes
    update: bytes


class SeenRow(Struct, tag="s", array_like=True, frozen=True, gc=False):
    """A text that added nothing: its id now stands for `item`, at this version, with this content."""

    uri: str
    provider: str
    item: bytes
    content: bytes
    version: str | None
    created: int | None
    test: bool


class KillRow(Struct, tag="k", array_like=True, frozen=True, gc=False):
    """A tombstone: `item` is empty if nobody knew the uri; `contents` are hashes of the texts that
    are dead.

    `uris` are the ids it is known by, as sent, the killed one first. `event` is when the kill was
    sent: the same provider's same text is a new report only long after it (kills._sent_again).
    """

    uris: tuple[str, ...]
    provider: str
    item: bytes
    story: bytes
    agency: str
    contents: tuple[bytes, ...]
    event: int


Row = EntryRow | SeenRow | HeldRow | KillRow


def fit(row: EntryRow) -> EntryRow:
    """Return the row within ROW_BYTES: a smaller sketch measures less exactly, and fewer figures
    tell less.
    """
    over = len(msgspec.msgpack.encode(row)) - ROW_BYTES
    if over <= 0:
        return row
    low, shift = row.sketch[:-1], row.sketch[-1:]
    cut = max(2 * 64, len(low) - 2 * (over // 2 + 1))
    row = msgspec.structs.replace(row, sketch=low[:cut] + shift)
    if len(msgspec.msgpack.encode(row)) <= ROW_BYTES:
        return row
    known = row.facts
    short = Facts(
        tuple(f[:12] for f in known.lead_figures[:12]), tuple(f[:12] for f in known.figures[:12]),
        known.lead_marks[:12], known.marks[:8], tuple(n[:16] for n in known.headnames[:4]),
    )  # fmt: skip
    return msgspec.structs.replace(row, facts=short)
