"""Stated times: read leniently, then judged against the arrival before a window may use them."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import NamedTuple

from stream.model.times import EPOCH
from stream.wire.reading.text import quote

TOLERANCE = timedelta(minutes=10)
"""How far after its arrival a stated time may lie: clocks differ by minutes, not hours."""

FIRST_ZONE = timedelta(hours=14)
"""How far ahead of UTC the first calendar turns its page (UTC+14)."""

LAST_ZONE = timedelta(hours=12)
"""How long after UTC a wall clock shows the same time in UTC-12, the last zone of all."""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?"
    r" ?(?:([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)(?:\[[^\[\]]{1,60}\]){0,4})?)?",
    re.ASCII,
)
"""With RFC 9557's names in brackets behind an offset ("+02:00[Europe/Berlin]"): the offset counts."""

_DAY = timedelta(days=1)


_USUAL = re.compile(
    r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z",
    re.ASCII,
)
"""What nearly all senders write, and what can't be a day that there isn't: read by the fast way."""


class Stated(NamedTuple):
    """A time as the sender stated it; `exact` is False where day or zone had to be guessed."""

    at: datetime
    exact: bool


class Embargo(NamedTuple):
    """An embargo: its end, or `held` where one is stated and its end can't be read.

    `exact` is False where zone or time of day had to be guessed: then `until` is the latest that
    it can mean.
    """

    until: datetime | None = None
    held: bool = False
    exact: bool = True


def read_time(value: object, field: str, warnings: list[str]) -> Stated | None:
    """Read RFC 3339 or a looser ISO 8601 form; what can't be read is ignored with a warning."""
    if value is None:
        return None
    local = _parse(value)
    if local is None:
        warnings.append(f"{field} {quote(value)} is not a time: ignored")
        return None
    if not isinstance(value, str):
        warnings.append(f"{field} {quote(value)} is a number: read as a time since 1970")
    if local.tzinfo is None:
        what = "no time of day" if _is_date(value) else "no zone"
        warnings.append(f"{field} {quote(value)} has {what}: read as UTC, not used for windows")
        return Stated(local.replace(tzinfo=UTC), exact=False)
    return Stated(local, exact=True)


def read_embargo(value: object, warnings: list[str]) -> Embargo:
    """Read the end of an embargo so that doubt never frees a text early.

    Without a zone the end is when that wall-clock time has passed everywhere (UTC-12), of a date alone
    when the day has; one that can't be read is held with no end.
    """
    if value is None or value is False or (isinstance(value, str) and not value.strip()):
        return Embargo()
    local = _parse(value)
    if local is None or local.year == MAXYEAR:
        warnings.append(f"embargoed_until {quote(value)} is not a time: withheld")
        return Embargo(held=True)
    if local.tzinfo is not None:
        return Embargo(local)
    what = "no time of day" if _is_date(value) else "no zone"
    warnings.append(
        f"embargoed_until {quote(value)} has {what}: held until it has passed everywhere"
    )
    passes = LAST_ZONE + _DAY if _is_date(value) else LAST_ZONE
    return Embargo(local.replace(tzinfo=UTC) + passes, exact=False)


def later_embargo(one: object, other: object) -> object:
    """Of two stated ends of one item's embargo the one that frees it later, or that can't be read at all."""

    def order(value: object) -> tuple[bool, datetime]:
        end = read_embargo(value, [])
        return end.held, end.until or EPOCH

    return max(one, other, key=order)


def event_time(
    version: Stated | None,
    first: Stated | None,
    arrival: datetime,
    tolerance: timedelta,
    warnings: list[str],
) -> datetime:
    """The time that windows use: first_created, else version_created, else the arrival.

    A stated time counts if it is exact, later than the first day of 1970 and at most `tolerance` after the arrival;
    first_created counts only if it is not later than a version_created that counts.
    """
    if version is None and first is None:
        warnings.append("undated: the arrival is used")
        return arrival
    stated = _plausible(version, "version_created", arrival + tolerance, warnings)
    opened = _plausible(first, "first_created", arrival + tolerance, warnings)
    if opened is not None and stated is not None and opened > stated:
        warnings.append("first_created is later than version_created: not used for windows")
        opened = None
    return opened or stated or arrival


def _plausible(
    time: Stated | None, field: str, latest: datetime, warnings: list[str]
) -> datetime | None:
    if time is None or not time.exact:
        return None
    if EPOCH + _DAY <= time.at <= latest:
        return time.at
    why = "is after the arrival" if time.at > latest else _why_early(time.at)
    warnings.append(f"{field} {time.at.isoformat()} {why}: not used for windows")
    return None


def _why_early(time: datetime) -> str:
    """Why a time is too early: programs write the beginning of 1970, in any zone, for no time at all."""
    return "is before 1970" if time < EPOCH else "is the beginning of 1970, as for no time"


def _is_date(value: object) -> bool:
    """Whether a value that was read is a date alone."""
    return len(str(value).strip()) <= len("2026-06-11")


def _parse(value: object) -> datetime | None:
    """Aware in UTC, or naive where no zone is stated, or None.

    A leap second is the one before, 24:00 the next midnight.
    """
    if not isinstance(value, str):
        return _since_1970(value)
    if _USUAL.fullmatch(value):
        return datetime.fromisoformat(value)
    match = _ISO.fullmatch(value.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micros = int(fraction[:6].ljust(6, "0")) if fraction else 0
    seconds = 59 if second == "60" else int(second or 0)
    midnight = hour == "24" and not int(minute) and not seconds and not micros
    hours = 0 if midnight else int(hour or 0)
    try:
        local = datetime(
            int(year), int(month), int(day), hours, int(minute or 0), seconds, micros
        ) + (_DAY if midnight else timedelta())
        return local if zone is None else (local - _offset(zone)).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _since_1970(value: object) -> datetime | None:
    """Seconds or milliseconds of this century's news, as databases export times; no other number."""
    if type(value) not in (int, float):
        return None
    number = float(str(value))
    for unit in (1, 1_000):
        if 1e9 <= number / unit < 2e9:
            return EPOCH + timedelta(seconds=number / unit)
    return None


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > len("+02") else 0
    if hours > 15 or minutes > 59:
        raise ValueError(zone)
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if zone[0] == "+" else -offset
