"""The Java command lines of a local broker."""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.adapters.broker.command import Kafka

C1_ONLY = "-XX:TieredStopAtLevel=1"


def kafka(lasting: bool) -> Kafka:
    """A broker that is never run."""
    return Kafka(Path("java"), [Path("kafka.jar")], 512, Path("temporary"), lasting)


@pytest.mark.parametrize("lasting", [False, True])
def test_only_a_lasting_broker_has_the_optimising_compiler(lasting: bool) -> None:
    """A demo or a test is over before that compiler has paid for itself; formatting always is."""
    assert (C1_ONLY in kafka(lasting).run()) is not lasting
    assert C1_ONLY in kafka(lasting).format("id")


def test_a_broker_has_the_heap_and_the_folder_it_was_given() -> None:
    """Kafka's temporary files belong to its data folder."""
    command = kafka(False).run()
    assert "-Xmx512m" in command
    assert "-Djava.io.tmpdir=temporary" in command
