"""One Faust event for a list of records of one partition.

Faust spends 150 to 200 µs on an event (four asyncio tasks, a lock, sensors); a chunk of 500 records
spends it once. Seam: the setting `ConsumerScheduler`, whose `iterate` sees what a poll returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from faust.transport.utils import DefaultSchedulingStrategy
from faust.types import TP


class Chunk:
    """A synthetic consumer record: `value` is the list of real ones, `offset` that of the last."""

    __slots__ = (
        "checksum",
        "headers",
        "key",
        "offset",
        "partition",
        "serialized_key_size",
        "serialized_value_size",
        "timestamp",
        "timestamp_type",
        "topic",
        "value",
    )

    def __init__(self, records: Sequence[Any]) -> None:
        last = records[-1]
        self.topic, self.partition, self.offset = last.topic, last.partition, last.offset
        self.timestamp, self.timestamp_type = last.timestamp, last.timestamp_type
        self.value = records
        self.key = self.checksum = None
        self.headers: tuple[()] = ()
        self.serialized_key_size = self.serialized_value_size = 0


def chunks(records: Sequence[Any], size: int) -> list[Chunk]:
    """Cut the records of one partition into chunks of at most `size`."""
    return [Chunk(records[i : i + size]) for i in range(0, len(records), size)]


def chunk_scheduler(sizes: Mapping[str, int]) -> type[DefaultSchedulingStrategy]:
    """A scheduling strategy that chunks the topics named in `sizes` (records a chunk), others not."""

    class ChunkScheduler(DefaultSchedulingStrategy):
        def iterate(self, records: Mapping[TP, list[Any]]) -> Iterator[tuple[TP, Any]]:
            return super().iterate(
                {
                    tp: chunks(found, sizes[tp.topic]) if tp.topic in sizes else found
                    for tp, found in records.items()
                }
            )

    return ChunkScheduler
