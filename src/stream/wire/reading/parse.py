"""Bytes of a record to a JSON object, or a refusal that names what is wrong and where."""

from __future__ import annotations

from typing import Any

import orjson

from stream.errors import MalformedUpdate
from stream.wire.reading.text import kind_of

MAX_BYTES = 1_048_576
"""Default limit of one update: 1 MiB, what a Kafka topic takes by default (`max.message.bytes`)."""

_BOM = b"\xef\xbb\xbf"
_SURROGATE = ("no low surrogate in string", "invalid high surrogate in string")


def parse_object(value: bytes, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """Decode one JSON object of at most `max_bytes` bytes; a byte order mark is passed over."""
    if len(value) > max_bytes:
        raise MalformedUpdate(
            f"{len(value)} bytes are more than the limit of {max_bytes}", "message"
        )
    value = value.removeprefix(_BOM)
    if not value or value.isspace():
        raise MalformedUpdate("empty message", "message")
    decoded = _decode(value)
    if not isinstance(decoded, dict):
        raise MalformedUpdate(f"not an object but {kind_of(decoded)}", "message")
    return decoded


def _decode(value: bytes) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise _refusal(value, error) from None


def _refusal(value: bytes, error: orjson.JSONDecodeError) -> MalformedUpdate:
    """Say in one sentence what orjson met; it names no place for bad UTF-8, so that is found."""
    try:
        text = value.decode()
    except UnicodeDecodeError as bad:
        return MalformedUpdate("invalid UTF-8", f"byte {bad.start}")
    where = f"line {error.lineno}, column {error.colno}, byte {len(text[: error.pos].encode())}"
    if "depth" in error.msg or "recursion" in error.msg.lower():
        return MalformedUpdate("nested too deeply", where)
    if error.msg in _SURROGATE:
        return MalformedUpdate("half of a surrogate pair in an escape", where)
    return MalformedUpdate(f"not JSON: {error.msg}", where)
