"""`/metrics`, `/health/live` and `/health/ready` of a worker, notify or the desk, from its own event loop.

So an answer also says that the loop turns. There is no login: bind beyond loopback only on purpose.
"""

from __future__ import annotations

import errno
import socket

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from stream.errors import ConfigError
from stream.web.health import Health

LOOPBACK = "127.0.0.1"
PORT = 6067
GOODBYE_SECONDS = 1.0  # a scraper that keeps its connection open must not hold up the stop

_REGISTRY = web.AppKey("registry", CollectorRegistry)
_HEALTH = web.AppKey("health", Health)


def status_app(metrics_registry: CollectorRegistry, health: Health) -> web.Application:
    """Build the application; it reads the registry and the health anew for each request."""
    app = web.Application()
    app[_REGISTRY] = metrics_registry
    app[_HEALTH] = health
    app.router.add_get("/metrics", _metrics)
    app.router.add_get("/health/live", _live)
    app.router.add_get("/health/ready", _ready)
    return app


class StatusServer:
    """The status endpoints on the running event loop, from `start` until `stop`."""

    def __init__(self, metrics_registry: CollectorRegistry, health: Health) -> None:
        self._app = status_app(metrics_registry, health)
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = LOOPBACK, port: int = PORT, key: str = "status.port") -> int:
        """Listen and return the port, which matters if `port` is 0 (any free one).

        `key` is the setting that holds the port, for the ConfigError. An empty host would mean every address
        of the machine; it is taken for loopback.
        """
        runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=GOODBYE_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, host or LOOPBACK, port).start()
        except OSError as error:
            await runner.cleanup()
            raise ConfigError(f"status.host, {key}: {_why(host, port, error)}") from error
        self._runner = runner
        return int(runner.addresses[0][1])

    @property
    def address(self) -> tuple[str, int] | None:
        """The address that is listened on, or None while stopped."""
        if self._runner is None:
            return None
        host, port, *_ = self._runner.addresses[0]
        return str(host), int(port)

    async def stop(self) -> None:
        """Stop listening; harmless if it never started."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()


def check_free(host: str, port: int) -> None:
    """Raise ConfigError if nothing can listen there now: for a program that could say so only much later."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host or LOOPBACK, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise ConfigError(f"status.host, status.port: {_why(host, port, error)}") from error


async def _metrics(request: web.Request) -> web.Response:
    """Answer in the text format that the scraper asks for (Prometheus or OpenMetrics)."""
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    body = encode(request.app[_REGISTRY])
    return web.Response(body=body, headers={"Content-Type": content_type})


async def _live(request: web.Request) -> web.Response:
    health = request.app[_HEALTH]
    stalls = [
        {"stage": stage, "partition": partition, "seconds": seconds}
        for stage, partition, seconds in health.stalls()
    ]
    answer = {
        "status": "live" if health.live else "stalled",
        "phase": health.phase,
        "stalled": stalls,
    }
    return web.json_response(answer, status=200 if health.live else 503)


async def _ready(request: web.Request) -> web.Response:
    health = request.app[_HEALTH]
    reasons = health.reasons()
    status = "not ready" if reasons else "ready"
    answer = {"status": status, "phase": health.phase, "reasons": reasons}
    return web.json_response(answer, status=503 if reasons else 200)


def _why(host: str, port: int, error: OSError) -> str:
    hint = "; set another port, or 0 for any free one" if error.errno == errno.EADDRINUSE else ""
    return f"can't listen on {host or LOOPBACK}:{port}: {error.strerror or error}{hint}"
