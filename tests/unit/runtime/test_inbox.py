"""What waits for a stage is taken together, in order within a partition, and never without bound."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import pytest

from stream.runtime.inbox import Inbox


class Message(NamedTuple):
    """What the inbox reads of a Faust message."""

    partition: int


class Event(NamedTuple):
    """What the inbox reads of a Faust event."""

    message: Message
    value: list[str]


def event(partition: int, *records: str) -> Event:
    """An event with a chunk of records."""
    return Event(Message(partition), list(records))


def values(taken: dict[int, list[Any]]) -> dict[int, list[list[str]]]:
    """The chunks that were taken, by partition."""
    return {partition: [e.value for e in events] for partition, events in taken.items()}


async def test_all_that_waits_is_taken_together() -> None:
    """Chunks of one partition come in order, those of others with them."""
    inbox = Inbox(records=10)
    for each in (event(0, "a"), event(1, "x"), event(0, "b", "c")):
        await inbox.put(each)
    assert values(await inbox.take()) == {0: [["a"], ["b", "c"]], 1: [["x"]]}


async def test_no_more_records_are_taken_than_asked_for() -> None:
    """What would make a batch too large waits for the next; a chunk is never cut."""
    inbox = Inbox(records=3)
    for each in (event(0, "a", "b"), event(0, "c", "d"), event(0, "e")):
        await inbox.put(each)
    assert values(await inbox.take()) == {0: [["a", "b"]]}
    assert values(await inbox.take()) == {0: [["c", "d"], ["e"]]}


async def test_a_chunk_larger_than_a_batch_is_taken_alone() -> None:
    """Else it would wait for ever."""
    inbox = Inbox(records=1)
    await inbox.put(event(0, "a", "b"))
    assert values(await inbox.take()) == {0: [["a", "b"]]}


async def test_an_empty_inbox_is_waited_for() -> None:
    """A stage with nothing to do sleeps until something comes."""
    inbox = Inbox(records=10)
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0.01)
    assert not taking.done()
    await inbox.put(event(0, "a"))
    assert values(await taking) == {0: [["a"]]}


async def test_what_comes_in_the_pause_is_taken_too() -> None:
    """That is what the pause is for."""
    inbox = Inbox(records=10, pause=0.5)
    await inbox.put(event(0, "a"))
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0.01)
    await inbox.put(event(0, "b"))
    assert values(await taking) == {0: [["a"], ["b"]]}


async def test_the_pause_is_over_early_when_nothing_more_comes() -> None:
    """A quiet wire's counts follow their update at once, not a second later."""
    inbox = Inbox(records=10, pause=5.0)
    await inbox.put(event(0, "a"))
    async with asyncio.timeout(4):
        assert values(await inbox.take()) == {0: [["a"]]}


async def test_a_full_inbox_holds_the_sender_back() -> None:
    """A stage that is slow takes no more than it has room for."""
    inbox = Inbox(records=10, room=2)
    await inbox.put(event(0, "a"))
    putting = asyncio.create_task(inbox.put(event(0, "b")))
    await asyncio.sleep(0.01)
    assert not putting.done()
    await inbox.take()
    await putting


@pytest.mark.parametrize("chunks", [[("a", "b", "c")], [("a",), ("b", "c")]])
async def test_a_whole_batch_does_not_wait_for_the_pause(chunks: list[tuple[str, ...]]) -> None:
    """A backlog is worked off at once: only what would make a small batch gathers."""
    inbox = Inbox(records=3, pause=60.0)
    for records in chunks:
        await inbox.put(event(0, *records))
    async with asyncio.timeout(1):
        assert values(await inbox.take()) == {0: [list(records) for records in chunks]}


async def test_a_batch_that_fills_up_ends_the_pause() -> None:
    """The pause is over when a partition has a batch, whenever that is."""
    inbox = Inbox(records=2, pause=60.0)
    await inbox.put(event(0, "a"))
    taking = asyncio.create_task(inbox.take())
    await asyncio.sleep(0.01)
    assert not taking.done()
    await inbox.put(event(0, "b"))
    async with asyncio.timeout(1):
        assert values(await taking) == {0: [["a"], ["b"]]}


async def test_a_full_inbox_does_not_wait_for_the_pause() -> None:
    """Nothing more could come in it."""
    inbox = Inbox(records=10, pause=60.0, room=2)
    await inbox.put(event(0, "a"))
    putting = asyncio.create_task(inbox.put(event(1, "b")))
    async with asyncio.timeout(1):
        assert values(await inbox.take()) == {0: [["a"]], 1: [["b"]]}
    await putting
