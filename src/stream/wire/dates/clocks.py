"""Times of day with their zones, in the words of notes: "6 P.M. EST", "18.00 Uhr MESZ", "6h (04h00 GMT)"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from stream.wire.dates.zones import is_zone

_OFFSET = r"(?:(?:UTC|GMT) ?)?(?P<plus>[+-]\d{1,2}(?::?\d\d)?)(?!\d)"
_CLOCK = re.compile(
    r"(?<![\d.:+/-])(?:(?P<four>\d{4})|(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d))?)(?![\d/])"
    r"(?:[:.]\d\d(?=\W))?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?P<mark>\s?(?:uhr|uur|hours?|heures?|horas|hrs?|h|ore)\b)?"
    rf"(?:[\s(]*(?:{_OFFSET}|(?P<zone>[^\W\d_]{{1,4}})\b))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:12 )?\b(?:(?P<noon>noon|midday|mittags?|midi|mediod[ií]a|mezzogiorno)"
    r"|midnight|mitternacht|minuit|medianoche|mezzanotte)\b(?:[\s(]*(?P<zone>[^\W\d_]{1,4})\b)?",
    re.IGNORECASE,
)
_EAST = re.compile(
    r"(?:(?P<half>午前|午後|上午|下午|오전|오후) ?)?(?P<hour>\d{1,2}) ?[時时点點시]"
    r"(?: ?(?P<minute>\d{1,2}) ?[分분]|(?P<past>半|반))?"
)
_AFTERNOON = ("午後", "下午", "오후")
_HOME = {
    **dict.fromkeys(("日本時間", "한국시간", "한국 시간"), " +0900"),
    **dict.fromkeys(("北京时间", "北京時間"), " +0800"),
}
"""Zones that are said in these languages by name."""

_NUMBER = re.compile(r"\d")


class Clock(NamedTuple):
    """Minutes after midnight (1440 is the day's end), and the offset where one is stated."""

    minutes: int
    zone: str = ""
    plus: timedelta | None = None

    @property
    def stated(self) -> bool:
        """Whether a zone or an offset is said."""
        return bool(self.zone) or self.plus is not None


def clock_in(text: str) -> Clock | None:
    """The time of day; of two the one with a zone ("6h (0400 GMT)")."""
    text = western(text)
    found = [c for match in _CLOCK.finditer(text) if (c := _read_clock(match))]
    for match in _NAMED.finditer(text):
        zone = match["zone"] or ""
        found.append(Clock(720 if match["noon"] else 1440, zone if is_zone(zone) else ""))
    return next((c for c in found if c.stated), found[0] if found else None)


def western(text: str) -> str:
    """A text with the times of day of Chinese, Japanese and Korean in digits: "午後3時30分" is "15:30".

    A zone that is said by its name ("日本時間") goes behind them, as an offset.
    """
    if text.isascii() or not _EAST.search(text):
        return text
    zone = next((offset for name, offset in _HOME.items() if name in text), "")
    return _EAST.sub(lambda match: _digits(match, zone), text)


def _digits(match: re.Match[str], zone: str) -> str:
    hour, minute = int(match["hour"]), 30 if match["past"] else int(match["minute"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in _AFTERNOON else 0)
    return f" {hour:02}:{minute:02}{zone} " if hour <= 24 and minute < 60 else match[0]


def _read_clock(match: re.Match[str]) -> Clock | None:
    zone = match["zone"] or ""
    zone = zone if is_zone(zone) else ""
    plus = _plus(match["plus"]) if match["plus"] else None
    marked = bool(match["half"] or match["mark"] or zone or plus is not None)
    if match["four"]:
        hour, minute = int(match["four"][:2]), int(match["four"][2:])
        year = 1900 <= int(match["four"]) < 2100
        sure = marked or not year
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        sure = marked or match["minute"] is not None
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if "p" in match["half"].lower() else 0)
    if not sure or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Clock(hour * 60 + minute, zone, plus)


def _plus(sign: str) -> timedelta | None:
    digits = sign[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 15 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return span if sign[0] == "+" else -span


def unread(text: str) -> bool:
    """Whether a number is left that is no time of day: a date that was not understood."""
    return _NUMBER.search(_CLOCK.sub(lambda m: " " if _read_clock(m) else m[0], text)) is not None
