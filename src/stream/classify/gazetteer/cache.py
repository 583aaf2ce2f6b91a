"""The compiled gazetteer on disk: where it lies, and how it is read and written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

UNUSED = 30 * 24 * 3600
"""Seconds after which a gazetteer of another version, or the rest of a write that failed, may go."""


def cache_dir() -> Path:
    """The user's cache folder: NEWSWIRE_CACHE, else XDG_CACHE_HOME/newswire, else ~/.cache/newswire."""
    if own := os.environ.get("NEWSWIRE_CACHE"):
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "newswire"


def load(path: Path, kind: type[Any]) -> Any | None:
    """What is stored at `path`, or None if there is nothing or it can't be read (then it is made again).

    The file's time is set to now, so that `store` sees that it is in use (many disks keep no time of reading).
    """
    try:
        found = msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None
    with contextlib.suppress(OSError):  # another user's, or a read-only disk
        os.utime(path)
    return found


def store(path: Path, value: Any) -> None:
    """Write beside and rename, so that two processes never see half a file; a full disk is no error.

    Then the files of other versions go that nobody has used for a month (`UNUSED`).
    """
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.msgpack.encode(value))
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
        _remove_unused(path)


def _remove_unused(path: Path) -> None:
    """Delete what lies beside `path` under the same first word and was last used long before it was written.

    A process that still runs on an older version has it in memory, and makes the file again if it needs to.
    """
    kind, _, _ = path.name.partition("-")
    written = path.stat().st_mtime
    for other in sorted(path.parent.glob(f"{kind}-*")):
        with contextlib.suppress(OSError):  # another process may have deleted it
            used = other.stat()
            if written - max(used.st_mtime, used.st_atime) > UNUSED:
                other.unlink()
