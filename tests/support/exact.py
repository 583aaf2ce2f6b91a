"""Is what Kafka holds what the stages make of it? Recomputed from the logs, record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from stream.pipeline.headers import ORIGIN, TICK, TIMES, heads_of
from stream.pipeline.runner import Out, Runner
from stream.pipeline.stages import StageOptions, build_stages
from stream.ports import Stage
from stream.settings import Settings

from .kafka import Offsets, read

Place = tuple[str, bytes, bytes]
"""Topic (project name), key and origin of a record."""


@dataclass
class Verdict:
    """What a check found, in counts; `examples` are the first few of whatever is wrong."""

    expected: int = 0
    found: int = 0
    sent_again: int = 0
    missing: int = 0
    contradictory: int = 0
    extra: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Nothing missing, nothing that contradicts, nothing that nobody made."""
        return not (self.missing or self.contradictory or self.extra)

    def wrong(self, what: str, place: Place, detail: object = "") -> None:
        """Count one thing that is wrong."""
        setattr(self, what, getattr(self, what) + 1)
        if len(self.examples) < 5:
            self.examples.append(f"{what}: {place} {detail}")


def origin_bytes(headers: Iterable[tuple[str, bytes]]) -> bytes:
    """A record's origin header, or nothing."""
    return next((value for name, value in headers if name == ORIGIN), b"")


def recompute(stage: Stage, source: Sequence[Any]) -> list[tuple[Out, bool]]:
    """Everything a stage makes of a log, one record at a time, and whether it is an upsert."""
    upserts = {"news.counts", "news.top"}
    made: list[tuple[Out, bool]] = []
    parts: dict[int, list[Any]] = defaultdict(list)
    for record in source:
        parts[record.partition].append(record)
    for partition, records in sorted(parts.items()):
        runner = Runner(stage, partition)
        for record in records:
            made += [(out, out.topic in upserts) for out in runner.run([record]).out]
    return made


async def check_stage(settings: Settings, stage: Stage) -> Verdict:
    """Compare a stage's output topics with what its source log gives."""
    prefix = settings.kafka.prefix
    source, done = await read(settings, stage.source), await _done(settings, stage)
    source = [record for record in source if done(record.partition, record.offset)]
    verdict = Verdict()
    expected: dict[Place, bytes] = {}
    last: dict[tuple[str, bytes, bytes], bytes] = {}
    for out, upsert in recompute(stage, source):
        place = (out.topic, out.key, origin_bytes(out.headers))
        expected[place] = out.value
        if upsert:
            last[out.topic, out.key, _partition(place[2])] = out.value
    actual: dict[Place, list[bytes]] = defaultdict(list)
    latest: dict[tuple[str, bytes, bytes], tuple[tuple[int, int], bytes]] = {}
    for record in await read(settings, *stage.outputs):
        if not _made_by(stage, record):
            continue
        topic, origin = record.topic.removeprefix(prefix), origin_bytes(record.headers)
        if stage.row_type is not None and not done(*_place(origin)):
            continue
        place = (topic, record.key, origin)
        actual[place].append(record.value)
        key = (topic, record.key, _partition(origin))
        order = _order(origin)
        if key not in latest or order >= latest[key][0]:
            latest[key] = (order, record.value)
    upsert_topics = {topic for topic, _, _ in last}
    verdict.expected, verdict.found = len(expected), len(actual)
    for place, values in actual.items():
        verdict.sent_again += len(values) - 1
        if place not in expected:
            verdict.wrong("extra", place)
        elif any(value != expected[place] for value in values):
            verdict.wrong("contradictory", place, (values, expected[place]))
    for place in expected:
        if place[0] not in upsert_topics and place not in actual:
            verdict.wrong("missing", place)
    for key, value in last.items():
        if key not in latest:
            verdict.wrong("missing", key)
        elif latest[key][1] != value:
            verdict.wrong("contradictory", key, (latest[key][1], value))
    return verdict


async def every_stage_is_exact(settings: Settings, options: StageOptions | None = None) -> None:
    """Of each stage's output nothing is missing, and what was sent again equals the first."""
    for stage in build_stages(options or StageOptions()):
        verdict = await check_stage(settings, stage)
        assert verdict.exact, (stage.name, verdict)
        # A wire of minutes has no series with a past: trends says nothing of it.
        assert verdict.expected > 0 or stage.name == "trends", stage.name


async def _done(settings: Settings, stage: Stage) -> Callable[[int, int], bool]:
    """Whether the record at a partition and offset of a stage's source was committed.

    A worker that is stopped may leave a tick behind that it wrote and did not read.
    """
    async with Offsets(settings) as offsets:
        commits = await offsets.commits(stage.source)
    return lambda partition, offset: offset < commits.get(partition, 0)


def _made_by(stage: Stage, record: Any) -> bool:
    """Whether a record is this stage's: two may write to a topic, and the worker writes ticks."""
    heads = heads_of(record)
    if TICK in heads:
        return False
    last = heads.get(TIMES, b"").rstrip(b";").rpartition(b";")[2]
    return last.partition(b"=")[0] == stage.name.encode()


def _partition(origin: bytes) -> bytes:
    return origin.split(b":", 1)[0]


def _place(origin: bytes) -> tuple[int, int]:
    """The source partition and offset of an origin."""
    partition, offset = origin.split(b":")[:2]
    return int(partition), int(offset)


def _order(origin: bytes) -> tuple[int, int]:
    parts = origin.split(b":")
    return (int(parts[1]), int(parts[2])) if len(parts) == 4 else (0, 0)


def last_by_key(records: Iterable[Any]) -> dict[bytes, bytes]:
    """The last value of each key, as a compacted topic keeps it."""
    return {record.key: record.value for record in records}
