"""What the desk's feed says while it can't read."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from stream.adapters.kafka.connect import TopicMissing
from stream.bootstrap import desk_feed


def test_what_keeps_the_feed_from_reading_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again every few seconds: the same line as often would bury all others."""
    answers = iter(["topic a", "topic a", "topic a", "topic b", "", "topic b"])

    async def assign(feed: desk_feed.Feed, consumer: Any) -> None:
        missing = next(answers, None)
        if missing is None:
            raise asyncio.CancelledError
        if missing:
            raise TopicMissing(missing)

    async def done(consumer: Any) -> None:
        pass

    async def lost(seconds: float = 0) -> None:
        raise OSError("no route")

    monkeypatch.setattr(desk_feed, "start", done)
    monkeypatch.setattr(desk_feed, "stop", done)
    monkeypatch.setattr(desk_feed, "_RETRY_SECONDS", 0)
    monkeypatch.setattr(desk_feed.Feed, "_assign", assign)
    monkeypatch.setattr(
        desk_feed.Feed, "_consumer", lambda feed: SimpleNamespace(getmany=lambda **_: lost())
    )
    parts: list[Any] = [SimpleNamespace(connected=lambda there: None) for _ in range(2)]
    feed = desk_feed.Feed({}, parts[0], parts[0], parts[0], parts[1], parts[0])
    with structlog.testing.capture_logs() as logs, pytest.raises(asyncio.CancelledError):
        asyncio.run(feed.run())
    said = [line.get("error", line["event"]) for line in logs]
    a, b = str(TopicMissing("topic a")), str(TopicMissing("topic b"))
    assert said == [a, b, "the feed reads again", "no route", b]
