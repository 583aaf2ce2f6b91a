"""What `newswire ingest` does: read a path or an address, send it, or only show what would be sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stream.adapters.sources.http_feed_fetch import public
from stream.adapters.sources.inputs import check, inputs_of
from stream.bootstrap.ingest import Counts, Out, Refusal, Wire, ingest, now, sender
from stream.bootstrap.polling import Address, ask_once, polls
from stream.formats.outcome import Hints
from stream.model.topics import UPDATES
from stream.settings import Settings

Show = Callable[[str], None]
Tell = Callable[[Refusal], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; `every` is seconds between two askings of an address, `rate` updates a second."""

    path: str
    format: str = "auto"
    provider: str = ""
    zone: str = ""
    language: str = ""
    strict: bool = False
    every: float | None = None
    follow: bool = False
    rate: float | None = None
    allow_private: bool = False

    @property
    def address(self) -> bool:
        """Whether it is to be asked for by HTTP."""
        return self.path.startswith(("http://", "https://"))

    @property
    def asked(self) -> Address:
        """The address that is asked."""
        return Address(self.path, self.format, self.allow_private, "--allow-private")

    def hints(self, settings: Settings) -> Hints:
        """What the documents can't say themselves."""
        return Hints(
            provider=self.provider, zone=self.zone, language=self.language,
            strict=self.strict or settings.wire.strict,
            max_bytes=settings.limits.document_bytes, arrival=now(),
        )  # fmt: skip


async def run(settings: Settings, request: Request, tell: Tell, show: Show | None = None) -> Counts:
    """Do it; return once Kafka has acknowledged everything.

    With `show` nothing is sent and no Kafka is needed: it is given each record as JSON.
    """
    if not (request.follow or request.address):
        check(request.path)
    if show is not None:
        return await _send(Shown(settings.kafka.topic(UPDATES), show), settings, request, tell)
    async with sender(settings) as out:
        return await _send(out, settings, request, tell)


async def _send(out: Out, settings: Settings, request: Request, tell: Tell) -> Counts:
    wire = Wire(out, settings, tell, rate=request.rate, dry=isinstance(out, Shown))
    hints = request.hints(settings)
    if request.every is not None:
        await _poll(wire, settings, request, request.every, tell)
    elif request.address:
        await ask_once(wire, request.asked, hints)
    else:
        pieces = inputs_of(
            request.path, request.format, follow=request.follow, max_bytes=hints.max_bytes
        )
        await ingest(wire, pieces, hints)
    return wire.counts


async def _poll(wire: Wire, settings: Settings, request: Request, every: float, tell: Tell) -> None:
    """Poll for ever; what a dry run shows counts as sent only until its end."""
    url, hints = request.path, request.hints(settings)
    with TemporaryDirectory() as nowhere:
        folder = Path(nowhere) if wire.dry else settings.worker.data_dir / "feeds"
        async for poll in polls(wire, request.asked, hints, every, folder):
            if poll.problem:
                tell(Refusal(public(url), "FetchFailed", poll.problem))


class Shown:
    """Takes what would be sent and shows the updates, one a line; dead letters are told elsewhere."""

    def __init__(self, updates: str, show: Show) -> None:
        self._updates, self._show = updates, show

    async def send(
        self, topic: str, key: bytes | None, value: bytes | None,
        headers: list[tuple[str, bytes]] | None = None, partition: int | None = None,
    ) -> asyncio.Future[Any]:  # fmt: skip
        """Show an update."""
        if topic == self._updates:
            self._show((value or b"").decode("utf-8", "backslashreplace"))
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done
