"""What a worker writes into the log by itself: ticks and control records, also where no news comes."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from faust.types import TP

from stream.pipeline.headers import CONTROL, TICK
from stream.pipeline.runner import Runner
from stream.runtime.control import Control
from stream.runtime.delivery import Delivered, Outgoing
from stream.runtime.monitor import Monitor, sources
from stream.runtime.progress import Progress
from support.stages import CountingStage, SeenState, record

SOURCE = "wire.updates"


class Consumer:
    """Two partitions of the stage's source; `ends` are their high-water marks."""

    def __init__(self) -> None:
        self.ends: dict[int, int | None] = {0: 0, 1: 0}
        self.client: object | None = object()

    def assignment(self) -> set[TP]:
        """Both."""
        return {TP(SOURCE, partition) for partition in self.ends}

    def highwater(self, tp: TP) -> int | None:
        """The end of the log, None before the first fetch."""
        return self.ends[tp.partition]


class Agent:
    """A stage's agent with its runners; nothing of it runs."""

    def __init__(self) -> None:
        self.stage, self.table = CountingStage(), SimpleNamespace()
        self.source = self.stage.source
        self.commits = {0: 0, 1: 0}
        self.runners = {partition: Runner(self.stage, partition) for partition in (0, 1)}

    def runner(self, partition: int) -> Runner:
        """The runner of a partition."""
        return self.runners[partition]

    def committed(self, partition: int) -> int:
        """The first offset that is not committed."""
        return self.commits[partition]


class Worker:
    """What Monitor and Control see of a worker."""

    def __init__(self) -> None:
        done = SimpleNamespace(completed=SimpleNamespace(is_set=lambda: True))
        self.app: Any = SimpleNamespace(
            in_recovery=False, rebalancing=False, tables=SimpleNamespace(recovery=done),
            consumer=Consumer(),
        )  # fmt: skip
        self.agent, self.prefix, self.progress = Agent(), "", Progress()
        self.agents, self.delivery = [self.agent], self
        self.written: list[Outgoing] = []

    async def deliver(self, records: Sequence[Outgoing]) -> list[Delivered]:
        """Append to the log."""
        done = []
        for out in records:
            base = self.app.consumer.ends[out.partition]
            self.app.consumer.ends[out.partition] += 1
            done.append(Delivered(out.topic, out.partition, base, 1))
        self.written += records
        return done

    def restarted(self, partition: int, *keys: str) -> None:
        """Records were decided and committed by a process that is gone; its changelog is read."""
        runner = Runner(self.agent.stage, partition)
        changes = runner.run([record(key, n) for n, key in enumerate(keys)]).changes
        for key, value in changes:
            self.agent.runners[partition].journal.load(key, value)
        self.app.consumer.ends[partition] = self.agent.commits[partition] = len(keys)

    def state(self, partition: int) -> SeenState:
        """The state of a partition."""
        found: Any = self.agent.runners[partition].journal.state
        return found


def monitor(worker: Any, now: float = 10.0) -> Monitor:
    """A monitor whose clock stands."""
    gauges: Any = SimpleNamespace(ticks=lambda stage, count: None)
    return Monitor(worker, gauges, 1.0, now=lambda: now)


async def test_a_timer_survives_a_restart_where_no_news_follows() -> None:
    """The state is folded at the end of the log, so that the tick is written without a record before it."""
    worker = Worker()
    worker.restarted(1, "a", "timer")
    watch = monitor(worker)
    await watch.tick()
    assert worker.written == []
    watch.wake()
    await watch.tick()
    assert [(out.partition, out.headers) for out in worker.written] == [(1, [(TICK, b"1")])]


def test_a_state_is_not_folded_before_its_place_is_known() -> None:
    """While records wait, or the end of the log is not known, or recovery runs, nothing is folded."""
    worker = Worker()
    worker.restarted(0, "a")
    worker.restarted(1, "a")
    worker.app.consumer.ends = {0: 5, 1: None}
    watch = monitor(worker)
    watch.wake()
    assert not any(runner.journal.ready for runner in worker.agent.runners.values())
    worker.app.consumer.ends = {0: 1, 1: 1}
    worker.app.in_recovery = True
    watch.wake()
    assert not any(runner.journal.ready for runner in worker.agent.runners.values())
    worker.app.in_recovery = False
    watch.wake()
    assert worker.state(1).counts == {"a": 1}


def test_before_the_consumer_is_there_no_partition_is_ours() -> None:
    """The monitor and the rules' keeper run from before the start."""
    worker: Any = Worker()
    assert len(list(sources(worker))) == 2
    worker.app.consumer.client = None
    assert list(sources(worker)) == []


async def test_each_partition_is_told_once_until_it_has_taken_it() -> None:
    """A record that waits is not written again; one that was passed and not taken is."""
    worker = Worker()
    control = Control(worker, "counting", b"rules")  # type: ignore[arg-type]
    assert await control.tell(b"{}", lambda state: False) == 0, "the states are not known yet"
    monitor(worker).wake()
    assert await control.tell(b"{}", lambda state: False) == 2
    assert {out.partition for out in worker.written} == {0, 1}
    assert worker.written[0].headers == [(TICK, b"1"), (CONTROL, b"counting")]
    assert await control.tell(b"{}", lambda state: False) == 0
    assert await control.tell(b"[]", lambda state: False) == 2, "something else is to be told"
    worker.progress.done("counting", 0, 2)
    assert await control.tell(b"[]", lambda state: False) == 1, "partition 0 has passed it"
    assert await control.tell(b"[]", lambda state: True) == 0
    assert len(worker.written) == 5
