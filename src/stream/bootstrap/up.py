"""`newswire up`: broker, topics, worker and sources in one, stopped in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import structlog

from stream.adapters.sources.lines import Positions, at_rate, lines_of, lines_of_stdin
from stream.bootstrap.ingest import ingest
from stream.bootstrap.processes import WorkerProcess
from stream.bootstrap.worker import create_topics
from stream.errors import ConfigError
from stream.settings import Settings, SourceSettings

log = structlog.get_logger("newswire.up")
Say = Callable[[str], None]


class Up:
    """Runs the whole job on this machine; `say` prints progress for a person.

    `config` is the settings file, handed to the worker process; `changes` are `--set` overrides.
    """

    def __init__(
        self, settings: Settings, config: Path | None, changes: list[str], say: Say
    ) -> None:
        self.settings, self.config, self.changes, self.say = settings, config, changes, say
        self.stop = asyncio.Event()

    async def run(self) -> int:
        """Run until SIGINT or SIGTERM, or until the worker can't go on; return the exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop.set)
        async with contextlib.AsyncExitStack() as stack:
            bootstrap = await self._broker(stack)
            settings = self.settings.model_copy(update={"kafka": self.settings.kafka.at(bootstrap)})
            made = await create_topics(settings)
            self.say(f"topics: {len(made)} made" if made else "topics: all there")
            worker = self._worker(bootstrap)
            await worker.start()
            stack.push_async_callback(self._stop_worker, worker)
            self.say("worker: running; Ctrl-C stops everything")
            return await self._until_stopped(worker, settings)

    async def _broker(self, stack: contextlib.AsyncExitStack) -> str:
        if not self.settings.kafka.local:
            self.say(f"kafka: {self.settings.kafka.bootstrap}")
            return self.settings.kafka.bootstrap
        from stream.adapters.broker import LocalBroker

        broker = LocalBroker(self.settings.worker.data_dir / "kafka", progress=self.say)
        bootstrap = await asyncio.to_thread(broker.start)
        stack.push_async_callback(self._stop_broker, broker)
        self.say(f"kafka: local broker on {bootstrap}")
        return bootstrap

    async def _stop_broker(self, broker: object) -> None:
        self.say("stopping the local broker")
        await asyncio.to_thread(broker.stop)  # type: ignore[attr-defined]

    async def _stop_worker(self, worker: WorkerProcess) -> None:
        self.say("stopping the worker")
        await worker.stop()

    def _worker(self, bootstrap: str) -> WorkerProcess:
        arguments = ["--bootstrap", bootstrap]
        if self.config is not None:
            arguments += ["--config", str(self.config)]
        for change in self.changes:
            arguments += ["--set", change]
        return WorkerProcess(
            arguments,
            env=dict(os.environ),
            on_restart=lambda code: self.say(f"worker: ended with {code}, starting it again"),
        )

    async def _until_stopped(self, worker: WorkerProcess, settings: Settings) -> int:
        sources = [
            asyncio.create_task(self._source(settings, source), name=source.name)
            for source in settings.sources
        ]
        if not sources:
            self.say("sources: none set; send updates with `newswire ingest`")
        try:
            while not self.stop.is_set() and not worker.ended:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), 0.5)
        finally:
            for task in sources:
                task.cancel()
            await asyncio.gather(*sources, return_exceptions=True)
        return 0 if self.stop.is_set() else int(worker.code or 1)

    async def _source(self, settings: Settings, source: SourceSettings) -> None:
        """Read one source; a failure is told and tried again, the others go on."""
        pause = 1.0
        while True:
            try:
                done = await self._ingest(settings, source)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self.say(f"source {source.name}: {error}; trying again in {pause:.0f} s")
                await asyncio.sleep(pause)
                pause = min(60.0, pause * 2)
                continue
            self.say(f"source {source.name}: {done} sent, at its end")
            return

    async def _ingest(self, settings: Settings, source: SourceSettings) -> int:
        book = PositionBook(settings.worker.data_dir / "sources", source.name)
        if source.kind == "stdin":
            lines = lines_of_stdin()
        elif source.path is None:
            raise ConfigError(f"source {source.name}: kind {source.kind} needs a path")
        else:
            lines = lines_of(source.path, follow=source.follow, positions=dict(book.positions))
        done = await ingest(settings, at_rate(lines, source.rate), book.save)
        for refusal in done.refused:
            self.say(f"source {source.name}: refused {refusal}")
        return done.sent


class PositionBook:
    """How far each file of a source has been sent, kept in a file, so that a restart goes on there.

    Only what Kafka has acknowledged is saved: what is sent twice is a repeat, what is never sent is lost.
    """

    def __init__(self, folder: Path, source: str) -> None:
        self._path = folder / f"{source}.json"
        self.positions: Positions = self._load()

    def _load(self) -> Positions:
        try:
            found = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return {}
        return {str(k): int(v) for k, v in found.items()}

    def save(self, acknowledged: Positions) -> None:
        """Write the positions, whole or not at all."""
        self.positions |= acknowledged
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(self.positions, sort_keys=True))
        draft.replace(self._path)
