"""Small stages and records for tests of the runner and the shell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from msgspec import Struct

from stream.errors import MalformedUpdate
from stream.pipeline.headers import ORIGIN, TICK, Origin
from stream.pipeline.replay import Record
from stream.ports import Effects, Emit, Raw


class SeenRow(Struct, frozen=True, tag=True, array_like=True):
    """A key that was seen."""

    key: str


class Said(Struct, frozen=True):
    """What the stage says of a record."""

    key: str
    nth: int


class SeenState:
    """How often each key was seen; `forget` keys named `old:…` are given up at the next row."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, tuple[int, int]] = {}
        self.timer: int | None = None

    def apply(self, key: tuple[int, int], row: SeenRow, now: int) -> Iterable[tuple[int, int]]:
        """Count a key; `unfoldable` can't be."""
        if row.key == "unfoldable":
            raise RuntimeError("this row can't be folded")
        self.counts[row.key] = self.counts.get(row.key, 0) + 1
        if row.key == "timer":
            self.timer = now + 1000
        if row.key == "rang":
            self.timer = None
        return ()

    def due(self) -> int | None:
        """The timer, if one is set."""
        return self.timer

    def __len__(self) -> int:
        return sum(self.counts.values())


class CountingStage:
    """Says of each record how often its key was seen; fails where the key asks for it."""

    name = "counting"
    source = "wire.updates"
    outputs: tuple[str, ...] = ("wire.accepted",)
    row_type: Any = SeenRow

    def new_state(self, partition: int) -> SeenState:
        """Nothing seen."""
        return SeenState()

    def decide(self, record: Raw, state: SeenState) -> Effects:
        """One record out, one row."""
        key = orjson.loads(record.value or b"{}")["key"]
        if key == "bad":
            raise MalformedUpdate("it is bad", "key")
        if key == "bug":
            raise ZeroDivisionError("a fault of the stage")
        nth = state.counts.get(key, 0) + 1
        return Effects("said", [Emit("wire.accepted", key, Said(key, nth))], [SeenRow(key)])

    def tick(self, now: int, state: SeenState) -> Effects:
        """The timer rang."""
        return Effects(
            "rang", [Emit("wire.accepted", "timer", Said("timer", 0))], [SeenRow("rang")]
        )


def record(
    key: str, offset: int, timestamp: int = 0, origin: Origin | None = None, tick: bool = False
) -> Record:
    """A record of the counting stage's source."""
    heads = [(ORIGIN, origin.encode())] if origin else []
    if tick:
        heads.append((TICK, b"1"))
    value = orjson.dumps({"key": key})
    return Record("wire.updates", 0, offset, timestamp or offset, key.encode(), value, heads)
