"""Run a stage over a batch of records: the one loop that workers, `replay` and the tests share.

One bad record never harms its neighbours: whatever its decision raises makes it a dead letter, and
nothing of it stays in the state. The loop is synchronous and pure: the same records give the same result,
however they are cut into batches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from stream.errors import RecordTooLarge
from stream.pipeline.headers import (
    CONTROL,
    ORIGIN,
    TICK,
    TIMES,
    Heads,
    attempt_of,
    heads_of,
    origin_bytes,
    origin_of,
    times_with,
)
from stream.pipeline.journal import Change, Journal
from stream.ports import Effects, Emit, Raw, Stage

MAX_RECORD_BYTES = 4_000_000
"""Longest value of a stage record; the topics take 4 MiB with key and headers."""

_ENCODER = msgspec.json.Encoder()

Headers = list[tuple[str, bytes]]


class Out(msgspec.Struct, frozen=True, gc=False):
    """A record to produce, and the source offset it was made at.

    `partition` None means: by the key's hash.
    """

    topic: str
    key: bytes
    value: bytes
    headers: Headers
    source_offset: int
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that could not be decided, as it came, and why."""

    record: Raw
    stage: str
    error: str
    message: str


@dataclass(slots=True)
class Result:
    """What a batch causes: records to produce, then changelog changes, then the source's commit."""

    out: list[Out] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    resends: int = 0
    ticks: int = 0
    fates: list[bool] = field(default_factory=list)
    """For each record decided, in order: whether it became a dead letter."""


def encode(value: msgspec.Struct) -> bytes:
    """A value type as the JSON that goes to Kafka.

    By msgspec, which writes its own structs; orjson would need a dict of each first.
    """
    return _ENCODER.encode(value)


def _bounded(emit: Emit) -> bytes:
    value = encode(emit.value)
    if len(value) > MAX_RECORD_BYTES:
        raise RecordTooLarge(
            f"the record for {emit.topic} is {len(value):,} bytes, {MAX_RECORD_BYTES:,} at most"
        )
    return value


class Runner:
    """Runs one stage over batches of one source partition, with the partition's journal."""

    def __init__(self, stage: Stage, partition: int) -> None:
        self.stage, self._name = stage, stage.name.encode()
        self.stateful = stage.row_type is not None
        self.journal = Journal(stage, partition)
        self._nothing = stage.new_state(partition)

    def run(self, batch: Sequence[Raw]) -> Result:
        """Decide the records of a batch in order."""
        *_, result = self.steps(batch)
        return result

    def steps(self, batch: Sequence[Raw]) -> Iterator[Result]:
        """The same a record at a time, so that an event loop can turn between them.

        What is yielded is the batch's result; it is whole at the last step only.
        """
        result, upserts = Result(), _Upserts()
        if self.stateful:
            self.journal.prepare(batch[0].offset)
        for record in batch:
            self._one(record, result, upserts)
            yield result
        if self.stateful:
            last = batch[-1]
            result.changes += self.journal.close_batch(last.offset, last.timestamp)
        result.out += upserts.encoded()
        yield result

    def _one(self, record: Raw, result: Result, upserts: _Upserts) -> None:
        heads = heads_of(record)
        if self.stateful and self._is_resend(heads):
            result.resends += 1
            result.changes += self.journal.done(record.offset)
            return
        made = _Made(record, heads, self.stage.name, self.stateful, result, upserts)
        rows = self._let_time_pass(record, made)
        if TICK in heads and heads.get(CONTROL) != self._name:
            result.ticks += 1
        else:
            before = len(result.dead)
            self._decide(record, made, rows)
            result.fates.append(len(result.dead) > before)
        if self.stateful:
            result.changes += self.journal.done(record.offset)

    def _is_resend(self, heads: Heads) -> bool:
        """Tell a re-send, and remember the origin of what is none.

        What comes back from the dead letters is meant to be decided again.
        """
        origin = origin_of(heads)
        if origin is None or attempt_of(heads):
            return False
        if self.journal.is_resend(origin):
            return True
        self.journal.saw(origin)
        return False

    def _let_time_pass(self, record: Raw, made: _Made) -> int:
        """Timers that are due by the record's own time fire before it, whoever cut the batch where."""
        due = self.journal.due() if self.stateful else None
        if due is None or due > record.timestamp:
            return 0
        try:
            effects = self.stage.tick(record.timestamp, self.journal.state)
            encoded = made.encode(effects)
        except Exception:  # no record's fault: counted, and tried again with the next one
            made.result.outcomes["tick_failed"] += 1
            return 0
        if self._append(record, effects, made, 0):
            made.keep(effects, encoded)
        return len(effects.rows)

    def _decide(self, record: Raw, made: _Made, first_row: int) -> None:
        state = self.journal.state if self.stateful else self._nothing
        try:
            effects = self.stage.decide(record, state)
            encoded = made.encode(effects)
        except Exception as error:  # MalformedUpdate, or a fault of the stage: this record's alone
            made.dead(error)
            return
        if self.stateful and not self._append(record, effects, made, first_row):
            return
        made.keep(effects, encoded)

    def _append(self, record: Raw, effects: Effects, made: _Made, first: int) -> bool:
        try:
            changes = self.journal.append(record.offset, record.timestamp, effects.rows, first)
        except Exception as error:  # a row that the state can't fold: as if it had never been
            self.journal.discard(record.offset)
            made.dead(error)
            return False
        made.result.changes += changes
        return True


class _Upserts:
    """Of several upserts of one key in a batch only the last is sent, in order of that last one."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[Emit, _Made, int]] = {}

    def put(self, emit: Emit, made: _Made, n: int) -> None:
        key = (emit.topic, emit.key)
        self._last.pop(key, None)
        self._last[key] = (emit, made, n)

    def encoded(self) -> list[Out]:
        """The records, and nothing is held any more.

        A record holds its upserts and they hold it: a cycle, with all that a batch made in it, that only
        the garbage collector could free, in pauses of 60 to 260 ms (measured at 100 updates/s).
        """
        last, self._last = self._last, {}
        return [made.out(emit, encode(emit.value), n) for emit, made, n in last.values()]


class _Made:
    """Collects what one record causes, numbered in order."""

    __slots__ = ("heads", "n", "record", "result", "stage", "stateful", "times", "upserts")

    def __init__(
        self,
        record: Raw,
        heads: Heads,
        stage: str,
        stateful: bool,
        result: Result,
        upserts: _Upserts,
    ) -> None:
        self.record, self.heads, self.stage, self.stateful = record, heads, stage, stateful
        self.result, self.upserts = result, upserts
        self.times = (TIMES, times_with(heads, stage, record.timestamp))
        self.n = 0

    def encode(self, effects: Effects) -> list[bytes | None]:
        """Encode now what can't wait for the batch's end, so that a failure is this record's own."""
        return [None if emit.upsert else _bounded(emit) for emit in effects.emits]

    def keep(self, effects: Effects, encoded: list[bytes | None]) -> None:
        self.result.outcomes[effects.outcome] += 1
        for n, (emit, value) in enumerate(zip(effects.emits, encoded, strict=True), self.n):
            if value is None:
                self.upserts.put(emit, self, n)
            else:
                self.result.out.append(self.out(emit, value, n))
        self.n += len(encoded)

    def out(self, emit: Emit, value: bytes, n: int) -> Out:
        """The n-th record to produce.

        A stateless stage hands its source's origin on: downstream can still tell a re-send.
        """
        record = self.record
        if self.stateful:
            origin = origin_bytes(record.partition, record.offset, n, record.timestamp)
        else:
            origin = self.heads.get(ORIGIN, b"")
        heads = [self.times, (ORIGIN, origin)] if origin else [self.times]
        heads += emit.headers
        return Out(emit.topic, emit.key.encode(), value, heads, record.offset, emit.partition)

    def dead(self, error: Exception) -> None:
        self.result.outcomes["dead_letter"] += 1
        letter = DeadLetter(self.record, self.stage, type(error).__name__, str(error))
        self.result.dead.append(letter)
