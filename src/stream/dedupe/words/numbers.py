"""The figures of a text by value: "1,200", "twelve hundred" and "1.2 thousand" are one figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
_DIGITS = r"\d\d*(?:[.,/:-]\d+)*"
ONE = "one"
"""The number one as a word: also a pronoun, so it is kept apart from the figure 1."""

LIMIT = 32
"""Figures kept of a text."""


class Language(Struct):
    """The number words of one language (data/numbers.toml)."""

    words: dict[str, int]
    multiples: dict[str, int]
    pattern: re.Pattern[str]


def figures(text: str, words: list[str], language: str) -> list[str]:
    """Return the figures of a text in a plain form, digits first, then words, each once.

    `text` is the text as it stands, `words` its words in lower case. A figure with a multiple after
    it is one figure ("5 million", "3 bin"). Ordinals and the number one as a word are not read.
    """
    table = _table(language)
    found = dict.fromkeys(_digits(text, table))
    if table.words and not table.words.keys().isdisjoint(words):
        found.update(dict.fromkeys(_spelled(words, table)))
    return list(found)[:LIMIT]


def _digits(text: str, table: Language) -> list[str]:
    if text.isascii() and not any(map(text.__contains__, "0123456789")):
        return []
    multiples = table.multiples
    return [
        _plain(digits, multiples.get(word.casefold(), 1) if word else 1)
        for digits, word in table.pattern.findall(text)
    ]


@lru_cache(maxsize=1 << 14)
def _plain(digits: str, factor: int) -> str:
    if factor == 1 and digits.isdecimal() and len(digits) <= 6:
        return f"{int(digits):,}"
    if _THOUSANDS.match(digits):
        return show(float(digits.replace(",", "").replace(".", "")) * factor)
    tidy = digits.replace(",", ".")
    if factor == 1 and not tidy.isdecimal():
        return tidy
    try:
        return show(float(tidy) * factor)
    except ValueError:  # a range, a score, a time or a fraction: kept as written
        return digits


def _spelled(words: list[str], table: Language) -> list[str]:
    return [figure for figure, _, _ in _amounts(words, table)]


def _amounts(words: list[str], table: Language) -> Iterator[tuple[str, int, int]]:
    """Yield the figures that are spelled, each with its first word's number and that of the word after it."""
    after = -1
    for at in [n for n, word in enumerate(words) if word in table.words]:
        if at < after:
            continue
        value, after = _amount(words, at, table)
        if value != 1:
            yield show(float(value)), at, after
        elif words[after : after + 1] != ["of"]:
            yield ONE, at, after


def places(text: str, words: list[str], language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the figures of a text with where each begins and ends, those in digits first; `words` as for `figures`."""
    table = _table(language)
    for found in table.pattern.finditer(text):
        digits, word = found.groups()
        factor = table.multiples.get(word.casefold(), 1) if word else 1
        yield _plain(digits, factor), found.start(), found.end()
    if not table.words or table.words.keys().isdisjoint(words):
        return
    low, at = text.lower(), 0
    for figure, first, after in _amounts(words, table):
        start = _word_at(low, words[first], at)
        at = _word_at(low, words[after - 1], start) + len(words[after - 1]) if start >= 0 else -1
        if at < start or start < 0:
            return  # a word that lower case changes: what follows has no place
        yield figure, start, at


def _word_at(text: str, word: str, at: int) -> int:
    found = re.compile(rf"\b{re.escape(word)}\b").search(text, at)
    return found.start() if found else -1


def _amount(words: list[str], at: int, table: Language) -> tuple[int, int]:
    """Return the amount that is spelled from `at` on, and where it ends."""
    value = 0
    for n in range(at, len(words)):
        if (unit := table.words.get(words[n])) is not None:
            value += unit
        elif factor := table.multiples.get(words[n]):
            value *= factor
        else:
            return value, n
    return value, len(words)


@cache
def kinds(language: str) -> dict[str, str]:
    """Return the words beside a figure that say what it counts, and the name of that (data/tolls.toml)."""
    data = tomllib.loads(files("stream.dedupe").joinpath("data/tolls.toml").read_text("utf-8"))
    lines = [line.split() for line in data.get(language, "").strip().splitlines()]
    return {word: line[0] for line in lines for word in line[1:]}


_AGES = re.compile(
    r"\b(\d{1,3})[- ](?:year[- ]old|jährige\w?|yaşında\w*|años|ans\b|anos)|,\s(\d{2}),|\baged?\s(\d{1,3})\b",
    re.IGNORECASE,
)


def ages(text: str) -> tuple[str, ...]:
    """Return the ages of persons that a text states ("34", of "a man, 34," or "a 34-year-old")."""
    found = _AGES.findall(text) if _AGES_HINT.search(text) else []
    return tuple(sorted({a or b or c for a, b, c in found}))


_AGES_HINT = re.compile(r"\d[- ][yYjJaA]|, \d\d,|[aA]ged? \d")


def value(figure: str) -> str:
    """Return a figure without the zeros at its end that say nothing: 4.50 is 4.5."""
    return figure.rstrip("0").rstrip(".") if "." in figure and figure[-1] == "0" else figure


def show(value: float) -> str:
    """Return a figure as an editor writes it: "12", "1,200", "814 million"."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:.12g} {name}"
    return f"{value:,.0f}" if value.is_integer() and value < 1e6 else f"{value:g}"


@cache
def _table(language: str) -> Language:
    return _tables().get(language) or Language({}, {}, _pattern(()))


@cache
def _tables() -> dict[str, Language]:
    data = tomllib.loads(files("stream.dedupe").joinpath("data/numbers.toml").read_text("utf-8"))
    return {
        name: Language(t["words"], t["multiples"], _pattern(t["multiples"]))
        for name, t in data.items()
    }


def _pattern(multiples: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(sorted(multiples, key=lambda w: (-len(w), w))) or "(?!)"
    return re.compile(rf"({_DIGITS})(?:[\s-]+({words})\b)?", re.IGNORECASE)
