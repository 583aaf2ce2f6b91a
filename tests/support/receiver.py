"""A local HTTP server that stands for a channel, well-behaved or not, and remembers what it was sent."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from stream.notify.messages import KEY_HEADER

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Got:
    """One request."""

    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str:
        """Its idempotency key."""
        return self.headers[KEY_HEADER]

    @property
    def value(self) -> dict[str, Any]:
        """Its body."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """Use as an async context manager. `behave` answers each request after it was noted in `got`."""

    behave: Behaviour | None = None
    tls: ssl.SSLContext | None = None
    got: list[Got] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Receiver:
        app = web.Application()
        app.router.add_post("/{tail:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls).start()
        scheme = "https" if self.tls else "http"
        self.url = f"{scheme}://localhost:{self._runner.addresses[0][1]}/alerts"
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.got.append(Got(dict(request.headers), body))
        if self.behave is not None:
            return await self.behave(request)
        return web.Response(status=202, text="queued")

    @property
    def keys(self) -> list[str]:
        """The idempotency keys in the order of the requests."""
        return [got.key for got in self.got]


def says(status: int, text: str = "", **headers: str) -> Behaviour:
    """Answer with a status."""

    async def behave(request: web.Request) -> web.StreamResponse:
        return web.Response(
            status=status, text=text, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    return behave


async def hangs(request: web.Request) -> web.StreamResponse:
    """Take the request and say nothing."""
    await asyncio.sleep(3600)
    return web.Response()


async def closes_half_way(request: web.Request) -> web.StreamResponse:
    """Begin to answer, and hang up within the status line."""
    assert request.transport is not None
    request.transport.write(b"HTTP/1.1 20")
    request.transport.close()
    return web.Response()


async def closes_in_the_body(request: web.Request) -> web.StreamResponse:
    """Say yes, promise a body, and hang up within it."""
    assert request.transport is not None
    request.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    request.transport.close()
    return web.Response()


@dataclass
class Flood:
    """Answers with 100 MB, and counts what it could get rid of."""

    sent: int = 0

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer."""
        answer = web.StreamResponse(status=200)
        await answer.prepare(request)
        part = b"x" * 65_536
        for _ in range(100 * 16):
            await answer.write(part)
            self.sent += len(part)
        return answer
