"""uvicorn on a socket of our own, stopped by us: streams end first, then the server."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

GOODBYE_SECONDS = 3
"""How long a stop waits for requests that are under way."""


class Connection(H11Protocol):
    """A connection whose application can hang up: `scope["state"]["abort"]` closes it at once.

    In order it could be closed only once the client has read all, which one that is dropped doesn't.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember how to hang up; each connection has a state of its own."""
        self.app_state = {**self.app_state, "abort": transport.abort}
        super().connection_made(transport)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process."""
        yield


class HttpServer:
    """Serves an app from `start` until `stop`."""

    def __init__(self, app: FastAPI, sock: socket.socket) -> None:
        config = uvicorn.Config(
            app, http=Connection, ws="none", lifespan="off", log_config=None, access_log=False,
            server_header=False, log_level="warning", timeout_graceful_shutdown=GOODBYE_SECONDS,
        )  # fmt: skip
        self._server, self._sock = _Server(config), sock
        self._task: asyncio.Task[Any] | None = None
        self.port = int(sock.getsockname()[1])

    async def start(self) -> None:
        """Return once requests are answered."""
        self._task = asyncio.create_task(self._server.serve([self._sock]))
        while not self._server.started and not self._task.done():
            await asyncio.sleep(0.01)
        if self._task.done():
            self._task.result()

    async def stop(self) -> None:
        """Answer what is under way, then end; streams must have been ended before."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task
