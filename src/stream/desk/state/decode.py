"""Records of the public topics as JSON objects, keys that nobody knows included."""

from __future__ import annotations

from typing import Any

import orjson

from stream.errors import MalformedUpdate


def json_object(value: bytes, where: str) -> dict[str, Any]:
    """The object in a record at `where`. Raises MalformedUpdate."""
    try:
        data = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise MalformedUpdate(f"not JSON: {error}", where) from error
    if not isinstance(data, dict):
        raise MalformedUpdate("not an object", where)
    return data
