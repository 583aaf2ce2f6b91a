"""The made-up wire of the tests on Kafka keeps what it promises."""

from __future__ import annotations

from collections import defaultdict

import orjson
import pytest

from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.arrival import key_of
from stream.pipeline.stages import StageOptions
from support.wires import wire

UPDATES = 500
SEED = 3


def in_order(partitions: tuple[int, ...], chunk: int) -> list[bytes]:
    """The wire as a worker may read it: `chunk` records of one partition, then of the next."""
    waiting: dict[int, list[bytes]] = defaultdict(list)
    for line in wire(UPDATES, seed=SEED):
        waiting[partition_of(key_of(line), len(partitions))].append(line)
    read: list[bytes] = []
    while any(waiting.values()):
        for partition in partitions:
            read += waiting[partition][:chunk]
            del waiting[partition][:chunk]
    return read


@pytest.mark.parametrize("chunk", [10, 40, UPDATES])
@pytest.mark.parametrize("partitions", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_no_two_items_are_one_story(partitions: tuple[int, ...], chunk: int) -> None:
    """In whatever order partitions are read: else a test of kills compares two right answers."""
    stories: dict[str, set[str]] = defaultdict(set)
    for record in replay_lines(new_replay(StageOptions()), in_order(partitions, chunk)):
        if record.topic == "wire.stories" and record.value:
            told = orjson.loads(record.value)
            stories[told["story"]].add(told["update"]["uri"])
    assert [uris for uris in stories.values() if len(uris) > 1] == []
