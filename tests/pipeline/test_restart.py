"""A stage that starts again from the rows that sweeping has left goes on as if it had never stopped."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import pytest

from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.replay import Record
from stream.pipeline.runner import Out, Runner
from stream.pipeline.stages import StageOptions
from stream.ports import Stage
from support.wires import wire

Logs = dict[tuple[str, int], list[Record]]
"""Records with their ticks, by topic and partition."""


@pytest.fixture(scope="module", params=[(150, 20), (150, 900)], ids=["hours", "days"])
def chain(request: pytest.FixtureRequest) -> tuple[Sequence[Stage], Logs]:
    """The stages, and all logs of a wire whose updates are so many seconds apart."""
    count, seconds = request.param
    replay = new_replay(StageOptions(), batch=1)
    logs: Logs = defaultdict(list)
    append = replay.log.append

    def noted(*args: object, **more: object) -> Record:
        record = append(*args, **more)  # type: ignore[arg-type]
        logs[record.topic, record.partition].append(record)
        return record

    replay.log.append = noted  # type: ignore[method-assign]
    for _ in replay_lines(replay, list(wire(count, seed=5, per_second=1 / seconds))):
        pass
    return replay.stages, logs


def of(chain: tuple[Sequence[Stage], Logs]) -> list[tuple[Stage, int, list[Record]]]:
    """Each stage that remembers, with its records of a partition."""
    stages, logs = chain
    return [
        (stage, partition, records)
        for stage in stages
        if stage.row_type is not None
        for (topic, partition), records in sorted(logs.items())
        if topic == stage.source
    ]


def restarted(runner: Runner, stage: Stage, partition: int) -> Runner:
    """Another one, from what the first one's changelog holds."""
    other = Runner(stage, partition)
    for key, value in runner.journal.rows.items():
        other.journal.load(key, value)
    return other


def run(stage: Stage, partition: int, records: Sequence[Record], restarts: set[int]) -> list[Out]:
    """What a stage makes, record by record, when it is swept and started again before some of them."""
    runner, made = Runner(stage, partition), []
    for record in records:
        if record.offset in restarts:
            for _ in runner.journal.sweep(record.offset):
                pass
            runner = restarted(runner, stage, partition)
        made += runner.run([record]).out
    return made


def test_a_swept_journal_gives_the_same_state(chain: tuple[Sequence[Stage], Logs]) -> None:
    """Every stage of the chain, started again every few records, makes record for record the same."""
    rng = random.Random(7)
    for stage, partition, records in of(chain):
        some = {r.offset for r in records if rng.random() < 0.05}
        assert run(stage, partition, records, some) == run(stage, partition, records, set()), (
            stage.name,
            partition,
        )


def test_work_done_again_gives_the_same(chain: tuple[Sequence[Stage], Logs]) -> None:
    """So it does when rows are ahead of the commit: records after it are decided again, the same."""
    rng = random.Random(8)
    for stage, partition, records in of(chain):
        whole = run(stage, partition, records, set())
        runner, n = Runner(stage, partition), 0
        made: dict[int, list[Out]] = {}
        while n < len(records):
            committed, ahead = n, min(len(records), n + rng.randrange(1, 60))
            for record in records[committed:ahead]:
                made[record.offset] = runner.run([record]).out
            n = rng.randrange(committed, ahead) + 1
            for _ in runner.journal.sweep(n):
                pass
            runner = restarted(runner, stage, partition)
        assert [out for offset in sorted(made) for out in made[offset]] == whole, (
            stage.name,
            partition,
        )
