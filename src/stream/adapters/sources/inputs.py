"""What `newswire ingest` is given, one piece at a time: lines where it is JSON Lines, else documents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from stream.adapters.sources.documents import (
    Document,
    TooLarge,
    check_regular,
    files_in,
    is_line_of_json,
    named_as_lines,
    read_file,
    read_stream,
)
from stream.adapters.sources.lines import Line, SourceError, lines_of, lines_of_stdin
from stream.errors import NewswireError
from stream.formats.outcome import MAX_BYTES

STDIN = "standard input"


class Unread(NamedTuple):
    """A file of a folder that could not be read; the others go on."""

    name: str
    error: NewswireError


Piece = Line | Document | Unread


def check(path: str) -> None:
    """Raise SourceError if there is nothing to read at a path, before anything is connected for it."""
    place = Path(path)
    if path != "-" and not place.exists():
        scheme, colon, _ = path.partition("://")
        if colon and scheme.isalnum():
            raise SourceError(f"{path}: {scheme} is no way in: an address is http or https")
        raise SourceError(f"{path}: no such file or folder")
    check_regular(place)
    if place.is_dir():
        files_in(place)


async def inputs_of(
    path: str, format: str = "auto", *, follow: bool = False, max_bytes: int = MAX_BYTES
) -> AsyncIterator[Piece]:
    """The pieces of a file, of a folder's files in order of name, or of standard input ("-").

    JSON Lines is what is asked for, named so, or begins with a line that is a JSON object and has more
    lines: it is read line by line. All else is read whole, up to `max_bytes`. With `follow` a path is
    JSON Lines. Raises SourceError for what is not there, and TooLarge if it is one document.
    """
    if path == "-":
        # Never closed: a thread may still wait for a line when all else is over.
        stream = open(0, "rb", closefd=False)  # noqa: SIM115
        async for piece in _stdin(stream, format, max_bytes):
            yield piece
        return
    place = Path(path)
    check_regular(place)
    if follow or format == "jsonl":
        async for line in lines_of(place, follow=follow):
            yield line
        return
    check(path)
    folder = place.is_dir()
    for file in files_in(place) if folder else [place]:
        async for piece in _file(file, format, max_bytes, alone=not folder):
            yield piece


async def _file(file: Path, format: str, most: int, alone: bool) -> AsyncIterator[Piece]:
    if format == "auto" and await asyncio.to_thread(_is_lines, file):
        async for line in lines_of(file):
            yield line
        return
    try:
        yield Document(await asyncio.to_thread(read_file, file, most), str(file), format)
    except (SourceError, TooLarge) as error:
        if alone and isinstance(error, SourceError):
            raise
        yield Unread(str(file), error)


async def _stdin(stream: IO[bytes], format: str, most: int) -> AsyncIterator[Piece]:
    begun = b""
    if format in ("auto", "jsonl"):
        begun = await asyncio.to_thread(_first_line, stream, most)
        if format == "jsonl" or is_line_of_json(begun):
            async for line in lines_of_stdin(_Resumed(begun, stream)):
                yield line
            return
    try:
        yield Document(await asyncio.to_thread(read_stream, stream, most, begun), STDIN, format)
    except TooLarge as error:
        yield Unread(STDIN, error)


def _first_line(stream: IO[bytes], most: int) -> bytes:
    """What a stream begins with, up to the end of the first line that is not blank."""
    begun = b""
    while not begun.strip() and len(begun) <= most and (line := stream.readline(most + 1)):
        begun += line
    return begun


class _Resumed:
    """A stream whose beginning was read already."""

    def __init__(self, begun: bytes, stream: IO[bytes]) -> None:
        self._begun, self._stream = BytesIO(begun), stream

    def readline(self, limit: int, /) -> bytes:
        return self._begun.readline(limit) or self._stream.readline(limit)


def _is_lines(file: Path) -> bool:
    """Whether a file is JSON Lines, by its name or by how it begins."""
    if named_as_lines([file]):
        return True
    try:
        with file.open("rb") as stream:
            first = _first_line(stream, MAX_BYTES)
            return is_line_of_json(first) and bool(_first_line(stream, MAX_BYTES).strip())
    except OSError:
        return False
