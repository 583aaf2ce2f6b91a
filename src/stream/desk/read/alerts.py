"""Alerts, one or many: the newest message of each, and all of them as its history."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from stream.desk.read.query import Where, cursor_of, marks, place_of
from stream.desk.state.times import shown

MOST_WORDS = 16
"""Words of `q` that are looked for; the rest is left out."""

_ALERT = (
    "SELECT a.newest, a.first, a.messages, m.data FROM alerts a JOIN messages m ON m.id = a.newest"
)


class AlertQuery(NamedTuple):
    """What alerts are wanted: several values of one kind are alternatives, kinds add up; times in ms."""

    rule: Sequence[str] = ()
    severity: Sequence[str] = ()
    status: Sequence[str] = ()
    actor: Sequence[str] = ()
    place: Sequence[str] = ()
    country: Sequence[str] = ()
    source: Sequence[str] = ()
    language: Sequence[str] = ()
    q: str = ""
    since: int | None = None
    until: int | None = None
    cursor: str | None = None
    limit: int = 50


def alerts(db: sqlite3.Connection, wanted: AlertQuery) -> dict[str, Any]:
    """The alerts, the one with the newest message first. Raises BadCursor."""
    where = _where(wanted)
    rows = db.execute(
        f"{_ALERT} WHERE {where} ORDER BY a.newest DESC LIMIT ?",
        (*where.values, wanted.limit + 1),
    ).fetchall()
    page = rows[: wanted.limit]
    return {
        "alerts": [_alert(first, messages, data) for _, first, messages, data in page],
        "next": cursor_of(page[-1][0]) if len(rows) > wanted.limit else None,
    }


def alert(db: sqlite3.Connection, id_: str) -> dict[str, Any] | None:
    """An alert as lists have it; None if there is none."""
    row = db.execute(f"{_ALERT} WHERE a.id = ?", (id_,)).fetchone()
    return _alert(*row[1:]) if row else None


def alert_with_history(db: sqlite3.Connection, id_: str) -> dict[str, Any] | None:
    """An alert with every message, oldest first; None if there is none."""
    found = alert(db, id_)
    if found is None:
        return None
    rows = db.execute("SELECT data FROM messages WHERE alert = ? ORDER BY id", (id_,))
    return {**found, "history": [orjson.loads(data) for (data,) in rows.fetchall()]}


def _alert(first: int, messages: int, data: bytes) -> dict[str, Any]:
    return {**orjson.loads(data), "first_at": shown(first), "messages": messages}


def _where(wanted: AlertQuery) -> Where:
    where = Where()
    for column in ("rule", "severity", "status", "language"):
        where.among(f"a.{column}", getattr(wanted, column))
    for kind in ("actor", "place", "source"):
        _labelled(where, kind, getattr(wanted, kind))
    if wanted.country:
        where.add(
            "a.id IN (SELECT l.alert FROM alert_labels l JOIN places p ON p.id = l.value"
            f" WHERE l.kind = 'place' AND p.country IN ({marks(wanted.country)}))",
            *wanted.country,
        )
    for word in wanted.q.casefold().split()[:MOST_WORDS]:
        where.add("instr(a.text, ?) > 0", word)
    where.between("a.at", wanted.since, wanted.until)
    if place := place_of(wanted.cursor, int):
        where.add("a.newest < ?", *place)
    return where


def _labelled(where: Where, kind: str, values: Sequence[str]) -> None:
    if values:
        where.add(
            f"a.id IN (SELECT alert FROM alert_labels WHERE kind = ? AND value IN ({marks(values)}))",
            kind,
            *values,
        )
