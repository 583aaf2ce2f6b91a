"""Packed rows in one buffer."""

from __future__ import annotations

from stream.dedupe.recall.packed import Packed


def test_rows_come_back_whatever_was_cut() -> None:
    """A row is the bytes that were added, also an empty one, and after rows before it were cut off."""
    packed, rows = Packed(), [bytes([n]) * (n % 7) for n in range(60)]
    for n, row in enumerate(rows):
        packed.append(row)
        if n == 30:
            packed.cut(11)
    assert [packed[at] for at in range(49)] == rows[11:]
    packed.cut(49)
    packed.append(b"last")
    assert packed[0] == b"last"
