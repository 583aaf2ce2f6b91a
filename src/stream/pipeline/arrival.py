"""When the updates of a file arrived, as `replay` sees it: their own times, in order.

The log's time must only go forward, and one item stamped 2031 must not expire everything: a stamp far
ahead of the last one is believed only if the next dated update confirms it, or if it is the last one and
no more than a month ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from stream.model.times import millis
from stream.wire.reading.text import clean_id

JUMP_MS = 86_400_000
"""A stamp further ahead than a day wants confirmation."""

LAST_JUMP_MS = 31 * JUMP_MS
"""What comes last has nothing after it to confirm it: so far ahead it is believed."""

_KEYS = ("version_created", "versioncreated", "versionCreated")

Timed = tuple[bytes | None, bytes, int]
"""Key, value, and the time of arrival in milliseconds since 1970."""


def arrivals(values: Iterable[bytes]) -> Iterator[Timed]:
    """Give each update its time of arrival."""
    now = 0
    held: list[tuple[bytes | None, bytes]] = []
    jump: int | None = None
    for value in values:
        key, stamp = _key_and_stamp(value)
        if jump is not None and stamp is not None:
            if stamp >= jump - JUMP_MS:
                now = jump
            yield from ((k, v, now) for k, v in held)
            held, jump = [], None
        if now and stamp is not None and stamp > now + JUMP_MS:
            jump = stamp
        if jump is not None:
            held.append((key, value))
            continue
        now = max(now, stamp or 0)
        yield key, value, now
    if jump is not None and jump <= now + LAST_JUMP_MS:
        now = jump
    yield from ((k, v, now) for k, v in held)


def _key_and_stamp(value: bytes) -> tuple[bytes | None, int | None]:
    record = _record(value)
    return _key(record), next((ms for k in _KEYS if (ms := _ms(record.get(k))) is not None), None)


def _record(value: bytes) -> dict[str, Any]:
    """The object in a line; an empty one for what is none."""
    try:
        record = orjson.loads(value.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def key_of(value: bytes) -> bytes | None:
    """The Kafka key of an update: its id, so that all its versions share one ordered partition.

    None for what can't be read: it goes to Kafka all the same, and to the dead letters from there.
    """
    return _key(_record(value))


def _key(record: dict[str, Any]) -> bytes | None:
    """The id as intake reads it: `uri`, or `guid` of a producer of ninjs that has it in its place."""
    uri = record.get("uri")
    stated = uri if uri is not None else record.get("guid")
    return clean_id(stated).encode() or None if isinstance(stated, str) else None


def _ms(text: object) -> int | None:
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    ms = millis(at)
    return ms if ms > 0 else None
