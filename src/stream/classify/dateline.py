"""Finds the dateline of a body: "ALEPPO, Syria, Nov 29 (Agency) -"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stream.classify.automaton import Hit
from stream.classify.text import Text

_DATELINE = re.compile(r"[^\n]{2,90}?\s(?:--|[-–—])\s")
_BYLINE = re.compile(r"\([^)]{1,40}\)")
MOST_UNKNOWN = 2
"""Words of a dateline in a script without capitals that may be no place."""


def dateline_end(text: Text, body: int, hits: Mapping[int, Hit]) -> int:
    """The position behind the dateline of the body that begins with word `body`, or 0 if it has none.

    A dateline begins with a place, ends with a dash, and has no word in small letters but a month
    beside a figure and the byline.
    """
    if body >= len(text.words) or text.field_of(body) != "body" or body not in hits:
        return 0
    match = _DATELINE.match(text.plain, text.starts[body])
    if match is None:
        return 0
    bylines = [found.span() for found in _BYLINE.finditer(text.plain, match.start(), match.end())]
    at, unknown = body, 0
    while at < len(text.words) and (place := text.starts[at]) < match.end():
        if at in hits:
            at = hits[at].last
            continue
        if not any(start <= place < end for start, end in bylines) and not _is_date(text, at):
            if text.plain[place].islower():
                return 0
            unknown += 1
        at += 1
    return match.end() if text.upper(body) or unknown <= MOST_UNKNOWN else 0


def _is_date(text: Text, at: int) -> bool:
    beside = text.words[max(0, at - 1) : at + 2]
    return any(word.isdigit() for word in beside)
