"""`newswire serve`: a feed, a store and an HTTP server on one event loop, stopped in order."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

from stream import __version__
from stream.adapters.file_lock import FileLock
from stream.adapters.kafka.loop import fast_loop
from stream.bootstrap.desk_feed import Feed
from stream.bootstrap.desk_tokens import tokens_of
from stream.bootstrap.kafka_watch import kafka_watch
from stream.bootstrap.stopping import at_stop_signal
from stream.desk.http.access import Access
from stream.desk.http.app import create_app
from stream.desk.http.listening import listen
from stream.desk.http.live import HEARTBEAT_SECONDS, Hub
from stream.desk.http.server import HttpServer
from stream.desk.http.status import Status
from stream.desk.state.schema import MEMORY
from stream.desk.state.store import Store
from stream.desk.state.writer import TOPICS
from stream.errors import ConfigError, NewswireError
from stream.model.times import millis
from stream.observe.desk import DeskMetrics
from stream.settings import Settings, kafka_client_options
from stream.web.health import Health
from stream.web.status import StatusServer

TICK_SECONDS = 1.0

log = structlog.get_logger("newswire.serve")


class DeskFailed(NewswireError):
    """The desk's database could not be written or read: see that the disk has room, then start again.

    Nothing is lost: it goes on where it was; a file that is damaged can be deleted, and is filled again.
    """


def now() -> int:
    """The machine's time in milliseconds."""
    return millis(datetime.now(UTC))


def database_of(settings: Settings) -> str:
    """Where the store is."""
    if settings.serve.memory:
        return MEMORY
    return str(settings.serve.database or settings.worker.data_dir / "desk.db")


def _locked(database: str) -> FileLock:
    """The lock on a database file: two that write into one would each skip what the other has read."""
    path = Path(f"{database}.lock") if database != MEMORY else Path(os.devnull)
    lock = FileLock(path)
    if database == MEMORY:
        return lock
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        free = lock.try_acquire()
    except OSError as error:
        raise ConfigError(f"serve.database: {database} can't be used: {error.strerror}") from error
    if not free:
        raise ConfigError(
            f"serve.database: {database} is another running desk's; give this one its own"
        )
    return lock


class Desk:
    """All parts of one `newswire serve`. Making it raises ConfigError for what is wrong with the settings."""

    def __init__(self, settings: Settings) -> None:
        serve, kafka = settings.serve, settings.kafka
        options = kafka_client_options(kafka)
        access = Access(tokens_of(serve), now)
        self._sock = listen(serve.host, serve.port)
        self.metrics, self.health = (
            DeskMetrics(),
            Health("the topics are not read to their end yet"),
        )
        self.status = Status(__version__, now, serve.stale_seconds)
        names = {name: kafka.topic(name) for name in TOPICS}
        self._lock = _locked(database_of(settings))
        self.store = Store(database_of(settings), now, serve.retention_days, names)
        self.hub = Hub(self.store, self.status, self.metrics.dropped)
        self.app = create_app(
            self.store,
            self.hub,
            self.status,
            access,
            serve.cors_origins,
            timed=self.metrics.request,
        )
        self.http = HttpServer(self.app, self._sock)
        self.feed = Feed(options, self.store, self.hub, self.status, self.metrics, self.health)
        self.watch = kafka_watch(settings, self.health, self._reached)

    def _reached(self, there: bool) -> None:
        """Kafka is gone, which the feed itself would find out some seconds later; or back: it says so."""
        if not there:
            self.feed.connected(False)
            self.hub.heartbeat()  # editors need not wait for the next one to hear it

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`; raises what a part raises."""
        await self.http.start()
        works = (self.feed.run(), self._tick(), self._beat(), self.watch.run())
        parts = [self._start(work) for work in works]
        stopping = self._start(stop.wait())
        try:
            done, _ = await asyncio.wait([*parts, stopping], return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        finally:
            self.health.stopping()
            await _cancel([*parts, stopping])
            self.hub.close()
            await self.http.stop()
            await asyncio.to_thread(self.store.close)
            self._lock.release()

    @staticmethod
    def _start(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return asyncio.create_task(work)

    async def _tick(self) -> None:
        """Embargoes end whether or not anything comes from Kafka."""
        while True:
            began = time.monotonic()
            await self.hub.publish((await self.store.tick()).last_event)
            self.metrics.streams(len(self.hub))
            await asyncio.sleep(max(0.05, TICK_SECONDS - (time.monotonic() - began)))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.hub.heartbeat()


async def _cancel(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def serve(settings: Settings, port_file: Path | None = None) -> None:
    """Run until SIGINT or SIGTERM. `port_file` is written with the desk's port once it answers."""
    stop = asyncio.Event()
    at_stop_signal(stop.set)
    desk = Desk(settings)
    server = StatusServer(desk.metrics.registry, desk.health)
    if settings.status.enabled:
        port = await server.start(
            settings.status.host, settings.serve.status_port, "serve.status_port"
        )
        log.info("status pages", host=settings.status.host, port=port)
    log.info("desk", url=f"http://{settings.serve.host}:{desk.http.port}/")
    if port_file is not None:
        _write_port(port_file, desk.http.port)
    try:
        await desk.run(stop)
    finally:
        await server.stop()


def _write_port(file: Path, port: int) -> None:
    try:
        file.write_text(str(port))
    except OSError as error:
        raise ConfigError(f"--port-file {file}: can't be written: {error.strerror}") from error


def run(settings: Settings, port_file: Path | None = None) -> None:
    """Serve on a fast event loop where there is one. Raises ConfigError, DeskFailed."""
    try:
        with asyncio.Runner(loop_factory=fast_loop()) as runner:
            runner.run(serve(settings, port_file))
    except sqlite3.Error as error:
        raise DeskFailed(f"serve.database {database_of(settings)}: {error}") from error
