"""Whether a figure is the sum of several events of which the news is one: "one of several attacks that killed 60"."""

from __future__ import annotations

from itertools import pairwise

from stream.classify.events.unreal import clause_end
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

MANY = word_set("""
    several series string spate wave varios varias serie plusieurs mehreren mehrerer sequencia diversos
    diversi diverse
""")
"""Words for several events; a sentence without one has no such sum."""
_LATEST = word_set(
    "latest newest ultimo ultima derniere dernier jungste jungster jungsten neueste neuester"
)
_ONE_OF = frozenset(
    (one, of)
    for ones, of in (
        ("one third second fourth fifth", "of"), ("uno una", "de"), ("un une", "de"), ("um uma", "de"),
        ("einer eine eines einem einen", "von"), ("uno una", "di"), ("einer eine eines", "einer"),
    )
    for one in ones.split()
)  # fmt: skip
_WHICH = word_set("that which have has had que qui die der das che dat которые которых які")
"""What is said of all of them follows one of these: "one of several gunmen was killed" is said of one."""
_REACH, _REACH_ON = 4, 9


def summed(reader: Reader, first: int, end: int) -> range:
    """The words of a sentence that tell of all of several events, as far as the clause goes."""
    words = reader.text.words
    for at in range(first + 2, end):
        of_all = not _WHICH.isdisjoint(words[at + 1 : min(at + _REACH_ON, end)])
        if words[at] in MANY and of_all and _is_one_of(words[max(first, at - _REACH) : at]):
            return range(at, clause_end(reader, at + 1, end))
    return range(0)


def one_of_several(words: list[str], first: int, mark: int) -> int | None:
    """Where the one stands of whom the verb at `mark` speaks: "einer von mehreren Bergsteigern ist tot"."""
    for at in range(max(first, mark - _REACH_ON - 1), mark - 2):
        of_many = not MANY.isdisjoint(words[at + 2 : at + 4])
        if of_many and (words[at], words[at + 1]) in _ONE_OF:
            return at
    return None


def of_several(words: list[str], at: int) -> bool:
    """Whether "one of" stands right before a word for several: then only the one is told of."""
    return at > 1 and (words[at - 2], words[at - 1]) in _ONE_OF


def _is_one_of(before: list[str]) -> bool:
    return not _LATEST.isdisjoint(before) or any(pair in _ONE_OF for pair in pairwise(before))
