"""How common words are on a wire in general: what a new memory takes as read before its first text.

data/background.msgpack holds, by language, in how many of DOCUMENTS openings a word was, by the hash
of its stem: counts of the project's own, made by `measure` over the first half of Reuters-21578
(docs/dedupe.md); no text can be had back from them. That wire is a business one, so data/common.toml
adds the plain words of general news, which are taken to be in one of 40 texts.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from struct import pack, unpack

import msgspec

from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.words import text

DOCUMENTS, UNKNOWN = 2000, 200
"""How many texts the counts stand for, and how many where a language has none."""

COMMON = DOCUMENTS // 40
"""Openings of DOCUMENTS that a word of data/common.toml is taken to be in."""

_FILE = "data/background.msgpack"


def measure(openings: Iterable[tuple[str, str]], language: str) -> bytes:
    """Count words over texts, each a headline and a body: an entry of data/background.msgpack."""
    counts: Counter[int] = Counter()
    whole = 0
    for headline, body in openings:
        reading = text.read(headline, body, language)
        counts.update(text.tokens(text.opening(reading), language).hashes)
        whole += 1
    scaled = {token: round(n * DOCUMENTS / whole) for token, n in sorted(counts.items())}
    kept = {token: n for token, n in scaled.items() if n}
    layout = f"<{len(kept)}"
    return msgspec.msgpack.encode([pack(f"{layout}I", *kept), pack(f"{layout}H", *kept.values())])


@cache
def counts(language: str) -> dict[int, int]:
    """Return the counts of a language by token; empty where nothing was counted."""
    table = dict.fromkeys(_common(language), COMMON)
    for token, n in _measured().get(language, {}).items():
        table[token] = max(n, table.get(token, 0))
    return table


@cache
def documents(language: str) -> int:
    """Return how many texts the counts of a language stand for."""
    return DOCUMENTS if counts(language) else UNKNOWN


def _common(language: str) -> Iterable[int]:
    words = _words().get(language, "").split()
    return sorted({token for word in words if (token := text.informative(word, language))})


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(files("stream.dedupe").joinpath("data/common.toml").read_text("utf-8"))


@cache
def _measured() -> dict[str, dict[int, int]]:
    data = msgspec.msgpack.decode(files("stream.dedupe").joinpath(_FILE).read_bytes())
    return {language: _table(*entry) for language, entry in data.items()}


def _table(tokens: bytes, numbers: bytes) -> dict[int, int]:
    return dict(zip(numbers_of(tokens), unpack(f"<{len(numbers) // 2}H", numbers), strict=True))
