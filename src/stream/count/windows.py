"""Event-time tumbling windows in UTC, and the keys that name a series of counts.

A window of n seconds starts at a multiple of n seconds since 1970 and holds its start, not its end.
A series is one window and one label; its key reads
`PT1H|2024-11-29T10:00:00Z|actor|hayat-tahrir-al-sham`. A day is one of UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, cast, get_args

from stream.errors import ConfigError, MalformedUpdate
from stream.model import Dimension
from stream.model.times import EPOCH

SIZES = (60, 900, 3600, 86_400)
"""The default window sizes in seconds: a minute for the desk, 15 for trends, hour and UTC day for dashboards."""

DAY = 86_400
WEEK = 7 * DAY
SEASONAL = 900
"""The shortest window (seconds) that is compared with the same one of earlier weeks."""

GRACE = 300
"""How long the watermark is waited for beyond a window's end, in seconds of event time."""

_MONDAY = 4 * DAY
"""1970 began on a Thursday: the first Monday, in seconds."""

_UNITS = {"D": 86_400, "H": 3600, "M": 60, "S": 1}
_DURATION = re.compile(r"P(?:([1-9][0-9]*)D|T([1-9][0-9]*)([HMS]))")


class Window(NamedTuple):
    """One window: `size` in seconds, `start` in seconds since 1970, the same as a time, and its key
    part.
    """

    size: int
    start: int
    time: datetime
    prefix: str


class SeriesKey(NamedTuple):
    """What a series key names; `window` is its start, `size` its length in seconds."""

    window: datetime
    size: int
    dimension: Dimension
    value: str


def check_sizes(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes as given if they are distinct and positive (seconds); else a `ConfigError`."""
    if not sizes or any(size <= 0 for size in sizes) or len(set(sizes)) < len(sizes):
        raise ConfigError(f"count sizes must be distinct positive seconds, not {sizes!r}")
    return sizes


def start_of(time: datetime, size: int) -> datetime:
    """The start, in UTC, of the window of `size` seconds that holds an aware time."""
    seconds = (time - EPOCH) // timedelta(seconds=1)
    return EPOCH + timedelta(seconds=seconds - seconds % size)


def window_at(ms: int, size: int) -> Window:
    """The window of `size` seconds that holds a time in milliseconds since 1970."""
    seconds = ms // 1000
    return _window(size, seconds - seconds % size)


@lru_cache(maxsize=4096)
def _window(size: int, start: int) -> Window:
    time = EPOCH + timedelta(seconds=start)
    return Window(size, start, time, f"{duration(size)}|{time:%Y-%m-%dT%H:%M:%SZ}")


def duration(size: int) -> str:
    """Seconds as an ISO 8601 duration in the largest whole unit up to days: `PT1M`, `PT1H`,
    `PT90S`, `P1D`.
    """
    unit = next(unit for unit, seconds in _UNITS.items() if size % seconds == 0)
    return f"P{'' if unit == 'D' else 'T'}{size // _UNITS[unit]}{unit}"


def home_of(size: int, start: int) -> tuple[int, int]:
    """Length and start of the stretch whose windows are merged, kept and forgotten together, in seconds: the
    UTC day of a window that divides one, else the window itself.
    """
    return (size, start) if DAY % size else (DAY, start - start % DAY)


@lru_cache(maxsize=4096)
def slot_of(size: int, start: int) -> str:
    """The key of a window's tallies: the place in the week of its home (`P1D|w004`, from Monday 00:00 UTC), so
    that the same day of every week is merged in one partition.

    A home that is not compared with earlier weeks, or doesn't divide a week, goes by its own name.
    """
    length, home = home_of(size, start)
    if not is_seasonal(length):
        return _window(length, home).prefix
    return f"{duration(length)}|w{(home - _MONDAY) % WEEK // length:03}"


def is_seasonal(size: int) -> bool:
    """Whether windows of this size (seconds) have a baseline of earlier weeks."""
    return size >= SEASONAL and WEEK % size == 0


def key_of(window: datetime, size: int, dimension: Dimension, value: str) -> str:
    """The key of a series; the value comes last, so it may hold any character.

    A window without a zone or a size that is not positive raises `MalformedUpdate`.
    """
    return f"{prefix_of(window, size)}|{dimension}|{value}"


@lru_cache(maxsize=4096)
def prefix_of(window: datetime, size: int) -> str:
    """The name of a window, `PT1H|2024-11-29T10:00:00Z`; raises `MalformedUpdate` as `key_of` does."""
    if window.tzinfo is None or size <= 0:
        raise MalformedUpdate(f"no window: {window.isoformat()}, {size} s", "window")
    return f"{duration(size)}|{window.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def parse(key: str) -> SeriesKey:
    """What a key names, the inverse of `key_of`; another text raises `MalformedUpdate`."""
    parts = key.split("|", 3)
    size = _DURATION.fullmatch(parts[0])
    if len(parts) < 4 or size is None or parts[2] not in get_args(Dimension):
        raise MalformedUpdate("not the key of a series of counts", repr(key))
    try:
        window = datetime.strptime(parts[1], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise MalformedUpdate("the key's window is not a UTC time", repr(key)) from error
    seconds = int(size[1] or size[2]) * _UNITS[size[3] or "D"]
    return SeriesKey(window, seconds, cast(Dimension, parts[2]), parts[3])
