"""Produce what a batch caused, in record batches, and wait until Kafka has every one of them.

aiokafka's `send` costs an asyncio future and a lock for each record; a batch that we fill ourselves costs
them once. A batch that fails is built again from its records and sent again, a bounded number of times.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from stream.errors import DeliveryFailed

BACKOFF_SECONDS = 0.1
"""Wait before the first further attempt; doubles with each."""


class Outgoing(NamedTuple):
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
        chains = [self._chain(found) for found in self._batches(records).values()]
        answers = await asyncio.gather(*chains, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return [done for answer in answers for done in answer]  # type: ignore[union-attr]

    async def _chain(self, batches: list[_Batch]) -> list[Delivered]:
        return [await self._persist(batch) for batch in batches]

    async def _persist(self, batch: _Batch) -> Delivered:
        for attempt in range(1, self._attempts + 1):
            try:
                base = await asyncio.wait_for(self._one(batch), self._timeout)
                return Delivered(batch.topic, batch.partition, base, len(batch.records))
            except Exception as error:
                if attempt == self._attempts:
                    raise DeliveryFailed(_failure(batch, attempt, error)) from error
            self._on_retry()
            await asyncio.sleep(BACKOFF_SECONDS * 2 ** (attempt - 1))
            batch = self._built(batch.topic, batch.partition, batch.records)
        raise AssertionError("unreachable: attempts is at least 1")

    async def _one(self, batch: _Batch) -> int:
        future = await self._producer().send_batch(
            batch.builder, batch.topic, partition=batch.partition
        )
        return int((await future).offset)

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
