"""The demo: start everything, play the sample, show what comes, sum up, leave nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from stream.adapters.kafka.lag import Lag
from stream.adapters.kafka.read import Reader
from stream.bootstrap.stopping import at_stop_signal
from stream.demo.feed import SAMPLE, Feed
from stream.demo.screen import Progress
from stream.demo.seen import TOPICS, Seen
from stream.demo.site import Site
from stream.demo.views import View, view_for
from stream.demo.words import steps, summary
from stream.pipeline.stages import SOURCES
from stream.settings import kafka_client_options

LOOK_SECONDS = 0.2
CALM_LOOKS = 4
"""So many looks in a row that find nothing uncommitted: between two stages a record is in no topic."""

SETTLE_SECONDS = 1.0
"""After the last embargo has ended: a tick comes within this time, and the looks see it."""

PATIENCE_SECONDS = 45.0
"""Longest wait, after the last update, for everything to come out."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


async def run_demo(follow: bool, rate: float, plain: bool, desk: bool = False) -> int:
    """Run the demo at `rate` updates a second; return the exit code.

    With `desk` the page is served beside it: then it goes on until a signal comes, as with `follow`.
    Raises a NewswireError that shows the end of a log if the broker or a process fails.
    """
    view = view_for(plain)
    try:
        with tempfile.TemporaryDirectory(prefix="newswire-demo-") as folder:
            async with Site(Path(folder), _say, desk) as site:
                return await Demo(site, rate, view).run(follow or desk)
    except (KeyboardInterrupt, asyncio.CancelledError):
        _say("stopped")
        return INTERRUPTED


class Demo:
    """One run on a site that is ready."""

    def __init__(self, site: Site, rate: float, view: View) -> None:
        self._site, self._view = site, view
        self._kafka = site.settings.kafka
        self._options = kafka_client_options(self._kafka)
        self._feed = Feed(site.settings, rate)
        self._seen = Seen(self._feed.embargoes)
        self._note, self._began = f"playing the sample, {rate:g} updates a second", time.monotonic()
        self._over = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self, follow: bool) -> int:
        """Play, show, sum up; with `follow`, go on until a signal comes."""
        topics = [self._kafka.topic(topic) for topic in TOPICS]
        async with Reader(self._options, topics) as reader, self._lag() as lag:
            with self._watching():
                self._begin(reader)
                await self._until_done(lag)
                seconds = time.monotonic() - self._began
                if follow:
                    await self._until_signal()
                await self._finish()
        print(f"\n{summary(self._seen, self._feed.sent, seconds, steps(str(SAMPLE)))}", flush=True)
        return 0

    def _lag(self) -> Lag:
        return Lag(self._options, self._kafka.group_id)

    def _begin(self, reader: Reader) -> None:
        self._began = time.monotonic()
        self._tasks = [
            asyncio.create_task(self._feed.run()),
            asyncio.create_task(self._read(reader)),
        ]

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        """The view is open and signals end the run in order; both are put back."""
        main = asyncio.current_task()
        assert main is not None
        at_stop_signal(main.cancel)
        self._view.open()
        try:
            yield
        finally:
            self._view.close()
            for task in self._tasks:
                task.cancel()

    async def _read(self, reader: Reader) -> None:
        names = {self._kafka.topic(topic): topic for topic in TOPICS}
        while not self._over.is_set():
            for record in await reader.poll(timeout_ms=100):
                self._take(names[record.topic], record)
        async for record in reader.until_now():
            self._take(names[record.topic], record)

    def _take(self, topic: str, record: object) -> None:
        if told := self._seen.take(topic, record):
            self._view.told(told)

    async def _until_done(self, lag: Lag) -> None:
        """Wait until every stage has committed all of its source, embargoes included."""
        sources = [self._kafka.topic(source) for source in SOURCES]
        calm, deadline = 0, 0.0
        while calm < CALM_LOOKS:
            await self._look()
            if not self._tasks[0].done():
                continue
            self._note = "all sent; waiting for the rest to come out"
            deadline = deadline or time.monotonic() + PATIENCE_SECONDS
            if self._feed.released(SETTLE_SECONDS):
                calm = calm + 1 if await lag.behind(sources) == 0 else 0
            if time.monotonic() > deadline:
                raise self._site.failure(f"not all came out within {PATIENCE_SECONDS:.0f} s")

    async def _look(self) -> None:
        """Draw, pause, and raise what has gone wrong meanwhile."""
        feed, desk = self._feed, self._site.desk
        self._view.draw(self._seen, Progress(feed.sent, feed.total, self._note, desk))
        await asyncio.sleep(LOOK_SECONDS)
        self._site.check()
        for task in self._tasks:
            if task.done():
                task.result()

    async def _until_signal(self) -> None:
        """Go on with what others send; Ctrl-C now is the regular end."""
        address = self._kafka.bootstrap
        self._note = f"Ctrl-C ends; newswire ingest FILE --bootstrap {address} adds your own"
        stop = asyncio.Event()
        at_stop_signal(stop.set)
        while not stop.is_set():
            await self._look()

    async def _finish(self) -> None:
        """Read to the end of the topics."""
        self._over.set()
        await self._tasks[1]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
