"""Other spellings of Arabic and Persian names: no entry for each, one rule for all.

Romanisation leaves the consonants and varies the rest (Saraqib, Saraqeb, Seraqab; Qamishli, Kamishli).
So names are compared by their consonant skeleton, and then by at most two changed letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stream.classify.text import word_set

REGION = word_set("""
    SY LB IQ JO PS IL EG LY SD YE SA AE QA KW BH OM TN DZ MA MR IR AF TR
""")
"""Countries (ISO 3166-1) whose place names mostly reach the news through a romanisation."""

SHORTEST = 5
"""Letters that a spelling must have at least: shorter skeletons fit too much."""

MOST_CHANGES = 2

_DIGRAPHS = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("ou", "u"))
_SAME = str.maketrans("qckzjvyw", "kkkzgbii")
_VOWELS = re.compile(r"[aeiou' ]")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ad|at|an|az|ash|esh|ed|er|es|et|ez) ")


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
