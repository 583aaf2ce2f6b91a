"""Forms of divisions' names that languages derive by rule: cases of Slavic oblasts, adjectives of states.

"Брянской областью", "Полтавщини", "im kalifornischen Nationalpark", "la côte californienne": nobody lists these.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream.classify.words.text import fold, word_set

ADJECTIVAL = word_set("US CA AU DE AT CH IT ES FR BE")
"""Countries whose divisions are named by adjectives in the news of other countries."""

GENITIVE = word_set("DE AT CH")
"""Countries whose divisions stand in the genitive before what is theirs: "Niedersachsens Minister"."""

_UNLIKE = word_set("indian victor gold canto kanto")
"""Stems whose adjectives mean something else: "indianisch", "victorien", "kantonisch"."""

_SHORTEST_STEM = 3
_CASES = {
    "ская область": ("ской области", "скую область", "ской областью", "ская обл"),
    "цкая область": ("цкой области", "цкую область", "цкой областью", "цкая обл"),
    "ська область": ("ської області", "ській області", "ську область", "ською областю", "щина"),
    "цька область": ("цької області", "цькій області", "цьку область", "цькою областю", "ччина"),
    "ский край": ("ского края", "скому краю", "ском крае", "ским краем"),
}  # fmt: skip
"""Ending of a name in the nominative → its endings in other cases; the last Ukrainian one is the familiar name
("Сумщина"), whose own cases the matcher takes off."""
_FOLDED_CASES = {fold(ending): tuple(map(fold, others)) for ending, others in _CASES.items()}

_GERMAN = ("isch",)
_GERMAN_CASES = ("e", "en", "er", "es", "em")
_ROMANCE = ("ien", "ienne", "iens", "iennes", "iano", "iana", "ianos", "ianas", "iani")
_ENGLISH = ("ian",)
_TEXAN = ("anisch", "ane", "anes", "ano", "ana", "anos", "anas")
_ENDINGS = {
    "ia": _GERMAN + _ROMANCE + _ENGLISH, "ie": _GERMAN + _ROMANCE, "as": _TEXAN, "a": _GERMAN + _ROMANCE,
    "en": _GERMAN, "n": _GERMAN, "e": _GERMAN, "o": _GERMAN,
}  # fmt: skip
"""The end of a name → what stands in its place: Kalifornien, kalifornisch; California, californien; Texas, texano."""


def slavic_cases(name: str) -> Iterator[str]:
    """The cases of a folded name of an oblast or krai."""
    for ending, others in _FOLDED_CASES.items():
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            yield from (stem + other for other in others)


def adjectives(name: str) -> Iterator[str]:
    """English, German, French, Spanish, Portuguese and Italian adjectives of a folded name of one word.

    More forms than are in use: what nobody writes does no harm.
    """
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), "")
    stem = name.removesuffix(ending)
    if not name.isascii() or " " in name or len(stem) < _SHORTEST_STEM or stem in _UNLIKE:
        return
    suffixes = _ENDINGS.get(ending, _GERMAN)
    for suffix in suffixes:
        german = suffix in _GERMAN or suffix in _TEXAN[:1]
        if german and stem[-1] not in "aeiouy":
            for written in sorted({stem, stem.replace("ca", "ka")}):
                yield from (f"{written}{suffix}{case}" for case in _GERMAN_CASES)
        elif not german:
            yield stem + suffix


def ukrainian_stem(name: str) -> str:
    """What the oblique cases of a Ukrainian town stand on: "харків" → "харков" (Харкова), "миколаїв" → "миколаєв".

    The name is folded ("ї" is "і"); empty if it is of no such town.
    """
    stem = name.removesuffix("ів")
    if stem == name or not stem:
        return ""
    return stem + ("єв" if stem[-1] in "аеєиіоуюя" else "ов")
