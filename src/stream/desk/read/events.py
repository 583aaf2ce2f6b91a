"""Entries of the event log as `/api/live` tells them: rendered anew from what is held now, each thing once.

An event's id is `identity-number`: the identity is the database's, so that a number of one that is gone
means nothing here.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

import orjson

from stream.desk.read.alerts import alert
from stream.desk.state.log import Log

MOST_RESUMED = 2000
"""Entries that a client may have missed; one that missed more loads everything again."""


class Event(NamedTuple):
    """One server-sent event; `id` 0 is none."""

    name: str
    data: Any
    id: int = 0


def identity_of(db: sqlite3.Connection) -> str:
    """The database's own name."""
    return str(db.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()[0])


def events_after(db: sqlite3.Connection, after: int, until: int | None = None) -> list[Event]:
    """What changed since the entry `after` (up to `until`), in the order of the last changes."""
    rows = db.execute(
        "SELECT max(id), kind, ref FROM log WHERE id > ? AND id <= ?"
        " GROUP BY kind, CASE kind WHEN 'counts' THEN id ELSE ref END ORDER BY 1",
        (after, until if until is not None else 2**62),
    ).fetchall()
    found = [_event(db, id_, kind, ref) for id_, kind, ref in rows]
    return [event for event in found if event is not None]


def resumable(db: sqlite3.Connection, after: int) -> bool:
    """Whether all that came after the entry is still here, and is not too much."""
    last = Log(db).last()
    oldest = db.execute("SELECT min(id) FROM log").fetchone()[0]
    if after > last or last - after > MOST_RESUMED:
        return False
    return after == last or (oldest is not None and after >= oldest - 1)


def _event(db: sqlite3.Connection, id_: int, kind: str, ref: str) -> Event | None:
    if kind == "story":
        return Event("story", {"id": ref}, id_)
    if kind == "alert":
        shown = alert(db, ref)
        return Event("alert", shown, id_) if shown else None
    rows = db.execute(
        "SELECT data FROM counts WHERE event = ? ORDER BY start, key", (id_,)
    ).fetchall()
    return (
        Event("counts", {"counts": [orjson.loads(row[0]) for row in rows]}, id_) if rows else None
    )


def encoded(event: Event, identity: str) -> bytes:
    """The event in the format of text/event-stream; JSON has no line break that would cut it."""
    id_ = f"id: {identity}-{event.id}\n" if event.id else ""
    return f"event: {event.name}\n{id_}data: ".encode() + orjson.dumps(event.data) + b"\n\n"


def number_of(last_event_id: str, identity: str) -> int | None:
    """The entry that a Last-Event-ID names; None for one of another database, or none at all."""
    name, dash, number = last_event_id.rpartition("-")
    known = dash and name == identity and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if known else None
