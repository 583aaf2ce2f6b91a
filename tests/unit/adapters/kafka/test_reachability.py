"""When the cluster counts as gone, and when as back."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import pytest

from stream.adapters.kafka.connect import stop
from stream.adapters.kafka.reachability import PATIENCE_SECONDS, KafkaWatch, Reachability

WHY = "connection refused"


def judged(answers: Sequence[tuple[float, str | None]]) -> list[tuple[float, str | None]]:
    """The changes of the judgement, each with its time."""
    contact = Reachability(0.0)
    return [(at, contact.gone) for at, why in answers if contact.heard(why, at)]


def test_gone_after_two_seconds_of_silence() -> None:
    """A broker that died at 1.0: said once, within three seconds of its end."""
    heard = [(0.5, None), (1.0, None), *((1.5 + n / 2, WHY) for n in range(20))]
    assert judged(heard) == [(1.0 + PATIENCE_SECONDS, WHY)]


def test_a_short_silence_is_not_told() -> None:
    """A leader election, or one slow answer however late it is given up."""
    assert judged([(0.5, None), (1.0, WHY), (1.5, WHY), (2.0, WHY), (2.4, None)]) == []
    assert judged([(0.5, None), (9.0, WHY), (9.5, None)]) == []


def test_back_after_two_answers_in_a_row() -> None:
    """A broker that answers every other time stays gone: the page does not flap."""
    gone = [(0.5 * n, WHY) for n in range(1, 7)]
    flapping = [(4.0, None), (4.5, WHY), (5.0, None), (5.5, WHY)]
    back = [(6.0, None), (6.5, None), (7.0, None)]
    assert judged([*gone, *flapping, *back]) == [(2.0, WHY), (6.5, None)]


async def test_an_address_where_nothing_listens_is_told_with_the_address() -> None:
    """The operator reads which broker was asked, and why it did not answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    told: asyncio.Queue[str | None] = asyncio.Queue()
    asking = asyncio.create_task(KafkaWatch({"bootstrap_servers": where}, told.put_nowait).run())
    try:
        said = await asyncio.wait_for(told.get(), 60)
    finally:
        asking.cancel()
    assert said is not None and where in said and "kafka.bootstrap" in said


class Leaky:
    """A consumer that lets out the CancelledError of a task of its own, as aiokafka 0.14 does."""

    def __init__(self) -> None:
        self._client, self.closed = self, False

    async def stop(self) -> None:
        """End one's own task, and wait for it."""
        task = asyncio.create_task(asyncio.sleep(60))
        await asyncio.sleep(0)
        task.cancel()
        await task

    async def close(self) -> None:
        """What aiokafka has then not come to."""
        self.closed = True


async def test_what_a_consumer_cancels_itself_is_not_its_callers_end() -> None:
    """Stopped with its brokers gone, its connections are closed all the same."""
    consumer = Leaky()
    await stop(consumer)
    assert consumer.closed


async def test_a_caller_that_is_cancelled_meanwhile_still_ends() -> None:
    """Its own cancellation is not swallowed with the consumer's."""

    class Slow(Leaky):
        async def stop(self) -> None:
            await asyncio.sleep(60)

    stopping = asyncio.create_task(stop(consumer := Slow()))
    await asyncio.sleep(0)
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    assert consumer.closed
