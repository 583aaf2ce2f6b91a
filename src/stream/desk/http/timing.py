"""Times requests for the metrics, by the address's pattern; a stream is no request that takes hours."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Timed = Callable[[str, int, float], None]
"""Told of route, status and seconds."""

_STREAM = "/api/live"
OTHER = "other"
"""The route of whatever has none: the page's files, addresses that don't exist, refusals."""


class Timing:
    """Times each request that passes."""

    def __init__(self, app: ASGIApp, timed: Timed) -> None:
        self._app, self._timed = app, timed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] == _STREAM:
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            path = getattr(scope.get("route"), "path", "")
            route = path if path.startswith("/api/") and "{rest" not in path else OTHER
            self._timed(route, status, time.perf_counter() - began)
