"""What a program's health says in each phase."""

from __future__ import annotations

from stream.web import Health


def test_a_new_worker_lives_but_is_not_ready() -> None:
    """Before the group gave an assignment the worker is live and says what it waits for."""
    health = Health()
    assert health.live
    assert health.reasons() == ["no assignment from the consumer group yet"]


def test_a_recovering_worker_names_the_partitions() -> None:
    """While state is read each partition that misses is named, sorted."""
    health = Health()
    health.recovering([("dedupe", 1), ("alert", 0)])
    assert health.reasons() == [
        "alert partition 0 is recovering",
        "dedupe partition 1 is recovering",
    ]


def test_a_program_without_a_group_says_what_it_waits_for() -> None:
    """The desk is in no group: it waits until it has read the topics."""
    health = Health("the topics are not read to their end yet")
    assert health.reasons() == ["the topics are not read to their end yet"]
    health.ready()
    assert health.reasons() == []


def test_a_spare_worker_without_partitions_is_ready() -> None:
    """More workers than partitions: one with an empty assignment is ready once told so."""
    health = Health()
    health.recovering([])
    assert health.reasons() == ["the state is recovering"]
    health.ready()
    assert health.reasons() == []


def test_a_rebalance_makes_it_unready_again() -> None:
    """A new assignment has to be recovered first, and old stalls are forgotten."""
    health = Health()
    health.ready()
    health.stalled("alert", 0, 61.0)
    health.recovering([("alert", 3)])
    assert health.reasons() == ["alert partition 3 is recovering"]
    assert health.live


def test_a_stalled_partition_ends_liveness_until_it_moves() -> None:
    """A partition that stands still makes the worker not live; progress revokes that."""
    health = Health()
    health.ready()
    health.stalled("dedupe", 1, 75.0)
    health.stalled("alert", 0, 61.0)
    assert not health.live
    assert health.stalls() == [("alert", 0, 61.0), ("dedupe", 1, 75.0)]
    health.moving("dedupe", 1)
    health.moving("alert", 0)
    assert health.live


def test_a_stopping_worker_is_left_to_finish() -> None:
    """While it stops it takes no work, but must not be killed for a stall either."""
    health = Health()
    health.ready()
    health.stalled("alert", 0, 61.0)
    health.stopping()
    assert health.live
    assert health.reasons() == ["it is stopping"]


def test_a_kafka_that_is_gone_is_said_first_and_harms_no_liveness() -> None:
    """Not ready while it is gone, whatever the phase is; a restart would not help."""
    health = Health()
    health.kafka("Kafka can't be reached: k:9092")
    assert len(health.reasons()) == 2
    health.ready()
    assert health.reasons() == ["Kafka can't be reached: k:9092"] and health.live
    health.kafka(None)
    assert health.reasons() == []
