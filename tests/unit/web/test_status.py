"""The status endpoints over HTTP, from the app and from the server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from stream.errors import ConfigError
from stream.observe.metrics import Metrics
from stream.web import Health, StatusServer, status_app

pytestmark = pytest.mark.asyncio


@pytest.fixture
def metrics() -> Metrics:
    """Return the metrics of a worker."""
    return Metrics("1.2.3")


@pytest.fixture
def health() -> Health:
    """Return the health of a worker that just started."""
    return Health()


@pytest_asyncio.fixture
async def client(metrics: Metrics, health: Health) -> AsyncIterator[TestClient]:
    """Return a client of the application."""
    async with TestClient(TestServer(status_app(metrics.registry, health))) as opened:
        yield opened


async def test_metrics_are_current_text(client: TestClient, metrics: Metrics) -> None:
    """/metrics has what was counted up to the request, in the library's content type."""
    metrics.received("dedupe", 7)
    answer = await client.get("/metrics")
    families = {f.name: f for f in text_string_to_metric_families(await answer.text())}
    assert (answer.status, answer.content_type) == (200, "text/plain")
    assert "version=" in answer.headers["Content-Type"]
    assert families["newswire_records_received"].samples[0].value == 7


async def test_a_scraper_can_ask_for_openmetrics(client: TestClient) -> None:
    """With Prometheus's Accept header the answer is OpenMetrics, which ends in EOF."""
    accept = {"Accept": "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"}
    answer = await client.get("/metrics", headers=accept)
    assert answer.content_type == "application/openmetrics-text"
    assert (await answer.text()).endswith("# EOF\n")


async def test_live_follows_the_stalls(client: TestClient, health: Health) -> None:
    """/health/live is 200, or 503 with stage, partition and seconds of what stands still."""
    answer = await client.get("/health/live")
    assert answer.status == 200
    assert await answer.json() == {"status": "live", "phase": "starting", "stalled": []}
    health.stalled("alert", 2, 61.5)
    answer = await client.get("/health/live")
    assert answer.status == 503
    assert await answer.json() == {
        "status": "stalled",
        "phase": "starting",
        "stalled": [{"stage": "alert", "partition": 2, "seconds": 61.5}],
    }


async def test_ready_says_why_not(client: TestClient, health: Health) -> None:
    """/health/ready is 503 with reasons until all is recovered, then 200."""
    answer = await client.get("/health/ready")
    assert answer.status == 503
    assert (await answer.json())["reasons"] == ["no assignment from the consumer group yet"]
    health.recovering([("alert", 0)])
    answer = await client.get("/health/ready")
    assert (await answer.json())["reasons"] == ["alert partition 0 is recovering"]
    health.ready()
    answer = await client.get("/health/ready")
    assert answer.status == 200
    assert await answer.json() == {"status": "ready", "phase": "ready", "reasons": []}


async def test_nothing_else_is_served(client: TestClient) -> None:
    """Other paths are not found and other methods not allowed."""
    assert (await client.get("/")).status == 404
    assert (await client.post("/health/live")).status == 405


async def test_the_server_says_its_port_and_frees_it(metrics: Metrics, health: Health) -> None:
    """Port 0 takes a free port; after stop nothing answers, even with a connection kept open."""
    server = StatusServer(metrics.registry, health)
    port = await server.start("127.0.0.1", 0)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/health/live") as answer:
            assert answer.status == 200
        await server.stop()
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"http://127.0.0.1:{port}/health/live")
    await server.stop()


async def test_a_server_can_start_again(metrics: Metrics, health: Health) -> None:
    """After a stop the same server starts anew."""
    server = StatusServer(metrics.registry, health)
    await server.start("127.0.0.1", 0)
    await server.stop()
    port = await server.start("127.0.0.1", 0)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
    await server.stop()


async def test_a_taken_port_names_the_setting(metrics: Metrics, health: Health) -> None:
    """If the port is in use the error names the key and the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"status\.port.*127\.0\.0\.1:{port}"):
            await StatusServer(metrics.registry, health).start("127.0.0.1", port)


@pytest.mark.parametrize("host", ["127.0.0.1", ""])
async def test_only_loopback_listens_unless_set(
    metrics: Metrics, health: Health, host: str
) -> None:
    """By default, and for an empty host, the socket is bound to loopback alone."""
    server = StatusServer(metrics.registry, health)
    await server.start(host, 0)
    assert server.address is not None
    assert server.address[0] == "127.0.0.1"
    await server.stop()
    assert server.address is None
