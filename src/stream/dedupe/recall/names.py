"""Under which numbers the indexes of a memory have a row: its id, its names, its item, story and content."""

from __future__ import annotations

from hashlib import blake2b

from stream.dedupe.items.references import number_of
from stream.dedupe.items.uris import canonical
from stream.dedupe.rows import EntryRow, SeenRow

SEQUENCE, SLUG, REPLACED = "#", "@", ">"
"""What the kinds of names in one index begin with."""


def place_of(row: EntryRow | SeenRow) -> str:
    """Return under what the index of ids has a row."""
    return space(canonical(row.uri, row.provider), row.test)


def names_of(row: EntryRow) -> list[int]:
    """Return the hashes of the names by which an advisory or a link may mean an entry."""
    found = []
    if row.sequence:
        found.append(hashed(f"{SEQUENCE}{number_of(row.sequence)[1]}"))
    if row.slug:
        found.append(hashed(f"{SLUG}{row.slug}"))
    if row.replaces:
        found.append(hashed(f"{REPLACED}{space(row.replaces, row.test)}"))
    return found


def space(uri: str, test: bool) -> str:
    """Return an id in the space of its own that tests have."""
    return f"test\x1f{uri}" if test else uri


def as_number(name: bytes) -> int:
    """Return the 8 bytes of an item, story or content as a number; 0 for none."""
    return int.from_bytes(name, "little")


def hashed(name: str) -> int:
    """Return a name as a number of 64 bits."""
    return as_number(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())
