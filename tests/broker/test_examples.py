"""The examples for dashboard builders run as they are, against the real things."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.settings import Settings
from support.desk import DeskServer
from support.news import alert_of, alert_record, classified

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIRST = alert_of(classified("s1", "u:1", "Ferry aground off the coast"))
SECOND = alert_of(classified("s2", "u:2", "Market hall burns"), severity="low")
LINES = ["raised\thigh\tFerry aground off the coast", "raised\tlow\tMarket hall burns"]


async def _lines(process: asyncio.subprocess.Process, count: int) -> list[str]:
    """So many lines of what it prints."""
    assert process.stdout is not None
    async with asyncio.timeout(40):
        return [(await process.stdout.readline()).decode().rstrip("\n") for _ in range(count)]


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


def test_they_are_short() -> None:
    """Twenty lines at most, so that a person reads them."""
    for path in EXAMPLES.iterdir():
        assert len(path.read_text("utf-8").splitlines()) <= 20, path.name


@pytest.mark.kafka
async def test_python_reads_the_topic(settings: Settings) -> None:
    """Each message once, though it came twice."""
    await create_topics(settings)
    topic = settings.kafka.topic("news.alerts")
    async with sender(settings) as out:
        for alert in (FIRST, FIRST, SECOND):
            record = alert_record(alert)
            await out.send(topic, record.key, record.value, partition=0)
    command = [sys.executable, str(EXAMPLES / "alerts.py"), settings.kafka.bootstrap]
    process = await asyncio.create_subprocess_exec(
        *command, settings.kafka.prefix, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert await _lines(process, 2) == LINES
    finally:
        await _stop(process)


@pytest.mark.parametrize("token", ["", "0123456789abcdef-reader"])
async def test_javascript_reads_the_stream_over_a_restart(tmp_path: Path, token: str) -> None:
    """What came while the desk was away is there once it is back."""
    node = shutil.which("node")
    if node is None:
        assert not os.environ.get("CI"), "node is needed here"
        pytest.skip("node is not here: the JavaScript example was not run")
    path, tokens = str(tmp_path / "desk.db"), [token] if token else []
    async with DeskServer(path, tokens=tokens) as desk:
        port = desk.http.port
        command = [node, str(EXAMPLES / "alerts.mjs"), desk.url, *tokens]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        while not len(desk.hub):
            await asyncio.sleep(0.05)
        await desk.push(alert_record(FIRST))
        lines = await _lines(process, 1)
    async with DeskServer(path, port, tokens) as desk:
        await desk.push(alert_record(SECOND))
        try:
            assert [*lines, *await _lines(process, 1)] == LINES
        finally:
            await _stop(process)
