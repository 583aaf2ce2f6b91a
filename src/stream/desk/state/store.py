"""The desk's state: one writer in a thread of its own, readers in a few others, so that no loop waits."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple, Unpack

from stream.desk.read.events import identity_of
from stream.desk.state.schema import MEMORY, connect, prepare
from stream.desk.state.times import Clock
from stream.desk.state.writer import TOPICS, Applied, Writer
from stream.ports import Raw

READERS = 4
"""Threads that read; SQLite lets the interpreter's lock go while it works."""

T = TypeVar("T")
Args = TypeVarTuple("Args")


class Store:
    """A database file, or `:memory:`; `retention_days` is how long what no longer changes is kept.

    In memory everything shares one connection and one thread. Raises ConfigError for a file that can't be
    used.
    """

    def __init__(
        self,
        path: str,
        clock: Clock,
        retention_days: int = 14,
        names: Mapping[str, str] | None = None,
        identity: str | None = None,
    ) -> None:
        self._path, self._clock = path, clock
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._db = self._open(read_only=False)
        prepare(self._db, identity or uuid.uuid4().hex[:12], path)
        self.identity = identity_of(self._db)
        self.topics = dict(names or {name: name for name in TOPICS})
        self._writer = Writer(self._db, self.topics, retention_days * 86_400_000)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="desk-writer")
        self._reading = (
            self._writing
            if path == MEMORY
            else ThreadPoolExecutor(READERS, thread_name_prefix="desk-reader")
        )

    async def offsets(self) -> dict[tuple[str, int], int]:
        """The next offset to read of each (topic, partition)."""
        return await self._on(self._writing, self._writer.offsets)

    async def apply(self, records: Sequence[Raw]) -> Applied:
        """Fold records in, in this order, and remember their offsets; all of it or nothing."""
        return await self._on(self._writing, lambda: self._writer.apply(records, self._clock()))

    async def tick(self) -> Applied:
        """Let time do what it does; to be called about once a second."""
        return await self._on(self._writing, lambda: self._writer.tick(self._clock()))

    async def read(self, query: Callable[[sqlite3.Connection, Unpack[Args]], T], *args: *Args) -> T:
        """Run a query on a connection of a reading thread."""
        return await self._on(self._reading, lambda: query(self._connection(), *args))

    def close(self) -> None:
        """Wait for what is under way, and close all connections."""
        self._reading.shutdown()
        self._writing.shutdown()
        for db in self._opened:
            db.close()

    def _connection(self) -> sqlite3.Connection:
        """The thread's own connection; the writer's in memory, where it is the only one."""
        if self._path == MEMORY:
            return self._db
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = self._open(read_only=True)
        return found

    def _open(self, *, read_only: bool) -> sqlite3.Connection:
        db = connect(self._path, read_only=read_only)
        self._opened.append(db)
        return db

    async def _on(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)
