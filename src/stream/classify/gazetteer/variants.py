"""Other spellings of Arabic and Persian names: no entry for each, one rule for all.

Romanisation leaves the consonants and varies the rest (Saraqib, Saraqeb, Seraqab; Qamishli, Kamishli).
So names are compared by their consonant skeleton, and then by at most two changed letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from stream.classify.words.text import word_set

if TYPE_CHECKING:
    from stream.classify.gazetteer.index import Gazetteer

REGION = word_set("""
    SY LB IQ JO PS IL EG LY SD YE SA AE QA KW BH OM TN DZ MA MR IR AF TR
""")
"""Countries (ISO 3166-1) whose place names mostly reach the news through a romanisation."""

ROMANISED = REGION | word_set("UA RU BY KZ GE AM AZ RS BG GR")
"""Countries whose names have their own script and several romanisations; their small places, too, are known
under all their names."""

_SCHOLARLY = dict.fromkeys(map(ord, "\u0304\u0323\u0327\u0331\u2018\u2019\u02bb"))
"""Macrons, dots and lines below, letters of breath: marks of a romanisation that news doesn't print."""


_REPUBLIC = ", Respublika"


def as_printed(title: str, country: str) -> str:
    """A romanised title without the marks of scholars: "Rafaḩ" is Rafah. Turkish letters are no romanisation.

    "Dagestan, Respublika" is Dagestan.
    """
    title = title.removesuffix(_REPUBLIC)
    if title.isascii() or country == "TR" or country not in REGION:
        return title
    return normalize("NFC", normalize("NFD", title).translate(_SCHOLARLY)).strip()


METROPOLIS = 1_000_000
"""Population from which a city goes before namesakes under its by-names (Calcutta, St Petersburg)."""

SHORTEST = 5
"""Letters that a spelling must have at least: shorter skeletons fit too much."""

MOST_CHANGES = 2

_DIGRAPHS = (
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "s"),
    ("ph", "f"),
    ("ou", "u"),
)
_SAME = str.maketrans("qckzjvyw", "kkkzgbii")
_VOWELS = re.compile(r"[aeiou' ]")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ad|at|an|az|ash|esh|ed|er|es|et|ez) ")


@lru_cache(maxsize=1 << 14)
def skeleton(name: str) -> str:
    """The consonants of a folded name, those that romanisations confuse made one; the article is dropped."""
    name = _ARTICLE.sub("", name)
    for pair, one in _DIGRAPHS:
        name = name.replace(pair, one)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", name.translate(_SAME)))


@lru_cache(maxsize=1 << 14)
def changes(one: str, other: str, most: int = MOST_CHANGES) -> int:
    """The edit distance of two names, or `most` + 1 as soon as it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        last, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            last, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, last + (char != against))
    return min(row[-1], most + 1)


def respelt(places: Gazetteer, word: str, countries: list[str]) -> int | None:
    """The city of these countries that is spelt most like a word, with the same consonants."""
    key = skeleton(word)
    best: tuple[int, int, int] | None = None
    for country in countries:
        for entry in filter(None, places.skeletons.get(f"{country}:{key}", "").split(";")):
            name, _, number = entry.rpartition("=")
            index = int(number)
            rank = (changes(word, name), -places.populations[index], index)
            if rank[0] <= MOST_CHANGES and (best is None or rank < best):
                best = rank
    return best[2] if best else None
