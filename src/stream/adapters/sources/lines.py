"""JSON Lines from files, folders and standard input; with `follow`, what is added later as well."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from stream.errors import NewswireError

LOOK_SECONDS = 0.5
"""Pause between looks at a followed file or folder."""

SUFFIXES = (".jsonl", ".ndjson", ".json")


class SourceError(NewswireError):
    """A source can't be read: see that the file or folder is there and may be read."""


class Line(NamedTuple):
    """One line as it stands (no line end), where it came from, and the file position after it."""

    value: bytes
    path: Path | None
    number: int
    position: int


Positions = dict[str, int]
"""Where reading goes on, in bytes, by file path; given in and updated by the caller."""


async def lines_of(
    path: Path, *, follow: bool = False, positions: Positions | None = None
) -> AsyncIterator[Line]:
    """Lines of a file, or of a folder's JSON Lines files in order of name.

    `positions` says where to go on. With `follow` a line without its end waits for the rest.
    Raises SourceError if there is no such file or folder.
    """
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder")
    seen = positions if positions is not None else {}
    numbers: dict[str, int] = {}
    while True:
        for file in _files(path):
            for line in _new_lines(file, seen.get(str(file), 0), numbers, whole_only=follow):
                yield line
                seen[str(file)] = line.position
        if not follow:
            return
        await asyncio.sleep(LOOK_SECONDS)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.is_file())


def _new_lines(
    file: Path, start: int, numbers: dict[str, int], whole_only: bool
) -> Iterator[Line]:
    try:
        with file.open("rb") as stream:
            if start > os.fstat(stream.fileno()).st_size:
                start = 0  # the file was cut or made anew
            stream.seek(start)
            yield from _split(stream, file, start, numbers, whole_only)
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror or error}") from error


def _split(
    stream: IO[bytes], file: Path | None, start: int, numbers: dict[str, int], whole_only: bool
) -> Iterator[Line]:
    position, name = start, str(file)
    for raw in stream:
        if whole_only and not raw.endswith(b"\n"):
            return
        position += len(raw)
        numbers[name] = numbers.get(name, 0) + 1
        value = raw.rstrip(b"\r\n")
        if value.strip():
            yield Line(value, file, numbers[name], position)


async def lines_of_stdin(stream: IO[bytes] | None = None) -> AsyncIterator[Line]:
    """Lines of standard input, until its end; the event loop goes on meanwhile."""
    source = stream or sys.stdin.buffer
    number = position = 0
    while raw := await asyncio.to_thread(source.readline):
        number, position = number + 1, position + len(raw)
        value = raw.rstrip(b"\r\n")
        if value.strip():
            yield Line(value, None, number, position)


async def at_rate(
    lines: AsyncIterator[Line],
    per_second: float | None,
    clock: Callable[[], float] = lambda: asyncio.get_running_loop().time(),
) -> AsyncIterator[Line]:
    """The same lines, no more than `per_second` of them a second."""
    began, sent = clock(), 0
    async for line in lines:
        if per_second:
            wait = began + sent / per_second - clock()
            if wait > 0:
                await asyncio.sleep(wait)
        sent += 1
        yield line
