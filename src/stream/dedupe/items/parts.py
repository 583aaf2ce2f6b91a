"""Takes: one long story sent in pieces. A later piece continues the story, it replaces nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARK = re.compile(
    r"(?:\s*=\s*[2-9]\s*=?"
    r"|\s*[,;(/–—-]+\s*take[ -]?(?:[2-9]|1\d|two|three)\s*(?:of \d+)?\)?"
    r"|(?:\s+|^)\(?\s*-{1,2}\s?[2-9]\s?-{1,2}\s*\)?"
    r"|\s*\(?\s*[2-9]\s?(?:of|von|de|sur|/)\s?[2-9]\s*\)"
    r"|\s*[,(–—-]*\s*\d{1,2}(?:st|nd|rd|th) (?:add|take|insert|sub)\s*\)?"
    r"|\s*[,(–—-]+\s*(?:add|insert) \d{1,2}\s*\)?)\s*$",
    re.IGNORECASE,
)
"""Marks at a headline's or slug's end: "=2" (dpa), "-2-", "take 2", "1st Add" (AP: text to be added;
a Sub or Insert is a piece as well). "To take 3rd-quarter charge" is none."""

_SIGNAL = re.compile(
    r"(?:.*[/#:])?(?:take[ -]?[2-9]|\d(?:st|nd|rd|th) (?:add|take|insert|sub))", re.I
)
_TAIL = 24
_SIGNS = ("=", "-", ")", " ")
_ENDS = ("add", "take", "insert", "sub", "two", "three")
"""What a mark ends in, but for digits: spares nearly all headlines the pattern."""


def is_part(headline: str, slugline: str, signals: Iterable[str]) -> bool:
    """Whether a text is a later piece of one sent before."""
    return (
        _marked(headline)
        or _marked(slugline)
        or any(_SIGNAL.fullmatch(signal) for signal in signals)
    )


def _marked(text: str) -> bool:
    last = text[-1:]
    hint = last.isdigit() or last in _SIGNS or text.lower().endswith(_ENDS)
    return hint and _MARK.search(text[-_TAIL:]) is not None


def bare(headline: str) -> str:
    """A headline without the mark of a piece."""
    return _MARK.sub("", headline) or headline
