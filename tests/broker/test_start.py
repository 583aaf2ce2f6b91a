"""How a worker begins: watched, and with an answer for its supervisor, before it has any partition."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from stream.adapters.broker.ports import free_ports
from stream.bootstrap.topics import create_topics
from stream.settings import Settings
from support.kafka import Worker

pytestmark = [pytest.mark.kafka]

WITHIN_SECONDS = 60


async def test_a_worker_that_its_group_refuses_says_so_and_ends(settings: Settings) -> None:
    """A session shorter than the broker allows: nobody would poll the error out of the client."""
    await create_topics(settings)
    short = {"kafka.session_timeout_seconds": 3, "kafka.heartbeat_seconds": 1}
    with Worker(settings, more=short) as worker:
        assert worker.process is not None
        assert await asyncio.to_thread(worker.process.wait, WITHIN_SECONDS) == 70
    assert "InvalidSessionTimeout" in worker.log.read_text().splitlines()[-1]


async def test_the_health_page_answers_before_the_first_recovery(settings: Settings) -> None:
    """A supervisor must hear "not yet", not nothing, or it cuts every long recovery off."""
    await create_topics(settings)
    port = free_ports(1)[0]
    heard: list[httpx.Response] = []
    with Worker(settings, more={"status.port": port}) as worker:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            async with asyncio.timeout(WITHIN_SECONDS):
                while not heard or heard[-1].status_code != 200:
                    assert worker.running, worker.log.read_text()
                    heard += await asked(client)
                    await asyncio.sleep(0.1)
    assert heard[0].status_code == 503
    assert "no assignment" in heard[0].text


async def test_a_worker_that_is_asked_to_end_while_it_starts_does(settings: Settings) -> None:
    """SIGTERM before it has its partitions is no crash: a supervisor would call the deployment failed."""
    await create_topics(settings)
    port = free_ports(1)[0]
    with Worker(settings, more={"status.port": port}) as worker:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            async with asyncio.timeout(WITHIN_SECONDS):
                while not await asked(client):
                    await asyncio.sleep(0.05)
        assert await asyncio.to_thread(worker.stop) == 0, worker.log.read_text()
    assert "Traceback" not in worker.log.read_text()


async def asked(client: httpx.AsyncClient) -> list[httpx.Response]:
    """What the page says; nothing while nobody listens."""
    try:
        return [await client.get("/health/ready")]
    except httpx.ConnectError:
        return []
