"""Contestant: one aiokafka loop by hand (getmany, send_batch, commit), with a dict and a changelog if asked.

Two of them: one in batches as the shell's (500 records of a partition decided, outputs delivered, changelog
delivered, committed), which loses or repeats no more than the shell does; one that takes all that a poll
brought and waits once, so that up to 2,000 records are done again after a crash.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from bench import work
from bench.kafka import PARTITIONS
from stream.adapters.kafka.keys import partition_of
from stream.adapters.kafka.loop import use_fast_loops

BATCH = 500
"""Records of a batch, as WorkerApp takes by default."""


class Batches:
    """Record batches by topic and partition, filled until full."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.producer = producer
        self.open: dict[tuple[str, int], Any] = {}
        self.sent: list[Any] = []

    async def add(self, topic: str, partition: int, key: bytes, value: bytes) -> None:
        """Append a record; a full batch is sent off and the next begun."""
        batch = self.open.get((topic, partition))
        if batch is None:
            batch = self.open[topic, partition] = self.producer.create_batch()
        if batch.append(key=key, value=value, timestamp=None) is None:
            await self._send(topic, partition)
            await self.add(topic, partition, key, value)

    async def _send(self, topic: str, partition: int) -> None:
        batch = self.open.pop((topic, partition))
        batch.close()
        self.sent.append(await self.producer.send_batch(batch, topic, partition=partition))

    async def done(self) -> None:
        """Send what is left and wait for every acknowledgement."""
        for where in list(self.open):
            await self._send(*where)
        await asyncio.gather(*self.sent)
        self.sent.clear()


class Loop:
    """The loop's clients and memory."""

    def __init__(self, job: dict[str, Any], producer: Any, consumer: Any) -> None:
        self.producer, self.consumer = producer, consumer
        self.out, self.changelog = job["run"] + "-out", job["run"] + "-changelog"
        self.stateful: bool = job["stateful"]
        self.state: dict[bytes, bytes] = {}

    async def batch(self, taken: Mapping[TopicPartition, Sequence[Any]], at_once: bool) -> None:
        """Decide records, deliver what they cause, remember it, commit; `at_once`: with one wait."""
        batches, dirty = Batches(self.producer), dict[bytes, tuple[int, bytes]]()
        for tp, records in taken.items():
            for record in records:
                uri, headline = work.read(record.value)
                key = uri.encode()
                first = key not in self.state and key not in dirty
                if self.stateful and first:
                    dirty[key] = (tp.partition, work.PAD)
                answer = work.answer(uri, headline, first)
                await batches.add(self.out, partition_of(key, PARTITIONS), key, answer)
        if not at_once:
            await batches.done()
        for key, (partition, row) in dirty.items():
            await batches.add(self.changelog, partition, key, row)
        await batches.done()
        self.state |= {key: row for key, (_, row) in dirty.items()}
        await self.consumer.commit({tp: found[-1].offset + 1 for tp, found in taken.items()})


def cut(
    got: Mapping[TopicPartition, Sequence[Any]], size: int
) -> Iterator[Mapping[TopicPartition, Sequence[Any]]]:
    """What a poll brought, in batches of at most `size` records of one partition."""
    for tp, records in got.items():
        for first in range(0, len(records), size):
            yield {tp: records[first : first + size]}


async def main(job: dict[str, Any]) -> None:
    """Run the loop over the source topic until all records are done."""
    producer = AIOKafkaProducer(
        bootstrap_servers=job["bootstrap"], compression_type="snappy", max_batch_size=900_000,
        max_request_size=4 * 1024 * 1024, acks=-1,
    )  # fmt: skip
    consumer = AIOKafkaConsumer(
        job["source"], bootstrap_servers=job["bootstrap"], group_id=job["run"],
        enable_auto_commit=False, auto_offset_reset="earliest", max_poll_records=2000,
        max_partition_fetch_bytes=4 * 1024 * 1024,
    )  # fmt: skip
    await producer.start()
    await consumer.start()
    watch, loop, at_once = work.Watch(), Loop(job, producer, consumer), job["at_once"]
    while watch.count < job["count"]:
        got = await consumer.getmany(timeout_ms=1000)
        for taken in [got] if at_once and got else cut(got, BATCH):
            began = time.perf_counter()
            await loop.batch(taken, at_once)
            watch.batch(sum(map(len, taken.values())), time.perf_counter() - began)
    work.finish(watch.result)


if __name__ == "__main__":
    use_fast_loops()
    asyncio.run(main(work.job()))
