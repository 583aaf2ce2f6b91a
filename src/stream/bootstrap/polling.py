"""Ask an address for news: once, or again and again with what was sent remembered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stream.adapters.address_guard import SETTING
from stream.adapters.sources.documents import Document
from stream.adapters.sources.http_feed import FeedPoller, Poll, ReadFeed
from stream.adapters.sources.http_feed_fetch import (
    FetchFailed,
    FetchLimits,
    feed_session,
    fetch,
    public,
)
from stream.adapters.sources.http_feed_state import FeedStates
from stream.adapters.sources.lines import SourceError
from stream.adapters.sources.reading import read_document, safely
from stream.bootstrap.ingest import Wire, now, sender
from stream.errors import MalformedUpdate
from stream.formats.detect import AUTO, detect
from stream.formats.feeds import read_feed
from stream.formats.outcome import Hints, Outcome, Refused

if TYPE_CHECKING:
    from stream.bootstrap.sources import Source

FEEDS = ("rss", "atom")


class Address(NamedTuple):
    """What is asked for, in which format ("auto" looks), and whether it may lie in a private network."""

    url: str
    format: str
    allow_private: bool
    permit: str = SETTING


async def poll_feed(source: Source) -> None:
    """Poll a feed for ever, or until its server says that it is gone."""
    of, folder = source.of, source.settings.worker.data_dir / "sources" / source.of.name
    assert of.url is not None  # the settings see to it
    async with sender(source.settings) as out:
        wire = source.wire(out)
        asked = Address(of.url, of.format, of.allow_private)
        async for poll in polls(wire, asked, source.hints, of.every, folder):
            if poll.problem:
                source.say(poll.problem)
            else:
                source.succeeded()


async def polls(
    wire: Wire, asked: Address, hints: Hints, every: float, folder: Path
) -> AsyncIterator[Poll]:
    """Each poll of an address once Kafka has what it found; the next run goes on from `folder`."""
    url, format, allow_private, permit = asked
    async with feed_session(allow_private=allow_private, permit=permit) as session:
        poller = FeedPoller(
            url, FeedStates(folder), session, hints, every=every, read=reader(format)
        )
        async for poll in poller.polls():
            if poll.outcomes:
                document = Document(poll.document, public(url), format)
                receipt = await wire.outcomes(
                    document, replace(hints, arrival=now()), poll.outcomes
                )
                await receipt.acknowledged()
                poller.acknowledged()
            yield poll


async def ask_once(wire: Wire, asked: Address, hints: Hints) -> None:
    """Send all that is at an address now. Raises SourceError if there is no answer."""
    url, format, allow_private, permit = asked
    name = public(url)
    async with feed_session(allow_private=allow_private, permit=permit) as session:
        try:
            answer = await fetch(session, url, {}, FetchLimits(max_bytes=hints.max_bytes))
        except FetchFailed as error:
            raise SourceError(f"{name}: {error}") from error
    if answer.status != 200:
        raise SourceError(f"{name}: HTTP status {answer.status}")
    hints = replace(hints, arrival=now(), name=name)
    outcomes = await asyncio.to_thread(
        lambda: [*reader(format)(answer.body, hints, answer.charset)]
    )
    await wire.outcomes(Document(answer.body, name, format), hints, outcomes)


def reader(format: str) -> ReadFeed:
    """What reads an answer: feeds with the charset that HTTP states, other documents by their parser."""

    def read(data: bytes, hints: Hints, charset: str) -> Iterator[Outcome]:
        found = format
        if format == AUTO:
            try:
                found = detect(data, hints.name)
            except MalformedUpdate as error:
                return iter([Refused(error)])
        if found in FEEDS:
            return iter(safely(lambda: read_feed(data, hints, charset)))
        return iter(read_document(Document(data, hints.name, found), hints))

    return read
