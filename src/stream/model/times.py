"""Times as rows and Kafka keep them: whole milliseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def millis(time: datetime) -> int:
    """Milliseconds since 1970 of an aware time, rounded down; TypeError for one without a zone.

    In whole numbers: a float of seconds may miss by one. Parts, not `//` of two differences, as it is
    asked several times for each update.
    """
    gap = time - EPOCH
    return (gap.days * 86_400 + gap.seconds) * 1000 + gap.microseconds // 1000


def from_millis(ms: int) -> datetime:
    """Milliseconds since 1970, a record's timestamp for one, as an aware time in UTC."""
    return EPOCH + timedelta(milliseconds=ms)
