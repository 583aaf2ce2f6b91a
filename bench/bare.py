"""Contestant: one aiokafka loop by hand (getmany, send_batch, commit), with a dict and a changelog if asked."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench import work
from bench.kafka import PARTITIONS
from stream.adapters.kafka.keys import partition_of
from stream.runtime.process import use_uvloop


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


async def main(job: dict[str, Any]) -> None:
    """Run the loop over the source topic until all records are done."""
    producer = AIOKafkaProducer(
        bootstrap_servers=job["bootstrap"], compression_type="zstd", max_batch_size=900_000,
        max_request_size=4 * 1024 * 1024, acks=-1,
    )  # fmt: skip
    consumer = AIOKafkaConsumer(
        job["source"], bootstrap_servers=job["bootstrap"], group_id=job["run"],
        enable_auto_commit=False, auto_offset_reset="earliest", max_poll_records=2000,
        max_partition_fetch_bytes=4 * 1024 * 1024,
    )  # fmt: skip
    await producer.start()
    await consumer.start()
    watch, state = work.Watch(), dict[bytes, bytes]()
    out, changelog, stateful = job["run"] + "-out", job["run"] + "-changelog", job["stateful"]
    while watch.count < job["count"]:
        got = await consumer.getmany(timeout_ms=1000)
        began, batches = time.perf_counter(), Batches(producer)
        dirty: dict[bytes, tuple[int, bytes]] = {}
        for tp, records in got.items():
            for record in records:
                uri, headline = work.read(record.value)
                key = uri.encode()
                first = key not in state and key not in dirty
                if stateful and first:
                    dirty[key] = (tp.partition, work.PAD)
                answer = work.answer(uri, headline, first)
                await batches.add(out, partition_of(key, PARTITIONS), key, answer)
        for key, (partition, row) in dirty.items():
            await batches.add(changelog, partition, key, row)
        await batches.done()
        state |= {key: row for key, (_, row) in dirty.items()}
        await consumer.commit()
        if got:
            watch.batch(sum(map(len, got.values())), time.perf_counter() - began)
    work.finish(watch.result)


if __name__ == "__main__":
    use_uvloop()
    asyncio.run(main(work.job()))
