"""When a feed is asked again: failures, what the server asks for, and conditions."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from aiohttp import web

from stream.adapters.sources.http_feed import LONGEST_BACKOFF, WHOLE_AFTER
from stream.notify.answers import LONGEST
from support.feedsite import EVERY, Site, Start, Time, feed, item, names, sent


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
        ("99999999999", LONGEST.total_seconds()),
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
