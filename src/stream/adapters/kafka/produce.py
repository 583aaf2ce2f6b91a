"""Send records and know which Kafka has: for `ingest`, sources, `dlq replay` and the demo."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaConnectionError,
    MessageSizeTooLargeError,
    UnknownTopicOrPartitionError,
)

from stream.adapters.kafka.connect import TopicMissing, partitions, start
from stream.errors import RecordTooLarge

IN_FLIGHT = 2000
"""Records sent and not yet acknowledged, at most."""

_MORE: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "linger_ms": 5,
    "max_batch_size": 262_144,
    "max_request_size": 4 * 1024 * 1024,
}


class Sender:
    """A producer with bounded work in flight; use as an async context manager.

    `options` are aiokafka client options, `compression` its compression type. Leaving the context waits
    for all acknowledgements and raises the first failure.
    """

    def __init__(self, options: Mapping[str, Any], compression: str | None = "snappy") -> None:
        self._producer = AIOKafkaProducer(**options, compression_type=compression, **_MORE)
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._waiting: set[asyncio.Future[Any]] = set()
        self._failure: BaseException | None = None
        self._topics: set[str] = set()
        self.acknowledged = 0

    async def __aenter__(self) -> Self:
        try:
            await start(self._producer)
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                await self.flush()
        finally:
            await self.close()

    async def close(self) -> None:
        """Let the connections go; what is not acknowledged by now may not arrive."""
        await self._producer.stop()

    async def send(
        self, topic: str, key: bytes | None, value: bytes | None,
        headers: list[tuple[str, bytes]] | None = None, partition: int | None = None,
    ) -> asyncio.Future[Any]:  # fmt: skip
        """Queue a record; waits while too many are in flight. Raises RecordTooLarge at once.

        A topic's first record raises TopicMissing after some seconds if the topic is not there. The future is
        done once Kafka has acknowledged the record, or has not; `flush` waits for all.
        """
        self._raise_failure()
        await self._there(topic)
        await self._room.acquire()
        try:
            future: asyncio.Future[Any] = await self._producer.send(
                topic, value, key, partition=partition, headers=headers or []
            )
        except MessageSizeTooLargeError as error:
            self._room.release()
            size = len(value or b"")
            raise RecordTooLarge(f"{topic}: a record of {size:,} bytes is not taken") from error
        except UnknownTopicOrPartitionError as error:
            self._room.release()
            raise TopicMissing(topic) from error
        except BaseException:  # a caller that ran out of patience, or a producer that is closed
            self._room.release()
            raise
        self._waiting.add(future)
        future.add_done_callback(self._acknowledge)
        return future

    async def _there(self, topic: str) -> None:
        """See at its first record that a topic is there: aiokafka looks for it for a whole request's time.

        For brokers that do not answer it may do so: they come back.
        """
        if topic not in self._topics:
            with contextlib.suppress(KafkaConnectionError):
                await partitions(self._producer, topic)
                self._topics.add(topic)

    async def flush(self) -> None:
        """Wait until everything sent is acknowledged; raise the first failure."""
        while self._waiting:
            await asyncio.wait(set(self._waiting))
        self._raise_failure()

    def _acknowledge(self, future: asyncio.Future[Any]) -> None:
        self._waiting.discard(future)
        self._room.release()
        if future.cancelled():
            return
        if error := future.exception():
            self._failure = self._failure or error
        else:
            self.acknowledged += 1

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
