"""What tests do on a real Kafka: feed a wire, run workers, read topics, wait for the end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from stream.adapters.kafka.lag import Lag
from stream.adapters.kafka.read import Reader
from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.model.topics import UPDATES
from stream.pipeline.arrival import key_of
from stream.settings import Settings, kafka_client_options


def arguments(settings: Settings, more: Mapping[str, object] | None = None) -> list[str]:
    """Command-line options that give a worker process these settings."""
    kafka, worker = settings.kafka, settings.worker
    values: dict[str, object] = {
        "kafka.prefix": kafka.prefix,
        "kafka.session_timeout_seconds": kafka.session_timeout_seconds,
        "kafka.heartbeat_seconds": kafka.heartbeat_seconds,
        "kafka.partitions": kafka.partitions,
        "worker.commit_interval_seconds": worker.commit_interval_seconds,
        "worker.tick_seconds": worker.tick_seconds,
        "worker.batch_records": worker.batch_records,
        "worker.data_dir": str(worker.data_dir),
        "status.port": 0,
        "serve.enabled": False,
        "log.level": "warning",
        **(more or {}),
    }
    changes = [f"{key}={value}" for key, value in values.items()]
    return ["--bootstrap", kafka.bootstrap, *(p for c in changes for p in ("--set", c))]


class Worker:
    """A `newswire worker` process; its log is kept in a file, shown when something goes wrong."""

    def __init__(
        self, settings: Settings, name: str = "a", stages: str | None = None,
        more: Mapping[str, object] | None = None, command: Iterable[str] = ("-m", "stream", "worker"),
    ) -> None:  # fmt: skip
        folder = settings.worker.data_dir
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"worker-{name}.log"
        extra = {"worker.data_dir": str(folder / name), **(more or {})}
        self.command = [sys.executable, *command, *arguments(settings, extra)]
        if stages:
            self.command += ["--stages", stages]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Worker:
        """Start it, in the background."""
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=env)
        return self

    def signal(self, number: int) -> int:
        """Send a signal and wait for the end; return the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=40)

    def kill(self) -> None:
        """SIGKILL: no goodbye to anybody."""
        self.signal(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM: finish and leave the group."""
        return self.signal(signal.SIGTERM)

    async def stand_still(self, seconds: float) -> int:
        """Pause it, as a machine that is suspended does; return the code of the end that follows."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)
        return await asyncio.to_thread(self.process.wait, 40)

    @property
    def running(self) -> bool:
        """True while it runs."""
        return self.process is not None and self.process.poll() is None

    def __enter__(self) -> Worker:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        if self.running:
            self.stop()


async def feed(settings: Settings, lines: Iterable[bytes]) -> int:
    """Make the topics and send lines to the wire, keyed as `ingest` does; return how many."""
    await create_topics(settings)
    topic, n = settings.kafka.topic(UPDATES), 0
    async with sender(settings) as out:
        for line in lines:
            await out.send(topic, key_of(line), line)
            n += 1
    return n


async def feed_steadily(settings: Settings, lines: Iterable[bytes], per_second: float) -> None:
    """Send lines at a pace, whatever becomes of the broker or the worker meanwhile."""
    topic = settings.kafka.topic(UPDATES)
    async with sender(settings) as out:
        for line in lines:
            await out.send(topic, key_of(line), line)
            await asyncio.sleep(1 / per_second)


async def read(settings: Settings, *topics: str) -> list[Any]:
    """All records of the topics (project names), ordered by topic, partition and offset."""
    names = [settings.kafka.topic(topic) for topic in topics]
    async with Reader(kafka_client_options(settings.kafka), names) as reader:
        found = [record async for record in reader.until_now()]
    return sorted(found, key=lambda r: (r.topic, r.partition, r.offset))


class Offsets:
    """The product's `Lag` of the worker group, by the project's names of topics."""

    def __init__(self, settings: Settings) -> None:
        kafka = settings.kafka
        self._name = kafka.topic
        self._lag = Lag(kafka_client_options(kafka), kafka.group_id)

    async def __aenter__(self) -> Offsets:
        await self._lag.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._lag.__aexit__(*exc)

    async def ends(self, topic: str) -> dict[int, int]:
        """The next offset to be written, by partition."""
        found = await self._lag.ends([self._name(topic)])
        return {place.partition: end for place, end in found.items()}

    async def commits(self, topic: str) -> dict[int, int]:
        """The next offset to be read, by partition; 0 where nothing is committed."""
        found = await self._lag.commits([self._name(topic)])
        return {place.partition: commit for place, commit in found.items()}

    async def behind(self, topics: Iterable[str]) -> int:
        """Records of the topics that are not committed yet."""
        return await self._lag.behind(map(self._name, topics))


SOURCES = ("wire.updates", "wire.accepted", "wire.stories", "wire.classified", "wire.tallies")


class Runs(Protocol):
    """A worker, or what keeps one running."""

    log: Path

    @property
    def running(self) -> bool:
        """False once nothing more is to be expected of it."""


async def until_done(
    settings: Settings, workers: Iterable[Runs], timeout: float = 120, quiet: int = 3
) -> None:
    """Wait until every stage has committed all of its source; fail, with the log, if that takes too long."""
    workers = list(workers)
    deadline, calm = time.monotonic() + timeout, 0
    async with Offsets(settings) as offsets:
        while calm < quiet:
            left = await offsets.behind(SOURCES)
            calm = calm + 1 if left == 0 else 0
            if time.monotonic() > deadline or not any(w.running for w in workers):
                logs = "\n".join(_tail(w.log) for w in workers)
                raise AssertionError(f"{left} records are not committed after {timeout} s\n{logs}")
            await asyncio.sleep(0.2)


def _tail(path: Path, lines: int = 40) -> str:
    return (
        "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
    )
