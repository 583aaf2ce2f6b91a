"""The figures of a text by value: "1,200", "twelve hundred" and "1.2 thousand" are one figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
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
    found, after = [], -1
    for at in [n for n, word in enumerate(words) if word in table.words]:
        if at < after:
            continue
        value, after = _amount(words, at, table)
        if value != 1:
            found.append(show(float(value)))
        elif words[after : after + 1] != ["of"]:
            found.append(ONE)
    return found


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


BESIDE = 4, 3
"""Words after a figure, and before it, among which one says what it counts."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+")


def counted(text: str, words: Iterable[str], language: str) -> dict[str, str]:
    """Return what the figures of a text count ("12": "toll"), by the words of data/tolls.toml beside them."""
    kinds = _kinds(language)
    if kinds.keys().isdisjoint(words):
        return {}
    tokens, table = [t.casefold() for t in _TOKEN.findall(text)], _table(language)
    found: dict[str, str] = {}
    for n, token in enumerate(tokens):
        if token[0].isdecimal() or token in table.words:
            kind = _beside(tokens, n, kinds)
            for figure in figures(token, [token], language) if kind else ():
                found.setdefault("1" if figure == ONE else figure, kind)
    return found


def _beside(tokens: list[str], at: int, kinds: dict[str, str]) -> str:
    after, before = tokens[at + 1 : at + 1 + BESIDE[0]], tokens[max(0, at - BESIDE[1]) : at][::-1]
    near = [(n, t) for side in (after, before) for n, t in enumerate(side) if t in kinds]
    return kinds[min(near)[1]] if near else ""


@cache
def _kinds(language: str) -> dict[str, str]:
    data = tomllib.loads(files(__package__).joinpath("data/tolls.toml").read_text("utf-8"))
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
    data = tomllib.loads(files(__package__).joinpath("data/numbers.toml").read_text("utf-8"))
    return {
        name: Language(t["words"], t["multiples"], _pattern(t["multiples"]))
        for name, t in data.items()
    }


def _pattern(multiples: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(sorted(multiples, key=lambda w: (-len(w), w))) or "(?!)"
    return re.compile(rf"({_DIGITS})(?:[\s-]+({words})\b)?", re.IGNORECASE)
