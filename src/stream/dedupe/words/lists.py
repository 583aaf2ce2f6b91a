"""Lists of words by language that rules ask for: read from a file of data/ once, as token hashes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from stream.dedupe.words.text import informative


@cache
def listed(name: str, language: str, key: str) -> frozenset[int]:
    """Return the words of one list; empty for a language that has none."""
    return hashes(_table(name, language).get(key, "").split(), language)


@cache
def grouped(name: str, language: str) -> dict[int, int]:
    """Return for each word of `matters` the number of its group."""
    groups = enumerate(_table(name, language).get("matters", ()))
    return {token: n for n, line in groups for token in hashes(line.split(), language)}


@cache
def written(name: str, language: str, key: str) -> frozenset[str]:
    """Return the words of one list as they are written, stop words too."""
    return frozenset(_table(name, language).get(key, "").split())


@cache
def languages(name: str) -> frozenset[str]:
    """Return the languages that a file has lists for."""
    return frozenset(_file(name))


def hashes(words: Iterable[str], language: str) -> frozenset[int]:
    """Return the token hashes of some words, without stop words."""
    return frozenset([token for word in words if (token := informative(word, language))])


def groups(said: frozenset[int], table: dict[int, int]) -> frozenset[int]:
    """Return the groups of which some words are."""
    return frozenset([table[token] for token in table.keys() & said])


def _table(name: str, language: str) -> dict[str, str]:
    found: dict[str, str] = _file(name).get(language, {})
    return found


@cache
def _file(name: str) -> dict[str, Any]:
    text = files("stream.dedupe").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
