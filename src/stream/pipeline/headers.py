"""The headers of stage records: where a record comes from, when it passed each stage, ticks, attempts.

`newswire-origin` is `partition:offset:n:timestamp`: the record of the stage's source topic that this one
was made from, its number among that record's outputs, and that record's append time in milliseconds.
`newswire-times` is `stage=ms;…`, when each stage's source record was appended (processing times).
"""

from __future__ import annotations

from typing import NamedTuple

from stream.ports import Raw

ORIGIN = "newswire-origin"
TIMES = "newswire-times"
TICK = "newswire-tick"
ATTEMPT = "newswire-attempt"


class Origin(NamedTuple):
    """The source record (partition, offset), the output's number, and the source's append time (ms)."""

    partition: int
    offset: int
    n: int
    timestamp: int

    def encode(self) -> bytes:
        """The header's bytes."""
        return b"%d:%d:%d:%d" % self


def header(record: Raw, name: str) -> bytes | None:
    """The first header of that name, or None."""
    for key, value in record.headers:
        if key == name:
            return value
    return None


def origin_of(record: Raw) -> Origin | None:
    """The origin that the record names; None where it has none or one that can't be read."""
    value = header(record, ORIGIN)
    if value is None:
        return None
    try:
        partition, offset, n, timestamp = value.split(b":")
        return Origin(int(partition), int(offset), int(n), int(timestamp))
    except ValueError:
        return None


def is_tick(record: Raw) -> bool:
    """True for a record that only says that time has passed."""
    return header(record, TICK) is not None


def attempt_of(record: Raw) -> int:
    """How often the record has come back from the dead letters; 0 for one that never was there."""
    value = header(record, ATTEMPT)
    return int(value) if value is not None and value.isdigit() else 0


def times_with(record: Raw, stage: str) -> bytes:
    """The times header for what `stage` makes of `record`."""
    return (header(record, TIMES) or b"") + b"%s=%d;" % (stage.encode(), record.timestamp)
