"""Rows as bytes and columns: what is kept whole for a while is the same as what is unpacked."""

from __future__ import annotations

import msgspec

from stream.dedupe.recall.store import ENTRY, FRESH, Store

from ..desk import entry_row


def test_old_rows_are_unpacked_and_late_ones_are_kept_whole() -> None:
    """Of more rows than are kept whole the latest are the very objects that were added; all but the bands comes
    back of the others.
    """
    store, like = Store(), entry_row()
    rows = [msgspec.structs.replace(like, event=n) for n in range(FRESH + 10)]
    numbers = [store.add((n, 0), n, row, ENTRY) for n, row in enumerate(rows)]
    assert store.entry(numbers[-1]) is rows[-1]
    early = store.entry(numbers[0])
    assert early is not rows[0]
    assert early == msgspec.structs.replace(rows[0], bands=b"")
    assert store.entry(numbers[0]) is early
    assert len(store) == len(rows) and store.end == numbers[-1] + 1
