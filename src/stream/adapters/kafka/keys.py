"""Which partition a key belongs to, as Kafka's Java clients and aiokafka choose it (murmur2)."""

from __future__ import annotations

from functools import lru_cache

from aiokafka.partitioner import murmur2


@lru_cache(maxsize=200_000)
def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key; cached, because the hash is computed in Python."""
    return int(murmur2(key) & 0x7FFFFFFF) % partitions
