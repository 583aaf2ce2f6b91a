"""The desk's server over a store of made-up news, without Kafka: for tests and for whoever builds the page.

    python -m support.desk --port 6071          (PYTHONPATH=src:tests)
    python -m support.desk --port 6071 --more 2 (two further records a second, for the live view)
    python -m support.desk --token abcdefghijklmnopqrst

On standard input it takes further records, one JSON object a line:
    {"topic": "news.alerts", "key": "…", "value": {…}}     (topics: news.alerts, news.counts, wire.classified)
and the short forms
    update [headline]     a new story with its alert         amend     the last alert again, amended
    kill                  the last story killed, its alert withdrawn
    many N                N updates at once
In a test: `async with DeskServer(path) as desk: await desk.push(*records)`; `desk.url` is its address.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from stream.desk.http.access import Access
from stream.desk.http.app import create_app
from stream.desk.http.listening import listen
from stream.desk.http.live import Hub
from stream.desk.http.page import PAGE
from stream.desk.http.server import HttpServer
from stream.desk.http.status import Status
from stream.desk.state.store import Store
from stream.desk.state.times import Clock
from stream.pipeline.replay import Record

from .news import MadeUp, fixture, record, system_clock


class DeskServer:
    """A running desk without a feed; `push` is the feed. The store is in memory unless a path is given."""

    def __init__(
        self, path: str = ":memory:", port: int = 0, tokens: Iterable[str] = (),
        clock: Clock = system_clock, cors: Sequence[str] = (), page: Path = PAGE,
    ) -> None:  # fmt: skip
        self.store = Store(path, clock)
        self.status, self.clock = Status("0.0.0", clock), clock
        self.status.connected, self.dropped = True, 0
        self.hub = Hub(self.store, self.status, self._lost)
        self.app = create_app(self.store, self.hub, self.status, Access(tokens, clock), cors, page)
        self._port, self._offset = port, 0
        self._tasks: list[asyncio.Task[None]] = []

    def _lost(self) -> None:
        self.dropped += 1

    async def push(self, *records: Record) -> None:
        """Fold records in and tell the streams, as the feed does."""
        applied = await self.store.apply(records)
        self.status.read(max(r.timestamp for r in records), 0)
        await self.hub.publish(applied.last_event)

    async def tick(self) -> None:
        """Let time do what it does."""
        await self.hub.publish((await self.store.tick()).last_event)

    async def __aenter__(self) -> DeskServer:
        self.http = HttpServer(self.app, listen("127.0.0.1", self._port))
        await self.http.start()
        self.url = f"http://127.0.0.1:{self.http.port}"
        self._tasks = [asyncio.create_task(self._ticking())]
        return self

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            await self.tick()

    async def __aexit__(self, *exc: object) -> None:
        for task in self._tasks:
            task.cancel()
        self.hub.close()
        await self.http.stop()
        self.store.close()


async def _lines(desk: DeskServer, wire: MadeUp) -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, _, rest = line.strip().partition(" ")
        if line.startswith("{"):
            given = json.loads(line)
            records = [record(given["topic"], given.get("key", ""), given["value"])]
        elif word == "many":
            records = [r for _ in range(int(rest or 100)) for r in wire.update()]
        elif word == "update":
            records = wire.update(rest)
        else:
            made = {"amend": wire.amend, "kill": wire.kill}
            records = made[word]() if word in made else []
        if records:
            await desk.push(*records)
            print(f"{len(records)} records", flush=True)


async def _serve(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or str(Path(folder) / "desk.db")
        tokens = [options.token] if options.token else []
        async with DeskServer(path, options.port, tokens) as desk:
            wire, records = fixture()
            await desk.push(*records)
            print(f"the desk is at {desk.url}", flush=True)
            reading = asyncio.create_task(_lines(desk, wire))
            beat = 0.0
            while True:
                await asyncio.sleep(1 / options.more if options.more else 1.0)
                beat += 1 / options.more if options.more else 1.0
                if options.more:
                    await desk.push(*wire.update())
                if beat >= 15:
                    beat = 0.0
                    desk.hub.heartbeat()
                if reading.done() and reading.exception():
                    reading.result()


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m support.desk", description=__doc__)
    parser.add_argument("--port", type=int, default=6071)
    parser.add_argument("--database", default="", help="a file to keep; a new one if left out")
    parser.add_argument("--token", default="", help="ask for this token")
    parser.add_argument("--more", type=float, default=0.0, help="further updates a second")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
