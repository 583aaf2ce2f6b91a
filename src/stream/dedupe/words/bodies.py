"""Names that are in many events of one day: of bodies, parties and offices (data/bodies.toml), and of lands; and
what is measured in every land (data/indicators.toml).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from stream.dedupe.words.text import informative


@cache
def bodies(language: str) -> frozenset[int]:
    """Return the words of such names as token hashes; none for a language that has no list."""
    return _tokens("bodies", language)


@cache
def indicators(language: str) -> frozenset[int]:
    """Return what statistics tell of each country as token hashes; none for a language that has no list."""
    return _tokens("indicators", language)


def _tokens(name: str, language: str) -> frozenset[int]:
    data = tomllib.loads(files("stream.dedupe").joinpath(f"data/{name}.toml").read_text("utf-8"))
    words = data.get(language, "").split()
    return frozenset([token for word in words if (token := informative(word, language))])


@cache
def lands(language: str) -> frozenset[int]:
    """Return the names of countries, states, seas and continents (data/hazards.toml) as token hashes."""
    data = tomllib.loads(files("stream.dedupe").joinpath("data/hazards.toml").read_text("utf-8"))
    table = data.get(language, {})
    words = f"{table.get('wide', '')} {table.get('idle', '')}".split()
    return frozenset([token for word in words if (token := informative(word, language))])
