"""A record as Kafka would hand it over, and a stage with one partition's memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from stream.model import Update
from stream.ports import Effects
from stream.wire import IntakeStage, IntakeState, ReadingRules, read_record

ARRIVAL = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
ARRIVAL_MS = int(ARRIVAL.timestamp() * 1000)


@dataclass(frozen=True)
class Record:
    """A raw record; `timestamp` is the broker's append time in milliseconds."""

    value: bytes | None
    offset: int = 0
    timestamp: int = ARRIVAL_MS
    key: bytes | None = None
    topic: str = "wire.updates"
    partition: int = 0
    headers: Sequence[tuple[str, bytes]] = ()


class Partition:
    """One partition of the stage, run as the shell runs it: decide, then apply each row."""

    def __init__(self, **options: Any) -> None:
        self.stage = IntakeStage(**options)
        self.state: IntakeState = self.stage.new_state(0)
        self.rows: list[tuple[tuple[int, int], Any, int]] = []
        self.gone: list[tuple[int, int]] = []
        self.offset = 0

    def send(self, value: bytes | dict[str, Any] | None, after: timedelta = timedelta()) -> Effects:
        """Feed one value that arrives `after` the usual arrival."""
        data = orjson.dumps(value) if isinstance(value, dict) else value
        now = ARRIVAL_MS + after // timedelta(milliseconds=1)
        effects = self.stage.decide(Record(data, self.offset, now), self.state)
        for number, row in enumerate(effects.rows):
            self.rows.append(((self.offset, number), row, now))
            self.gone += self.state.apply(*self.rows[-1])
        self.offset += 1
        return effects


@pytest.fixture
def partition() -> Callable[..., Partition]:
    """Make a partition with options of the stage."""
    return Partition


@pytest.fixture
def read() -> Callable[..., Update]:
    """Read a record made of a good one with some keys changed; a key set to None is absent."""

    def reader(strict: bool = False, **changes: Any) -> Update:
        good = {
            "uri": "urn:example-agency:item:1",
            "provider": "EXAMPLE",
            "version": "1",
            "version_created": "2026-06-11T11:59:00Z",
            "headline": "Harbour council to close two ferry lines",
            "body": "ALDHAVEN - The council voted.\n\nIt affects commuters.",
            "language": "en",
        }
        raw = {key: value for key, value in {**good, **changes}.items() if value is not None}
        return read_record(raw, ARRIVAL, ReadingRules(strict=strict))

    return reader
