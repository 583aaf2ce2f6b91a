"""The compiled gazetteer on disk: where it lies, and how it is read and written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec


def cache_dir() -> Path:
    """The user's cache folder: NEWSWIRE_CACHE, else XDG_CACHE_HOME/newswire, else ~/.cache/newswire."""
    if own := os.environ.get("NEWSWIRE_CACHE"):
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "newswire"


def load(path: Path, kind: type[Any]) -> Any | None:
    """What is stored at `path`, or None if there is nothing or it can't be read (then it is made again)."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def store(path: Path, value: Any) -> None:
    """Write beside and rename, so that two processes never see half a file; a full disk is no error."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.msgpack.encode(value))
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
