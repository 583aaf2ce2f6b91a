"""The event log behind `/api/live`: references to what changed, never words."""

from __future__ import annotations

import sqlite3
from typing import Literal

Kind = Literal["alert", "story", "counts"]

COUNTS_AT_ONCE = 1000
"""Counts told in one event at most; the rest follow a second later."""


class Log:
    """Collects what a transaction changed and appends it, each thing once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._noted: dict[tuple[Kind, str], None] = {}

    def note(self, kind: Kind, ref: str) -> None:
        """Say that an alert or a story is to be shown anew."""
        self._noted[kind, ref] = None

    def forget(self) -> None:
        """Drop what was noted: its transaction was rolled back."""
        self._noted.clear()

    def write(self, now: int) -> None:
        """Append what was noted, inside the open transaction."""
        rows = [(kind, ref, now) for kind, ref in self._noted]
        self._db.executemany("INSERT INTO log(kind, ref, came) VALUES (?, ?, ?)", rows)
        self._noted.clear()

    def counts(self, now: int) -> bool:
        """Append one entry for the counts that changed since the last one; whether there were any."""
        found = self._db.execute(
            "SELECT key FROM counts WHERE event IS NULL ORDER BY came DESC LIMIT ?",
            (COUNTS_AT_ONCE,),
        ).fetchall()
        if not found:
            return False
        entry = self._db.execute(
            "INSERT INTO log(kind, ref, came) VALUES ('counts', '', ?)", (now,)
        ).lastrowid
        self._db.executemany(
            "UPDATE counts SET event = ? WHERE key = ?", [(entry, key) for (key,) in found]
        )
        return True

    def last(self) -> int:
        """The id of the newest entry ever written; 0 for none."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'log'").fetchone()
        return int(row[0]) if row else 0
