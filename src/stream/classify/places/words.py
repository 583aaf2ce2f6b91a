"""The word lists for place names (data/place_words.toml, which says what each is for)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from stream.classify.words.lexicon import parse_toml, read_data
from stream.classify.words.text import fold
from stream.errors import ConfigError


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """All words are folded."""

    ordinary: frozenset[str]
    surnames: frozenset[str]
    given: frozenset[str]
    teams: frozenset[str]
    civic: frozenset[str]
    announcing: frozenset[str]
    openers: frozenset[str]
    roles: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """The word lists, read once; a list that is missing or unknown is a ConfigError."""
    lists = parse_toml(read_data("place_words.toml"), "place_words.toml")
    expected = {field.name for field in fields(PlaceWords)}
    for key in sorted(expected ^ lists.keys()):
        raise ConfigError(
            f"place_words.toml: {key}: {'missing' if key in expected else 'not a known list'}"
        )
    return PlaceWords(**{key: frozenset(fold(words).split()) for key, words in lists.items()})
