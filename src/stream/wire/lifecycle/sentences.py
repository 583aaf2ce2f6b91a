"""Where a sentence ends, by what is read: a note, an advisory, a text of the news.

They share what an end is (a stop behind a word, so that "No. 12" and "a.m." are none; a new line), and not which
stops: a note sets its orders off by dashes and semicolons, a headline that a text quotes ends with a quotation mark,
and languages without spaces have stops of their own. One pattern for all of them was tried: it took sentences apart
that say together what is taken back, and put others together of which one alone says it.
"""

from __future__ import annotations

import re

_WIDE = "。！"
"""Stops of Chinese and Japanese, behind which no space is written."""


def _behind_word(stops: str, letters: int = 2) -> str:
    """A pattern of the space behind one of some stops, if it ends a word of so many letters or more."""
    return rf"(?<=[^\W\d_]{{{letters}}}[{stops}])\s+"


OF_NOTE = re.compile(rf"{_behind_word('.!;')}|\n|\s[-–—]\s")
OF_ADVISORY = re.compile(
    rf"{_behind_word('.!;')}(?!\d)|(?<=[^\W\d_][\"”»’'][.!;])\s+|(?<=[{_WIDE}])|\n+"
)
OF_NEWS = re.compile(rf"{_behind_word('.!?…»”' + chr(34))}|(?<=[{_WIDE}？])|\n+")
OF_ORDER = re.compile(rf"{_behind_word('.!', 3)}|\n")
"""The end of an order to take an item back, behind which anything may follow; "Mr. " is none."""
