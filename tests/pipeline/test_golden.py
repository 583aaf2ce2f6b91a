"""The golden scenarios, run pure: each path of an alert's life, to the exact sequence of deliveries."""

from __future__ import annotations

import orjson
import pytest

from stream.notify.messages import Message, encode
from support.scenarios import SCENARIOS, Pure

STATUSES = ("raised", "corroborated", "escalated", "amended", "withdrawn")


@pytest.mark.parametrize("name", SCENARIOS)
def test_channels_are_told_exactly_this(name: str) -> None:
    """Each step of the file tells these channels this, in this order, and nothing else."""
    assert Pure(SCENARIOS[name]).run() == SCENARIOS[name].told


def test_every_path_has_a_file() -> None:
    """Each status is in some file's deliveries, and each file says in a sentence what it shows."""
    told = {line.split()[1] for s in SCENARIOS.values() for step in s.told for line in step}
    assert told == set(STATUSES)
    assert {"closed", "cooldown", "digest", "embargo", "rules-changed"} <= SCENARIOS.keys()
    assert all(s.about.endswith(".") for s in SCENARIOS.values())


def test_the_messages_are_cloudevents() -> None:
    """Each record has the attributes in its headers: its own, and those of a webhook that tells it."""
    run = Pure(SCENARIOS["amended"])
    run.run()
    for record in run.alerts:
        heads, value = dict(record.headers), orjson.loads(record.value or b"")
        assert heads["ce_specversion"] == b"1.0"
        assert heads["content-type"] == b"application/json"
        assert heads["ce_type"].decode() == f"newswire.alert.{value['status']}"
        assert heads["ce_subject"].decode() == value["id"]
        assert heads["ce_time"].decode() == value["at"]
        told = Message("key", "desk", value["status"], (value,), "", "")
        http, _ = encode(told, "binary")
        names = ("id", "source", "type", "time", "subject", "specversion")
        assert {n: heads[f"ce_{n}"].decode() for n in names} == {n: http[f"ce-{n}"] for n in names}
    assert len({dict(record.headers)["ce_id"] for record in run.alerts}) == len(run.alerts) == 3
