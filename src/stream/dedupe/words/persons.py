"""The persons of a headline by their whole names, as the lead has them: two ministers of one day have one surname."""

from __future__ import annotations

from functools import cache

from stream.dedupe.words.bodies import lands
from stream.dedupe.words.lists import written
from stream.dedupe.words.text import UNSPACED, Opening, informative

_MOST = 3
"""Persons that are kept of a text."""


def persons(said: Opening, headnames: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the names of a headline that the lead has with another name right before ("Jan Schmidt"), but for titles.

    Of a text whose headline has the first name as well nothing is returned: its words tell it apart.
    """
    if not headnames or language in UNSPACED:
        return ()
    text, start = said.text, len(said.text) - said.end
    found = []
    for surname in headnames:
        at = text.find(f" {surname}", start)
        begins = max(start, text.rfind(" ", start, at) + 1) if at > start else at
        if begins >= 0 and text[begins].isupper() and _whole(text, begins, at, surname):
            found.append((text[begins:at], surname))
    heads = said.headline
    kept = [f"{f} {n}" for f, n in found if f not in heads and not _title(f.casefold(), language)]
    return tuple(kept)[:_MOST]


def _whole(text: str, begins: int, at: int, surname: str) -> bool:
    """Tell if a word before the blank at which a surname follows can be a first name, and the surname ends the name:
    "Trade" of "British Trade Minister" does not.
    """
    first, end = text[begins:at], at + 1 + len(surname)
    ended = not (text[end : end + 1].isalnum() or text[end + 1 : end + 2].isupper())
    return ended and len(first) > 2 and first.isalpha() and not first.isupper()


def _title(word: str, language: str) -> bool:
    known = word in written("titles", language, "whole") or word.endswith(_ends(language))
    return known or informative(word, language) in lands(language)


@cache
def _ends(language: str) -> tuple[str, ...]:
    return tuple(written("titles", language, "ends"))
