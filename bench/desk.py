"""The desk alone, no Kafka: search and start over many stories, and 200 streams of which one never reads.

`python -m bench.desk '{"mode": "search", "count": 100000}'` or `'{"mode": "live", "count": 400}'`.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import sys
import tempfile
import time
from array import array
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from bench.wires import ACTORS, PLACES
from bench.work import finish
from stream.desk.http.access import Access
from stream.desk.http.app import create_app
from stream.desk.http.listening import listen
from stream.desk.http.live import Hub
from stream.desk.http.server import HttpServer
from stream.desk.http.status import Status
from stream.desk.read.stories import StoryQuery, stories
from stream.desk.state.store import Store
from stream.model import ActorLabel, Classified, Evidence, PlaceLabel, StoryUpdate, Update
from stream.model.times import millis
from stream.pipeline.replay import Record

BATCH = 500
WORDS = 20_000
"""Different words; how often each comes follows Zipf's law, as in a language."""

STREAMS = 200
START = datetime(2026, 3, 2, tzinfo=UTC)


def now() -> int:
    """The time in milliseconds."""
    return millis(datetime.now(UTC))


class Texts:
    """Made-up texts of about 1,000 characters, the same in every run."""

    def __init__(self) -> None:
        self._rng = random.Random(11)
        self.words = [f"w{n:x}" if n > 30 else f"the{n}" for n in range(1, WORDS)]
        self._weights = list(accumulate(1 / n for n in range(1, WORDS)))

    def text(self, words: int) -> str:
        """So many words."""
        return " ".join(self._rng.choices(self.words, cum_weights=self._weights, k=words))


def records(count: int, made: Texts) -> Iterator[Record]:
    """Classified updates, one a story, each with two actors and two places."""
    for n in range(count):
        at = START + timedelta(seconds=n)
        update = Update(
            uri=f"u:{n}", provider="AFP", event_time=at, ingested_at=at, language="en",
            headline=f"{made.text(7)} {n}", body=made.text(160),
        )  # fmt: skip
        item = StoryUpdate(
            story=f"{n:016x}", verdict="new", update=update, agency="AFP", sources=["AFP"]
        )
        value = Classified(
            item=item,
            actors=[_actor(n % 997), _actor(n % 31)],
            places=[_place(n % 991), _place(n % 29)],
        )
        head = [("newswire-origin", b"0:%d:0:0" % n)]
        yield Record("wire.classified", 0, n, now(), b"k", msgspec.json.encode(value), head)


def _alert(n: int, made: Texts) -> Record:
    """An alert message of some 6 kB, as long ones are."""
    text = made.text(7)
    moments = [
        {
            "at": "2026-03-02T00:00:00Z",
            "status": "reported",
            "provider": "AFP",
            "headline": made.text(30),
        }
        for _ in range(20)
    ]
    value = {
        "id": f"{n:016x}", "sequence": 1, "status": "raised", "rule": "bench", "story": f"s{n}",
        "severity": "high", "channels": ["desk"], "headline": text, "reason": text, "changes": [],
        "actors": [], "places": [], "sources": ["AFP"], "single_source": True, "uri": f"u:{n}",
        "provider": "AFP", "version": None, "urgency": None, "language": "en",
        "at": "2026-03-02T00:00:00Z", "ingested_at": "2026-03-02T00:00:00Z", "timeline": moments,
    }  # fmt: skip
    return Record("news.alerts", 0, n, now(), b"k", msgspec.json.encode(value), [])


def _evidence() -> list[Evidence]:
    return [Evidence(field="body", start=0, end=5, text="words", rule="alias")]


def _actor(n: int) -> ActorLabel:
    name = f"{ACTORS[n % len(ACTORS)]} {n}"
    return ActorLabel(id=f"a{n}", name=name, kind="x", role="participant", evidence=_evidence())


def _place(n: int) -> PlaceLabel:
    return PlaceLabel(
        id=n, name=f"{PLACES[n % len(PLACES)]} {n}", role="event", country="SY", kind="city",
        evidence=_evidence(),
    )  # fmt: skip


class Server:
    """A desk on a port, over a database file."""

    def __init__(self, path: str) -> None:
        self.store = Store(path, now, 365)
        self.lost = 0
        status = Status("bench", now)
        self.hub = Hub(self.store, status, self._lost)
        app = create_app(self.store, self.hub, status, Access([], now))
        self.http = HttpServer(app, listen("127.0.0.1", 0))

    def _lost(self) -> None:
        self.lost += 1

    async def stop(self) -> None:
        """End the streams and the server."""
        self.hub.close()
        await self.http.stop()
        self.store.close()


async def search(job: dict[str, Any], path: str) -> dict[str, Any]:
    """Fill a database, start a desk on it, search by one to three words, over HTTP."""
    texts, count = Texts(), job["count"]
    fill = Store(path, now, 365)
    batch, busy = [], 0.0
    for record in records(count, texts):
        batch.append(record)
        if len(batch) == BATCH or record.offset == count - 1:
            began = time.perf_counter()
            await fill.apply(batch)
            busy += time.perf_counter() - began
            batch = []
    fill.close()
    began = time.perf_counter()
    server = Server(path)
    await server.http.start()
    await server.store.tick()
    await server.store.read(stories, StoryQuery())
    start = time.perf_counter() - began
    delays = await _searches(server.http.port, texts, job.get("searches", 400))
    await server.stop()
    size = Path(path).stat().st_size / 1e6
    return {"fill_rate": count / busy, "start_s": start, "size_mb": size, **_spread(delays)}


async def _searches(port: int, texts: Texts, number: int) -> list[float]:
    """Seconds of each search: words as often asked for as they come, every third with an actor."""
    import httpx

    delays = []
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        for n in range(number):
            asked = {"q": texts.text(1 + n % 3)} | ({"actor": f"a{n % 31}"} if n % 3 == 0 else {})
            began = time.perf_counter()
            answer = await client.get("/api/search", params=asked)
            delays.append(time.perf_counter() - began)
            answer.raise_for_status()
    return delays


async def live(job: dict[str, Any], path: str) -> dict[str, Any]:
    """200 streams and one that never reads; updates at 20 a second, each to everybody."""
    server, texts = Server(path), Texts()
    await server.http.start()
    deaf = socket.create_connection(("127.0.0.1", server.http.port))
    deaf.sendall(b"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    sent: dict[str, float] = {}
    delays = array("d")  # a list of that many would look like the desk's own growth
    count = job["count"]
    clients = [
        asyncio.create_task(_listen(server.http.port, count, sent, delays)) for _ in range(STREAMS)
    ]
    while len(server.hub) < STREAMS + 1:
        await asyncio.sleep(0.05)
    memory = [_memory()]
    for n in range(count):
        sent[f"{n:016x}"] = time.perf_counter()
        applied = await server.store.apply([_alert(n, texts)])
        await server.hub.publish(applied.last_event)
        if n % (count // 4) == 0:
            memory.append(_memory())
        await asyncio.sleep(0.05)
    await asyncio.gather(*clients)
    memory.append(_memory())
    result = {
        "events": len(delays), "memory_mb": memory, "growth_mb": memory[-1] - memory[2],
        "streams": STREAMS, "dropped": server.lost, **_spread(delays),
    }  # fmt: skip
    deaf.close()
    await server.stop()
    return result


async def _listen(port: int, count: int, sent: dict[str, float], delays: array[float]) -> None:
    """Read until the last alert; a raw client, so that little of the time is its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    seen = 0
    while seen < count:
        line = await reader.readline()
        if not line:
            raise EOFError("a stream ended early")
        if line.startswith(b'data: {"id":"'):
            delays.append(time.perf_counter() - sent[line[13:29].decode()])
            seen += 1
    writer.close()


def _memory() -> float:
    """Resident megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _spread(seconds: Iterable[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"p{part}_ms": 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
        for part in (50, 95, 99)
    } | {"samples": len(ordered)}


def main() -> None:
    """Run the mode that the job names and print its result."""
    job = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        mode = {"search": search, "live": live}[job["mode"]]
        result = asyncio.run(mode(job, str(Path(folder) / "desk.db")))
    finish(result)


if __name__ == "__main__":
    main()
