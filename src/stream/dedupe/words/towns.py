"""The town that a text's headline tells of, where capitals do not mark names (data/towns.toml): the dateline's, or one
that stands behind "in" in headline and lead, or in Chinese behind its province.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from stream.dedupe.words.lists import languages, written
from stream.dedupe.words.text import UNSPACED, Opening, informative

_FILE, _MOST = "towns", 3
_SIGNS = 2
"""Signs of a Chinese town's name that are kept: most have no more, and two are compared as one word."""


def towns(said: Opening, language: str) -> tuple[str, ...]:
    """Return a headline's towns; none in a language that has no list."""
    if language not in languages(_FILE):
        return ()
    if language in UNSPACED:
        return _behind(said.headline, written(_FILE, language, "after"))
    before = written(_FILE, language, "before")
    told = _after(said.headline, before)
    again = told & _after(said.sentences, before) if told else told
    found = again.union(said.place).intersection(said.headline) - _governments(language)
    return tuple(sorted([w for w in found if informative(w, language)]))[:_MOST]


def _after(words: list[str], before: frozenset[str]) -> set[str]:
    return {b for a, b in pairwise(words) if a.casefold() in before and b[0].isupper()}


@cache
def _governments(language: str) -> frozenset[str]:
    return frozenset(map(str.capitalize, written(_FILE, language, "governments")))


def _behind(runs: list[str], provinces: frozenset[str]) -> tuple[str, ...]:
    found = []
    for run in runs:
        for size in (2, 3):
            if run[:size] in provinces and len(run) >= size + _SIGNS:
                found.append(run[size : size + _SIGNS])
    return tuple(dict.fromkeys(found))[:_MOST]
