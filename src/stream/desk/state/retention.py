"""What is old goes: by when it last changed in the log, not by the time of the event."""

from __future__ import annotations

import sqlite3

EVENTS = 100_000
"""Entries of the event log that are kept at most; a client that was away longer loads everything again."""

_EVENTS_MS = 86_400_000
"""Entries of the event log older than a day go as well."""

_OLD_STORIES = (
    "SELECT story FROM versions GROUP BY story HAVING max(came) < ?"  # those not shown as well
)


def expire(db: sqlite3.Connection, before: int, now: int) -> None:
    """Delete what changed last before `before` (ms of log time), and old entries of the event log."""
    stories = [row[0] for row in db.execute(_OLD_STORIES, (before,)).fetchall()]
    for story in stories:
        _drop_story(db, story)
    for table in ("items", "uris"):  # of what was killed before anybody could see it
        db.execute(f"DELETE FROM {table} WHERE story NOT IN (SELECT story FROM versions)")
    alerts = db.execute("SELECT id FROM alerts WHERE came < ?", (before,)).fetchall()
    db.executemany("DELETE FROM messages WHERE alert = ?", alerts)
    db.executemany("DELETE FROM alert_labels WHERE alert = ?", alerts)
    db.executemany("DELETE FROM alerts WHERE id = ?", alerts)
    db.execute("DELETE FROM counts WHERE came < ?", (before,))
    db.execute("DELETE FROM seen WHERE came < ?", (before,))
    db.execute("DELETE FROM killed WHERE came < ?", (before,))
    newest = db.execute("SELECT coalesce(max(id), 0) FROM log").fetchone()[0]
    db.execute("DELETE FROM log WHERE came < ? OR id <= ?", (now - _EVENTS_MS, newest - EVENTS))


def _drop_story(db: sqlite3.Connection, story: str) -> None:
    indexed = db.execute(
        "SELECT id, headline, body FROM versions WHERE story = ? AND indexed = 1", (story,)
    ).fetchall()
    db.executemany(
        "INSERT INTO texts(texts, rowid, headline, body) VALUES ('delete', ?, ?, ?)", indexed
    )
    for table in ("versions", "uris", "items", "story_labels"):
        db.execute(f"DELETE FROM {table} WHERE story = ?", (story,))
    db.execute("DELETE FROM stories WHERE id = ?", (story,))
