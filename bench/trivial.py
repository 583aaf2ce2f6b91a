"""The trivial stage, and what a worker app needs to run it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from msgspec import Struct

from bench import work
from stream.ports import Effects, Emit, Raw
from stream.runtime.app import WorkerApp
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.process import die


class Row(Struct, tag=True, array_like=True, frozen=True):
    """A key that was seen."""

    key: bytes
    pad: bytes


class Answer(Struct, frozen=True):
    """What is produced; the same JSON as the other contestants'."""

    uri: str
    headline: str
    first: bool


class Seen:
    """The keys seen so far."""

    def __init__(self) -> None:
        self.keys: dict[bytes, tuple[int, int]] = {}

    def apply(self, key: tuple[int, int], row: Row, now: int) -> tuple[()]:
        """Fold a row."""
        self.keys.setdefault(row.key, key)
        return ()

    def due(self) -> None:
        """Nothing is due by time."""

    def __len__(self) -> int:
        return len(self.keys)


class TrivialStage:
    """Decode, take one field, encode; with state also one read and one row for a key not seen."""

    name = "trivial"

    def __init__(self, source: str, out: str, stateful: bool) -> None:
        self.source, self.out, self.stateful = source, out, stateful
        self.outputs: tuple[str, ...] = (out,)
        self.row_type: Any = Row if stateful else None

    def new_state(self, partition: int) -> Seen:
        """An empty memory."""
        return Seen()

    def decide(self, record: Raw, state: Seen) -> Effects:
        """Answer one update."""
        uri, headline = work.read(record.value or b"")
        key = uri.encode()
        first = key not in state.keys
        rows: list[Struct] = [Row(key, work.PAD)] if self.stateful and first else []
        return Effects("done", [Emit(self.out, uri, Answer(uri, headline, first))], rows)

    def tick(self, now: int, state: Seen) -> Effects:
        """Nothing."""
        return Effects("tick")


class Silent:
    """Gauges that nobody reads."""

    def position(self, *args: object) -> None:
        """Where a partition stands."""

    def table(self, *args: object) -> None:
        """What a table holds."""

    def assigned(self, *args: object) -> None:
        """What is assigned."""

    def ticks(self, *args: object) -> None:
        """Ticks written."""

    def commit(self, *args: object) -> None:
        """A commit was seen."""


def worker_app(job: dict[str, Any], stage: TrivialStage, report: Any) -> WorkerApp:
    """A worker app with the settings that `newswire worker` has by default."""
    return WorkerApp(
        job["run"], [stage], partitions=4, report=report, fatal=die,
        data_dir=Path(tempfile.mkdtemp()),
        broker={"broker": "kafka://" + job["bootstrap"], "producer_compression_type": "snappy"},
        limits=lambda name: DeadLetterLimit(name, 0.9, 200, 100),
    )  # fmt: skip
