"""Batches are tried again a bounded number of times, in order, and nothing is acknowledged before."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import pytest

import stream.runtime.delivery as delivery_module
from stream.errors import DeliveryFailed
from stream.runtime.delivery import Delivery, Outgoing


class Metadata(NamedTuple):
    """What a producer's future gives."""

    offset: int


class Builder:
    """A batch of at most three records."""

    def __init__(self) -> None:
        self.records: list[bytes | None] = []

    def append(self, *, timestamp: object, key: bytes, value: bytes, headers: list[Any]) -> object:
        """None when full, as aiokafka's."""
        if len(self.records) == 3:
            return None
        self.records.append(value)
        return self

    def close(self) -> None:
        """Nothing to do."""


class FakeProducer:
    """Fails or delays the sends that it is told to; keeps what it took, by partition."""

    def __init__(self, failures: int = 0, delay: float = 0) -> None:
        self.failures, self.delay = failures, delay
        self.taken: dict[int, list[bytes | None]] = {}
        self.sends = 0

    def create_batch(self) -> Builder:
        """An empty batch."""
        return Builder()

    async def send_batch(self, batch: Builder, topic: str, partition: int) -> asyncio.Future[Any]:
        """A future that gives the base offset, or fails."""
        self.sends += 1
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        await asyncio.sleep(self.delay)
        if self.failures:
            self.failures -= 1
            future.set_exception(ConnectionError("the broker went away"))
        else:
            log = self.taken.setdefault(partition, [])
            future.set_result(Metadata(len(log)))
            log += batch.records
        return future


@pytest.fixture(autouse=True)
def no_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests need not wait between attempts."""
    monkeypatch.setattr(delivery_module, "BACKOFF_SECONDS", 0)


def records(count: int, partition: int = 0) -> list[Outgoing]:
    """Numbered records for one partition."""
    return [Outgoing("t", partition, b"k", b"%d" % n, []) for n in range(count)]


async def test_failed_batch_is_sent_again_in_order() -> None:
    """Two failures in a row delay the batch; what arrives is in order and complete."""
    producer, retries = FakeProducer(failures=2), []
    delivery = Delivery(lambda: producer, 5, lambda: retries.append(1))
    done = await delivery.deliver(records(7))
    assert producer.taken[0] == [b"%d" % n for n in range(7)]
    assert [(d.base, d.records) for d in done] == [(0, 3), (3, 3), (6, 1)]
    assert len(retries) == 2


async def test_attempts_are_bounded() -> None:
    """After the last attempt the error says topic, partition and how many records were not taken."""
    producer = FakeProducer(failures=99)
    with pytest.raises(DeliveryFailed, match=r"t/0: 2 records not taken in 3 attempts"):
        await Delivery(lambda: producer, 3).deliver(records(2))
    assert producer.sends == 3


async def test_slow_produce_is_waited_for() -> None:
    """Nothing is reported delivered before the producer has it."""
    producer = FakeProducer(delay=0.05)
    task = asyncio.create_task(Delivery(lambda: producer, 1).deliver(records(1)))
    await asyncio.sleep(0.01)
    assert not task.done()
    assert [d.records for d in await task] == [1]


async def test_a_produce_that_takes_too_long_is_tried_again() -> None:
    """An attempt that outlasts its time counts as failed, and the bound holds."""
    producer = FakeProducer(delay=0.2)
    with pytest.raises(DeliveryFailed, match="2 attempts: TimeoutError"):
        await Delivery(lambda: producer, 2, timeout=0.01).deliver(records(1))
    assert producer.sends == 2


async def test_partitions_do_not_wait_for_each_other_s_failures() -> None:
    """A failing partition does not keep another's records from arriving."""
    producer = FakeProducer(failures=1)
    await Delivery(lambda: producer, 2).deliver([*records(1, 0), *records(1, 1)])
    assert producer.taken == {0: [b"0"], 1: [b"0"]}
