"""Once a second: read positions, report them, and write the ticks that stages wait for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from faust.types import TP

from stream.pipeline.headers import TICK
from stream.runtime.agent import StageAgent
from stream.runtime.app import WorkerApp
from stream.runtime.clients import check_clients
from stream.runtime.delivery import Outgoing
from stream.runtime.progress import Position

TICK_REPEAT_SECONDS = 10.0
"""A tick not yet seen by its stage (it lags) is not written again before this."""


class Gauges(Protocol):
    """What the monitor tells the metrics and the health page."""

    def position(self, position: Position, lag_seconds: float) -> None:
        """Where a source partition stands."""

    def table(
        self, stage: str, rows: int, size: int, recovered_rows: int, recovery_seconds: float
    ) -> None:
        """What a stage's table holds (rows, bytes) and how its last recovery went."""

    def assigned(self, partitions: dict[str, list[int]], recovering: bool) -> None:
        """Source partitions assigned for each stage, and whether recovery is under way."""

    def ticks(self, stage: str, count: int) -> None:
        """Ticks written for a stage."""

    def commit(self, stage: str) -> None:
        """Offsets of a stage's source were committed since the last look."""


def recovering(worker: WorkerApp) -> bool:
    """Whether partitions are being assigned or their state is being read."""
    app = worker.app
    return bool(app.in_recovery or app.rebalancing or not app.tables.recovery.completed.is_set())


def sources(worker: WorkerApp) -> Iterator[tuple[StageAgent, int]]:
    """The source partitions that are assigned to this worker, each with its stage's agent."""
    if worker.app.consumer.client is None:
        return
    assignment = worker.app.consumer.assignment()
    for agent in worker.agents:
        for tp in sorted(assignment):
            if tp.topic == agent.source:
                yield agent, tp.partition


class Monitor:
    """Watches a worker app; `now` is the wall clock in seconds, which only ticks are compared with."""

    def __init__(
        self, worker: WorkerApp, gauges: Gauges, tick_seconds: float,
        now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self.worker, self.gauges, self.tick_seconds, self.now = worker, gauges, tick_seconds, now
        self._ticked: dict[tuple[str, int], tuple[int, float]] = {}
        self._committed: dict[tuple[str, int], int] = {}

    async def run(self) -> None:
        """Look and tick until cancelled; a failure is the process's, not swallowed."""
        while True:
            self.look()
            self.wake()
            await self.tick()
            await asyncio.sleep(self.tick_seconds)

    def look(self) -> None:
        """Report where every assigned partition stands. Raises ClientFailed."""
        self._clients()
        progress = self.worker.progress
        progress.beat = progress.clock()
        progress.committing = self.worker.app.consumer.committing_since
        unsettled = recovering(self.worker)
        if unsettled:
            progress.recovering(self._recovery_rows())
        else:
            progress.recovered()
            self._positions()
        for agent in self._stateful():
            store = agent.table.store
            track = store.recovery
            rows, size = store.sizes()
            self.gauges.table(agent.stage.name, rows, size, track.rows, track.seconds)
        self.gauges.assigned(self._assigned(), unsettled)

    def _clients(self) -> None:
        app = self.worker.app
        if not app.should_stop:
            check_clients(app.consumer.client, self.worker.boot.producers())

    def wake(self) -> None:
        """Fold the state of partitions where nothing waits: their timers must not wait for a record.

        Only at the end of the log: every row that is stored was made by a record that is committed.
        """
        if recovering(self.worker):
            return
        for agent, partition in sources(self.worker):
            if agent.table is None or (journal := agent.runner(partition).journal).ready:
                continue
            end = self.worker.app.consumer.highwater(TP(agent.source, partition))
            if end is not None and end == agent.committed(partition):
                journal.prepare(end)

    def _recovery_rows(self) -> int:
        return sum(agent.table.store.recovery.rows for agent in self._stateful())

    def _stateful(self) -> Iterator[Any]:
        return (agent for agent in self.worker.agents if agent.table is not None)

    def _assigned(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {agent.stage.name: [] for agent in self.worker.agents}
        for agent, partition in sources(self.worker):
            found[agent.stage.name].append(partition)
        return found

    def _positions(self) -> None:
        progress = self.worker.progress
        mine = list(sources(self.worker))
        progress.keep_only((agent.stage.name, partition) for agent, partition in mine)
        for agent, partition in mine:
            end = self.worker.app.consumer.highwater(TP(agent.source, partition))
            position = progress.at(agent.stage.name, partition)
            if end is not None:
                if position.next == 0:
                    position.next = agent.committed(partition)
                progress.saw_end(agent.stage.name, partition, int(end))
            self.gauges.position(position, progress.lag_seconds(position))
            self._commits(agent, partition)

    def _commits(self, agent: StageAgent, partition: int) -> None:
        committed = agent.committed(partition)
        if committed > self._committed.get((agent.stage.name, partition), committed):
            self.gauges.commit(agent.stage.name)
        self._committed[agent.stage.name, partition] = committed

    async def tick(self) -> None:
        """Write a tick to each source partition whose stage has a timer that is due."""
        due = list(self._due())
        await self.worker.delivery.deliver([record for _, record in due])
        for stage, _ in due:
            self.gauges.ticks(stage, 1)

    def _due(self) -> Iterator[tuple[str, Outgoing]]:
        now = self.now()
        if recovering(self.worker):
            return
        for agent, partition in sources(self.worker):
            due = agent.runner(partition).journal.due() if agent.table is not None else None
            if due is None or due > now * 1000:
                continue
            key = (agent.stage.name, partition)
            before = self._ticked.get(key)
            if before and before[0] == due and now - before[1] < TICK_REPEAT_SECONDS:
                continue
            self._ticked[key] = (due, now)
            tick = Outgoing(agent.source, partition, b"tick", b"{}", [(TICK, b"1")])
            yield agent.stage.name, tick
