"""What of a text is kept to know a near copy of it: LSH bands of a MinHash, and a sketch of its
shingles.

MinHash: A. Broder, On the resemblance and containment of documents, 1997 (bottom-k sketch: same
paper).
"""

from __future__ import annotations

from array import array
from functools import cache
from struct import pack, unpack
from zlib import crc32

from msgspec import Struct
from rensa import RMinHash

from stream.dedupe.words.text import UNSPACED, Reading

PERMUTATIONS, BANDS, SEED, SKETCH = 64, 16, 20241129, 128
"""16 bands of 4 rows find a pair of Jaccard 0.72 with probability 0.993, and one of 0.4 with 0.34.
"""

SCHEME = 100 * 2 + RMinHash.ALGORITHM_VERSION
"""Names what made a row's bands and sketch; rows of another scheme are kept but not compared."""

BODY_WORDS = 8
"""A body of so many words is compared without its headline, which papers write anew."""


class Print(Struct, frozen=True):
    """A fingerprint: 16 band hashes, packed as 32-bit numbers, and a sketch of up to 128 lowest
    shingle hashes (`sketch_of`).

    `shingles` is how many distinct shingles the text has: not more than the sketch holds means a
    full set.
    """

    bands: bytes
    sketch: bytes
    shingles: int


def shingles(reading: Reading) -> list[str]:
    """Return word 3-shingles, or character 4-shingles of a language without spaces."""
    words = reading.words if len(reading.words) - reading.head < BODY_WORDS else reading.body_words
    if reading.language in UNSPACED:
        text = "".join(reading.words)
        return [text[n : n + 4] for n in range(max(1, len(text) - 3))]
    if len(words) < 3:
        return [" ".join(words)]
    return list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def fingerprint(reading: Reading) -> Print:
    """Return the fingerprint of a text; the same on every machine for one SCHEME."""
    parts = shingles(reading)
    tops = {number >> 32 for number in RMinHash.hash_token_sets([parts])[0]}
    mine = RMinHash(PERMUTATIONS, SEED)
    mine.update(parts)
    digest = array("I", mine.digest()).tobytes()
    bands = array("I", [crc32(digest[at : at + _WIDTH], n) for n, at in enumerate(_STARTS)])
    return Print(bands.tobytes(), sketch_of(tops), len(tops))


_WIDTH = 4 * PERMUTATIONS // BANDS
_STARTS = range(0, 4 * PERMUTATIONS, _WIDTH)


def sketch_of(tops: set[int]) -> bytes:
    """Return a sketch of 32-bit hashes: the lowest SKETCH of them in 16 bits each, little-endian, and a byte
    that says by how many bits they were shifted.

    A full set keeps the upper half. Of more, all are low, and they keep the 16 bits from the highest one's
    first on: two sketches' numbers meet by chance less than once in SKETCH.
    """
    if len(tops) <= SKETCH:
        shift, numbers = 16, sorted([top >> 16 for top in tops])
    else:
        low = sorted(tops)[:SKETCH]
        shift = max(0, low[-1].bit_length() - 16)
        numbers = [top >> shift for top in low]
    return pack(_sketch_layout(len(numbers)), *numbers, shift)


def sketched(sketch: bytes) -> tuple[tuple[int, ...], int]:
    """Return a sketch's numbers, ascending, and by how many bits they were shifted."""
    *numbers, shift = unpack(_sketch_layout(len(sketch) // 2), sketch)
    return tuple(numbers), shift


@cache
def _sketch_layout(count: int) -> str:
    return f"<{count}HB"


def numbers_of(packed: bytes) -> tuple[int, ...]:
    """Unpack little-endian 32-bit numbers."""
    return unpack(_layout(len(packed) // 4), packed)


@cache
def _layout(count: int) -> str:
    return f"<{count}I"
