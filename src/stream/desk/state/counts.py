"""Folds `news.counts`: the newest record of each key as it came, with a few of its values to look it up by."""

from __future__ import annotations

import sqlite3

from stream.desk.state.decode import json_object
from stream.desk.state.times import parsed
from stream.pipeline.headers import Origin


class CountWriter:
    """Writes counts; every method runs inside the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def apply(
        self, key: str, value: bytes | None, origin: Origin | None, came: int, where: str
    ) -> str:
        """Fold one record in; return what it was, for the metrics. Raises MalformedUpdate.

        A record made from an older source record than the one held is a re-send after a crash, and
        would make the count fall for a moment. One without window, dimension or value is for others.
        """
        if value is None:
            self._db.execute("DELETE FROM counts WHERE key = ?", (key,))
            return "removed"
        data = json_object(value, where)
        start, size = parsed(data.get("window_start")), data.get("window_seconds")
        dimension, label = data.get("dimension"), data.get("value")
        if start is None or not isinstance(size, int) or not isinstance(dimension, str):
            return "ignored"
        if not isinstance(label, str):
            return "ignored"
        if origin is not None and self._older(key, origin):
            return "resent"
        final = data.get("final")
        self._db.execute(
            "INSERT OR REPLACE INTO counts VALUES (?,?,?,?,?,?,?,?,?,?,NULL,?)",
            (
                key, size, dimension, start, label, _number(data.get("stories")),
                _number(data.get("updates")), int(final) if isinstance(final, bool) else None, came,
                origin.encode().decode() if origin else "", value,
            ),
        )  # fmt: skip
        return "shown"

    def _older(self, key: str, origin: Origin) -> bool:
        """Whether the record held comes from the same source partition, and from a later record of it."""
        row = self._db.execute("SELECT origin FROM counts WHERE key = ?", (key,)).fetchone()
        if row is None or not row[0]:
            return False
        partition, offset, _, timestamp = map(int, row[0].split(":"))
        # A topic that was made anew counts from 0 again, at a later time.
        return (
            partition == origin.partition
            and offset > origin.offset
            and timestamp >= origin.timestamp
        )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
