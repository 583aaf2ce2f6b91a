"""Whether a report only passes on what it heard ("reportedly", "soll … haben"), and by which word it says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from stream.alert.watch.words import fold
from stream.model import Update

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…؟])\s+|\n")
"""Between two sentences of a lead: the stop stays with the first, and a line ends one as well."""

_LEAD = 400
"""Characters of the body in which a report says where it has its news from."""

_WITHIN = 30
"""Words after "soll" in which its perfect stands."""


class _Words(NamedTuple):
    words: frozenset[str]
    with_perfect: frozenset[str]
    perfect: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """The words without which nothing is hedged."""
        return self.words | self.with_perfect


@cache
def _of(language: str) -> _Words | None:
    table = _data().get(language)
    if table is None:
        return None
    keys = ("words", "with_perfect", "perfect")
    return _Words(*(frozenset(fold(table.get(key, "")).split()) for key in keys))


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("stream.alert").joinpath("data/hedges.toml").read_text("utf-8"))


def hedge(update: Update, words: Container[str] | None = None) -> str:
    """The first such word of headline and lead, folded; empty where the report speaks for itself.

    `words` are those of the whole text, folded, if they are at hand: without such a word nothing is read.
    """
    known = _of(update.language.lower().partition("-")[0])
    if known is None or (words is not None and not any(word in words for word in known.all)):
        return ""
    for sentence in (update.headline, *_SENTENCE.split(update.body[:_LEAD])):
        row: list[str] = _WORD.findall(fold(sentence))
        for at, word in enumerate(row):
            if word in known.words:
                return word
            if word in known.with_perfect and not known.perfect.isdisjoint(row[at : at + _WITHIN]):
                return word
    return ""
