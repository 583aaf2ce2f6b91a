"""Run one stage on Faust: a chunk in, decide, deliver, acknowledge. Nothing raises out of here.

Order within a batch (docs/adr/0002): outputs and changelog acknowledged by Kafka, then the chunk, whose
offset the next commit carries. Whatever fails before leaves the offset where it is, and ends the process:
Faust acknowledges an event whose agent raises, and that would lose the batch.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, Protocol

import faust
from faust.types import TP

from stream import __version__
from stream.adapters.kafka.keys import partition_of
from stream.adapters.kafka.pulse import Pulse
from stream.model.topics import DEAD_LETTERS
from stream.pipeline.dead_letters import dead_letter_headers
from stream.pipeline.journal import Change
from stream.pipeline.runner import DeadLetter, Out, Result, Runner
from stream.ports import Raw, Stage
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.delivery import Delivered, Delivery, Outgoing
from stream.runtime.inbox import Inbox
from stream.runtime.progress import Progress
from stream.runtime.table import JournalTable
from stream.runtime.turns import Turns

SLICE_SECONDS = 0.002
"""How long a stage decides without a turn of the event loop. A second's tallies in one go held all other
stages up for 100 ms."""


class Report(Protocol):
    """What the agent tells the metrics; the catalogue is stream.observe.metrics."""

    def batch(self, stage: str, batch: Sequence[Raw], result: Result, seconds: float) -> None:
        """A batch was decided and delivered in `seconds`."""


class Gather(NamedTuple):
    """Let records gather for `seconds` and take them in batches of at most `records`; 0 s is at once."""

    seconds: float = 0.0
    records: int = 500


@dataclass(frozen=True, slots=True)
class Shared:
    """What the agents of one worker have in common. `fatal(stage, error)` ends the process and does not return."""

    app: faust.App
    progress: Progress
    report: Report
    fatal: Callable[[str, BaseException], None]
    turns: Turns
    pulse: Pulse
    prefix: str = ""


class StageAgent:
    """The loop of one stage; `table` is that of its state, None for a stage without one.

    `source` is the full name of the topic that it reads.
    """

    def __init__(
        self,
        shared: Shared,
        stage: Stage,
        table: JournalTable | None,
        delivery: Delivery,
        limit: DeadLetterLimit,
        gather: Gather,
    ) -> None:
        self.stage, self.table, self.source = stage, table, shared.prefix + stage.source
        self._shared, self._delivery, self._limit, self._gather = shared, delivery, limit, gather
        self._stateless: dict[int, Runner] = {}
        self._delivered: dict[int, tuple[int, int]] = {}

    async def run(self, stream: Any) -> None:
        """Faust's agent function: chunks of the stage's source topic into the inbox; a task works it off."""
        inbox = Inbox(self._gather.records, self._gather.seconds)
        worker = asyncio.create_task(self._work_off(inbox, stream))
        try:
            async for event in stream.noack().events():
                await inbox.put(event)
        finally:
            worker.cancel()

    async def _work_off(self, inbox: Inbox, stream: Any) -> None:
        try:
            while True:
                taken = await inbox.take()
                await self.batches(
                    {p: [r for event in mine for r in event.value] for p, mine in taken.items()}
                )
                for event in chain.from_iterable(taken.values()):
                    await stream.ack(event)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self._shared.fatal(self.stage.name, error)

    async def batches(self, taken: Mapping[int, Sequence[Raw]]) -> None:
        """Decide a batch of each of some partitions and deliver what all of them cause together."""
        began = time.perf_counter()
        done: list[tuple[Sequence[Raw], Result]] = []
        outgoing: list[Outgoing] = []
        with self._shared.turns.urgent() if self._is_urgent else nullcontext():
            for partition, records in taken.items():
                runner = self.runner(partition)
                fresh = self._not_yet_delivered(partition, runner, records)
                if fresh:
                    result = await self._decide(runner, fresh)
                    self._judge(result)
                    outgoing += await self._outgoing(partition, runner, result)
                    done.append((fresh, result))
        self._shared.pulse.check()
        self._note(await self._delivery.deliver(outgoing))
        for fresh, result in done:
            self._shared.report.batch(self.stage.name, fresh, result, time.perf_counter() - began)
        for partition, records in taken.items():
            last = records[-1]
            self._delivered[partition] = (last.offset, last.timestamp)
            self._shared.progress.done(self.stage.name, partition, last.offset + 1)

    async def _decide(self, runner: Runner, records: Sequence[Raw]) -> Result:
        """Decide a batch; the other stages of this worker have their turns in between."""
        result, until = Result(), time.perf_counter() + SLICE_SECONDS
        for step in runner.steps(records):
            result = step
            if time.perf_counter() >= until:
                await self._let_others()
                until = time.perf_counter() + SLICE_SECONDS
        return result

    @property
    def _is_urgent(self) -> bool:
        """A stage that lets records gather is one that nobody waits for."""
        return not self._gather.seconds

    async def _let_others(self) -> None:
        await asyncio.sleep(0)
        if not self._is_urgent:
            await self._shared.turns.stand_back(SLICE_SECONDS)

    def runner(self, partition: int) -> Runner:
        """The partition's runner: in the table's store, so that recovery fills it; or a plain one."""
        if self.table is not None:
            return self.table.store.runner(partition)
        found = self._stateless.get(partition)
        if found is None:
            found = self._stateless[partition] = Runner(self.stage, partition)
        return found

    def _not_yet_delivered(
        self, partition: int, runner: Runner, records: Sequence[Raw]
    ) -> Sequence[Raw]:
        """After a rebalance a kept partition is read again from the commit: skip what is delivered.

        Only where this process still holds the state that those records made. A record with a later
        time at an old offset is another log (the topic was made anew): not skipped.
        """
        mark = self._delivered.get(partition)
        if mark is None or not runner.journal.holds(mark[0]):
            return records
        return [r for r in records if r.offset > mark[0] or r.timestamp > mark[1]]

    def _judge(self, result: Result) -> None:
        for failed in result.fates:
            self._limit.saw(failed)

    async def _outgoing(self, partition: int, runner: Runner, result: Result) -> list[Outgoing]:
        outgoing = await self._addressed(result.out)
        outgoing += [self._dead(letter) for letter in result.dead]
        if self.table is not None:
            changes = [*runner.journal.sweep(self.committed(partition)), *result.changes]
            outgoing += self._changelog(partition, changes)
        return outgoing

    async def _addressed(self, made: Sequence[Out]) -> list[Outgoing]:
        """The records with the full name of their topic and the partition of their key."""
        topics = {out.topic: self._shared.prefix + out.topic for out in made}
        counts = {name: await self._delivery.partitions_of(topics[name]) for name in topics}
        return [
            Outgoing(
                topics[out.topic],
                partition_of(out.key, counts[out.topic])
                if out.partition is None
                else out.partition,
                out.key,
                out.value,
                out.headers,
            )
            for out in made
        ]

    def _dead(self, letter: DeadLetter) -> Outgoing:
        """A dead letter goes to the first partition: few, and read in order."""
        heads = dead_letter_headers(letter, __version__)
        record = letter.record
        return Outgoing(self._shared.prefix + DEAD_LETTERS, 0, record.key, record.value, heads)

    def _changelog(self, partition: int, changes: Iterable[Change]) -> list[Outgoing]:
        topic = self._changelog_topic()
        return [Outgoing(topic, partition, key, value, []) for key, value in changes]

    def _changelog_topic(self) -> str:
        assert self.table is not None
        return str(self.table.changelog_topic_name)

    def committed(self, partition: int) -> int:
        """The first offset of a source partition that is not committed; 0 if none is."""
        offset = self._shared.app.consumer._committed_offset.get(TP(self.source, partition))
        return int(offset or 0)

    def _note(self, delivered: list[Delivered]) -> None:
        """Tell the store which changelog offsets are its own."""
        if self.table is None:
            return
        changelog = self._changelog_topic()
        for done in delivered:
            if done.topic == changelog:
                self.table.store.wrote(done.partition, done.base, done.records)
