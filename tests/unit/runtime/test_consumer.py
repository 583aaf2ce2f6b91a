"""What the consumer asks of its thread, and when; the thread is a stand-in."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from stream.runtime.consumer import BatchConsumer

SOURCE = TP("wire.stories", 0)


class Thread:
    """A consumer thread whose poll ends when it is told to, and that notes what it is asked."""

    def __init__(self) -> None:
        self.did: list[str] = []
        self.found = asyncio.Event()

    async def getmany(self, active: Any, timeout: float) -> dict[TP, list[Any]]:
        """A poll: it takes its records when `found` is set."""
        await self.found.wait()
        self.did.append("poll")
        return {}

    async def seek_to_committed(self) -> dict[TP, int]:
        """The position goes back to the commit."""
        self.did.append("seek")
        return {SOURCE: 7}

    async def seek_wait(self, offsets: dict[TP, int]) -> None:
        """The position goes where it is told."""
        self.did.append("seek")

    def assignment(self) -> set[TP]:
        """One partition."""
        return {SOURCE}


class Tables:
    """No table, so no changelog."""

    changelog_topics: frozenset[str] = frozenset()


class App:
    """As much of an app as a seek asks for."""

    tables = Tables()


@pytest.fixture
def consumer() -> BatchConsumer:
    """A consumer without an app behind it."""
    made: Any = object.__new__(BatchConsumer)
    made.app, made._thread, made._polling = App(), Thread(), None
    made._read_offset = defaultdict(lambda: None)
    made._committed_offset = defaultdict(lambda: None)
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("seek", ["perform_seek", "seek_wait"])
async def test_a_seek_waits_for_the_poll_under_way(consumer: Any, seek: str) -> None:
    """A poll that took records after the seek would have them thrown away, its partitions being paused by then."""
    polling = asyncio.create_task(consumer._getmany({SOURCE}, 1.0))
    await asyncio.sleep(0)
    seeking = asyncio.create_task(getattr(consumer, seek)(*[{SOURCE: 3}][: seek == "seek_wait"]))
    await asyncio.sleep(0.01)
    assert consumer._thread.did == []
    consumer._thread.found.set()
    await asyncio.gather(polling, seeking)
    assert consumer._thread.did == ["poll", "seek"]


async def test_a_seek_without_a_poll_under_way_is_done_at_once(consumer: Any) -> None:
    """Nothing to wait for: the read offset is the commit."""
    await consumer.perform_seek()
    assert consumer._read_offset[SOURCE] == 7


async def test_a_poll_that_fails_holds_no_seek_up(consumer: Any) -> None:
    """A poll ended by an error, or cancelled with its fetcher, is over."""
    polling = asyncio.create_task(consumer._getmany({SOURCE}, 1.0))
    await asyncio.sleep(0)
    polling.cancel()
    await consumer.perform_seek()
    assert consumer._thread.did == ["seek"]


@pytest.mark.parametrize(("taken", "committed"), [(True, 9), (False, 7)])
async def test_only_what_the_group_took_is_committed(
    consumer: Any, monkeypatch: pytest.MonkeyPatch, taken: bool, committed: int
) -> None:
    """Stock notes the offsets of a refused commit too; rows that a successor needs were deleted by them."""

    async def stock(self: Any, offsets: dict[TP, int], start_new_transaction: bool) -> bool:
        self._committed_offset.update(offsets)
        return taken

    monkeypatch.setattr(driver.Consumer, "_commit_offsets", stock)
    consumer._committed_offset[SOURCE] = 7
    assert await consumer._commit_offsets({SOURCE: 9}) is taken
    assert consumer._committed_offset[SOURCE] == committed
