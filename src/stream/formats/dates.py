"""Dates as feeds, wire headers and older formats write them: to ISO 8601, in doubt without a zone.

Read are ISO 8601 (extended and basic), RFC 822/5322, the output of `date`, the header forms of the
wires (`071226 GMT Okt 26`, `06-29-17 2350GMT`) and dates in words, with month names in the
languages of agencies. What a date lacks (a year, a month) comes from the arrival.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from stream.formats.date_spelling import since_1970, spelt
from stream.formats.outcome import Hints
from stream.model.times import EPOCH
from stream.wire.dates.months import month_of
from stream.wire.dates.zones import abbreviated, is_zone, wall_clock
from stream.wire.reading.text import quote

_LONGEST = 100
_PIVOT = 50
"""Two-digit years: 00 to 49 are of this century, 50 to 99 of the last (RFC 5322, 4.3)."""

_SLACK = timedelta(days=1)
"""How far after the arrival a completed date may lie: zones differ by up to a day."""

_ZONE = r"(?P<zone>Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|(?![AaPp]\.?[Mm]\b)[^\W\d_]{1,5}\.?)"
_TIME = (
    r"(?P<hour>\d{2})[:.]?(?P<minute>\d{2})(?:[:.]?(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
)
_SHORT_TIME = r"(?P<hour>\d\d?):(?P<minute>\d\d?)(?::(?P<second>\d\d?)(?:[.,](?P<fraction>\d+))?)?"
_DAY_AND_TIME = r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)"
_COMPACT = [
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:[Tt ]+{_TIME} ?{_ZONE}?)?",
        rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[Tt ]+{_SHORT_TIME} ?{_ZONE}?)?",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?:[Tt ]?{_TIME} ?{_ZONE}?)?",
        rf"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<hour>\d\d):?(?P<minute>\d\d) ?{_ZONE}?",
        rf"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d{{4}}) (?P<hour>\d\d)(?P<minute>\d\d) ?{_ZONE}",
        rf"{_DAY_AND_TIME}(?: ?{_ZONE})?",
        rf"{_DAY_AND_TIME}(?: ?{_ZONE})? (?P<name>[^\W\d_]{{3,12}})\.?(?: ?(?P<year>\d{{4}}|\d\d))?",
    )
]
"""Forms with one meaning: ISO twice, also without the zeros in front, AP's sign-off, the 7901 header
without and with a month.

In `071226 Okt` the word is a month, in `071226 GMT` a zone: no word is both."""

_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:(?:[:.]| ?[hH] ?)(?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?(?![\d:])"
    r"(?P<half> ?[AaPp]\.?[Mm]\b\.?)?(?: ?(?:Uhr|uur|hrs?|h|klo)\b\.?)?"
    r" ?\(?(?P<zone>(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[^\W\d_]{1,5}\b)?\)?"
)
_HOURS = re.compile(
    r"(?<![\d.:-])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d) ?(?:(?:hrs?|hours)\b\.? ?)?"
    r"(?P<zone>(?:UTC|GMT)[+-]\d{1,2}|[^\W\d_]{1,5}\b)"
)
"""The wires' `0600 GMT`: four digits are a time of day only with a zone or `hrs` behind."""

_NUMERIC = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})(?:[/-]|\. ?)(?P<month>\d{1,2})(?:[/-]|\. ?)(?P<day>\d{1,2})\b\.?",
        r"(?<!\d)(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)(?![\d:.])",
        r"(?<!\d)(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
        r"\b(?P<first>\d{1,2})(?P<sign>[/-])(?P<second_>\d{1,2})(?P=sign)(?P<year>\d{4}|(?<=/)\d\d)\b",
    )
]
_SLASHED = _NUMERIC[-1]
"""Day or month first: `03/04/2026` is either."""

_SHORT_YEAR = re.compile(r"\b\d{1,2}/\d{1,2}/\d\d\b")
_BETWEEN = frozenset(("st", "nd", "rd", "th", "er", "of", "the", "de", "del", "di", "d"))
"""What stands between the day and its month ("11th of June", "11 de junio")."""

_WORDS = re.compile(r"[^\W\d_]+|\d+")


class StatedTime(NamedTuple):
    """A time as read: `iso` with its offset, without one where the zone isn't known (intake flags
    those), or "" where it can't be read; and the sender's own words."""

    iso: str
    as_sent: str


class _Parts(NamedTuple):
    """A date in its parts, `None` for what isn't said; `zone` in the sender's letters; `short` is a year of two
    digits between slashes, which may as well be a day."""

    year: int | None
    month: int | None
    day: int
    clock: timedelta | None
    zone: str
    short: bool = False


def read_stated(
    text: str,
    hints: Hints,
    warnings: list[str],
    ahead: timedelta = _SLACK,
    *,
    is_end: bool = False,
) -> StatedTime:
    """Read a time in the sender's words; what is doubtful or can't be read is warned of.

    An offset or an abbreviation with one meaning gives an instant. An ambiguous abbreviation, or no
    zone, gives one only by `hints.zone`, else a time without a zone. A missing year or month is the
    latest that isn't after `hints.arrival` by more than `ahead` (more than a day for an embargo). An
    hour that comes twice when summer time ends is the first of the two, and the second for the end of
    an embargo (`is_end`): doubt frees nothing early.
    """
    as_sent = " ".join(text[: _LONGEST * 4].split())
    if not as_sent:
        return StatedTime("", "")
    if iso := since_1970(as_sent):
        return StatedTime(iso, as_sent)
    plain, zone = spelt(as_sent)
    hints = replace(hints, zone=zone) if zone else hints
    try:
        parts = _only(list(_readings(plain)), hints, ahead)
        iso = _iso(parts, as_sent, hints, warnings, ahead, is_end) if parts else ""
    except (ValueError, OverflowError):
        iso = ""
    if not iso:
        warnings.append(f"time {quote(as_sent)} can't be read: ignored")
    return StatedTime(iso, as_sent)


def is_later(time: str, other: str) -> bool:
    """Whether a time in ISO 8601 is after another: as instants, or by the clock where one of them has no zone, and by
    the day where one has no time of day."""
    if not time or not other:
        return False
    one, two = datetime.fromisoformat(time), datetime.fromisoformat(other)
    if "T" not in time or "T" not in other:
        return one.date() > two.date()
    if one.tzinfo is None or two.tzinfo is None:
        return one.replace(tzinfo=None) > two.replace(tzinfo=None)
    return one > two


def _readings(text: str) -> Iterator[_Parts]:
    if len(text) > _LONGEST:
        return
    for form in _COMPACT:
        if match := form.fullmatch(text):
            yield _compact(match)
            return
    if parts := _in_words(text):
        yield parts
        if _SLASHED.search(text) and parts.month and max(parts.day, parts.month) <= 12:
            yield parts._replace(day=parts.month, month=parts.day)


def _only(readings: list[_Parts], hints: Hints, ahead: timedelta) -> _Parts | None:
    """The one reading; of two that of `05/11/2026` which doesn't lie ahead of the arrival, if one does."""
    years = (hints.arrival.year, hints.arrival.year - 1)
    distinct = [p for p in dict.fromkeys(readings) if not p.short or p.year in years]
    if len(distinct) > 1:
        latest = hints.arrival.replace(tzinfo=None) + ahead
        distinct = [p for p in distinct if _completed(p, hints, ahead) <= latest]
    if len(distinct) > 1:
        raise ValueError("day and month can't be told apart")
    return distinct[0] if distinct else None


def _compact(match: re.Match[str]) -> _Parts:
    found = match.groupdict()
    month, zone = found.get("month"), found.get("zone") or ""
    name = found.get("name") or ""
    if month_of(zone) and not is_zone(zone) and not name:
        name, zone = zone, ""
    if name:
        month = str(month_of(name) or "")
        if not month:
            raise ValueError(name)
    year = found.get("year")
    return _Parts(
        _year(year) if year else None,
        int(month) if month else None,
        int(found["day"]),
        _clock(found) if found.get("hour") else None,
        zone,
    )


def _in_words(text: str) -> _Parts | None:
    """A date in words: take the numeric date or the month name out, then the time, then the rest."""
    year, month, day, rest = _numeric_date(text)
    clock, zone, rest = _take_clock(rest)
    if month is not None and day is not None:
        short = _SHORT_YEAR.search(text) is not None
        return _Parts(year, month, day, clock, zone, short)
    words = [word for word in _WORDS.findall(rest) if word.lower() not in _BETWEEN]
    month = _month_among(words)
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if month is None or not days:
        return None
    stated = years or days[1:]
    return _Parts(_year(stated[0]) if stated else None, month, int(days[0]), clock, zone)


def _month_among(words: list[str]) -> int | None:
    """The month that is named beside a number: "ago" is August in "1 ago 2026", not in "1 hour ago"."""
    for n, word in enumerate(words):
        beside = words[max(0, n - 1) : n] + words[n + 1 : n + 2]
        if (month := month_of(word)) and any(map(str.isdecimal, beside)):
            return month
    return None


def _numeric_date(text: str) -> tuple[int | None, int | None, int | None, str]:
    """Year, month and day of a date in digits (day first, where both can be), and the text without it."""
    for form in _NUMERIC:
        if match := form.search(text):
            found = match.groupdict()
            if "first" in found:
                found["day"], found["month"] = _day_and_month(found["first"], found["second_"])
            rest = text[: match.start()] + " " + text[match.end() :]
            year = _year(found["year"]) if found.get("year") else None
            return year, int(found["month"]), int(found["day"]), rest.strip()
    return None, None, None, text


def _day_and_month(first: str, second: str) -> tuple[str, str]:
    return (second, first) if int(second) > 12 else (first, second)


def _take_clock(text: str) -> tuple[timedelta | None, str, str]:
    """The time of day, its zone, and the text without them; a lone hour counts only with am or pm."""
    for match in _CLOCK.finditer(text):
        found = match.groupdict()
        if found["minute"] or found["half"]:
            zone, end = _zone_word(found["zone"] or "", match)
            return _clock(found), zone, text[: match.start()] + " " + text[end:]
    for match in _HOURS.finditer(text):
        if _is_offset(match["zone"]) or is_zone(match["zone"]) or "h" in match[0][4:7]:
            zone, end = _zone_word(match["zone"], match)
            return _clock(match.groupdict()), zone, text[: match.start()] + " " + text[end:]
    return None, "", text


def _zone_word(word: str, match: re.Match[str]) -> tuple[str, int]:
    """The zone after a time, and where it ends; a word that is no zone (a month) stays in the text."""
    if is_zone(word) or _is_offset(word):
        return word, match.end()
    if word.isupper() and not month_of(word) and len(word) > 1:
        return word, match.end()
    return "", match.start("zone") if word else match.end()


def _is_offset(word: str) -> bool:
    return "+" in word or "-" in word


def _clock(found: dict[str, str | None]) -> timedelta:
    """The time of day since midnight; a leap second is the one before, 24:00 the next midnight."""
    hour, minute = int(found["hour"] or 0), int(found.get("minute") or 0)
    second = min(int(found.get("second") or 0), 60)
    half = (found.get("half") or "").strip().lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(f"{hour}:{minute}")
    micros = int((found.get("fraction") or "")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micros)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < _PIVOT else 1900)


def _iso(
    parts: _Parts,
    as_sent: str,
    hints: Hints,
    warnings: list[str],
    ahead: timedelta,
    is_end: bool,
) -> str:
    day = _completed(parts, hints, ahead)
    if parts.clock is None:
        return day.date().isoformat()
    local = day + parts.clock
    offset = _offset(parts.zone, local.replace(fold=int(is_end)), hints)
    if offset is None:
        warnings.append(_doubt(parts.zone, as_sent))
        return local.isoformat()
    stated = local.replace(tzinfo=timezone(offset))
    stated.astimezone(UTC)  # raises OverflowError where that is before year 1 or after 9999
    return stated.isoformat()


def _doubt(zone: str, as_sent: str) -> str:
    if not zone:
        return f"time {quote(as_sent)} has no zone"
    what = "is ambiguous" if is_zone(zone) else "is not known"
    return f"time {quote(as_sent)}: zone {quote(zone)} {what}"


def _offset(zone: str, local: datetime, hints: Hints) -> timedelta | None:
    if not zone:
        return wall_clock(local, hints.zone)
    sign = max(zone.find("+"), zone.find("-"))
    if sign < 0:
        return abbreviated(zone.strip("."), local, hints.zone)
    hours, minutes = _hours_and_minutes(zone[sign + 1 :])
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if zone[sign] == "+" else -offset


def _hours_and_minutes(digits: str) -> tuple[int, int]:
    digits = digits.replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    if int(hours) > 14 or int(minutes) > 59:
        raise ValueError(digits)
    return int(hours), int(minutes)


def _completed(parts: _Parts, hints: Hints, ahead: timedelta) -> datetime:
    """Midnight of the day: a missing year or month is the latest that the arrival allows."""
    if parts.year is not None and parts.month is not None:
        return datetime(parts.year, parts.month, parts.day)
    if hints.arrival <= EPOCH:
        raise ValueError("the arrival isn't known")
    latest = hints.arrival.replace(tzinfo=None) + ahead
    for year, month in _months_back(latest):
        try:
            day = datetime(year, parts.month or month, parts.day)
        except ValueError:
            continue  # no 30th in that month, no 29 February in that year
        if day + (parts.clock or timedelta()) <= latest:
            return day
    raise ValueError("no such day")


def _months_back(latest: datetime) -> Iterator[tuple[int, int]]:
    """Months from the latest backwards: eight years hold a 29 February, whatever the century."""
    for back in range(12 * 9):
        years, month = divmod(latest.year * 12 + latest.month - 1 - back, 12)
        yield years, month + 1
