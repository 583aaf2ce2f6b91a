"""Feeds on a real Kafka: polled by a source, or asked once by `newswire ingest`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from stream.adapters.sources.lines import SourceError
from stream.settings import Settings, SourceSettings
from support.sources import ingested, running, until, updates

pytestmark = pytest.mark.kafka


class Feed:
    """A server of one feed, whose items a test changes."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.asked = 0

    async def answer(self, request: web.Request) -> web.Response:
        """The feed as it is now."""
        self.asked += 1
        made = "".join(
            f"<item><guid>{uri}</guid><title>Harbour news {uri}</title>"
            "<pubDate>Thu, 11 Jun 2026 10:00:00 GMT</pubDate></item>"
            for uri in self.items
        )
        text = f'<rss version="2.0"><channel><title>Desk</title>{made}</channel></rss>'
        return web.Response(body=text.encode(), content_type="application/rss+xml")


@pytest.fixture
async def feed() -> AsyncIterator[Feed]:
    """A feed and its `url`, on a free port."""
    served, app = Feed(), web.Application()
    app.router.add_get("/rss", served.answer)
    server = TestServer(app)
    await server.start_server()
    served.url = str(server.make_url("/rss"))  # type: ignore[attr-defined]
    yield served
    await server.close()


async def test_a_feed_is_polled_and_remembered(settings: Settings, feed: Any) -> None:
    """Only what is new is sent, also after a restart."""
    of = SourceSettings(
        name="world", kind="feed", url=feed.url, every=0.3, provider="AP", allow_private=True
    )
    feed.items = ["u:1"]
    async with running(settings, of):
        await until(lambda: feed.asked > 2, "it is polled again and again")
        feed.items.append("u:2")
        before = feed.asked
        await until(lambda: feed.asked > before + 2, "and again")
    feed.items.append("u:3")
    before = feed.asked
    async with running(settings, of):
        await until(lambda: feed.asked > before + 2, "and after a restart")
    found = [r["headline"] for r in await updates(settings)]
    assert sorted(found) == [f"Harbour news u:{n}" for n in (1, 2, 3)]


async def test_ingest_of_an_address(settings: Settings, feed: Any) -> None:
    """An address is asked once and all that is there is sent; one of this machine only if that is meant."""
    feed.items = ["u:1", "u:2"]
    with pytest.raises(SourceError, match=r"loopback address.*--allow-private"):
        await ingested(settings, feed.url, provider="AP")
    counts, refused = await ingested(settings, feed.url, provider="AP", allow_private=True)
    assert (counts.sent, refused, feed.asked) == (2, [], 1)
    assert len(await updates(settings)) == 2
