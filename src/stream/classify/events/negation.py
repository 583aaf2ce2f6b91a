"""Whether "not" and the like deny a deed, or only who did it."""

from __future__ import annotations

from collections.abc import Set

from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

INVOLVED = word_set("""
    behind responsible involved involvement role part hand blame responsibility links link connected complicit
    derriere responsable responsables implique impliques impliquee detras implicado implicados implicada
    hinter verantwortlich beteiligt причастен причастна причастны причастно стоит стоят coinvolto responsabile
    envolvido responsavel betrokken verantwoordelijk
""")
"""What somebody had no part in it by: "was not behind", "denies a role"."""
_AND = word_set("and but und sondern et y e и а en")
_NOT = word_set("not no nicht non nao ne niet не")
_STOPS = frozenset(",:;–—")
_REACH = 3


def is_negated(reader: Reader, at: int, first: int, negations: Set[str]) -> bool:
    """Whether one of `negations` right before word `at` denies it, and not only its subject.

    A comma ends what it denies ("bandits, not Boko Haram, kill"), and so does the noun behind "and not".
    """
    text = reader.text
    for place in range(at - 1, max(first, at - _REACH) - 1, -1):
        word = text.words[place]
        if not _STOPS.isdisjoint(text.gap(place + 1)) or word in INVOLVED:
            return False
        if word in negations:
            of_noun = word in _NOT and text.words[place + 1] != "one"  # not "nobody", "no one"
            return place + 1 == at or not of_noun or text.before(place) not in _AND
    return False
