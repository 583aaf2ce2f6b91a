"""The store behind a stage's table: one runner (journal and state) for each partition.

Seam: a `faust.stores.base.Store`. Stock memory stores keep the keys of revoked partitions; this one is a
dict of partitions, so that a revoked one is dropped whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from faust.stores import memory
from faust.types import TP

from stream.pipeline.runner import Runner


class RecoveryTrack:
    """How many rows recovery has read and how long it took, in seconds, for the metrics."""

    def __init__(self) -> None:
        self.rows = 0
        self.seconds = 0.0
        self._began: float | None = None

    def read(self, rows: int) -> None:
        """Count rows read from the changelog; the first ones start the watch."""
        if self._began is None:
            self._began = time.monotonic()
        self.rows += rows
        self.seconds = time.monotonic() - self._began

    def finished(self) -> None:
        """Recovery is over; the next one is timed anew."""
        self._began = None


class JournalStore(memory.Store):
    """Journals by partition, filled from the changelog in recovery, never written by Faust."""

    new_runner: Callable[[int], Runner]

    def __post_init__(self) -> None:
        """Faust's hook for subclasses' state."""
        self.runners: dict[int, Runner] = {}
        self.offsets: dict[int, int] = {}
        self.recovery = RecoveryTrack()

    def runner(self, partition: int) -> Runner:
        """The runner of a source partition, made when it is first asked for."""
        found = self.runners.get(partition)
        if found is None:
            found = self.runners[partition] = self.new_runner(partition)
        return found

    @property
    def data(self) -> dict[bytes, bytes]:
        """All rows of all partitions: what Faust's table interface wants to see."""
        return {k: v for r in self.runners.values() for k, v in r.journal.rows.items()}

    @data.setter
    def data(self, value: Any) -> None:
        """Faust's base class sets an empty dict; there is nothing to keep."""

    def sizes(self) -> tuple[int, int]:
        """Rows held, and their bytes as stored."""
        journals = [r.journal for r in self.runners.values()]
        return sum(map(len, journals)), sum(j.bytes for j in journals)

    def _size(self) -> int:
        return self.sizes()[0]

    def persisted_offset(self, tp: TP) -> int | None:
        """The last changelog offset held, so that a partition kept in a rebalance is not read again."""
        return self.offsets.get(tp.partition)

    def wrote(self, partition: int, base: int, count: int) -> None:
        """The worker's own `count` changelog records were appended from offset `base` on.

        If somebody else's records lie between, the offset stays: the next recovery reads on from there.
        """
        if base == self.offsets.get(partition, -1) + 1:
            self.offsets[partition] = base + count - 1

    def apply_changelog_batch(
        self, batch: Iterable[Any], to_key: Callable[..., Any], to_value: Callable[..., Any]
    ) -> None:
        """Take changelog chunks (or single records) in recovery."""
        for event in batch:
            message = event.message
            records = message.value if isinstance(message.value, list) else (message,)
            load = self.runner(message.partition).journal.load
            for record in records:
                load(record.key, record.value)
            self.offsets[message.partition] = message.offset
            self.recovery.read(len(records))

    async def on_rebalance(
        self,
        assigned: set[TP],
        revoked: set[TP],
        newly_assigned: set[TP],
        generation_id: int = 0,
    ) -> None:
        """Forget what is revoked, and what is newly assigned: recovery reads it from the beginning.

        Not in `on_partitions_revoked`: eager rebalancing revokes everything first, also what stays.
        """
        changelog = self.table.changelog_topic_name
        for tp in revoked | newly_assigned:
            if tp.topic == changelog:
                self._drop(tp.partition)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Keep only what is assigned."""
        self.recovery.finished()
        keep = {tp.partition for tp in active_tps | standby_tps}
        for partition in [p for p in self.runners if p not in keep]:
            self._drop(partition)

    def _drop(self, partition: int) -> None:
        self.runners.pop(partition, None)
        self.offsets.pop(partition, None)
