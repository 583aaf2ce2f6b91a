"""Read topics without a group: from the beginning to the end as it is now, or on and on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.adapters.kafka.connect import partitions, start, stop

POLL_MS = 500


class Reader:
    """A consumer of all partitions of some topics; use as an async context manager.

    Starts at the first record kept, or at the end with `latest`.
    """

    def __init__(
        self, options: Mapping[str, Any], topics: Iterable[str], latest: bool = False
    ) -> None:
        self._topics, self._latest = list(topics), latest
        self._consumer = AIOKafkaConsumer(
            **options, enable_auto_commit=False, max_partition_fetch_bytes=4 * 1024 * 1024,
            fetch_max_wait_ms=100,
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        await start(self._consumer)
        self._partitions = [
            TopicPartition(topic, p)
            for topic in self._topics
            for p in sorted(await partitions(self._consumer, topic))
        ]
        self._consumer.assign(self._partitions)
        if self._latest:
            await self._consumer.seek_to_end(*self._partitions)
            for tp in self._partitions:
                await self._consumer.position(tp)
        else:
            await self._consumer.seek_to_beginning(*self._partitions)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await stop(self._consumer)

    async def until_now(self) -> AsyncIterator[Any]:
        """The records up to the end of each partition as it was when this was called."""
        ends = await self._consumer.end_offsets(self._partitions)
        while await self._left(ends):
            for record in await self.poll():
                if record.offset < ends[TopicPartition(record.topic, record.partition)]:
                    yield record

    async def _left(self, ends: Mapping[TopicPartition, int]) -> bool:
        for tp, end in ends.items():
            if await self._consumer.position(tp) < end:
                return True
        return False

    async def poll(self, timeout_ms: int = POLL_MS) -> list[Any]:
        """The next records, or none after `timeout_ms`."""
        got = await self._consumer.getmany(timeout_ms=timeout_ms)
        return [record for records in got.values() for record in records]
