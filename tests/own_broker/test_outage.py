"""A broker that answers late, or not at all: nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import IO

import pytest

from stream.adapters.broker import LocalBroker
from stream.bootstrap.processes import ChildProcess
from stream.pipeline.headers import TICK, heads_of
from stream.settings import Settings
from support.exact import every_stage_is_exact
from support.kafka import (
    Offsets,
    Worker,
    arguments,
    feed,
    feed_steadily,
    read,
    until_done,
)
from support.wires import wire

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

UPDATES = 900
PER_SECOND = 90
FIRST = 100
"""Updates that are there before the worker is: it is at work once it has told one of them."""

AT_ONCE, UNDER_WAY_SECONDS = 500, 0.3
"""Updates that come at one stroke then, and how long after them the broker fails: more than a worker has done by then.
Of a wire that only trickles in, nothing may be under way at that moment."""

FROZEN_SECONDS = 8
PATIENT = {"worker.delivery_timeout_seconds": 4, "worker.delivery_attempts": 8}
"""An attempt is shorter than the freeze, all of them are longer: something is tried again."""

GONE_SECONDS = 6
IMPATIENT = {"worker.delivery_timeout_seconds": 2, "worker.delivery_attempts": 2}
"""Given up well before the broker is back."""

WITHIN_SECONDS = 240


class Kept:
    """A worker that is started again when it ends, by the code of `newswire up`."""

    def __init__(self, settings: Settings, patience: dict[str, float]) -> None:
        settings.worker.data_dir.mkdir(parents=True, exist_ok=True)
        self.log = settings.worker.data_dir / "worker.log"
        self.codes: list[int] = []
        self._out: IO[bytes] = self.log.open("ab")
        self._process = ChildProcess(
            arguments(settings, patience),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=self._out,
            on_restart=self.codes.append,
        )

    @property
    def running(self) -> bool:
        """True while it is kept running."""
        return not self._process.ended

    async def __aenter__(self) -> Kept:
        await self._process.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._process.stop()
        self._out.close()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    """A broker of this file's own, to be ill-treated."""
    with LocalBroker(tmp_path_factory.mktemp("broker") / "kafka") as running:
        yield running


@pytest.fixture(scope="module")
def kafka(broker: LocalBroker) -> str:
    """Its address instead of the session's: what `settings` name here."""
    return broker.bootstrap


async def test_a_slow_produce_is_waited_for_or_tried_again(
    broker: LocalBroker, settings: Settings
) -> None:
    """The broker freezes while news comes in: the worker lives on, and every stage's output is exact."""
    async with news_coming_in(settings, PATIENT) as worker:
        await freeze(broker)
    assert worker.codes == [], worker.log.read_text()
    await nothing_is_lost(settings)


async def test_a_failed_produce_ends_the_worker_and_the_next_one_goes_on(
    broker: LocalBroker, settings: Settings
) -> None:
    """The broker dies while news comes in, and comes back: the worker gave up; its successor is exact."""
    async with news_coming_in(settings, IMPATIENT) as worker:
        broker.kill()
        await asyncio.sleep(GONE_SECONDS)
        await asyncio.to_thread(broker.start)
        assert broker.bootstrap == settings.kafka.bootstrap
    assert 70 in worker.codes, worker.log.read_text()
    assert "not taken in 2 attempts" in worker.log.read_text()
    await nothing_is_lost(settings)


async def test_a_worker_ends_when_asked_with_the_broker_gone(
    broker: LocalBroker, settings: Settings
) -> None:
    """SIGTERM in an outage: it ends by itself, as it does with a broker, and without a traceback."""
    await feed(settings, wire(FIRST, seed=7))
    worker = Worker(settings)
    with worker:
        await until_done(settings, [worker])
        broker.kill()
        try:
            assert worker.stop() == 0, worker.log.read_text()
        finally:
            await asyncio.to_thread(broker.start)
    assert "Traceback" not in worker.log.read_text()


@asynccontextmanager
async def news_coming_in(settings: Settings, patience: dict[str, float]) -> AsyncIterator[Kept]:
    """A worker at work on a wire that is under way; at the end, until all of it is done."""
    lines = list(wire(UPDATES, seed=5))
    await feed(settings, lines[:FIRST])
    async with Kept(settings, patience) as worker:
        await until_told(settings)
        await feed(settings, lines[FIRST : FIRST + AT_ONCE])
        rest = lines[FIRST + AT_ONCE :]
        feeding = asyncio.create_task(feed_steadily(settings, rest, PER_SECOND))
        try:
            await asyncio.sleep(UNDER_WAY_SECONDS)
            yield worker
            await feeding
            await until_done(settings, [worker], timeout=WITHIN_SECONDS)
        finally:
            feeding.cancel()


async def nothing_is_lost(settings: Settings) -> None:
    """Kafka has the wire once; of each stage's output nothing is missing, and re-sends equal the first."""
    sent = [r.value for r in await read(settings, "wire.updates") if TICK not in heads_of(r)]
    assert sorted(sent) == sorted(wire(UPDATES, seed=5))
    await every_stage_is_exact(settings)


async def until_told(settings: Settings) -> None:
    """Wait until the worker has opened a story."""
    deadline = time.monotonic() + WITHIN_SECONDS
    async with Offsets(settings) as offsets:
        while not sum((await offsets.ends("wire.stories")).values()):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.1)


async def freeze(broker: LocalBroker) -> None:
    """Stop the broker's process where it stands: connections stay, and nothing is answered."""
    assert broker.pid is not None
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(FROZEN_SECONDS)
    finally:
        os.kill(broker.pid, signal.SIGCONT)
