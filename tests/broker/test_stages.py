"""Stages shared out over workers of one group, and a worker that fails to deliver."""

from __future__ import annotations

import pytest

from stream.pipeline.stages import StageOptions, build_stages
from stream.settings import Settings
from support.exact import check_stage
from support.kafka import Worker, feed, until_done
from support.wires import wire

pytestmark = pytest.mark.kafka


async def test_stages_can_be_shared_out(settings: Settings) -> None:
    """One worker runs all stages but classify, another only classify: every result is there."""
    await feed(settings, wire(300, seed=21))
    with (
        Worker(settings, "rest", stages="intake,dedupe,alert,count,merge") as rest,
        Worker(settings, "classify", stages="classify") as classify,
    ):
        await until_done(settings, [rest, classify])
        assert rest.running
        assert classify.running
    for stage in build_stages(StageOptions()):
        verdict = await check_stage(settings, stage)
        assert verdict.exact, (stage.name, verdict)
        assert verdict.expected > 0 or stage.name == "trends", stage.name


async def test_too_many_dead_letters_stop_the_worker_before_it_commits(settings: Settings) -> None:
    """A wire on which everything fails ends the worker with 70; nothing of it is committed."""
    from support.kafka import Offsets

    await feed(settings, [b"not json %d" % n for n in range(400)])
    worker = Worker(settings, more={"worker.batch_records": 50}).start()
    assert worker.process is not None
    assert worker.process.wait(timeout=60) == 70
    assert "limits.dead_letter" in worker.log.read_text()
    async with Offsets(settings) as offsets:
        assert sum((await offsets.commits("wire.updates")).values()) < 400
