"""Produce what a batch caused, in record batches, and wait until Kafka has every one of them.

aiokafka's `send` costs an asyncio future and a lock for each record; a batch that we fill ourselves costs
them once. A batch that fails is built again from its records and sent again, a bounded number of times.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgspec import Struct

from stream.errors import DeliveryFailed

BACKOFF_SECONDS = 0.1
"""Wait before the first further attempt; doubles with each."""


class Outgoing(Struct, frozen=True, gc=False):
    """One record for an explicit topic and partition."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]


class Delivered(NamedTuple):
    """`records` records of a topic partition, appended from offset `base` on."""

    topic: str
    partition: int
    base: int
    records: int


@dataclass(slots=True)
class _Batch:
    topic: str
    partition: int
    records: list[Outgoing]
    builder: Any


@dataclass(slots=True)
class _Chain:
    """The batches of one partition, in order, and how often the first of them has failed."""

    batches: deque[_Batch]
    failures: int = 0


class Delivery:
    """Delivers batches through an aiokafka producer.

    `producer` gives the started AIOKafkaProducer. `attempts` bounds the sends of one batch, each of at most
    `timeout` seconds; after the last failure `DeliveryFailed` is raised. `on_retry` is called for each
    further attempt.
    """

    def __init__(
        self,
        producer: Callable[[], Any],
        attempts: int = 5,
        on_retry: Callable[[], None] = lambda: None,
        timeout: float | None = None,
    ) -> None:
        self._producer, self._attempts, self._on_retry = producer, attempts, on_retry
        self._timeout = timeout
        self._partitions: dict[str, int] = {}

    async def partitions_of(self, topic: str) -> int:
        """The number of partitions of a topic, asked of the broker once."""
        if topic not in self._partitions:
            self._partitions[topic] = len(await self._producer().partitions_for(topic))
        return self._partitions[topic]

    async def deliver(self, records: Sequence[Outgoing]) -> list[Delivered]:
        """Produce all records; return once all are acknowledged.

        Partitions go side by side; within one, a batch goes out only after the one before it is
        acknowledged, so that a failure never changes the order.
        """
        chains = [_Chain(deque(found)) for found in self._batches(records).values()]
        done: list[Delivered] = []
        while chains:
            answers = await self._attempt([chain.batches[0] for chain in chains])
            settled = [self._settled(*pair, done) for pair in zip(chains, answers, strict=True)]
            if not all(settled):
                await asyncio.sleep(BACKOFF_SECONDS * 2 ** (max(c.failures for c in chains) - 1))
            chains = [chain for chain in chains if chain.batches]
        return done

    async def _attempt(self, batches: Sequence[_Batch]) -> list[int | Exception]:
        """Offer one batch to each of several partitions; the base offset of each, or why it has none.

        One wait for all: a task and a timer for each batch cost more than the batch where it is small.
        """
        futures: list[asyncio.Future[Any]] = []
        producer, problem = self._producer(), Exception("not sent")
        try:
            async with asyncio.timeout(self._timeout):
                for batch in batches:
                    futures.append(
                        await producer.send_batch(
                            batch.builder, batch.topic, partition=batch.partition
                        )
                    )
                await asyncio.wait(futures)
        except Exception as error:
            problem = error
        answers = [_answer(future, problem) for future in futures]
        return answers + [problem] * (len(batches) - len(futures))

    def _settled(self, chain: _Chain, answer: int | Exception, done: list[Delivered]) -> bool:
        """Note what became of a chain's first batch: taken, or built again for the next attempt."""
        batch = chain.batches[0]
        if isinstance(answer, int):
            done.append(Delivered(batch.topic, batch.partition, answer, len(batch.records)))
            chain.batches.popleft()
            chain.failures = 0
            return True
        chain.failures += 1
        if chain.failures == self._attempts:
            raise DeliveryFailed(_failure(batch, self._attempts, answer)) from answer
        self._on_retry()
        chain.batches[0] = self._built(batch.topic, batch.partition, batch.records)
        return False

    def _batches(self, records: Sequence[Outgoing]) -> dict[tuple[str, int], list[_Batch]]:
        """Fill batches by partition, in order; a full one is closed and the next begun."""
        made: dict[tuple[str, int], list[_Batch]] = {}
        for record in records:
            where = (record.topic, record.partition)
            mine = made.setdefault(where, [])
            if not mine or not _put(mine[-1], record):
                mine.append(self._empty(*where))
                _put(mine[-1], record)
        for batch in (b for mine in made.values() for b in mine):
            batch.builder.close()
        return made

    def _empty(self, topic: str, partition: int) -> _Batch:
        return _Batch(topic, partition, [], self._producer().create_batch())

    def _built(self, topic: str, partition: int, records: list[Outgoing]) -> _Batch:
        batch = self._empty(topic, partition)
        for record in records:
            _put(batch, record)
        batch.builder.close()
        return batch


def _answer(future: asyncio.Future[Any], problem: Exception) -> int | Exception:
    """The base offset that a future gives; `problem` is why one has none yet."""
    if not future.done():
        return problem
    error = future.exception()
    if error is None:
        return int(future.result().offset)
    return error if isinstance(error, Exception) else problem


def _failure(batch: _Batch, attempts: int, error: Exception) -> str:
    where = f"{batch.topic}/{batch.partition}"
    return f"{where}: {len(batch.records)} records not taken in {attempts} attempts: {error!r}"


def _put(batch: _Batch, record: Outgoing) -> bool:
    """Append a record; False if the batch is full (a batch takes its first record whatever its size)."""
    taken = batch.builder.append(
        timestamp=None, key=record.key, value=record.value, headers=record.headers
    )
    if taken is None:
        return False
    batch.records.append(record)
    return True
