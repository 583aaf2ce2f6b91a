"""JSON Lines: one item a line, in the project's words, ninjs or an agency's JSON.

A list of items, one item over many lines, and a sequence of RFC 7464 are read as well, and a list with an item a
line that a fault in one of them makes no JSON. A line that can't be read is refused with its number and the rest
goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from stream.errors import MalformedUpdate
from stream.formats.ninjs import parse as parse_document
from stream.formats.ninjs import read_item
from stream.formats.ninjs.json import FILLERS, SEPARATOR, decode, items, to_utf8
from stream.formats.outcome import Hints, Outcome, Refused, with_data

_OF_LIST = (b"[", b"]", b"],", b",")
"""Lines that are no more than what a list has around and between its items."""


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a document of lines; never raises, and yields at least one outcome."""
    if len(data) > hints.max_bytes:
        return parse_document(data, hints)
    try:
        text, mended = to_utf8(data)
    except MalformedUpdate:
        return parse_document(data, hints)  # says why
    between = SEPARATOR if text.lstrip().startswith(SEPARATOR) else b"\n"
    lines = [(number, line.strip(FILLERS)) for number, line in enumerate(text.split(between), 1)]
    lines = [(number, line) for number, line in lines if line and line not in _OF_LIST]
    if not lines or not (_is_item(lines[0][1]) or _has_items(data, lines, hints)):
        return parse_document(data, hints)
    return _lines(lines, mended, hints)


def _is_item(line: bytes) -> bool:
    """Whether a line looks like an item of its own: an object from end to end, or with a list's comma behind it."""
    return line.startswith(b'{"') and line.endswith((b"}", b"},"))


def _has_items(data: bytes, lines: list[tuple[int, bytes]], hints: Hints) -> bool:
    """Whether a document that is no JSON as a whole has lines that look like items."""
    try:
        decode(data, hints.max_bytes)
    except MalformedUpdate:
        return any(_is_item(line) for _, line in lines)
    return False


def _lines(lines: list[tuple[int, bytes]], mended: list[str], hints: Hints) -> Iterator[Outcome]:
    for number, line in lines:
        where = f"line {number}"
        bare = line[:-1] if line.endswith(b"},") else line
        told = mended if bare is line else [*mended, "a comma behind the item: no JSON Lines"]
        try:
            decoded = decode(bare, hints.max_bytes)
        except MalformedUpdate as error:
            said = MalformedUpdate(f"line {number}: {error.reason}", where)
            yield Refused(said, data=line)
            continue
        for inner, item in items(decoded.value):
            place = f"{where}, {inner}" if inner else where
            outcome = read_item(item, place, told + decoded.warnings, hints)
            yield with_data(outcome, line)
