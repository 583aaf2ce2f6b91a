"""Bytes to JSON as far as it can be read, and the items that an agency's envelope holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from stream.errors import MalformedUpdate
from stream.formats.xml.encoding import of_its_language
from stream.wire.reading.parse import parse_object
from stream.wire.reading.text import kind_of

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UNMARKED = ((re.compile(rb"[{\[]\0"), "utf-16-le"), (re.compile(rb"\0[{\[]"), "utf-16-be"))
"""UTF-16 without a mark: the first character is ASCII (RFC 4627, 3)."""

_IDENTITIES = ("uri", "guid", "urn")
_ENVELOPES = (
    *("data", "item", "items", "_items", "results", "entries", "docs", "newsItems"),
    *("response", "hits", "_source", "records", "articles", "stories"),
)
"""Keys under which the interfaces of agencies and newsroom systems put their items."""

SEPARATOR = b"\x1e"
"""What begins each text of a JSON text sequence (RFC 7464)."""

FILLERS = b"\0\x1a \t\r\n" + SEPARATOR
"""What old transfers put behind a file: the end mark of DOS, zeros up to a whole block."""

_DEEPEST = 4
_JSON_FEED = "https://jsonfeed.org/version/"
_SURROGATES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}


class Decoded(NamedTuple):
    """What the bytes say, and what had to be mended for it."""

    value: Any
    warnings: list[str]


def decode(data: bytes, max_bytes: int) -> Decoded:
    """Decode a document of JSON; what can't be read at all is a MalformedUpdate that says where.

    Mended are UTF-16, bytes that are no UTF-8 (read as windows-1252), and bare line ends and other
    controls within texts.
    """
    if len(data) > max_bytes:
        raise MalformedUpdate(f"{len(data)} bytes are more than the limit of {max_bytes}")
    data, warnings = to_utf8(data)
    data = data.rstrip(FILLERS)
    try:
        return Decoded(orjson.loads(data), warnings)
    except orjson.JSONDecodeError:
        value = _with_controls(data)
        if value is None:
            value = parse_object(data, max_bytes)  # says what is wrong and where
        else:
            warnings.append("controls within a text: not JSON, read all the same")
        return Decoded(value, warnings)


def items(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """The items of a document with their places: one object, a list, or what an envelope holds."""
    if isinstance(value, list) and value:
        for number, entry in enumerate(value):
            yield from _entries(entry, f"{where}[{number}]")
    else:
        yield from _entries(value, where)


def is_json_feed(value: object) -> bool:
    """Whether a decoded document is a JSON Feed: it has to say so (jsonfeed.org, `version`)."""
    version = value.get("version") if isinstance(value, dict) else None
    return isinstance(version, str) and version.replace("http:", "https:").startswith(_JSON_FEED)


def _entries(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """An object's own items if it is an envelope, else itself; a list within a list is no item."""
    keys = _inner(value) if where.count(".") < _DEEPEST else []
    for key in keys:
        yield from items(value[key], f"{where}.{key}" if where else key)
    if not keys:
        yield where, value


def _inner(value: Any) -> list[str]:
    """The keys of an object that hold items, if it is none itself."""
    if not isinstance(value, dict) or any(isinstance(value.get(key), str) for key in _IDENTITIES):
        return []
    return [key for key in _ENVELOPES if isinstance(value.get(key), list | dict) and value[key]]


def to_utf8(data: bytes) -> tuple[bytes, list[str]]:
    """The bytes in UTF-8, without a byte order mark, and what had to be mended for that."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                return data.decode(encoding, "replace").encode(), [f"encoded in {encoding}"]
            break
    for start, encoding in _UNMARKED:
        if start.match(data):
            return data.decode(encoding, "replace").encode(), [f"encoded in {encoding}"]
    try:
        data.decode()
    except UnicodeDecodeError:
        if (found := of_its_language(data)) is not None:
            return found.text.encode(), found.warnings
        text = data.decode("utf-8", "surrogateescape")
        mended = text.translate(_SURROGATES)
        count = sum("\udc80" <= letter <= "\udcff" for letter in text)
        return mended.encode(), [f"{count} bytes are no UTF-8: read as windows-1252"]
    return data, []


def _with_controls(data: bytes) -> Any:
    """Read again with controls allowed in texts; None if that isn't what is wrong."""
    try:
        value = json.loads(data, strict=False, parse_constant=_no_constant)
        return orjson.loads(orjson.dumps(value))
    except (ValueError, TypeError, RecursionError):
        return None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_EXPECTED = (
    "expected is an item, an object with an id (uri) and a headline or a body, or a list of items"
)


def refuse_what(value: object, where: str) -> MalformedUpdate | None:
    """Why a value can't be an item: it is no object, or an object of another kind of document."""
    at = where or "message"
    if isinstance(value, list) and not value:
        return MalformedUpdate(f"an empty list; {_EXPECTED}", at)
    if not isinstance(value, dict):
        return MalformedUpdate(f"not an object but {kind_of(value)}; {_EXPECTED}", at)
    if not value:
        return MalformedUpdate(f"an empty object; {_EXPECTED}", at)
    if isinstance(value.get("$schema"), str) and ("properties" in value or "$defs" in value):
        return MalformedUpdate("looks like a JSON Schema, not like news", at)
    return None
