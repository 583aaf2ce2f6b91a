"""`newswire serve` on a real Kafka: it goes on exactly where it was killed, and says what is wrong.

`SERVE_KILLS` sets how often it is killed; the news grows with it.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.settings import Settings
from support.kafka import Worker
from support.news import (
    Record,
    alert_of,
    alert_record,
    classified,
    count,
    count_record,
    story_record,
)

KILLS = int(os.environ.get("SERVE_KILLS", "5"))

pytestmark = pytest.mark.kafka


class Serve(Worker):
    """A serve process; its database stays over its deaths."""

    def __init__(self, settings: Settings, more: dict[str, object] | None = None) -> None:
        folder = settings.worker.data_dir
        self.port_file = folder / "port"
        options = {
            "serve.port": 0, "serve.status_port": 0, "serve.database": str(folder / "desk.db"),
            "log.level": "info", **(more or {}),
        }  # fmt: skip
        super().__init__(settings, "serve", more=options, command=("-m", "stream", "serve"))
        self.command += ["--port-file", str(self.port_file)]

    def start(self) -> Serve:
        """Start it; its port is another each time."""
        self.port_file.unlink(missing_ok=True)
        super().start()
        return self

    async def get(self, path: str) -> Any:
        """An answer of its API."""
        while not (self.port_file.exists() and self.port_file.read_text()):
            assert self.running, self.log.read_text()[-3000:]
            await asyncio.sleep(0.05)
        return await asyncio.to_thread(
            _fetched, f"http://127.0.0.1:{self.port_file.read_text()}{path}"
        )


def _fetched(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


async def until(done: Callable[[], Awaitable[bool]], serve: Serve, seconds: float = 60) -> None:
    """Wait for something; fail, with the log, if that takes too long."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if await done():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline and serve.running, serve.log.read_text()[-4000:]
        await asyncio.sleep(0.1)


async def publish(settings: Settings, *records: Record) -> None:
    """Send records as the stages do, keyed and with their origin."""
    async with sender(settings) as out:
        for record in records:
            topic = settings.kafka.topic(record.topic)
            await out.send(topic, record.key, record.value, list(record.headers))


def news(n: int) -> list[Record]:
    """A story of two versions with its alert and a count; every fifth is sent twice."""
    story, uri = f"s{n}", f"u:{n}"
    first = classified(story, uri, f"News {n} from Aleppo", f"Body {n}")
    second = classified(story, uri, f"News {n} mended", verdict="revision", of=uri, version="2")
    alert = alert_of(first)
    made = [
        story_record(first), alert_record(alert), story_record(second),
        alert_record(alert_of(second, 2, "amended", before=alert)),
        count_record(count(f"actor-{n}", stories=n)),
    ]  # fmt: skip
    return [*made, *made] if n % 5 == 0 else made


async def test_killed_at_any_point_it_goes_on_exactly(settings: Settings) -> None:
    """Nothing is lost and nothing doubled: stories, versions, messages, counts, search."""
    await create_topics(settings)
    rng, total = random.Random(7), 60 * KILLS
    serve = Serve(settings).start()
    for kill in range(KILLS):
        for n in range(kill * 60, kill * 60 + 60):
            await publish(settings, *news(n)) if n % 20 == 0 else None
        rest = [r for n in range(kill * 60, kill * 60 + 60) if n % 20 for r in news(n)]
        sending = asyncio.create_task(publish(settings, *rest))
        if kill:
            await until(lambda: _up(serve), serve)
        await asyncio.sleep(rng.uniform(0.0, 1.0))
        serve.kill()
        await sending
        serve.start()

    async def all_there() -> bool:
        found = await serve.get("/api/status")
        listed = await serve.get("/api/counts?limit=500&dimension=actor")
        return bool(found["feed"]["behind"] == 0 and len(listed["counts"]) == min(total, 500))

    await until(all_there, serve)
    for n in range(total):
        story = await serve.get(f"/api/stories/s{n}")
        assert [u["version"] for u in story["updates"]] == ["1", "2"]
        alert = await serve.get(f"/api/alerts/coast-s{n}")
        assert [m["sequence"] for m in alert["history"]] == [1, 2]
    found = await serve.get("/api/search?q=mended&limit=100")
    assert len({result["uri"] for result in found["results"]}) == len(found["results"])
    assert serve.stop() == 0, serve.log.read_text()[-3000:]


async def _up(serve: Serve) -> bool:
    return bool(await serve.get("/api/status"))


async def test_without_kafka_it_serves_what_it_has_and_says_so(settings: Settings) -> None:
    """The page is there at once, says that the feed stands still, and a stop is clean."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"127.0.0.1:{taken.getsockname()[1]}"
    away = settings.model_copy(update={"kafka": settings.kafka.at(nowhere)})
    with Serve(away) as serve:
        status = await serve.get("/api/status")
        assert status["feed"]["connected"] is False and status["feed"]["behind"] is None
        assert (await serve.get("/api/alerts")) == {"alerts": [], "next": None}
        await asyncio.sleep(1.5)
        assert serve.running and "interrupted" in serve.log.read_text()
        assert serve.signal(signal.SIGINT) == 0


def _refused(settings: Settings, **more: object) -> str:
    """What it says as it ends with exit code 78."""
    done = subprocess.run(
        Serve(settings, more).command, capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 78, done
    return done.stderr.decode()


async def test_what_is_wrong_is_said_at_once(settings: Settings, tmp_path: Path) -> None:
    """A port in use, an open door to others, a database that another desk has."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = await asyncio.to_thread(_refused, settings, **{"serve.port": taken.getsockname()[1]})
        assert "serve.port" in said and "in use" in said
    said = await asyncio.to_thread(_refused, settings, **{"serve.host": "0.0.0.0"})
    assert "NEWSWIRE_SECRET_SERVE_TOKENS" in said
    with Serve(settings) as serve:
        await serve.get("/api/status")
        said = await asyncio.to_thread(_refused, settings)
        assert "another running desk" in said
