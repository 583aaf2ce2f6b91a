"""Finds the dateline of a body: "ALEPPO, Syria, Nov 29 (Agency) -"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stream.classify.words.automaton import Hit
from stream.classify.words.text import Text, word_set

CALENDAR = word_set("""
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep sept oct nov dec
""")
"""Months and days, some of which are towns as well: "GENEVA, March 4" names no region."""

_DATELINE = re.compile(r"[^\n]{2,90}?(?:\s(?:--|[-–—])|\)\.-)\s")
_DATED = re.compile(r",? [^\W\d_]{3,10}\.? \d{1,2}(?:, \d{4})? \([^)]{1,40}\)")
"""A date and a byline: ", May 12 (Agency)"."""
_BYLINE = re.compile(r"\([^)]{1,40}\)")
SHORTEST_CAPITALS, FEW_LETTERS = 4, 40
"""Letters of a place in capitals that is a dateline by itself, if not all of the letters behind are capitals."""

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
        return _unmarked_end(text, body, hits)
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


def _unmarked_end(text: Text, body: int, hits: Mapping[int, Hit]) -> int:
    """The end of a dateline without a dash: "DETROIT (Agency) Two people", "AUSTIN, Texas A crowd"."""
    first = hits[body]
    written = text.plain[first.start : first.end]
    rest = text.plain[first.end : first.end + FEW_LETTERS]
    if len(written) < SHORTEST_CAPITALS or not written.isupper() or rest.isupper():
        return 0
    region = hits.get(first.last) if text.gap(first.last) == ", " else None
    end = (region or first).end
    byline = _DATED.match(text.plain, end) or _BYLINE.match(text.plain, end + 1)
    return byline.end() if byline is not None else end + 1


def _is_date(text: Text, at: int) -> bool:
    beside = text.words[max(0, at - 1) : at + 2]
    return any(word.isdigit() for word in beside)
