"""Whole documents: files of any format, a folder of them, standard input; each read within a limit."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import orjson

from stream.adapters.sources.lines import SourceError
from stream.errors import RecordTooLarge
from stream.formats.outcome import MAX_BYTES

LINES_SUFFIXES = (".jsonl", ".ndjson")
"""Names that say "JSON Lines"; such a file is read line by line, however large it is."""

_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")


class Document(NamedTuple):
    """Bytes that hold one item or many; `name` is the file or address, `format` a parser's or "auto"."""

    data: bytes
    name: str
    format: str = "auto"


class TooLarge(RecordTooLarge):
    """A document is larger than `limits.document_bytes`: ask for smaller ones, or raise the limit.

    Nothing was read of it, and it is not on the dead letters: it is where it was.
    """


def visible(text: str) -> str:
    """A text on one line that any terminal and log takes: a file's name may hold whatever it likes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_unfinished(name: str) -> bool:
    """Whether a file's name says that somebody still writes it, or that it is hidden."""
    return name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder in order of name; hidden and unfinished ones and folders are passed by.

    Raises SourceError if there is none: an empty folder is more often a wrong one.
    """
    try:
        found = sorted(p for p in folder.iterdir() if p.is_file() and not is_unfinished(p.name))
    except OSError as error:
        raise SourceError(f"{folder}: {error.strerror or error}") from error
    if not found:
        raise SourceError(f"{folder}: no file in this folder; folders below it are not entered")
    return found


def check_regular(path: Path) -> None:
    """Raise SourceError for a pipe or a device: to open one may wait for ever. Links are followed."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise SourceError(
            f"{path}: not a regular file; for a pipe give - and send it to standard input"
        )


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """A regular file's bytes. Raises SourceError, or TooLarge for one beyond `max_bytes`."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SourceError(f"{path}: not a regular file")
        with path.open("rb") as stream:
            return read_stream(stream, max_bytes)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def read_stream(stream: IO[bytes], max_bytes: int = MAX_BYTES, begun: bytes = b"") -> bytes:
    """The rest of a stream after what was `begun`; no more than the limit is ever held. Raises TooLarge."""
    data = begun + stream.read(max_bytes + 1 - len(begun))
    if len(data) > max_bytes:
        raise TooLarge(f"more than {max_bytes:,} bytes (limits.document_bytes)")
    return data


def is_line_of_json(line: bytes) -> bool:
    """Whether a line is one whole JSON object, as each of JSON Lines is."""
    text = line.strip()
    if not (text.startswith(b"{") and text.endswith(b"}")):
        return False
    try:
        return isinstance(orjson.loads(text), dict)
    except ValueError:
        return False


def named_as_lines(paths: Iterable[Path]) -> bool:
    """Whether every one of these files is JSON Lines by its name."""
    return all(path.suffix.lower() in LINES_SUFFIXES for path in paths)
