"""Topics of a benchmark: made, filled, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from stream.adapters.kafka.keys import partition_of
from stream.runtime.delivery import Delivery, Outgoing

PARTITIONS = 4
COMPACT = {"cleanup.policy": "compact"}


async def create(
    bootstrap: str, topics: Iterable[str], config: Mapping[str, str] | None = None
) -> None:
    """Make topics with four partitions."""
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await client.start()
    try:
        new = [NewTopic(t, PARTITIONS, 1, topic_configs=dict(config or {})) for t in topics]
        await client.create_topics(new)
    finally:
        await client.close()


async def delete(bootstrap: str, prefix: str) -> None:
    """Remove all topics whose names begin with `prefix`."""
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await client.start()
    try:
        await client.delete_topics([t for t in await client.list_topics() if t.startswith(prefix)])
    finally:
        await client.close()


async def load(bootstrap: str, records: Iterable[Outgoing]) -> None:
    """Produce records in batches; returns once Kafka has all."""
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, compression_type="snappy", max_batch_size=400_000,
        max_request_size=4 * 1024 * 1024,
    )  # fmt: skip
    await producer.start()
    try:
        await Delivery(lambda: producer).deliver(list(records))
    finally:
        await producer.stop()


def keyed(topic: str, pairs: Iterable[tuple[bytes | None, bytes]]) -> list[Outgoing]:
    """Records for the partitions that their keys choose."""
    return [Outgoing(topic, partition_of(k, PARTITIONS) if k else 0, k, v, []) for k, v in pairs]
