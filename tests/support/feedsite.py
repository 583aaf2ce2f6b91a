"""A local site with a feed, a clock that only sleeping moves, and what a poll found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from stream.adapters.sources.http_feed import FeedPoller, Poll
from stream.formats.outcome import Read

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Start = Callable[..., FeedPoller]
EVERY = 300.0


def item(name: str, at: str = "10:00:00", text: str = "The appeal will be heard in July.") -> str:
    """An RSS item of the court desk."""
    address = f"https://court.example/{name}"
    return (
        f"<item><title>Item {name}</title><link>{address}</link><guid>{address}</guid>"
        f"<pubDate>Thu, 11 Jun 2026 {at} GMT</pubDate><description>{text}</description></item>"
    )


def feed(*items: str) -> str:
    """The court desk's feed, whose build date never moves."""
    head = "<title>Court desk</title><link>https://court.example/</link><language>en</language>"
    built = "<lastBuildDate>Thu, 11 Jun 2026 10:01:00 GMT</lastBuildDate>"
    return f'<rss version="2.0"><channel>{head}{built}{"".join(items)}</channel></rss>'


class Site:
    """A local server whose answer can be changed; it keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.answer: Handler = self.of(feed(item("b")))
        self.address = ""

    def of(self, text: str | bytes, status: int = 200, **headers: str) -> Handler:
        """A handler with this body; `_` in a header's name stands for `-`."""
        body = text.encode() if isinstance(text, str) else text
        named = {key.replace("_", "-"): value for key, value in headers.items()}

        async def handle(request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, body=body, headers=named)

        return handle

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return await self.answer(request)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 1_781_172_300.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def names(poll: Poll) -> list[str]:
    """The last part of each read item's uri; a refusal is `refused`."""
    return [
        outcome.record["uri"].rsplit("/", 1)[1] if isinstance(outcome, Read) else "refused"
        for outcome in poll.outcomes
    ]


async def sent(poller: FeedPoller) -> list[str]:
    """Poll, let Kafka acknowledge, and say what was sent."""
    poll = await poller.poll()
    poller.acknowledged()
    return names(poll)
