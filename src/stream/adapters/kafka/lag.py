"""How far a consumer group is behind: records of some topics that it has not committed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition


class Lag:
    """Reads ends and commits of a group without joining it; use as an async context manager.

    `options` are aiokafka client options; every topic is taken to have `partitions` partitions.
    """

    def __init__(self, options: Mapping[str, Any], group: str, partitions: int) -> None:
        self._consumer = AIOKafkaConsumer(**options, group_id=group, enable_auto_commit=False)
        self._numbers = range(partitions)

    async def __aenter__(self) -> Lag:
        await self._consumer.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._consumer.stop()

    async def behind(self, topics: Iterable[str]) -> int:
        """Records of the topics (full names) that are not committed; 0 once all are done."""
        places = [TopicPartition(topic, number) for topic in topics for number in self._numbers]
        ends = await self._consumer.end_offsets(places)
        commits = [await self._consumer.committed(place) or 0 for place in places]
        return sum(ends[place] - commit for place, commit in zip(places, commits, strict=True))
