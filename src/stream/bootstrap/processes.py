"""A worker, notify or the desk as a child process, kept running until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from stream.adapters.broker import child

RESTART_SECONDS = 1.0
"""Wait before a process that ended is started again; doubles up to a minute while it keeps ending."""

CALM_SECONDS = 120.0
"""After so long a run the wait begins anew: one that ends once a week must not be away for a minute."""

STOP_SECONDS = 30.0
"""How long a process may take to finish what it has begun before it is killed."""


class ChildProcess:
    """Runs `newswire worker` (or another command) with arguments; starts it again when it ends by itself.

    `env` is its whole environment; `stderr` is where its log goes. On Linux it is killed when this process
    ends in whatever way, SIGKILL included; so start it from a thread that lives on, as the main one.
    """

    def __init__(
        self, arguments: list[str], *, env: dict[str, str], stderr: IO[bytes] | int | None = None,
        on_restart: Callable[[int], None] = lambda code: None, command: str = "worker",
    ) -> None:  # fmt: skip
        self._command = [*_with_us(), sys.executable, "-m", "stream", command, *arguments]
        self._env, self._stderr, self._on_restart = env, stderr, on_restart
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Start it, and a task that keeps it running."""
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep())

    async def _spawn(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self._command, env=self._env, stdin=asyncio.subprocess.DEVNULL,
            stdout=self._stderr, stderr=self._stderr,
            start_new_session=True,  # Ctrl-C is for us: we stop it in order
        )  # fmt: skip

    async def _keep(self) -> None:
        pause, clock = RESTART_SECONDS, asyncio.get_running_loop().time
        while True:
            assert self._process is not None
            began = clock()
            code = await self._process.wait()
            if self._stopping or code == 78:  # a setting is wrong: another start would not mend it
                return
            if clock() - began > CALM_SECONDS:
                pause = RESTART_SECONDS
            self._on_restart(code)
            await asyncio.sleep(pause)
            pause = min(60.0, pause * 2)
            await self._spawn()

    @property
    def ended(self) -> bool:
        """True once it is not kept running any more."""
        return self._keeper is None or self._keeper.done()

    @property
    def code(self) -> int | None:
        """The exit code of the last run, once it ended."""
        return self._process.returncode if self._process else None

    async def stop(self) -> None:
        """Ask it to finish, wait, and kill it only if it does not."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
        if self._keeper is not None:
            self._keeper.cancel()


def _with_us() -> list[str]:
    """The program that lets the child end with this process.

    By SIGKILL, which harms no result: asked to finish, it would wait for a broker that may be gone too.
    """
    if sys.platform == "win32":
        return []
    program = [sys.executable, "-I", "-S", str(Path(child.__file__))]
    return [*program, str(os.getpid()), str(int(signal.SIGKILL))]
