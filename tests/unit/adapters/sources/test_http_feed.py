"""Polling a feed from a real local HTTP server: what is sent, and what is remembered over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from stream.adapters.sources.http_feed import FeedPoller
from stream.adapters.sources.http_feed_state import FeedStates
from stream.formats.outcome import Hints, Outcome, Read
from support.feedsite import Site, Start, Time, feed, item, names, sent


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


@pytest.mark.parametrize("cut", [0, 60, 300])
async def test_an_answer_that_was_cut_is_asked_for_again_whole(
    site: Site, start: Start, cut: int
) -> None:
    """Some servers end a connection early without saying so: the rest must not be taken for unchanged."""
    whole = feed(item("b"), item("a", "09:30:00"))
    site.answer = site.of(whole[: -cut or 0], ETag='"1"')
    poller = start()
    first = await sent(poller)
    site.answer = site.of(whole, ETag='"1"')
    second = await sent(poller)
    assert "If-None-Match" not in site.asked[-1].headers
    assert {"a", "b"} <= {*first, *second}


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
