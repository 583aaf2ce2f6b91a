"""How far a consumer group is behind: records of some topics that it has not committed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.adapters.kafka.connect import partitions, start, stop


class Lag:
    """Reads ends and commits of a group without joining it; use as an async context manager.

    `options` are aiokafka client options. The partitions of a topic are asked of the broker once.
    """

    def __init__(self, options: Mapping[str, Any], group: str) -> None:
        self._consumer = AIOKafkaConsumer(**options, group_id=group, enable_auto_commit=False)
        self._known: dict[str, list[TopicPartition]] = {}

    async def __aenter__(self) -> Self:
        await start(self._consumer)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await stop(self._consumer)

    async def ends(self, topics: Iterable[str]) -> dict[TopicPartition, int]:
        """The next offset to be written, of every partition of the topics (full names)."""
        found: dict[TopicPartition, int] = await self._consumer.end_offsets(
            await self._places(topics)
        )
        return found

    async def commits(self, topics: Iterable[str]) -> dict[TopicPartition, int]:
        """The next offset that the group reads; 0 where it has committed nothing."""
        places = await self._places(topics)
        return {place: await self._consumer.committed(place) or 0 for place in places}

    async def behind(self, topics: Iterable[str]) -> int:
        """Records of the topics (full names) that are not committed; 0 once all are done."""
        names = list(topics)
        ends, commits = await self.ends(names), await self.commits(names)
        return sum(ends[place] - commits[place] for place in ends)

    async def _places(self, topics: Iterable[str]) -> list[TopicPartition]:
        return [place for topic in topics for place in await self._of(topic)]

    async def _of(self, topic: str) -> list[TopicPartition]:
        if topic not in self._known:
            found = await partitions(self._consumer, topic)
            self._known[topic] = [TopicPartition(topic, number) for number in sorted(found)]
        return self._known[topic]
