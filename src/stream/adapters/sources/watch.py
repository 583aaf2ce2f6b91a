"""A watched folder: each file is taken once, by one watcher, whole, and ends in `done/` or `failed/`.

A file is claimed by renaming it into a folder of the watcher's own below `.taken/`; of two watchers one
rename succeeds. What a watcher that died had claimed goes back to be taken again: after a crash a file may
be sent twice, which is a repeat, and none is lost. Links and pipes are left alone: a file that somebody
puts here must not make this program read another.
"""

from __future__ import annotations

import os
import stat
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self

from watchfiles import awatch

from stream.adapters.file_lock import FileLock
from stream.adapters.sources.documents import is_unfinished
from stream.adapters.sources.lines import SourceError

DONE, FAILED, TAKEN = "done", "failed", ".taken"
REASON_SUFFIX = ".reason.txt"

LOOK_SECONDS = 1.0
"""Longest pause between two looks: network mounts tell of no changes made elsewhere."""


_LONGEST_NAME = 255
"""Bytes (NAME_MAX of the usual file systems)."""


class Mark(NamedTuple):
    """What tells that a file has not changed."""

    inode: int
    size: int
    mtime_ns: int


class Candidate(NamedTuple):
    """A file that may be taken: it has stood still for `still` seconds."""

    path: Path
    mark: Mark
    still: float


class Claim(NamedTuple):
    """A file that is ours: where it lies now, its name, and how it was when it was read."""

    path: Path
    name: str
    mark: Mark | None = None


class Spool:
    """The watched folder. `settle` is how long a file must stand still; `clock` counts seconds."""

    def __init__(
        self, folder: Path, settle: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._settle, self._clock = folder, settle, clock
        self._seen: dict[str, tuple[Mark, float]] = {}
        self._own = folder / TAKEN / uuid.uuid4().hex
        self._lock = FileLock(self._own.with_suffix(".lock"))

    def __enter__(self) -> Self:
        """Make the folders below; raises SourceError if that can't be."""
        try:
            if not self._folder.is_dir():
                raise SourceError(f"{self._folder}: no such folder")
            for name in (DONE, FAILED, TAKEN):
                (self._folder / name).mkdir(exist_ok=True)
            self._lock.acquire()
            self._own.mkdir()
        except OSError as error:
            raise SourceError(f"{self._folder}: {error.strerror or error}") from error
        return self

    def __exit__(self, *exc: object) -> None:
        """Give back what is still claimed, and leave no trace."""
        self._give_back(self._own)
        self._lock.path.unlink(missing_ok=True)
        self._lock.release()

    async def wakes(self) -> AsyncIterator[None]:
        """Now, at each change in the folder, and at least every second."""
        pause = max(0.05, min(LOOK_SECONDS, self._settle / 2))
        yield None
        async for _ in awatch(
            self._folder, recursive=False, debounce=100, step=50,
            rust_timeout=int(pause * 1000), yield_on_timeout=True,
        ):  # fmt: skip
            yield None

    def candidates(self) -> list[Candidate]:
        """Files that have stood still long enough, in order of their times; ends the claims of the dead."""
        self._rescue()
        now, before, self._seen = self._clock(), self._seen, {}
        found = []
        for entry, mark in self._files():
            last, since = before.get(entry.name, (None, now))
            since = since if last == mark else now
            self._seen[entry.name] = (mark, since)
            if now - since >= self._settle:
                found.append(Candidate(Path(entry.path), mark, now - since))
        return sorted(found, key=lambda c: (c.mark.mtime_ns, c.path.name))

    def claim(self, candidate: Candidate) -> Claim | None:
        """Make a file ours; None if another has it, or if it has changed since it was looked at.

        Raises SourceError if it can't be moved, as the file of another user may not.
        """
        name = candidate.path.name
        try:
            candidate.path.rename(self._own / name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SourceError(f"{candidate.path}: {error.strerror or error}") from error
        claim = Claim(self._own / name, name, candidate.mark)
        if _mark(claim.path.lstat()) != candidate.mark:
            self.put_back(claim)
            return None
        return claim

    def put_back(self, claim: Claim) -> None:
        """Let it be taken again."""
        _move(claim, self._folder)

    def done(self, claim: Claim) -> Path:
        """All of it that is news is on the wire; what has grown meanwhile is taken again as a whole."""
        return _move(claim, self._folder if _has_changed(claim) else self._kept(DONE))

    def failed(self, claim: Claim, reason: str) -> Path:
        """Something of it could not be read; the reason lies beside it, unless it has grown meanwhile."""
        if _has_changed(claim):
            return _move(claim, self._folder)
        target = _move(claim, self._kept(FAILED), beside=REASON_SUFFIX)
        reason_file = target.with_name(target.name + REASON_SUFFIX)
        reason_file.write_text(reason, encoding="utf-8", errors="backslashreplace")
        return target

    def _kept(self, name: str) -> Path:
        """The folder of what was taken, made again if somebody has cleared it away with its files."""
        (self._folder / name).mkdir(exist_ok=True)
        return self._folder / name

    def _files(self) -> Iterator[tuple[os.DirEntry[str], Mark]]:
        try:
            with os.scandir(self._folder) as entries:
                found = [e for e in entries if not is_unfinished(e.name)]
        except OSError as error:
            raise SourceError(f"{self._folder}: {error.strerror or error}") from error
        for entry in found:
            try:
                about = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # another watcher has it by now
                continue
            if stat.S_ISREG(about.st_mode):
                yield entry, _mark(about)

    def _rescue(self) -> None:
        """Give back what watchers that are no more had claimed; the kernel has dropped their locks."""
        for folder in sorted((self._folder / TAKEN).iterdir()):
            if folder == self._own or not folder.is_dir():
                continue
            lock = FileLock(folder.with_suffix(".lock"))
            if lock.try_acquire():
                self._give_back(folder)
                lock.path.unlink(missing_ok=True)
                lock.release()

    def _give_back(self, folder: Path) -> None:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                self.put_back(Claim(path, path.name))
            folder.rmdir()


def _mark(about: os.stat_result) -> Mark:
    return Mark(about.st_ino, about.st_size, about.st_mtime_ns)


def _has_changed(claim: Claim) -> bool:
    """Whether somebody still writes the file: a program that has it open goes on doing so after a rename."""
    try:
        return claim.mark is not None and _mark(claim.path.lstat()) != claim.mark
    except FileNotFoundError:
        return False


def _named(stem: str, ending: str, room: int) -> str:
    """A name of so many bytes at most: the ending is kept."""
    return os.fsdecode(os.fsencode(stem)[: room - len(os.fsencode(ending))]) + ending


def _move(claim: Claim, folder: Path, beside: str = "") -> Path:
    """Move a file into a folder, under a name that is nobody's there: nothing is overwritten.

    A name that is too long is cut, also for that of a file `beside` it.
    """
    stem, suffix = Path(claim.name).stem, Path(claim.name).suffix
    for n in count(1):
        ending = suffix if n == 1 else f"~{n}{suffix}"
        target = folder / _named(stem, ending, _LONGEST_NAME - len(beside))
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            continue
        try:
            return claim.path.replace(target)
        except FileNotFoundError as error:
            target.unlink()
            raise SourceError(f"{claim.path}: it was taken away while it was read") from error
    raise AssertionError("count() does not end")
