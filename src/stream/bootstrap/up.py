"""`newswire up`: broker, topics, worker, notify, desk and sources in one, stopped in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stream.bootstrap.desk_tokens import tokens_of
from stream.bootstrap.notify import channels_of
from stream.bootstrap.posting import check_tokens
from stream.bootstrap.processes import ChildProcess
from stream.bootstrap.sources import Sources
from stream.bootstrap.stopping import at_stop_signal
from stream.bootstrap.topics import create_topics
from stream.desk.http.listening import listen
from stream.settings import Settings

if TYPE_CHECKING:
    from stream.adapters.broker import LocalBroker

CALM_SECONDS = 60.0
"""A local broker that ended by itself is started again, unless it had run for less than this."""

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
        self._local: LocalBroker | None = None
        self._began = 0.0

    async def run(self) -> int:
        """Run until SIGINT or SIGTERM, or until the worker can't go on; return the exit code."""
        if self.settings.channels:
            channels_of(self.settings)  # a secret that is missing ends this here, no child later
        check_tokens(self.settings.sources)
        if self.settings.serve.enabled:
            tokens_of(self.settings.serve)
            listen(self.settings.serve.host, self.settings.serve.port).close()  # in use: told now
        at_stop_signal(self.stop.set)
        async with contextlib.AsyncExitStack() as stack:
            bootstrap = await self._broker(stack)
            if self.stop.is_set():  # while the broker started, which takes seconds
                return 0
            settings = self.settings.model_copy(update={"kafka": self.settings.kafka.at(bootstrap)})
            made = await create_topics(settings)
            self.say(f"topics: {len(made)} made" if made else "topics: all there")
            children = [await self._child(c, bootstrap, stack) for c in self._commands()]
            self.say("worker: running; Ctrl-C stops everything")
            return await self._until_stopped(children, settings)

    def _commands(self) -> list[str]:
        """The processes to run, the worker last: what it makes is waited for by the others."""
        commands = []
        if self.settings.channels:
            names = ", ".join(channel.name for channel in self.settings.channels)
            self.say(f"notify: alerts are told to {names}")
            commands.append("notify")
        else:
            self.say("notify: no [[channels]] set; alerts are on news.alerts only")
        serve = self.settings.serve
        if serve.enabled:
            self.say(f"desk: http://{serve.host}:{serve.port}")
            commands.append("serve")
        return [*commands, "worker"]

    async def _broker(self, stack: contextlib.AsyncExitStack) -> str:
        if not self.settings.kafka.local:
            self.say(f"kafka: {self.settings.kafka.bootstrap}")
            return self.settings.kafka.bootstrap
        from stream.adapters.broker import LocalBroker

        folder = self.settings.worker.data_dir / "kafka"
        broker = LocalBroker(folder, lasting=True, progress=self.say)
        bootstrap = await asyncio.to_thread(broker.start)
        self._local, self._began = broker, asyncio.get_running_loop().time()
        stack.push_async_callback(self._stop_broker, broker)
        self.say(f"kafka: local broker on {bootstrap}")
        return bootstrap

    async def _stop_broker(self, broker: object) -> None:
        self.say("stopping the local broker")
        await asyncio.to_thread(broker.stop)  # type: ignore[attr-defined]

    async def _revive(self) -> None:
        """Start the local broker again if it ended; the others wait for it. Raises BrokerStartFailed."""
        broker, clock = self._local, asyncio.get_running_loop().time
        if broker is None or broker.running or self.stop.is_set():
            return
        from stream.adapters.broker import BrokerStartFailed

        why = f"the local broker ended by itself; {broker.log_file} says why"
        if clock() - self._began < CALM_SECONDS:
            raise BrokerStartFailed(f"{why}. It had just been started: not tried again")
        self.say(f"{why}. Starting it again")
        before = broker.bootstrap
        if await asyncio.to_thread(broker.start) != before:
            raise BrokerStartFailed(f"{before} was taken by another program: start again")
        self._began = clock()

    async def _child(
        self, command: str, bootstrap: str, stack: contextlib.AsyncExitStack
    ) -> ChildProcess:
        """Start a process that ends with this one: the last one started ends first."""
        child = self._process(command, bootstrap)
        await child.start()
        stack.push_async_callback(self._stop_child, command, child)
        return child

    async def _stop_child(self, command: str, child: ChildProcess) -> None:
        self.say(f"stopping {command}")
        await child.stop()

    def _process(self, command: str, bootstrap: str) -> ChildProcess:
        arguments = ["--bootstrap", bootstrap]
        if self.config is not None:
            arguments += ["--config", str(self.config)]
        for change in self.changes:
            arguments += ["--set", change]
        return ChildProcess(
            arguments,
            env=dict(os.environ),
            on_restart=lambda code: self.say(f"{command}: ended with {code}, starting it again"),
            command=command,
        )

    async def _until_stopped(self, children: list[ChildProcess], settings: Settings) -> int:
        sources = Sources(settings, self.say)
        sources.start()
        if not settings.sources:
            self.say("sources: none set; send updates with `newswire ingest`")
        try:
            while not (self.stop.is_set() or any(child.ended for child in children)):
                await self._revive()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), 0.5)
        finally:
            await sources.stop()
        codes = [child.code for child in children if child.ended and child.code]
        return 0 if self.stop.is_set() else int(next(iter(codes), 1))
