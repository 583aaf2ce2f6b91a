"""`/api/live`: what changed, to every client, in order; one that doesn't read is dropped, nobody waits for it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from stream.desk.read.events import Event, encoded, events_after, number_of, resumable
from stream.desk.state.store import Store

HEARTBEAT_SECONDS = 15.0
MOST_BYTES = 1_048_576
"""Bytes that wait for one client at most; they are shared by all that wait for the same."""

MOST_CHUNKS = 512
STUCK_SECONDS = 60.0
"""A client that takes nothing for so long is dropped, however little waits for it."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_RETRY = b"retry: 2000\n"


class Client:
    """One open stream: what waits for it, and whether it was given up."""

    def __init__(self) -> None:
        self._chunks: deque[bytes] = deque()
        self._size = 0
        self._news = asyncio.Event()
        self.ended = False
        self.dropped = asyncio.Event()

    def put(self, chunk: bytes) -> bool:
        """Queue bytes; False, and given up for good, if too much waits already."""
        if self._size + len(chunk) > MOST_BYTES or len(self._chunks) >= MOST_CHUNKS:
            self.drop()
            return False
        self._chunks.append(chunk)
        self._size += len(chunk)
        self._news.set()
        return True

    def drop(self) -> None:
        """Give the client up; what waits for it is let go."""
        self._chunks.clear()
        self.dropped.set()

    def end(self) -> None:
        """Let the stream end once what waits is sent."""
        self.ended = True
        self._news.set()

    async def take(self) -> bytes:
        """All that waits; empty once the stream has ended."""
        while not self._chunks and not self.ended:
            self._news.clear()
            await self._news.wait()
        return b"".join(self.taken())

    def taken(self) -> list[bytes]:
        """All that waits, maybe nothing."""
        chunks = list(self._chunks)
        self._chunks.clear()
        self._size = 0
        return chunks


class Hub:
    """All clients of one store; `status` is what the heartbeat says, `lost` is told of a dropped client."""

    def __init__(
        self, store: Store, status: Callable[[], dict[str, Any]], lost: Callable[[], None]
    ) -> None:
        self._store, self._status, self._lost = store, status, lost
        self._clients: set[Client] = set()
        self._closed = False
        self._turn = asyncio.Lock()
        self.told = 0
        """The newest entry of the log that was told."""

    def __len__(self) -> int:
        return len(self._clients)

    async def publish(self, last: int) -> None:
        """Tell everybody what the log has up to the entry `last`."""
        async with self._turn:
            after, self.told = self.told, max(self.told, last)
            if last > after and self._clients:
                listening = set(self._clients)
                events = await self._store.read(events_after, after, last)
                self._send(events, listening)

    def heartbeat(self) -> None:
        """Tell everybody the status."""
        self._send([Event("status", self._status())], self._clients)

    async def join(self, last_event_id: str) -> Client:
        """A client that has what it missed, if it says what it saw last; or is told to load all again."""
        client, upto = Client(), self.told
        if self._closed:
            client.end()
            return client
        self._clients.add(client)
        greeting = _RETRY + f"id: {self._store.identity}-{upto}\n\n".encode()
        missed = await self._missed(last_event_id, upto) if last_event_id else []
        # What was published while this waited is queued already, and comes after what was missed.
        later = client.taken()
        for chunk in (greeting, self._encoded([*missed, Event("status", self._status())]), *later):
            client.put(chunk)
        return client

    def leave(self, client: Client) -> None:
        """Forget a client."""
        self._clients.discard(client)

    def close(self) -> None:
        """End all streams; later ones end at once."""
        self._closed = True
        for client in self._clients:
            client.end()

    async def _missed(self, last_event_id: str, upto: int) -> list[Event]:
        number = number_of(last_event_id, self._store.identity)
        if number is None or not await self._store.read(resumable, number):
            return [Event("reset", {}, upto)]
        return await self._store.read(events_after, number, upto)

    def _send(self, events: Iterable[Event], clients: Iterable[Client]) -> None:
        chunk = self._encoded(events)
        for client in list(clients) if chunk else ():
            if client in self._clients and not client.put(chunk):
                self._clients.discard(client)
                self._lost()

    def _encoded(self, events: Iterable[Event]) -> bytes:
        return b"".join(encoded(event, self._store.identity) for event in events)


class LiveResponse(Response):
    """The stream of one client; ends when the client goes, is dropped, or the server stops."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, last_event_id: str) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._hub, self._last_event_id = hub, last_event_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until there is nobody to send to."""
        client = await self._hub.join(self._last_event_id)
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = [
            asyncio.create_task(work)
            for work in (_pump(client, send), _gone(receive), client.dropped.wait())
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if client.dropped.is_set():
                await _hang_up(scope, tasks[1])
        finally:
            self._hub.leave(client)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(client: Client, send: Send) -> None:
    while chunk := await client.take():
        try:
            async with asyncio.timeout(STUCK_SECONDS):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except TimeoutError:
            client.drop()
            return
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _hang_up(scope: Scope, gone: asyncio.Task[Any]) -> None:
    """Close the connection now: to close it in order would wait for the client to read."""
    abort = scope.get("state", {}).get("abort")
    if abort is not None:
        abort()
        await asyncio.wait([gone], timeout=1)
