"""Times as the desk keeps them (whole milliseconds since 1970, UTC) and as it shows them (RFC 3339)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from stream.model.times import from_millis, millis

Clock = Callable[[], int]
"""Says what time it is, in milliseconds since 1970; injected everywhere."""

_FIRST = millis(datetime.min.replace(tzinfo=UTC))
_LAST = millis(datetime.max.replace(tzinfo=UTC))


def shown(ms: int) -> str:
    """As `2026-03-02T12:00:00Z`, with a fraction only where there is one."""
    return from_millis(min(max(ms, _FIRST), _LAST)).isoformat().replace("+00:00", "Z")


def parsed(text: object) -> int | None:
    """Milliseconds of an RFC 3339 text; None for anything else, a time without a zone included."""
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return millis(time) if time.tzinfo is not None else None
