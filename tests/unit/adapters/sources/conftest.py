"""A local site, and pollers of its feed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from stream.adapters.sources.http_feed import FeedPoller, Surroundings
from stream.adapters.sources.http_feed_fetch import FetchLimits
from stream.adapters.sources.http_feed_state import FeedStates
from stream.formats.outcome import Hints
from support.feedsite import EVERY, Site, Start, Time


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The server, listening on a free port of this machine."""
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    host, port = runner.addresses[0][:2]
    site.address = f"http://{host}:{port}/rss"
    yield site
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A client session."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def start(site: Site, session: aiohttp.ClientSession, tmp_path: Path) -> Start:
    """Make a poller, as after a restart; all of a test share a state folder."""

    def make(time: Time | None = None, jitter: float = 0.5, **changed: object) -> FeedPoller:
        around = time or Time()
        return FeedPoller(
            site.address,
            FeedStates(tmp_path / "feeds"),
            session,
            Hints(),
            every=EVERY,
            limits=FetchLimits(**{"seconds": 5.0, "max_bytes": 100_000, **changed}),  # type: ignore[arg-type]
            surroundings=Surroundings(around.now, around.sleep, lambda: jitter),
        )

    return make
