"""What a stage is and what it needs: Protocols and the small values that cross them.

A stage decides one record at a time and never touches anything: it returns effects. Its memory of one
source partition is a fold over append-only rows, each with the offset that made it (its origin), so that
the state as of any offset can be had again (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from msgspec import Struct


class Raw(Protocol):
    """A record of a topic as it came; `timestamp` is milliseconds since 1970, the broker's append time."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def timestamp(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Sequence[tuple[str, bytes]]: ...


class Emit(Struct, frozen=True, gc=False):
    """A record to produce: `value` is encoded as JSON by the runner.

    `upsert` marks a record whose key's last value is all that counts: of several in one batch only the
    last is sent. `partition` overrides the one that the key's hash gives. `headers` stand beside those
    that the runner gives.
    """

    topic: str
    key: str
    value: Struct
    upsert: bool = False
    partition: int | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


class Effects(Struct):
    """What one record causes: records to produce, rows to remember, and an outcome for the metrics."""

    outcome: str
    emits: list[Emit] = []
    rows: list[Struct] = []


class State(Protocol):
    """A stage's memory of one source partition: a deterministic fold over its rows in order of origin."""

    def apply(self, key: tuple[int, int], row: Any, now: int) -> Iterable[tuple[int, int]]:
        """Fold one row in; return the keys of rows that are no longer needed from this row on.

        `now` is the log's time at the row (milliseconds). A returned key never matters again to any
        record after the one that made `row`; the shell deletes it once that record is committed.
        """

    def due(self) -> int | None:
        """The next time (milliseconds) at which the stage wants a tick, or None."""

    def __len__(self) -> int:
        """Rows held, for the metrics."""


class Stage(Protocol):
    """One step of the pipeline: a plain object, the same in a worker and in `newswire replay`."""

    name: str
    source: str
    outputs: tuple[str, ...]
    row_type: Any
    """The union of the stage's row types (msgspec Structs, tagged), or None for a stateless stage."""

    def new_state(self, partition: int) -> State: ...

    def decide(self, record: Raw, state: Any) -> Effects:
        """Decide one record; raise MalformedUpdate for a record that can't be read. Changes nothing."""

    def tick(self, now: int, state: Any) -> Effects:
        """What the passing of time causes at `now` (milliseconds): timers that are due. Changes nothing."""
