"""`/api/live` on a real port: what changed, resuming, and clients that don't read."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from stream.desk.http import live
from stream.desk.http.live import Client
from support.desk import DeskServer
from support.news import (
    MadeUp,
    alert_of,
    alert_record,
    classified,
    count,
    count_record,
    story_record,
)

Event = tuple[str, str, Any]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskServer]:
    """A desk that has read nothing yet."""
    async with DeskServer(str(tmp_path / "desk.db"), page=tmp_path) as desk:
        yield desk


class Stream:
    """A client that reads; events as (name, id, data)."""

    def __init__(self, desk: DeskServer, last: str = "", query: str = "") -> None:
        self._headers = {"Last-Event-ID": last} if last else {}
        self._url, self.last = f"{desk.url}/api/live{query}", ""

    async def __aenter__(self) -> Stream:
        self._client = httpx.AsyncClient(timeout=20)
        request = self._client.build_request("GET", self._url, headers=self._headers)
        self.response = await self._client.send(request, stream=True)
        self._lines = self.response.aiter_lines()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.response.aclose()
        await self._client.aclose()

    async def event(self) -> Event:
        """The next event."""
        name, data = "", None
        async for line in self._lines:
            field, _, value = line.partition(": ")
            if field == "id":
                self.last = value
            elif field == "event":
                name = value
            elif field == "data":
                data = orjson.loads(value)
            elif not line and name:
                return name, self.last, data
        raise EOFError

    async def until(self, name: str) -> Event:
        """The next event of this name."""
        while True:
            async with asyncio.timeout(10):
                event = await self.event()
            if event[0] == name:
                return event


def news(n: int) -> list[Any]:
    """A story and its alert."""
    made = classified(f"s{n}", f"u:{n}", f"News {n} from Aleppo")
    return [story_record(made), alert_record(alert_of(made))]


async def test_a_stream_begins_with_the_status(desk: DeskServer) -> None:
    """So a page that has just connected knows how the feed is, and has an id to come back with."""
    async with Stream(desk) as stream:
        name, last, data = await stream.event()
        assert name == "status" and data["feed"]["connected"] is True and "-0" in last
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        assert stream.response.headers["cache-control"] == "no-store"


async def test_what_changes_is_told(desk: DeskServer) -> None:
    """The story by its id, the alert whole, counts together."""
    async with Stream(desk) as stream:
        await stream.until("status")
        await desk.push(*news(1), count_record(count()))
        assert (await stream.event())[::2] == ("story", {"id": "s1"})
        name, _, alert = await stream.event()
        assert (name, alert["headline"], alert["messages"]) == ("alert", "News 1 from Aleppo", 1)
        assert [c["value"] for c in (await stream.until("counts"))[2]["counts"]] == ["hts"]


async def test_counts_are_told_once_a_second_with_their_last_value(desk: DeskServer) -> None:
    """Fifty changes of one count are one or two events."""
    async with Stream(desk) as stream:
        for n in range(50):
            await desk.push(count_record(count(stories=n), origin=f"0:{n}:0:0"))
        seen = 0
        while True:
            seen += 1
            if (await stream.until("counts"))[2]["counts"][0]["stories"] == 49:
                break
        assert seen <= 3


async def test_who_comes_back_gets_what_was_missed_and_nothing_twice(desk: DeskServer) -> None:
    """From the event after the last one seen; each thing once, as it is now."""
    async with Stream(desk) as stream:
        await stream.until("status")
        await desk.push(*news(1))
        _, last, _ = await stream.until("alert")
    await desk.push(*news(2))
    made = classified("s2", "u:2", "News 2 again", verdict="revision", of="u:2")
    await desk.push(story_record(made))
    async with Stream(desk, last) as stream:
        events = [await stream.event() for _ in range(3)]
    assert [(name, data.get("id")) for name, _, data in events[:2]] == [
        ("alert", "coast-s2"), ("story", "s2"),
    ]  # fmt: skip
    assert events[2][0] == "status"


async def test_the_last_id_may_stand_in_the_address_and_the_header_comes_first(
    desk: DeskServer,
) -> None:
    """For clients that can send no header; a browser that comes back sends the newer id in its header."""
    async with Stream(desk) as stream:
        await stream.until("status")
        await desk.push(*news(1))
        _, old, _ = await stream.until("alert")
        await desk.push(*news(2))
        _, newer, _ = await stream.until("alert")
    async with Stream(desk, query=f"?last_event_id={old}") as stream:
        assert (await stream.event())[::2] == ("story", {"id": "s2"})
    async with Stream(desk, newer, query=f"?last_event_id={old}") as stream:
        assert (await stream.event())[0] == "status"


@pytest.mark.parametrize(
    "last", ["other-1", "1", "-", "x" * 5000, "{identity}-999", "{identity}-x"]
)
async def test_who_comes_back_from_elsewhere_loads_everything_again(
    desk: DeskServer, last: str
) -> None:
    """An id of another database, or of the future, or none."""
    await desk.push(*news(1))
    async with Stream(desk, last.format(identity=desk.store.identity)) as stream:
        assert (await stream.event())[0] == "reset"
        await desk.push(*news(2))
        assert (await stream.until("story"))[2] == {"id": "s2"}


async def test_who_missed_too_much_loads_everything_again(
    desk: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than thousands of events."""
    monkeypatch.setattr("stream.desk.read.events.MOST_RESUMED", 5)
    wire = MadeUp()
    await desk.push(*[record for _ in range(10) for record in wire.update()])
    async with Stream(desk, f"{desk.store.identity}-1") as stream:
        assert (await stream.event())[0] == "reset"


async def test_ids_go_on_after_a_restart(tmp_path: Path) -> None:
    """The page reconnects to the new process and misses nothing."""
    path = str(tmp_path / "desk.db")
    async with DeskServer(path) as desk, Stream(desk) as stream:
        await stream.until("status")
        await desk.push(*news(1))
        _, last, _ = await stream.until("alert")
    async with DeskServer(path) as desk:
        await desk.push(*news(2))
        async with Stream(desk, last) as stream:
            assert (await stream.event())[::2] == ("story", {"id": "s2"})


async def test_a_stop_ends_the_streams_in_order(tmp_path: Path) -> None:
    """The client sees the end of the answer and no broken connection."""
    desk = DeskServer(str(tmp_path / "desk.db"))
    await desk.__aenter__()
    async with Stream(desk) as stream:
        await stream.until("status")
        await asyncio.wait_for(desk.__aexit__(), 5)
        with pytest.raises(EOFError):
            await stream.event()


def test_a_client_s_queue_is_bounded() -> None:
    """Too many bytes or too many pieces: it is given up, and lets go of what it held."""
    for chunk, times in ((b"x" * 100_000, 11), (b"x", live.MOST_CHUNKS + 1)):
        client = Client()
        assert [client.put(chunk) for _ in range(times)].count(False) == 1
        assert client.dropped.is_set() and client.taken() == []


async def test_one_that_never_reads_is_dropped_and_nobody_waits_for_it(desk: DeskServer) -> None:
    """Twenty clients, one with its ears shut: the others get every event, at once; it is disconnected."""
    host, port = "127.0.0.1", desk.http.port
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect((host, port))
    deaf.sendall(b"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    streams = [Stream(desk) for _ in range(19)]
    for stream in streams:
        await stream.__aenter__()
        await stream.until("status")
    wanted, delays = 400, []
    loop = asyncio.get_running_loop()
    sent: dict[str, float] = {}

    async def read(stream: Stream) -> list[str]:
        found = []
        while len(found) < wanted:
            _, _, data = await stream.until("alert")
            delays.append(loop.time() - sent[data["id"]])
            found.append(data["id"])
        return found

    reading = [asyncio.create_task(read(stream)) for stream in streams]
    for n in range(wanted):
        made = classified(f"s{n}", f"u:{n}", f"News {n} " + "x" * 4000)
        sent[f"coast-s{n}"] = loop.time()
        await desk.push(story_record(made), alert_record(alert_of(made)))
    found = await asyncio.wait_for(asyncio.gather(*reading), 60)
    assert found == [[f"coast-s{n}" for n in range(wanted)]] * 19
    assert desk.dropped == 1 and len(desk.hub) == 19
    assert sorted(delays)[int(len(delays) * 0.99)] < 5.0
    deaf.settimeout(5)
    with pytest.raises(ConnectionError):
        while deaf.recv(1_000_000):
            pass
        raise ConnectionError
    for stream in streams:
        await stream.__aexit__()
    deaf.close()
