"""Windows, days and hours of the week in UTC; times are in seconds since 1970."""

from __future__ import annotations

HOUR, DAY, WEEK = 3600, 86_400, 604_800
HOURS = 168
"""Hours of a week, the first one that of Monday 00:00."""

_MONDAY = 3 * DAY
"""1970-01-01 was a Thursday: so much of its week had gone."""


def hour_of_week(time: int) -> int:
    """0 to 167."""
    return (time + _MONDAY) % WEEK // HOUR


def slot_of(start: int, size: int) -> int:
    """The number of a window within its week."""
    return (start + _MONDAY) % WEEK // size


def smooth(hours: list[float], size: int) -> list[float]:
    """Values by hour (of a week or a day) as values by window, on straight lines between the hours' middles.

    A step at the full hour would be wrong by a fifth where a morning begins.
    """
    many = len(hours)
    found = []
    for start in range(0, many * HOUR, size):
        at = (start + size / 2) / HOUR - 0.5
        low = int(at // 1)
        part = at - low
        found.append(hours[low % many] * (1 - part) + hours[(low + 1) % many] * part)
    return found
