"""JSON Lines from files, folders and standard input; with `follow`, what is added later as well."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from stream.errors import NewswireError
from stream.formats.outcome import MAX_BYTES

LOOK_SECONDS = 0.5
"""Pause between looks at a followed file or folder."""

READ_AHEAD = 1000
"""Lines of standard input that are held until Kafka takes them."""

SUFFIXES = (".jsonl", ".ndjson", ".json")


class SourceError(NewswireError):
    """A source can't be read: see that the file or folder is there and may be read."""


class Line(NamedTuple):
    """One line as it stands (no line end), where it came from, and the file position after it."""

    value: bytes
    path: Path | None
    number: int
    position: int


MAX_LINE = MAX_BYTES + 1
"""Bytes of a line that are kept: one more than anything takes, so that what is cut is always refused."""

Positions = dict[str, int]
"""Where reading goes on, in bytes, by file path; given in and updated by the caller."""


async def lines_of(
    path: Path, *, follow: bool = False, positions: Positions | None = None
) -> AsyncIterator[Line]:
    """Lines of a file, or of a folder's JSON Lines files in order of name.

    `positions` says where to go on. With `follow` a line without its end waits for the rest, and a file
    that another has taken the place of is read from its beginning.
    Raises SourceError if there is no such file or folder.
    """
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder")
    seen = positions if positions is not None else {}
    known: dict[str, _Known] = {}
    while True:
        for file in _files(path):
            about = known.setdefault(str(file), _Known(seen.get(str(file), 0)))
            for line in _new_lines(file, about, whole_only=follow):
                yield line
                seen[str(file)] = line.position
        if not follow:
            return
        await asyncio.sleep(LOOK_SECONDS)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.iterdir() if p.suffix in SUFFIXES and p.is_file())


@dataclass(slots=True)
class _Known:
    """How far a file was read: bytes, lines, and the inode that it had then."""

    position: int
    lines: int = 0
    inode: int | None = None


def _new_lines(file: Path, known: _Known, whole_only: bool) -> Iterator[Line]:
    try:
        with file.open("rb") as stream:
            about = os.fstat(stream.fileno())
            if known.position > about.st_size or known.inode not in (None, about.st_ino):
                known.position, known.lines = 0, 0  # the file was cut or made anew
            known.inode = about.st_ino
            stream.seek(known.position)
            yield from _split(stream, file, known, whole_only)
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror or error}") from error


def _split(stream: IO[bytes], file: Path, known: _Known, whole_only: bool) -> Iterator[Line]:
    while (raw := _read_line(stream)).length:
        if whole_only and not raw.ended:
            return
        known.position += raw.length
        known.lines += 1
        if raw.value.strip():
            yield Line(raw.value, file, known.lines, known.position)


class Lines(Protocol):
    """What lines can be read from, one at a time."""

    def readline(self, limit: int, /) -> bytes:
        """The next line with its end, or its next `limit` bytes; empty at the end of all."""


class _Raw(NamedTuple):
    """A line without its end, cut to MAX_LINE; its whole length in bytes, and whether it has its end."""

    value: bytes
    length: int
    ended: bool


def _read_line(stream: Lines) -> _Raw:
    """The next line; of one that never ends no more than the limit is ever held."""
    value = part = stream.readline(MAX_LINE)
    length = len(part)
    while part and not part.endswith(b"\n"):
        part = stream.readline(MAX_LINE)
        length += len(part)
        value += part[: MAX_LINE - len(value)]
    return _Raw(value.rstrip(b"\r\n"), length, part.endswith(b"\n"))


async def lines_of_stdin(stream: Lines | None = None) -> AsyncIterator[Line]:
    """Lines of standard input, until its end; the event loop goes on meanwhile."""
    number = position = 0
    async for raw in _read_aside(stream):
        number, position = number + 1, position + raw.length
        if raw.value.strip():
            yield Line(raw.value, None, number, position)


async def _read_aside(stream: Lines | None) -> AsyncIterator[_Raw]:
    """Raw lines, read by a thread that nobody waits for: a terminal may never give another line."""
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[_Raw](READ_AHEAD)
    # A reader of our own: at exit Python wants back the lock of the one in sys.stdin.
    source = stream or open(0, "rb", closefd=False)  # noqa: SIM115

    def read() -> None:
        # Either means that the loop is closed: nobody listens.
        with contextlib.suppress(RuntimeError, CancelledError):
            while True:
                raw = _read_line(source)
                asyncio.run_coroutine_threadsafe(queue.put(raw), loop).result()
                if not raw.length:
                    return

    threading.Thread(target=read, name="standard-input", daemon=True).start()
    while (raw := await queue.get()).length:
        yield raw


class Pace:
    """Keeps to so many `turn`s a second, or to no limit; `clock` counts seconds."""

    def __init__(self, per_second: float | None, clock: Callable[[], float] | None = None) -> None:
        self._rate = per_second
        self._clock = clock or asyncio.get_running_loop().time
        self._began, self._turns = self._clock(), 0

    async def turn(self) -> None:
        """Wait until the next may go."""
        if self._rate:
            wait = self._began + self._turns / self._rate - self._clock()
            if wait > 0:
                await asyncio.sleep(wait)
        self._turns += 1


async def at_rate(lines: AsyncIterator[Line], per_second: float | None) -> AsyncIterator[Line]:
    """The same lines, no more than `per_second` of them a second."""
    pace = Pace(per_second)
    async for line in lines:
        await pace.turn()
        yield line
