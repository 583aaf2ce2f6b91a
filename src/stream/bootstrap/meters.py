"""Turns what the shell reports into metrics and health: the one place where the three meet."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence

from stream.model.topics import ALERTS, COUNTS
from stream.observe.metrics import Metrics
from stream.pipeline.headers import TIMES
from stream.pipeline.runner import Out, Result
from stream.ports import Raw
from stream.runtime.progress import Position
from stream.web.health import Health

PUBLIC = (ALERTS, COUNTS)


class Meters:
    """Implements the shell's `Report` and `Gauges`.

    A partition with lag that has stood for `stall_seconds` counts as stalled. `now` is the wall clock and
    `clock` the monotonic one, in seconds.
    """

    def __init__(
        self, metrics: Metrics, health: Health, stall_seconds: float,
        now: Callable[[], float] = time.time, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.metrics, self.health, self.now, self.clock = metrics, health, now, clock
        self.stall_seconds = stall_seconds
        self._recovered: dict[str, tuple[int, float]] = {}
        self._lagging: set[tuple[str, int]] = set()
        self._stalled: set[tuple[str, int]] = set()

    def batch(self, stage: str, batch: Sequence[Raw], result: Result, seconds: float) -> None:
        """A batch was decided and delivered."""
        metrics, now = self.metrics, self.now()
        metrics.received(stage, len(batch))
        metrics.batch(stage, seconds)
        for outcome, n in result.outcomes.items():
            metrics.outcome(stage, outcome, n)
        if result.resends:
            metrics.resend_ignored(stage, result.resends)
        for letter in result.dead:
            metrics.dead_letter(stage, letter.error)
        for topic, n in Counter(out.topic for out in result.out).items():
            metrics.emitted(topic, n)
        metrics.latency(stage, now - batch[0].timestamp / 1000)  # the oldest: one sample a batch
        self._end_to_end(result.out, now)
        if stage == "intake":
            self._warnings(result)

    def _end_to_end(self, made: Sequence[Out], now: float) -> None:
        for out in made:
            if out.topic in PUBLIC and (began := _ingested(out)):
                self.metrics.end_to_end(out.topic, now - began / 1000)

    def _warnings(self, result: Result) -> None:
        if warned := result.outcomes.get("accepted_with_warnings"):
            self.metrics.warning(warned)

    def position(self, position: Position, lag_seconds: float) -> None:
        """Where a source partition stands."""
        stage, partition = position.stage, position.partition
        self.metrics.lag(stage, partition, position.lag, lag_seconds)
        self._lagging.add((stage, partition))
        stands = position.lag > 0 and self.clock() - position.moved_at > self.stall_seconds
        if stands:
            self.health.stalled(stage, partition, self.clock() - position.moved_at)
            self._stalled.add((stage, partition))
        else:
            self.health.moving(stage, partition)
            self._stalled.discard((stage, partition))
        self.metrics.stalled(stage, sum(place[0] == stage for place in self._stalled))

    def table(
        self, stage: str, rows: int, size: int, recovered_rows: int, recovery_seconds: float
    ) -> None:
        """What a stage's table holds, and how its last recovery went."""
        self.metrics.table(stage, rows, size)
        before = self._recovered.get(stage, (0, 0.0))
        if recovered_rows != before[0]:
            self.metrics.recovered(stage, recovery_seconds, recovered_rows - before[0])
            self._recovered[stage] = (recovered_rows, recovery_seconds)

    def assigned(self, partitions: dict[str, list[int]], recovering: bool) -> None:
        """Source partitions assigned for each stage, and whether recovery is under way."""
        places = {(stage, p) for stage, mine in partitions.items() for p in mine}
        for stage, mine in partitions.items():
            self.metrics.assigned(stage, len(mine))
        for stage, partition in self._lagging - places:
            self.metrics.forget_partition(stage, partition)
            self.health.moving(stage, partition)
        self._lagging &= places
        self._stalled &= places
        if recovering and places:
            self.health.recovering(places)
        elif places or not recovering:
            self.health.ready()

    def ticks(self, stage: str, count: int) -> None:
        """Ticks written for a stage."""
        self.metrics.tick(stage, count)

    def commit(self, stage: str) -> None:
        """Offsets of a stage's source were committed."""
        self.metrics.committed(stage)

    def retry(self) -> None:
        """A batch is offered to Kafka again."""
        self.metrics.delivery_retry()


def _ingested(out: Out) -> int | None:
    """When `wire.updates` took the update that led to this record, in milliseconds."""
    for name, value in out.headers:
        if name == TIMES and value:
            first = value.split(b";", 1)[0].partition(b"=")
            return int(first[2]) if first[0] == b"intake" and first[2].isdigit() else None
    return None
