"""How alike two texts are: a Jaccard index from sketches, and shares of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from stream.dedupe.copies.fingerprint import sketched

KNOWN = 12
"""Least numbers of a sketch from which a part is told."""


def jaccard(one: bytes, one_size: int, other: bytes, other_size: int) -> float:
    """Return the Jaccard index of two sets of shingles by their bottom-k sketches: exact where both
    are full.

    `*_size` are the sizes of the whole sets. With 128 hashes the standard error at 0.72 is about
    0.04.
    """
    mine, a, shift = _numbers(one)
    theirs, b, other_shift = _numbers(other)
    if shift != other_shift:
        mine = tuple([n >> max(0, other_shift - shift) for n in mine])
        theirs = tuple([n >> max(0, shift - other_shift) for n in theirs])
        a, b = frozenset(mine), frozenset(theirs)
    shared = a & b
    if not shared:
        return 0.0
    cuts = [len(s) for s, size in ((mine, one_size), (theirs, other_size)) if size > len(s)]
    if not cuts:
        return len(shared) / (len(a) + len(b) - len(shared))
    lowest = sorted(a | b)[: min(cuts)]
    return len(shared.intersection(lowest)) / len(lowest)


@lru_cache(maxsize=64)
def _numbers(sketch: bytes) -> tuple[tuple[int, ...], frozenset[int], int]:
    """Unpack a sketch; an update's own is asked for with each of its candidates."""
    numbers, shift = sketched(sketch)
    return numbers, frozenset(numbers), shift


def covered(sketch: bytes, size: int, others: Sequence[tuple[bytes, int]]) -> float:
    """Return the part of a set that is in some others together, by their sketches (of each its size beside it); 0.0 if
    too little of the sets is known to tell.
    """
    own, *known = [(*sketched(s), n) for s, n in ((sketch, size), *others)]
    most = max(shift for _, shift, _ in (own, *known))
    sets = [
        (sorted({n >> most - shift for n in numbers}), size)
        for numbers, shift, size in (own, *known)
    ]
    # Of a set that is larger than its sketch no more is known than up to its greatest number.
    limit = min((numbers[-1] for numbers, whole in sets if whole > len(numbers)), default=1 << 32)
    mine = {n for n in sets[0][0] if n <= limit}
    there = set().union(*[numbers for numbers, _ in sets[1:]])
    return len(mine & there) / len(mine) if len(mine) >= KNOWN else 0.0


def contained(similarity: float, one_size: int, other_size: int) -> tuple[float, float]:
    """Return the part of each of two sets that is in the other, from their Jaccard index and sizes."""
    common = similarity / (1 + similarity) * (one_size + other_size)
    return min(1.0, common / max(1, one_size)), min(1.0, common / max(1, other_size))


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the Jaccard index of two plain sets; 0.0 if either is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0
