"""One request for a feed: redirects, sizes, charsets, and what never leaves in an address."""

from __future__ import annotations

import asyncio
import gzip
import socket
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from stream.adapters import address_guard as guard
from stream.adapters.sources.http_feed import FeedPoller
from stream.adapters.sources.http_feed_fetch import (
    FetchFailed,
    FetchLimits,
    feed_session,
    fetch,
    public,
)
from stream.adapters.sources.http_feed_state import FeedStates
from stream.formats.outcome import Hints, Read
from support.feedsite import EVERY, Handler, Site, Start, feed, item, sent


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


LOCAL = {
    "loopback": ("127.0.0.1", "a loopback address"),
    "link-local, where clouds keep their keys": ("169.254.169.254", "a link-local address"),
    "private": ("10.1.2.3", "a private or reserved address"),
    "unique local": ("fd00::1", "a private or reserved address"),
    "loopback in IPv6": ("::1", "a loopback address"),
}


@pytest.mark.parametrize("name", LOCAL)
async def test_a_name_that_leads_into_a_private_network_is_not_asked(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the address connected to that counts, not the name; the failure says what to set."""
    address, why = LOCAL[name]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 9))]
    monkeypatch.setattr(guard, "_look_up", lambda *_: found)
    async with feed_session(allow_private=False) as session:
        with pytest.raises(FetchFailed, match=f"{why}.*allow_private"):
            await fetch(session, "http://feeds.example:9/rss", {}, FetchLimits(seconds=5.0))


async def test_a_redirect_to_a_name_in_a_private_network_is_not_followed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed itself may lie on this machine in this test; where it sends on to may not."""
    port = int(site.address.rsplit(":", 1)[1].split("/")[0])
    site.answer = site.of("", 302, Location=f"http://inner.example:{port}/keys")
    outside = {"feeds.example": "127.0.0.1", "inner.example": "127.0.0.2"}

    def look_up(host: str, port: int, family: int) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (outside[host], port))]

    real = guard.why_refused
    monkeypatch.setattr(guard, "_look_up", look_up)
    monkeypatch.setattr(
        guard, "why_refused", lambda address: "" if address == "127.0.0.1" else real(address)
    )
    async with feed_session(allow_private=False) as session:
        with pytest.raises(FetchFailed, match=r"127\.0\.0\.2 is a loopback address"):
            await fetch(session, f"http://feeds.example:{port}/rss", {}, FetchLimits(seconds=5.0))
    assert [request.path for request in site.asked] == ["/rss"]


async def test_this_machine_is_asked_where_the_settings_allow_it(site: Site) -> None:
    """`allow_private` opens private networks and loopback."""
    async with feed_session(allow_private=True) as session:
        assert (await fetch(session, site.address, {}, FetchLimits())).status == 200
    async with feed_session(allow_private=False) as session:
        with pytest.raises(FetchFailed, match="loopback"):
            await fetch(session, site.address, {}, FetchLimits())
