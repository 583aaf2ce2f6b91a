"""How a stage's agent shares the event loop with the other stages of its worker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import pytest

from stream.adapters.kafka.pulse import Pulse
from stream.errors import StoodStill
from stream.pipeline.runner import Result
from stream.ports import Effects, Raw
from stream.runtime.agent import Gather, Shared, StageAgent
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.delivery import Delivered, Outgoing
from stream.runtime.progress import Progress
from stream.runtime.turns import Turns
from support.stages import record


class SlowStage:
    """Remembers nothing, makes nothing, and is busy for a millisecond with each record."""

    name, source, row_type = "slow", "wire.updates", None
    outputs: tuple[str, ...] = ()

    def new_state(self, partition: int) -> Any:
        """None needed."""

    def decide(self, record: Raw, state: Any) -> Effects:
        """Busy, then done."""
        until = time.perf_counter() + 0.001
        while time.perf_counter() < until:
            pass
        return Effects("done")

    def tick(self, now: int, state: Any) -> Effects:
        """No timers."""
        return Effects("ignored")


class NoDelivery:
    """Takes what there is: nothing."""

    async def deliver(self, records: Sequence[Outgoing]) -> list[Delivered]:
        """Nothing is sent."""
        return []


class NoReport:
    """Tells nobody."""

    def batch(self, stage: str, batch: Sequence[Raw], result: Result, seconds: float) -> None:
        """Nothing is noted."""


def agent(
    gather: float = 0.0,
    turns: Turns | None = None,
    pulse: Pulse | None = None,
    progress: Progress | None = None,
) -> StageAgent:
    """A slow stage's agent, without Kafka."""
    shared = Shared(
        None, progress or Progress(time.monotonic), NoReport(), lambda stage, error: None,
        turns or Turns(), pulse or Pulse(30),
    )  # fmt: skip
    limit = DeadLetterLimit("slow", 1.0, 10, 0)
    return StageAgent(shared, SlowStage(), None, NoDelivery(), limit, Gather(gather))  # type: ignore[arg-type]


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each wait by which the agent gives the others a turn."""
    seen: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        seen.append(seconds)
        await sleep(0)

    monkeypatch.setattr("stream.runtime.agent.asyncio.sleep", noted)
    return seen


async def test_others_have_turns_while_a_batch_is_decided(turns: list[float]) -> None:
    """A batch of 20 ms is decided in several slices."""
    await agent().batches({0: [record("a", n) for n in range(20)]})
    assert len(turns) >= 5
    assert set(turns) == {0.0}


async def test_a_stage_that_gathers_lets_an_urgent_one_finish_first() -> None:
    """Both start together; the urgent one is not slowed down to every other turn."""
    turns, ended = Turns(), list[str]()

    async def run(name: str, gather: float, records: int) -> None:
        await agent(gather, turns).batches({0: [record("a", n) for n in range(records)]})
        ended.append(name)

    await asyncio.gather(run("counts", 1.0, 30), run("alerts", 0.0, 40))
    assert ended == ["alerts", "counts"]


async def test_a_stage_that_gathers_goes_on_while_others_are_always_urgent() -> None:
    """A worker that never has a quiet moment still counts."""
    turns = Turns()
    with turns.urgent():
        async with asyncio.timeout(5):
            await agent(1.0, turns).batches({0: [record("a", n) for n in range(20)]})


async def test_what_was_decided_before_a_long_break_is_not_delivered() -> None:
    """The partitions may be another's by now; nothing is acknowledged either."""
    pulse, progress = Pulse(0.0), Progress(time.monotonic)
    pulse.beat()
    await asyncio.sleep(0.002)
    with pytest.raises(StoodStill):
        await agent(pulse=pulse, progress=progress).batches({0: [record("a", 1)]})
    assert progress.positions == {}
