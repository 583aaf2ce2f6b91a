"""Records that a stage can't take, among many that it can."""

from __future__ import annotations

import orjson
import pytest

from stream.adapters.kafka.dead_letters import letters
from stream.pipeline.headers import TICK, heads_of
from stream.pipeline.stages import StageOptions
from stream.settings import Settings, kafka_client_options
from support.exact import every_stage_is_exact
from support.faulty import FAULT, faulty_options
from support.kafka import Worker, feed, read, until_done
from support.wires import wire

pytestmark = [pytest.mark.kafka]


async def test_a_bad_record_and_a_fault_of_a_stage_harm_no_neighbour(settings: Settings) -> None:
    """Of 500 records in one batch one can't be read and one meets a fault: the other 498 go on."""
    kafka = settings.kafka.model_copy(update={"partitions": 1})
    settings = settings.model_copy(update={"kafka": kafka})
    lines = list(wire(498, seed=6))
    unlucky = orjson.dumps({"uri": "u:1", "provider": "AP", "headline": FAULT.decode()})
    await feed(settings, [*lines[:200], b"not json", *lines[200:300], unlucky, *lines[300:]])
    worker = Worker(
        settings, more={"worker.batch_records": 500}, command=("-m", "support.faulty", "worker")
    )
    with worker:
        await until_done(settings, [worker])
        assert worker.running
    found = await letters(kafka_client_options(kafka), kafka.topic("wire.updates.dlq"))
    assert {(x.why["stage"], x.why["error"], x.why["offset"]) for x in found} == {
        ("intake", "MalformedUpdate", "200"),
        ("classify", "ZeroDivisionError", found[-1].why["offset"]),
    }
    assert len(found) == 2
    assert found[0].value == b"not json"
    assert FAULT in (found[1].value or b"")
    await every_stage_is_exact(settings, faulty_options(StageOptions()))
    accepted = [r for r in await read(settings, "wire.accepted") if TICK not in heads_of(r)]
    assert len({orjson.loads(r.value)["uri"] for r in accepted}) == 1 + len(
        {orjson.loads(line)["uri"] for line in lines}
    )
