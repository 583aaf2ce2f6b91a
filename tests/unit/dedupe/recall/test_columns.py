"""Indexes in flat arrays, held against plain lists."""

from __future__ import annotations

import random
import struct

import pytest

from stream.dedupe.recall.columns import LOW, Bands, Chains, Lists

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
        mine = [rng.randint(1, 6) for _ in range(4)] if rng.random() < 0.9 else []
        rows.append(mine)
        bands.add(struct.pack(f"={len(mine)}I", *mine))
        if n % 200 == 199:
            bands.cut(150)
    oldest = start + 600
    query = [1, 2, 3, 4]
    found = bands.sharing(struct.pack("=4I", *query), oldest, 5)
    expected: dict[int, int] = {}
    for at, band in enumerate(query):
        same = [start + n for n in range(600, 700) if rows[n] and rows[n][at] == band]
        for number in same[-5:]:
            expected[number] = expected.get(number, 0) + 1
    assert found == expected and list(found) == list(expected)


@WRAPS
def test_bands_that_come_in_a_run_are_found_as_well(start: int) -> None:
    """Rows taken in without a question between, as after a restart, answer like rows asked for one by one."""
    rng, run, asked = random.Random(11), Bands(4), Bands(4)
    run._base = asked._base = start
    query = struct.pack("=4I", 1, 2, 3, 4)
    for n in range(900):
        mine = [rng.randint(1, 9) for _ in range(4)] if n % 7 else []
        for bands in (run, asked):
            bands.add(struct.pack(f"={len(mine)}I", *mine))
        asked.sharing(query, start, 9)
        if n == 500:
            run.cut(100)
            asked.cut(100)
    found = [bands.sharing(query, start + 300, 9) for bands in (run, asked)]
    assert found[0] and found[0] == found[1] and list(found[0]) == list(found[1])


@WRAPS
def test_the_last_row_of_a_key_is_the_first_that_a_walk_finds(start: int) -> None:
    """Asking for the latest row alone gives what a walk begins with, and 0 where it finds none."""
    rng, chains = random.Random(4), Chains()
    chains._base = start
    for n in range(300):
        chains.add(rng.choice([0, 1, 7, 7 + 64, 7 + 128, rng.getrandbits(64)]))
        for key in (0, 1, 7, 71, 135, 5):
            oldest = max(start, start + n - 20)
            assert chains.last(key, oldest) == next(chains.walk(key, oldest), 0)


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


def test_the_first_names_with_rows_are_looked_up() -> None:
    """Names without rows don't count; places are those among all names asked for."""
    lists = Lists(3)
    lists.add([5, 7, 9], 1)
    lists.add([7], 2)
    found = [(n, list(rows)) for n, rows in lists.first([4, 7, 6, 5, 9], 1, 3, 2)]
    assert found == [(1, [1, 2]), (3, [1])]
