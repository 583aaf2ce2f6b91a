"""Polling a feed from a real local HTTP server: conditions, redirects, failures, restarts."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from stream.adapters.sources.http_feed import (
    LONGEST_BACKOFF,
    LONGEST_RETRY_AFTER,
    WHOLE_AFTER,
    FeedPoller,
    Poll,
    Surroundings,
)
from stream.adapters.sources.http_feed_fetch import FetchLimits, public
from stream.adapters.sources.http_feed_state import FeedStates
from stream.formats.outcome import Hints, Outcome, Read

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
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


Start = Callable[..., FeedPoller]


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


@pytest.mark.parametrize("restart", [False, True])
async def test_a_late_item_is_sent_and_one_that_leaves_means_nothing(
    site: Site, start: Start, restart: bool
) -> None:
    """An item older than the last poll is read all the same, also after a restart."""
    poller = start()
    assert await sent(poller) == ["b"]
    site.answer = site.of(feed(item("b"), item("a", "09:30:00")))
    poller = start() if restart else poller
    assert await sent(poller) == ["a"]
    site.answer = site.of(feed(item("a", "09:30:00")))
    poller = start() if restart else poller
    assert await sent(poller) == []


async def test_what_was_not_acknowledged_comes_again(site: Site, start: Start) -> None:
    """Neither the next poll nor a restart forgets items that Kafka never took."""
    site.answer = site.of(feed(item("b")), ETag='"1"')
    poller = start()
    assert names(await poller.poll()) == ["b"]
    assert names(await poller.poll()) == ["b"]
    assert names(await start().poll()) == ["b"]
    assert all("If-None-Match" not in request.headers for request in site.asked)


async def test_a_changed_item_is_sent_again(site: Site, start: Start) -> None:
    """The same uri with another text is news for dedupe to judge."""
    poller = start()
    assert await sent(poller) == ["b"]
    site.answer = site.of(feed(item("b", text="The appeal will be heard in August.")))
    assert await sent(poller) == ["b"]


async def test_the_oldest_item_is_sent_first(site: Site, start: Start) -> None:
    """Feeds have their newest item first; the wire has it last."""
    site.answer = site.of(feed(item("c", "11:00:00"), item("b", "10:00:00"), item("a", "09:00:00")))
    assert await sent(start()) == ["a", "b", "c"]


async def test_a_poll_is_conditional_once_all_was_acknowledged(site: Site, start: Start) -> None:
    """Both validators go back as they came, also after a restart; 304 brings nothing."""
    modified = "Thu, 11 Jun 2026 10:01:00 GMT"
    site.answer = site.of(feed(item("b")), ETag='W/"v1"', Last_Modified=modified)
    assert await sent(start()) == ["b"]
    site.answer = site.of(b"", 304)
    poll = await start().poll()
    assert (poll.status, poll.outcomes, poll.problem) == (304, [], "")
    assert site.asked[-1].headers["If-None-Match"] == 'W/"v1"'
    assert site.asked[-1].headers["If-Modified-Since"] == modified


async def test_a_permanent_redirect_is_remembered_and_a_temporary_one_is_not(
    site: Site, start: Start
) -> None:
    """After 301 the new address is asked; 302 is followed anew each time."""

    async def moving(request: web.Request) -> web.StreamResponse:
        status = {"/rss": 301, "/moved": 302}.get(request.path)
        target = {"/rss": "/moved", "/moved": "/today"}.get(request.path, "")
        if status:
            return web.Response(status=status, headers={"Location": target})
        return web.Response(text=feed(item("b")))

    site.answer = moving
    assert await sent(start()) == ["b"]
    assert await sent(start()) == []
    assert [r.path for r in site.asked] == ["/rss", "/moved", "/today", "/moved", "/today"]


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("/rss", "more than 5 redirects"),
        ("file:///etc/hostname", "redirect to file"),
        ("http://localhost:1/", "local address"),
        ("http://169.254.1.1/", "local address"),
        ("http://[", "ValueError"),
    ],
)
async def test_a_bad_redirect_is_a_failure(
    site: Site, start: Start, location: str, problem: str
) -> None:
    """Loops, other schemes and addresses inside our own net aren't followed."""
    site.answer = site.of(b"", 301, Location=location)
    poll = await start().poll()
    assert problem in poll.problem
    assert poll.outcomes == []


async def test_failures_back_off_and_a_success_ends_it(site: Site, start: Start) -> None:
    """The pause doubles with each failure up to an hour, and an answer brings the rhythm back."""
    poller = start(jitter=1.0)
    site.answer = site.of(b"", 500)
    waits = [(await poller.poll()).wait for _ in range(6)]
    assert waits == [600, 1200, 2400, LONGEST_BACKOFF, LONGEST_BACKOFF, LONGEST_BACKOFF]
    site.answer = site.of(feed(item("b")))
    assert (await poller.poll()).wait == EVERY
    poller.acknowledged()
    site.answer = site.of(b"", 404)
    assert (await poller.poll()).wait == 600


async def test_jitter_spreads_the_tries(site: Site, start: Start) -> None:
    """Two pollers that fail together don't come back together, nor sooner than usual."""
    site.answer = site.of(b"", 502)
    assert (await start(jitter=0.0).poll()).wait == EVERY
    assert EVERY < (await start(jitter=0.3).poll()).wait < 1200


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_that_says_when_is_obeyed(site: Site, start: Start, status: int) -> None:
    """Retry-After in seconds or as a date, but not for longer than a day or sooner than usual."""
    time = Time()
    for header, wait in [
        ("900", 900.0),
        (formatdate(time.at + 1200, usegmt=True), 1200.0),
        ("5", EVERY),
        ("99999999999", LONGEST_RETRY_AFTER),
    ]:
        site.answer = site.of(b"", status, Retry_After=header)
        poll = await start(time, jitter=0.0).poll()
        assert (poll.wait, poll.status) == (pytest.approx(wait, abs=1), status)
    site.answer = site.of(b"", status, Retry_After="tomorrow")
    assert (await start(time, jitter=0.0).poll()).problem == f"HTTP status {status}"


async def test_a_wait_that_was_asked_for_outlasts_a_restart(site: Site, start: Start) -> None:
    """A worker that starts again doesn't ask before the time that the server named."""
    time = Time()
    site.answer = site.of(b"", 429, Retry_After="900")
    await start(time, jitter=0.0).poll()
    site.answer = site.of(feed(item("b")))
    async for poll in start(time).polls():
        assert names(poll) == ["b"]
        break
    assert time.slept == [900.0]


async def test_a_feed_that_is_gone_is_never_asked_again(site: Site, start: Start) -> None:
    """410 ends the polling, also after a restart, and says so each time."""
    site.answer = site.of(b"", 410)
    assert [poll.gone async for poll in start().polls()] == [True]
    again = [poll async for poll in start().polls()]
    assert "gone" in again[0].problem
    assert len(site.asked) == 1


async def test_polls_go_on_in_the_rhythm(site: Site, start: Start) -> None:
    """What sending takes is no longer waited for."""
    time, found = Time(), []
    poller = start(time)
    async for poll in poller.polls():
        found.append(names(poll))
        time.at += 20
        poller.acknowledged()
        if len(found) == 3:
            break
    assert found == [["b"], [], []]
    assert time.slept == [EVERY - 20, EVERY - 20]


async def test_a_huge_answer_is_cut_off_before_it_fills_the_memory(
    site: Site, start: Start
) -> None:
    """The limit holds for what a small compressed answer unpacks to."""
    site.answer = site.of(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")
    poll = await start().poll()
    assert "more than 100000 bytes" in poll.problem


async def test_half_an_answer_is_a_failure(site: Site, start: Start) -> None:
    """A connection that breaks off gives no items, and the state stays as it was."""

    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        await response.prepare(request)
        await response.write(feed(item("b")).encode())
        assert request.transport is not None
        request.transport.close()
        return response

    site.answer = broken
    poll = await start().poll()
    assert (poll.outcomes, poll.status) == ([], 0)
    assert "ClientPayloadError" in poll.problem


async def test_a_server_that_hangs_is_left(site: Site, start: Start) -> None:
    """The whole request has a time limit."""

    async def hang(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(1)
        return web.Response()

    site.answer = hang
    assert "0.2 seconds" in (await start(seconds=0.2).poll()).problem


async def test_no_server_is_a_failure(site: Site, start: Start) -> None:
    """An address that nobody answers is tried again later."""
    site.address = "http://127.0.0.1:1/rss"
    poll = await start().poll()
    assert poll.status == 0 and poll.problem and poll.wait >= EVERY


async def test_the_charset_of_the_header_is_used(site: Site, start: Start) -> None:
    """A document without a declaration is read in the code that HTTP names."""
    text = feed(item("b", text="Zamknięte mosty")).encode("iso-8859-2")
    site.answer = site.of(text, Content_Type="text/xml; charset=iso-8859-2")
    (outcome,) = (await start().poll()).outcomes
    assert isinstance(outcome, Read) and outcome.record["body"] == "Zamknięte mosty"


async def test_a_page_in_place_of_the_feed_is_refused_once(site: Site, start: Start) -> None:
    """The refusal goes to the dead letters with the document, and not again at each poll."""
    page = "<html><body>Down for repair</body></html>"
    site.answer = site.of(page)
    poller = start()
    poll = await poller.poll()
    poller.acknowledged()
    assert (names(poll), poll.document) == (["refused"], page.encode())
    site.answer = site.of(page + " ")
    assert await sent(poller) == []


async def test_relative_dates_are_no_reason_to_send_an_item_again(site: Site, start: Start) -> None:
    """A time that counts from the arrival differs at each poll; the item doesn't."""
    time = Time()
    text = feed(item("b")).replace("Thu, 11 Jun 2026 10:00:00 GMT", "{} hours ago")
    poller = start(time)
    site.answer = site.of(text.format(2))
    assert await sent(poller) == ["b"]
    time.at += 3600
    site.answer = site.of(text.format(3))
    assert await sent(poller) == []


async def test_an_unreadable_state_costs_a_second_sending_only(
    site: Site, start: Start, tmp_path: Path
) -> None:
    """The file is put aside and the feed is read from the start."""
    assert await sent(start()) == ["b"]
    (state,) = (tmp_path / "feeds").glob("*.json")
    state.write_bytes(b'{"feed": ')
    assert await sent(start()) == ["b"]
    assert len(list((tmp_path / "feeds").glob("*.unreadable"))) == 1
    assert await sent(start()) == []


async def test_a_304_that_nobody_asked_for_is_a_failure(site: Site, start: Start) -> None:
    """Without conditions there is nothing that could be unchanged: it is told and tried again."""
    site.answer = site.of("", 304)
    poll = await start().poll()
    assert (poll.problem, poll.outcomes) == ("HTTP status 304", [])


async def test_a_lying_etag_is_asked_past(site: Site, start: Start) -> None:
    """After some hours of 304 the feed is asked for as a whole: what it hid is sent then."""
    time = Time()

    async def lies(request: web.Request) -> web.StreamResponse:
        if "If-None-Match" in request.headers:
            return web.Response(status=304)
        return web.Response(text=feed(*items), headers={"ETag": '"same"'})

    items, site.answer = [item("a")], lies
    poller = start(time)
    assert await sent(poller) == ["a"]
    items.append(item("b", "11:00:00"))
    assert await sent(poller) == []
    time.at += WHOLE_AFTER
    assert await sent(poller) == ["b"]
    assert await sent(poller) == []


async def test_a_feed_does_not_move_to_what_is_no_feed(site: Site, start: Start) -> None:
    """A page that stands before a feed for a while, by a permanent redirect, does not take its place."""
    site.answer = moving(site, site.of("<html><body>Log in</body></html>"))
    poller = start()
    assert await sent(poller) == ["refused"]
    site.answer = site.of(feed(item("b")))
    assert await sent(start()) == ["b"]
    assert site.asked[-1].path == "/rss"


def moving(site: Site, then: Handler) -> Handler:
    """A handler that redirects for good to another path, which answers with `then`."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.path == "/rss":
            return web.Response(status=301, headers={"Location": "/elsewhere"})
        return await then(request)

    return handle


async def test_gzip_without_a_header_is_unpacked(site: Site, start: Start) -> None:
    """A feed that was packed twice, or whose header was lost, is read; a bomb and half of one are not."""
    packed = gzip.compress(feed(item("b")).encode())
    site.answer = site.of(packed)
    assert await sent(start()) == ["b"]
    site.answer = site.of(gzip.compress(b"x" * 100_001))
    assert "more than 100000 bytes" in (await start().poll()).problem
    site.answer = site.of(packed[:-12])
    assert "ends too early" in (await start().poll()).problem


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "localhost.", "[::ffff:127.0.0.1]", "0"]
)
async def test_a_redirect_to_a_local_address_in_disguise_is_not_followed(
    site: Site, start: Start, host: str
) -> None:
    """Short, whole, hexadecimal and mapped notations are the same machine."""
    site.answer = site.of("", 302, Location=f"http://{host}:9/rss")
    assert "not followed" in (await start().poll()).problem


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://desk:secret@p.example/rss", "https://p.example/rss"),
        ("https://p.example/rss?apikey=abc&page=2", "https://p.example/rss?apikey=***&page=2"),
        ("https://p.example/rss?a=b@c", "https://p.example/rss?a=b@c"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    """Logs, dead letters and links that are resolved never carry a password or a key."""
    assert public(address) == shown


async def test_items_do_not_inherit_the_password_of_their_feed(
    site: Site, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """A relative link of a feed that is asked for with a password becomes an address without it."""
    relative = "<item><title>Fog</title><link>fog.html</link></item>"
    site.answer = site.of(f'<rss version="2.0"><channel><title>P</title>{relative}</channel></rss>')
    address = site.address.replace("://", "://desk:secret@")
    poll = await FeedPoller(address, FeedStates(tmp_path), session, Hints()).poll()
    (outcome,) = poll.outcomes
    assert isinstance(outcome, Read)
    assert outcome.record["uri"] == site.address.replace("/rss", "/fog.html")


async def test_words_in_the_place_of_a_time_stop_no_poll(
    site: Site, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """An item of an address that answers in JSON is sent although nobody can read its time."""

    def read(data: bytes, hints: Hints, charset: str) -> Iterator[Outcome]:
        yield Read({"uri": "urn:x:1", "version_created": data.decode()})

    for words in ("soon", "2026-06-11T24:00:00Z"):
        site.answer = site.of(words)
        states = FeedStates(tmp_path / words)
        poll = await FeedPoller(site.address, states, session, Hints(), read=read).poll()
        assert len(poll.outcomes) == 1
