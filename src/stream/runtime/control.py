"""Tell one stage something by the log: a record in each of its source partitions that this worker holds.

What a stage is told at a moment of the clock would be lost to a replay; as a record it has a place, like a
tick (docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stream.pipeline.headers import CONTROL, TICK
from stream.runtime.app import WorkerApp
from stream.runtime.delivery import Outgoing
from stream.runtime.monitor import recovering, sources


class Control:
    """Writes records with `key` for `stage` until the states of its partitions have taken what they say."""

    def __init__(self, worker: WorkerApp, stage: str, key: bytes) -> None:
        self._worker, self._stage, self._key = worker, stage, key
        self._written: dict[int, tuple[bytes, int]] = {}

    async def tell(self, value: bytes, taken: Callable[[Any], bool]) -> int:
        """Write `value` where `taken(state)` is false and no such record waits; return to how many."""
        wanting = [] if recovering(self._worker) else list(self._wanting(value, taken))
        delivered = await self._worker.delivery.deliver(wanting)
        for done in delivered:
            self._written[done.partition] = (value, done.base)
        return len(delivered)

    def _wanting(self, value: bytes, taken: Callable[[Any], bool]) -> Iterator[Outgoing]:
        heads = [(TICK, b"1"), (CONTROL, self._stage.encode())]
        for agent, partition in sources(self._worker):
            if agent.stage.name != self._stage or agent.table is None:
                continue
            journal = agent.runner(partition).journal
            if not journal.ready or taken(journal.state) or self._waits(partition, value):
                continue
            yield Outgoing(agent.source, partition, self._key, value, heads)

    def _waits(self, partition: int, value: bytes) -> bool:
        """Whether the stage has yet to come to the record that was written last, and it says this."""
        said, offset = self._written.get(partition, (b"", -1))
        return said == value and self._worker.progress.at(self._stage, partition).next <= offset
