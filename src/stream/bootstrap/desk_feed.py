"""The desk's own consumer: from the offsets that stand in its database, on and on, without a group.

What was read and how far is one transaction, so a desk that dies goes on exactly where it was.
"""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from stream.adapters.kafka.connect import NotConnected, TopicMissing, partitions, start, stop
from stream.desk.http.live import Hub
from stream.desk.http.status import Status
from stream.desk.state.store import Store
from stream.observe.desk import DeskMetrics
from stream.web.health import Health

BATCH = 500
"""Records folded in one transaction at most: some 100 ms of the writer's time."""

_POLL_MS = 200
_LOOK_SECONDS = 5.0
_RETRY_SECONDS = 1.0
_RETRY_MOST_SECONDS = 5.0

log = structlog.get_logger("newswire.serve")


class Feed:
    """Reads the topics into the store and tells the streams; `options` are aiokafka client options."""

    def __init__(
        self, options: Mapping[str, Any], store: Store, hub: Hub, status: Status,
        metrics: DeskMetrics, health: Health,
    ) -> None:  # fmt: skip
        self._options, self._store, self._hub = options, store, hub
        self._status, self._metrics, self._health = status, metrics, health
        self._places: list[TopicPartition] = []
        self._ends: dict[TopicPartition, int] = {}
        self._interrupted = ""

    async def run(self) -> None:
        """Go on until cancelled; brokers that can't be reached are tried again and again."""
        pause = _RETRY_SECONDS
        while True:
            consumer = self._consumer()
            try:
                await start(consumer)
                self.connected(True)
                pause = _RETRY_SECONDS
                await self._follow(consumer)
            except (KafkaError, NotConnected, TopicMissing, OSError, TimeoutError) as error:
                self.connected(False)
                self._say_interrupted(str(error) or type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _RETRY_MOST_SECONDS)
            finally:
                await stop(consumer)

    def _say_interrupted(self, why: str) -> None:
        """Say what keeps it from reading, once for each new reason, and that it reads again; empty is nothing."""
        if why == self._interrupted:
            return
        self._interrupted = why
        if why:
            log.warning("the feed is interrupted; it is tried again until it reads", error=why)
        else:
            log.info("the feed reads again")

    async def _follow(self, consumer: Any) -> None:
        """Read until the brokers are lost."""
        await self._assign(consumer)
        self._say_interrupted("")
        looked = time.monotonic()
        while True:
            got = await consumer.getmany(timeout_ms=_POLL_MS, max_records=BATCH)
            if got:
                await self._take(consumer, in_order(got.values()))
            if time.monotonic() - looked > _LOOK_SECONDS:
                await self._look(consumer)
                looked = time.monotonic()

    async def _assign(self, consumer: Any) -> None:
        """Take all partitions, each from where the store stands; one that was made anew from its start."""
        self._places = [
            TopicPartition(topic, number)
            for topic in self._store.topics.values()
            for number in sorted(await partitions(consumer, topic))
        ]
        consumer.assign(self._places)
        first = await consumer.beginning_offsets(self._places)
        self._ends = await consumer.end_offsets(self._places)
        stored = await self._store.offsets()
        for place in self._places:
            wanted = stored.get((place.topic, place.partition), first[place])
            if not first[place] <= wanted <= self._ends[place]:
                log.warning(
                    "a partition no longer has what was to be read next: read from its start",
                    topic=place.topic, partition=place.partition, wanted=wanted, start=first[place],
                )  # fmt: skip
                wanted = first[place]
            consumer.seek(place, wanted)
        await self._tell(consumer)

    async def _take(self, consumer: Any, records: Sequence[Any]) -> None:
        began = time.perf_counter()
        applied = await self._store.apply(records)
        for (topic, outcome), count in applied.outcomes.items():
            self._metrics.records(topic, outcome, count)
        self._status.read(max(record.timestamp for record in records), await self._behind(consumer))
        await self._tell(consumer, time.perf_counter() - began)
        await self._hub.publish(applied.last_event)

    async def _look(self, consumer: Any) -> None:
        """See that the brokers are there and whether partitions were added. Raises KafkaError, TimeoutError."""
        async with asyncio.timeout(_LOOK_SECONDS):
            self._ends |= await consumer.end_offsets(self._places)
            known = {(place.topic, place.partition) for place in self._places}
            for topic in self._store.topics.values():
                if {(topic, number) for number in await partitions(consumer, topic)} - known:
                    await self._assign(consumer)
                    return
        await self._tell(consumer)
        self.connected(True)

    async def _tell(self, consumer: Any, seconds: float = 0.0) -> None:
        behind = await self._behind(consumer)
        self._status.behind = behind
        self._metrics.read(behind, seconds)
        if behind == 0:
            self._health.ready()

    async def _behind(self, consumer: Any) -> int:
        behind = 0
        for place in self._places:
            end = max(consumer.highwater(place) or 0, self._ends.get(place, 0))
            behind += max(0, end - await consumer.position(place))
        return behind

    def connected(self, connected: bool) -> None:
        """Say whether the brokers are there; who finds out first that they are not may say so."""
        self._status.connected = connected
        self._metrics.connected(connected)

    def _consumer(self) -> Any:
        return AIOKafkaConsumer(
            **self._options, enable_auto_commit=False, auto_offset_reset="earliest",
            max_partition_fetch_bytes=4 * 1024 * 1024, fetch_max_wait_ms=100,
        )  # fmt: skip


def in_order(partitions: Iterable[Sequence[Any]]) -> list[Any]:
    """Records of several partitions by log time, each partition's in its own order.

    Read anew, a kill is then not met long after the alerts that came before it.
    """
    return list(heapq.merge(*partitions, key=lambda record: record.timestamp))
