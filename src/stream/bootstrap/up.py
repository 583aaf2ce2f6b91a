"""`newswire up`: broker, topics, worker and sources in one, stopped in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

from stream.bootstrap.processes import WorkerProcess
from stream.bootstrap.sources import Sources
from stream.bootstrap.worker import create_topics
from stream.settings import Settings

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
        sources = Sources(settings, self.say)
        sources.start()
        if not settings.sources:
            self.say("sources: none set; send updates with `newswire ingest`")
        try:
            while not self.stop.is_set() and not worker.ended:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), 0.5)
        finally:
            await sources.stop()
        return 0 if self.stop.is_set() else int(worker.code or 1)
