"""The topics of a replay: as many partitions as they have in Kafka."""

from __future__ import annotations

from stream.adapters.kafka.keys import partition_of
from stream.pipeline.replay import Log
from stream.pipeline.topics import ONE_PARTITION


def test_a_topic_of_one_partition_has_one_in_a_replay() -> None:
    """Trends are read in one order: else each reader would know a part of the windows."""
    log = Log(4, partition_of, [])
    for topic in ONE_PARTITION:
        assert {log.append(topic, b"%d" % n, b"", 0, []).partition for n in range(50)} == {0}
    keyed = {log.append("wire.stories", b"%d" % n, b"", 0, []).partition for n in range(50)}
    assert keyed == {0, 1, 2, 3}
