"""What the demo runs on: a broker, a worker and, if asked for, the desk, in a folder that goes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import IO, Self

import aiohttp
import orjson

from stream.adapters.broker import BrokerError, LocalBroker
from stream.bootstrap.processes import ChildProcess
from stream.bootstrap.topics import create_topics
from stream.demo.feed import RULES
from stream.desk.http.page import PAGE
from stream.errors import NewswireError
from stream.settings import Settings, load_settings

READY_SECONDS = 45.0
"""Longest wait for the worker, and for the desk; about 5 s are usual."""

LOG_LINES = 20
KEPT = ("NEWSWIRE_CACHE", "NEWSWIRE_JAVA")
"""Variables that say where this machine has things; settings in the environment are not the demo's."""


class DemoFailed(NewswireError):
    """The demo's worker, desk or broker ended, or took too long: its last log lines are in the message."""


class Site:
    """Broker, topics, worker and, with `desk`, the desk, in `folder`; an async context manager."""

    def __init__(self, folder: Path, say: Callable[[str], None], desk: bool = False) -> None:
        self._folder, self._say, self._with_desk = folder, say, desk
        self._broker = LocalBroker(folder / "kafka", progress=lambda line: say(f"kafka: {line}"))
        self._children: dict[str, ChildProcess] = {}
        self._died: dict[str, int] = {}
        self.desk = ""
        """Its address; empty without one."""
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._say("stopping worker and broker")
        await self._stack.aclose()

    async def _start(self) -> None:
        self._start_broker()
        self._stack.push_async_callback(asyncio.to_thread, self._broker.stop)
        self._changes = changes(self._folder, self._broker.bootstrap)
        config = self._folder / "newswire.toml"
        config.touch()  # so that a newswire.toml of the working folder has no say
        self.settings: Settings = load_settings(config, self._changes, environ={})
        made = await create_topics(self.settings)
        self._say(f"topics: {len(made)} made")
        await self._start_child("worker", config)
        await self._until("worker", self._ready)
        self._say("worker: ready")
        if self._with_desk:
            await self._start_desk(config)

    def _start_broker(self) -> None:
        """Start it in this thread, so that Ctrl-C interrupts even a download; nothing else runs yet."""
        with _interruptible():
            try:
                self._broker.start()
            except BrokerError as error:
                raise _with_kept_log(error, self._broker.log_file) from error

    async def _start_desk(self, config: Path) -> None:
        port_file = self._folder / "desk.port"
        await self._start_child("serve", config, "--port", "0", "--port-file", str(port_file))

        async def listens() -> bool:
            return port_file.exists() and port_file.read_text() != ""

        await self._until("serve", listens)
        self.desk = f"http://127.0.0.1:{port_file.read_text()}/"
        page = "" if (PAGE / "index.html").is_file() else " (its page is not built: make page)"
        self._say(f"desk: {self.desk}{page}")

    async def _start_child(self, command: str, config: Path, *more: str) -> None:
        arguments = ["--config", str(config), *more]
        for key, value in self._changes.items():
            arguments += ["--set", f"{key}={value}"]
        log: IO[bytes] = self._stack.enter_context(self._log(command).open("ab"))
        child = ChildProcess(
            arguments, env=environment(), stderr=log, command=command,
            on_restart=lambda code: self._died.update({command: code}),
        )  # fmt: skip
        await child.start()
        self._children[command] = child
        self._stack.push_async_callback(child.stop)

    def _log(self, command: str) -> Path:
        return self._folder / f"{command}.log"

    def check(self) -> None:
        """Raise DemoFailed, with the end of the log, if a process has ended."""
        for command, child in self._children.items():
            code = child.code if child.ended else self._died.get(command)
            if code is not None:
                raise self.failure(f"{command} ended with {code}", command)
        if not self._broker.running:
            lines = tail(self._broker.log_file)
            raise DemoFailed(f"the broker ended. The end of its log:\n{lines}")

    def failure(self, what: str, command: str = "worker") -> DemoFailed:
        """The error for something that the worker's log, or another one's, may explain."""
        return DemoFailed(f"{what}. The end of its log:\n{tail(self._log(command))}")

    async def _until(self, command: str, ready: Callable[[], Awaitable[bool]]) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(READY_SECONDS):
                while not await ready():
                    self.check()
                    await asyncio.sleep(0.1)
                return
        raise self.failure(f"{command} was not ready after {READY_SECONDS:.0f} s", command)

    async def _ready(self) -> bool:
        port = status_port(self._log("worker").read_bytes())
        if port is None:
            return False
        url = f"http://127.0.0.1:{port}/health/ready"
        try:
            async with aiohttp.ClientSession() as session, session.get(url) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


def changes(folder: Path, bootstrap: str) -> dict[str, object]:
    """The settings that differ from the defaults."""
    return {
        "kafka.bootstrap": bootstrap,
        "worker.data_dir": str(folder / "data"),
        "worker.commit_interval_seconds": 0.5,
        "worker.tick_seconds": 0.25,  # a tick releases an embargo: soon, where people watch
        "alert.rules": str(RULES),
        "status.port": 0,
        "serve.status_port": 0,
        "log.level": "info",  # the port of the status pages is in the log
        "log.format": "json",
    }


def environment() -> dict[str, str]:
    """This process's environment without settings of the project."""
    return {k: v for k, v in os.environ.items() if not k.startswith("NEWSWIRE_") or k in KEPT}


def status_port(log: bytes) -> int | None:
    """The port of the status pages, as the worker's log in JSON lines names it."""
    for line in log.splitlines():
        if b'"status pages"' in line:
            with contextlib.suppress(ValueError, KeyError):
                # Faust may write an escape sequence for the cursor before the line.
                return int(orjson.loads(line[line.index(b"{") :])["port"])
    return None


def tail(path: Path) -> str:
    """The last lines of a file; empty if there is none."""
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return "\n".join(lines[-LOG_LINES:])


def _with_kept_log(error: BrokerError, log: Path) -> NewswireError:
    """The folder goes, so the log is kept elsewhere and named."""
    if not log.exists():
        return error
    number, name = tempfile.mkstemp(prefix="newswire-demo-kafka-", suffix=".log")
    os.close(number)
    shutil.copyfile(log, name)
    return DemoFailed(f"{error}\nThe whole log is kept as {name}")


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt at once: asyncio would wait for an await."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
