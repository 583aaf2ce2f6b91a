"""A stage's memory of one source partition: rows with their origin, and the state folded from them.

The rule that makes results exact (docs/adr/0002): when the record at offset *o* is decided, the state is
the fold of exactly the rows made by records before *o*. After a crash, rows of records whose outputs were
lost may be there already; `prepare` leaves them out, and the record makes them again, the same.
"""

from __future__ import annotations

import struct
import types
from collections import deque
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, msgpack

from stream.pipeline.headers import Origin
from stream.ports import Stage, State

Change = tuple[bytes, bytes | None]
"""A key and value for the changelog; None deletes."""

_KEY = struct.Struct(">QH")
_SEEN = 0xFFFF
"""The row number of a batch's `seen` row; a record makes fewer rows than this."""


def pack_key(key: tuple[int, int]) -> bytes:
    """A row key (offset, n) as bytes that sort in order of origin."""
    return _KEY.pack(*key)


class Journal:
    """Rows of one stage and source partition, in memory, mirrored by the changelog.

    `load` takes what the changelog holds; `prepare` makes the state as of an offset; `append` folds what a
    record made; `sweep` names what may be deleted. Nothing here waits or knows Kafka.
    """

    def __init__(self, stage: Stage, partition: int) -> None:
        self.stage, self.partition = stage, partition
        self.rows: dict[bytes, bytes] = {}
        self.bytes = 0
        self.next = 0
        self._encode = msgpack.Encoder().encode
        self._decode = msgpack.Decoder(types.GenericAlias(tuple, (int, stage.row_type))).decode
        self._decode_seen = msgpack.Decoder(tuple[int, dict[int, tuple[int, int, int]]]).decode
        self._forget_state()

    def _forget_state(self) -> None:
        self._state: State | None = None
        self._seen: dict[int, tuple[int, int, int]] = {}
        self._seen_key: bytes | None = None
        self._seen_dirty = False
        self._doomed: deque[tuple[int, bytes]] = deque()
        self._dropped: dict[int, set[bytes]] = {}

    @property
    def state(self) -> State:
        """The state as of the last `prepare` and what was appended since."""
        assert self._state is not None, "prepare() comes first"
        return self._state

    def load(self, key: bytes, value: bytes | None) -> None:
        """Take one changelog record, in recovery; the state is folded anew at the next `prepare`."""
        self._state = None
        if value is None:
            self._drop(key)
        else:
            self._put(key, value)

    def _put(self, key: bytes, value: bytes) -> None:
        if key in self.rows:
            self._drop(key)
        self.rows[key] = value
        self.bytes += len(key) + len(value)

    def _drop(self, key: bytes) -> bool:
        value = self.rows.pop(key, None)
        if value is None:
            return False
        self.bytes -= len(key) + len(value)
        return True

    def prepare(self, offset: int) -> None:
        """Make the state that of just before `offset`: rows made at or after it are left out."""
        if self._state is None or offset < self.next:
            self._build(offset)
        self.next = offset

    def _build(self, offset: int) -> None:
        self._forget_state()
        self._state = self.stage.new_state(self.partition)
        first_out = pack_key((offset, 0))
        for key in sorted(self.rows):
            if key < first_out:
                self._fold_stored(key)
            else:
                self._dropped.setdefault(_KEY.unpack(key)[0], set()).add(key)
        for keys in self._dropped.values():
            for key in keys:
                self._drop(key)

    def _fold_stored(self, key: bytes) -> None:
        offset, n = _KEY.unpack(key)
        if n == _SEEN:
            _, seen = self._decode_seen(self.rows[key])
            self._fold_seen(offset, key, seen)
        else:
            now, row = self._decode(self.rows[key])
            self._fold(offset, n, row, now)

    def _fold(self, offset: int, n: int, row: Any, now: int) -> None:
        for dead in self.state.apply((offset, n), row, now):
            self._doomed.append((offset, pack_key(dead)))

    def _fold_seen(self, offset: int, key: bytes, seen: dict[int, tuple[int, int, int]]) -> None:
        if self._seen_key is not None and self._seen_key != key:
            self._doomed.append((offset, self._seen_key))
        self._seen, self._seen_key = dict(seen), key

    def append(self, offset: int, now: int, rows: list[Struct], first: int = 0) -> list[Change]:
        """Fold the rows that the record at `offset` made; return the changes for the changelog.

        `first` numbers the first row, where a record makes rows in two goes. A row that an earlier run of
        other code made at this offset, and that is not made again, is deleted.
        """
        changes: list[Change] = []
        if not rows:
            return changes
        fold, put, encode = self._fold, self._put, self._encode
        for n, row in enumerate(rows, first):
            key, value = _KEY.pack(offset, n), encode((now, row))
            fold(offset, n, row, now)
            put(key, value)
            changes.append((key, value))
            if self._dropped:
                self._dropped.get(offset, set()).discard(key)
        return changes

    def done(self, offset: int) -> list[Change]:
        """The record at `offset` has been decided; return deletions of rows that it no longer makes."""
        self.next = offset + 1
        if not self._dropped:
            return []
        return [(key, None) for key in sorted(self._dropped.pop(offset, ()))]

    def discard(self, offset: int) -> None:
        """Take back what was appended at `offset` (a row that the state could not fold)."""
        for key in [k for k in self.rows if _KEY.unpack(k)[0] == offset]:
            self._drop(key)
        self._build(offset)

    def is_resend(self, origin: Origin) -> bool:
        """True if a record with this origin, or a later one of its partition, was seen before.

        An upstream topic that was made anew starts again at offset 0 with later times: not a re-send.
        """
        seen = self._seen.get(origin.partition)
        return (
            seen is not None
            and (origin.offset, origin.n) <= seen[:2]
            and origin.timestamp <= seen[2]
        )

    def saw(self, origin: Origin) -> None:
        """Remember that the record with this origin is being decided."""
        before = self._seen.get(origin.partition, (0, 0, 0))
        self._seen[origin.partition] = (
            origin.offset,
            origin.n,
            max(origin.timestamp, before[2]),
        )
        self._seen_dirty = True

    def close_batch(self, offset: int, now: int) -> list[Change]:
        """At a batch's end: one row that says which origins were seen up to `offset`."""
        if not self._seen_dirty:
            return []
        self._seen_dirty = False
        key, value = pack_key((offset, _SEEN)), self._encode((now, self._seen))
        self._fold_seen(offset, key, self._seen)
        self._put(key, value)
        if self._dropped:
            self._dropped.get(offset, set()).discard(key)
        return [(key, value)]

    def sweep(self, committed: int) -> Iterator[Change]:
        """Deletions that are safe once `committed` (the next offset to be read) is committed."""
        while self._doomed and self._doomed[0][0] < committed:
            key = self._doomed.popleft()[1]
            if self._drop(key):
                yield key, None

    def holds(self, offset: int) -> bool:
        """True if the state is folded and has the record at `offset` in it."""
        return self._state is not None and self.next > offset

    @property
    def ready(self) -> bool:
        """True once the state is folded; the first `prepare` after a recovery does that."""
        return self._state is not None

    def due(self) -> int | None:
        """When the stage wants a tick (milliseconds), or None; None before the first `prepare`."""
        return None if self._state is None else self._state.due()

    def __len__(self) -> int:
        """Rows held."""
        return len(self.rows)
