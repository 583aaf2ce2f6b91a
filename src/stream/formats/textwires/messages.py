"""The messages of a wire stream: the frame that IPTC 7901 and ANPA 1312 share, and an outcome for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate
from stream.formats.outcome import Hints, Outcome, Refused, judged, with_data

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
"""Start of heading, start of text, end of text, end of transmission: the frame of a message."""

_FRAME = re.compile(rb"\x01[^\x01\x04]*+\x04?")

_MARK = b"\xef\xbb\xbf"
"""UTF-8's byte order mark: some programs set it before any file that they save."""

_LETTER = re.compile(rb"[A-Za-z0-9\x80-\xff]{3}")


class Message(NamedTuple):
    """One message of a stream: its bytes, and the offset at which they begin."""

    data: bytes
    offset: int


def split_messages(data: bytes) -> Iterator[Message | MalformedUpdate]:
    """The messages of a stream, in order; text between them that belongs to none is an error each.

    A frame without any text is a sign of life on the line and no message.
    """
    at = len(_MARK) if data.startswith(_MARK) else 0
    for frame in _FRAME.finditer(data):
        yield from _stray(data, at, frame.start())
        if _LETTER.search(frame[0]):
            yield Message(frame[0], frame.start())
        at = frame.end()
    yield from _stray(data, at, len(data))


def read_messages(
    data: bytes,
    hints: Hints,
    standard: str,
    record_of: Callable[[Message, Hints], dict[str, Any]],
) -> Iterator[Outcome]:
    """Read the messages of a stream of the named standard: a record each, or why not."""
    if len(data) > hints.max_bytes:
        yield Refused(
            MalformedUpdate(f"{len(data)} bytes, more than {hints.max_bytes}", hints.name)
        )
        return
    found = False
    for message in split_messages(data):
        found = True
        if isinstance(message, MalformedUpdate):
            yield Refused(message)
            continue
        try:
            yield with_data(judged(record_of(message, hints), hints), message.data)
        except MalformedUpdate as error:
            yield Refused(error, data=message.data)
    if not found:
        yield Refused(MalformedUpdate(f"no {standard} message", hints.name))


def _stray(data: bytes, start: int, end: int) -> Iterator[MalformedUpdate]:
    if _LETTER.search(data, start, end):
        yield MalformedUpdate("text outside of a message (no start of heading)", f"byte {start}")


def complete(message: bytes) -> bool:
    """Whether a message has its end: a cut text is worse than none, its denial is what is lost."""
    return b"\x03" in message or b"\x04" in message
