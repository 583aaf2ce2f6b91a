"""The whole pipeline with no broker: topics are lists, time is that of the updates.

The same stages and the same runner as a worker's, so what comes out is what Kafka would carry. One input
partition gives one order; a record's append time is the latest plausible `version_created` so far.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stream.model.topics import DEAD_LETTERS, UPDATES
from stream.pipeline.dead_letters import dead_letter_headers
from stream.pipeline.headers import TICK
from stream.pipeline.runner import Headers, Result, Runner
from stream.pipeline.topics import ONE_PARTITION
from stream.ports import Stage


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a topic, in memory; satisfies `ports.Raw`."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers = field(default_factory=list)


class Log:
    """Topics in memory: a record waits for each reader of its topic, and is forgotten once taken.

    `readers` are (reader, topic) pairs.
    """

    def __init__(
        self,
        partitions: int,
        partition_of: Callable[[bytes, int], int],
        readers: Iterable[tuple[str, str]],
    ) -> None:
        self.partitions, self._partition_of = partitions, partition_of
        self._ends: Counter[tuple[str, int]] = Counter()
        self._waiting: dict[tuple[str, int], list[Record]] = {}
        self._readers: dict[str, list[str]] = {}
        for reader, topic in readers:
            self._readers.setdefault(topic, []).append(reader)

    def append(
        self, topic: str, key: bytes | None, value: bytes | None, timestamp: int,
        headers: Headers, partition: int | None = None,
    ) -> Record:  # fmt: skip
        """Append a record; without `partition` its key decides, as in Kafka, unless the topic has only one."""
        if partition is None:
            many = self.partitions if topic not in ONE_PARTITION else 1
            partition = self._partition_of(key, many) if key else 0
        where = (topic, partition)
        record = Record(topic, partition, self._ends[where], timestamp, key, value, headers)
        self._ends[where] += 1
        for reader in self._readers.get(topic, ()):
            self._waiting.setdefault((reader, partition), []).append(record)
        return record

    def take(self, reader: str, partition: int) -> list[Record]:
        """Take the records that wait for a reader in a partition of its topic."""
        return self._waiting.pop((reader, partition), [])


class Replay:
    """Feeds records through the stages; `batch` is the most records that a stage takes at once."""

    def __init__(
        self,
        stages: Sequence[Stage],
        *,
        partition_of: Callable[[bytes, int], int],
        partitions: int = 4,
        batch: int = 500,
        version: str = "",
    ) -> None:
        self.stages, self.batch, self.version = stages, batch, version
        self.log = Log(partitions, partition_of, ((s.name, s.source) for s in stages))
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self._runners: dict[tuple[str, int], Runner] = {}
        self._fresh: list[Record] = []

    @property
    def rows(self) -> int:
        """Rows that the stages hold; a worker's changelogs would have as many."""
        return sum(len(runner.journal) for runner in self._runners.values())

    def feed(self, records: Iterable[tuple[bytes | None, bytes | None, int]]) -> Iterator[Record]:
        """Feed (key, value, time in ms) to `wire.updates`; yield every record that the stages make."""
        waiting = now = 0
        for key, value, now in records:
            self.log.append(UPDATES, key, value, now, [], partition=0)
            waiting += 1
            if waiting == self.batch:
                waiting = 0
                yield from self._settle(now)
        yield from self._settle(now)

    def _settle(self, now: int) -> Iterator[Record]:
        """Run every stage until nothing is left to read and no timer is due."""
        while True:
            for stage in self.stages:
                for partition in range(self.log.partitions):
                    self._catch_up(stage, partition)
            if not self._tick(now):
                break
        made, self._fresh = self._fresh, []
        yield from made

    def _catch_up(self, stage: Stage, partition: int) -> None:
        records = self.log.take(stage.name, partition)
        for start in range(0, len(records), self.batch):
            self._run(stage, partition, records[start : start + self.batch])

    def _tick(self, now: int) -> bool:
        """Write the ticks that a worker's monitor would write by `now`; True if there were any."""
        ticked = False
        for (_, partition), runner in self._runners.items():
            due = runner.journal.due() if runner.stateful else None
            if due is not None and due <= now:
                ticked = True
                source = runner.stage.source
                self.log.append(source, b"tick", b"{}", now, [(TICK, b"1")], partition)
        return ticked

    def _run(self, stage: Stage, partition: int, chunk: list[Record]) -> None:
        runner = self._runners.get((stage.name, partition))
        if runner is None:
            runner = self._runners[stage.name, partition] = Runner(stage, partition)
        result = runner.run(chunk)
        for outcome, n in result.outcomes.items():
            self.outcomes[stage.name, outcome] += n
        if runner.stateful:  # all is committed at once here: what no record needs any more may go
            deque(runner.journal.sweep(chunk[-1].offset + 1), maxlen=0)
        self._keep(result, {r.offset: r.timestamp for r in chunk})

    def _keep(self, result: Result, times: dict[int, int]) -> None:
        for out in result.out:
            self._publish(
                out.topic, out.key, out.value, times[out.source_offset], out.headers, out.partition
            )
        for letter in result.dead:
            record, heads = letter.record, dead_letter_headers(letter, self.version)
            self._publish(DEAD_LETTERS, record.key, record.value, record.timestamp, heads, 0)

    def _publish(
        self, topic: str, key: bytes | None, value: bytes | None, timestamp: int,
        headers: Headers, partition: int | None,
    ) -> None:  # fmt: skip
        self._fresh.append(self.log.append(topic, key, value, timestamp, headers, partition))
