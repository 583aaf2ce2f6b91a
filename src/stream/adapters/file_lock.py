"""A file lock that the kernel drops with its holder, so that nothing stale is left behind."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

POLL_S = 0.2
"""Seconds between two attempts while waiting for the lock."""


class FileLock:
    """An exclusive lock on a file: across processes, and across two objects in one process.

    A child that inherits `fileno()` holds the lock too, so it outlives a killed parent.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def fileno(self) -> int | None:
        """Return the descriptor that holds the lock, or None while it isn't held."""
        return self._fd

    def try_acquire(self) -> bool:
        """Take the lock if it is free; return whether this object holds it now."""
        if self._fd is not None:
            return True
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(fd):
            os.close(fd)
            return False
        self._fd = fd
        return True

    @contextmanager
    def tried(self) -> Iterator[bool]:
        """Take the lock for a moment, if it is free; yield whether it was."""
        free = self.try_acquire()
        try:
            yield free
        finally:
            self.release()

    def acquire(self, waiting: Callable[[], None] | None = None) -> None:
        """Wait for the lock without limit; `waiting` is called once if there is a wait."""
        told = False
        while not self.try_acquire():
            if waiting is not None and not told:
                waiting()
                told = True
            time.sleep(POLL_S)

    def release(self) -> None:
        """Give the lock back; harmless when it isn't held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(fd: int) -> bool:
        # flock belongs to the open file, not to the process: a child that inherits it shares it.
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
