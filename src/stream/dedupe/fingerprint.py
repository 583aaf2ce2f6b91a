"""What of a text is kept to know a near copy of it: LSH bands of a MinHash, and a sketch of its
shingles.

MinHash: A. Broder, On the resemblance and containment of documents, 1997 (bottom-k sketch: same
paper).
"""

from __future__ import annotations

from functools import cache
from struct import pack, unpack
from zlib import crc32

from msgspec import Struct
from rensa import RMinHash

from stream.dedupe.text import UNSPACED, Reading

PERMUTATIONS, BANDS, SEED, SKETCH = 64, 16, 20241129, 128
"""16 bands of 4 rows find a pair of Jaccard 0.72 with probability 0.993, and one of 0.4 with 0.34.
"""

SCHEME = 100 * 1 + RMinHash.ALGORITHM_VERSION
"""Names what made a row's bands and sketch; rows of another scheme are kept but not compared."""

BODY_WORDS = 8
"""A body of so many words is compared without its headline, which papers write anew."""

_ROWS = PERMUTATIONS // BANDS


class Print(Struct, frozen=True):
    """A fingerprint: 16 band hashes and up to 128 lowest shingle hashes, packed as little-endian
    32-bit numbers.

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
    return [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]


def fingerprint(reading: Reading) -> Print:
    """Return the fingerprint of a text; the same on every machine for one SCHEME."""
    parts = shingles(reading)
    hashes = sorted(set(RMinHash.hash_token_sets([parts])[0]))
    mine = RMinHash(PERMUTATIONS, SEED)
    mine.update(parts)
    digest = pack(f"<{PERMUTATIONS}I", *mine.digest())
    width = 4 * _ROWS
    bands = [crc32(digest[n * width : (n + 1) * width], n) for n in range(BANDS)]
    low = [value >> 32 for value in hashes[:SKETCH]]
    return Print(pack(f"<{BANDS}I", *bands), pack(f"<{len(low)}I", *low), len(hashes))


def numbers_of(packed: bytes) -> tuple[int, ...]:
    """Unpack little-endian 32-bit numbers."""
    return unpack(_layout(len(packed) // 4), packed)


@cache
def _layout(count: int) -> str:
    return f"<{count}I"
