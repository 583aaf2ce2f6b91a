"""The headers of stage records: where a record comes from, when it passed each stage, ticks, attempts.

`newswire-origin` is `partition:offset:n:timestamp`: the record of the stage's source topic that this one
was made from, its number among that record's outputs, and that record's append time in milliseconds.
`newswire-times` is `stage=ms;…`, when each stage's source record was appended (processing times).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stream.ports import Raw

ORIGIN = "newswire-origin"
TIMES = "newswire-times"
TICK = "newswire-tick"
CONTROL = "newswire-control"
"""Beside a tick: the name of the one stage that is told something in the value. All others see a tick."""
ATTEMPT = "newswire-attempt"


class Origin(NamedTuple):
    """The source record (partition, offset), the output's number, and the source's append time (ms)."""

    partition: int
    offset: int
    n: int
    timestamp: int

    def encode(self) -> bytes:
        """The header's bytes."""
        return origin_bytes(*self)


def origin_bytes(partition: int, offset: int, n: int, timestamp: int) -> bytes:
    """The header's bytes of an origin that nobody needs as one."""
    return b"%d:%d:%d:%d" % (partition, offset, n, timestamp)


Heads = Mapping[str, bytes]
"""A record's headers by name; of several of one name the first."""

_NONE: Heads = {}


def heads_of(record: Raw) -> Heads:
    """The record's headers by name, read once for all that is asked of them."""
    pairs = record.headers
    if not pairs:
        return _NONE
    heads = dict(pairs)
    return heads if len(heads) == len(pairs) else dict(reversed(pairs))


def origin_of(heads: Heads) -> Origin | None:
    """The origin that a record names; None where it has none or one that can't be read."""
    value = heads.get(ORIGIN)
    if value is None:
        return None
    try:
        partition, offset, n, timestamp = value.split(b":")
        return Origin(int(partition), int(offset), int(n), int(timestamp))
    except ValueError:
        return None


def attempt_of(heads: Heads) -> int:
    """How often a record has come back from the dead letters; 0 for one that never was there."""
    value = heads.get(ATTEMPT)
    return int(value) if value is not None and value.isdigit() else 0


def times_with(heads: Heads, stage: str, timestamp: int) -> bytes:
    """The times header for what `stage` makes of a record that was appended at `timestamp` (ms)."""
    return b"%s%s=%d;" % (heads.get(TIMES, b""), stage.encode(), timestamp)
