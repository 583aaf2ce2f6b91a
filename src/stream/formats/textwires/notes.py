"""What notes and marks in the heading of a wire message say: kills and corrections, holds, embargoes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from stream.formats.dates import read_stated
from stream.formats.outcome import Hints
from stream.wire.lifecycle.deadlines import has_prose
from stream.wire.lifecycle.holds import Words, says_hold
from stream.wire.lifecycle.signals import declared

_EMBARGO = re.compile(
    r"(?i)\W*(?:(?:achtung|hinweis|eds|editors|attention|note|avis|atenci[oó]n|attenzione|obs)\b\W+)?"
    r"(?:(?:strictly |strikt |strict )?(?:embargo(?:ed|t|)?|sperrfrist|hold for release"
    r"|not for (?:release|publication|use)|frei(?:gegeben)? ab|nicht vor)\b)"
    r"(?P<link>\s*:|(?: (?:before|until|till|to|for|bis|für|jusqu[’']au|jusqu[’']à|for release)\b){1,2})?"
    r"[\s:.,-]*(?P<until>.*)"
)

_AHEAD = timedelta(days=180)
"""An embargo without a year ends within half a year of its arrival, a date line's day within a day."""


def said_by(mark: str) -> list[str]:
    """What a mark or a note declares ("correction", "kill"), as a signal, if it does."""
    kind = declared("usable", (), mark, ed_note=mark)
    return [] if kind == "none" else [kind]


def keeps_back(line: str) -> bool:
    """Whether a line in capitals of a heading keeps the item back ("HOLD", "HOLD - HOLD - HOLD")."""
    return line.isupper() and says_hold(Words("", line.replace("/", " - "), ""))


def embargo(
    notes: Iterable[str], texts: Iterable[str], hints: Hints, warnings: list[str]
) -> dict[str, Any]:
    """The record's keys for an embargo that a note to editors states, or a text for readers.

    A note whose end can't be read holds the item (it is handed on as it is). A text has to say until
    when: a headline about an oil embargo holds nothing.
    """
    for note in notes:
        if (match := _EMBARGO.match(note)) and not _is_news(match):
            stated = read_stated(match["until"], hints, warnings, _AHEAD, is_end=True)
            return _held(stated.iso if "T" in stated.iso else note, stated.as_sent or note)
    for text in texts:
        match = _EMBARGO.match(text) if states_embargo(text) else None
        if match and not _has_words(match["until"]):
            stated = read_stated(match["until"], hints, [], _AHEAD, is_end=True)
            if "T" in stated.iso:
                return _held(stated.iso, stated.as_sent)
    return {}


def _is_news(match: re.Match[str]) -> bool:
    """Whether a note tells of an embargo in the news, or of a use in one place: "Embargo on oil: adds"."""
    return not match["link"] and _has_words(match["until"])


def _has_words(until: str) -> bool:
    """Whether anything but numbers, days, months and zones follows: "until 31 January extended" is news."""
    return has_prose(re.sub(r"\d+", " ", until))


def _held(until: str, as_sent: str) -> dict[str, Any]:
    return {"embargoed_until": until, "times_as_sent": {"embargoed_until": as_sent}}


def states_embargo(line: str) -> bool:
    """Whether a line of a heading gives the end of an embargo: its word, digits, and a link (`until`) or
    nothing but a time."""
    match = _EMBARGO.match(line)
    if match is None or not any(c.isdigit() for c in match["until"]):
        return False
    return bool(match["link"]) or not _has_words(match["until"])
