"""Indexes in flat arrays, held against plain lists."""

from __future__ import annotations

import random
import struct

import pytest

from stream.dedupe.columns import LOW, Bands, Chains, Lists

WRAPS = pytest.mark.parametrize("start", [1, LOW - 150, LOW])
"""Numbers of the first row: a partition that has seen four thousand million rows counts on in low bits."""


@WRAPS
def test_chains_find_what_is_in_the_window(start: int) -> None:
    """Whatever came and left, a key's rows are those of the window, the latest first."""
    rng, chains, keys = random.Random(3), Chains(), []
    chains._base = start
    for n in range(600):
        keys.append(rng.choice([0, 1, 7, 7 + 64, 2**63, rng.getrandbits(64)]))
        chains.add(keys[-1])
        if n % 90 == 89:
            chains.cut(40)
        oldest = max(start, start + n - 100)
        for key in (1, 7, 71, 2**63, 5):
            expected = [
                start + k for k in range(n, -1, -1) if keys[k] == key and start + k >= oldest
            ]
            assert list(chains.walk(key, max(oldest, chains._base))) == [
                number for number in expected if number >= chains._base
            ]
    assert list(chains.walk(0, chains._base)) == []


@WRAPS
def test_bands_count_what_rows_share(start: int) -> None:
    """Rows that share bands come with how many, of each band the latest, and rows without bands never."""
    rng, bands, rows = random.Random(5), Bands(4), []
    bands._base = start
    for n in range(700):
        mine = [rng.randrange(6) for _ in range(4)] if rng.random() < 0.9 else []
        rows.append(mine)
        bands.add(struct.pack(f"={len(mine)}I", *mine))
        if n % 200 == 199:
            bands.cut(150)
    oldest = start + 600
    query = [0, 1, 2, 3]
    found = bands.sharing(struct.pack("=4I", *query), oldest, 5)
    expected: dict[int, int] = {}
    for at, band in enumerate(query):
        same = [start + n for n in range(600, 700) if rows[n] and rows[n][at] == band]
        for number in same[-5:]:
            expected[number] = expected.get(number, 0) + 1
    assert found == expected and list(found) == list(expected)


@WRAPS
def test_lists_hold_the_latest(start: int) -> None:
    """A name has its latest rows in order, and is gone with its last one."""
    lists = Lists(3)
    for n in range(8):
        lists.add([1, 2] if n % 2 else [1], start + n)
    assert list(lists.get(1, start, 3)) == [start + 5, start + 6, start + 7]
    assert list(lists.get(2, start, 2)) == [start + 5, start + 7]
    for n in range(8):
        lists.drop([1, 2] if n % 2 else [1], start + n)
    assert len(lists) == 0 and list(lists.get(1, start, 3)) == []
