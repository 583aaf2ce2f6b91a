"""Whether what follows a word such as "embargo" says when it ends, or is a sentence of the news."""

from __future__ import annotations

import re

from stream.wire.dates.calendar import DAYS_ON, WEEKDAYS
from stream.wire.dates.months import folded, month_of
from stream.word_lists import Lists

_WORDS = Lists("wire", "embargoes")
_FILLERS = frozenset(_WORDS.words("fillers"))
"""Folded words that may stand between the cue and the time, or after it."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_HALF_DAYS = frozenset(_WORDS.words("half_days"))


def starts_with_time(said: str) -> bool:
    """Whether a number, a weekday, a month or "noon" comes first, or after prepositions alone."""
    for found in _TOKEN.finditer(said):
        word = folded(found[0])
        if word not in _FILLERS or word in DAYS_ON:
            return word[0].isdigit() or word in _HALF_DAYS or _is_day(word)
    return False


def has_prose(rest: str) -> bool:
    """Whether words are left that belong to no date: "until 31 January extended" is news."""
    words = [folded(found[0]) for found in _TOKEN.finditer(rest)]
    return any(len(word) > 2 and word not in _FILLERS and not _is_day(word) for word in words)


def _is_day(word: str) -> bool:
    return word in WEEKDAYS or word in DAYS_ON or month_of(word) is not None
