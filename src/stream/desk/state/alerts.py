"""Folds `news.alerts`: each message once, the newest as the alert, and no word of a killed report.

The words of a killed report stand in messages that went out before the kill, and in the withdrawal's
own headline. The desk shows the alert, its rule, places and course, and not those words: they are known
by the report's id, by the hash of its headlines, and by the time line of a later message, in which the
alert stage has blanked them. Messages and kills come on different topics, so each side looks at the other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from stream.desk.state.decode import json_object
from stream.desk.state.killed import Killed, blanked_moments, scrub, scrub_moments
from stream.desk.state.log import Log
from stream.desk.state.times import parsed
from stream.errors import MalformedUpdate

_TEXTS = ("id", "status", "rule", "severity", "story", "headline", "language", "uri", "provider")
_LISTS = ("actors", "places", "sources")


class Head(NamedTuple):
    """A message that has what the desk needs; `data` is all of it."""

    id: str
    sequence: int
    status: str
    at: int
    data: dict[str, Any]


def read_message(value: bytes, where: str) -> Head:
    """An alert message from its JSON, keys that nobody knows included. Raises MalformedUpdate."""
    data = json_object(value, where)
    wrong = [name for name in _TEXTS if not isinstance(data.get(name), str)]
    wrong += [name for name in _LISTS if not isinstance(data.get(name), list)]
    sequence, at = data.get("sequence"), parsed(data.get("at"))
    if wrong or at is None or not isinstance(sequence, int):
        what = ", ".join(wrong) or ("at" if at is None else "sequence")
        raise MalformedUpdate(f"not an alert message: {what} is missing or wrong", where)
    return Head(data["id"], sequence, data["status"], at, data)


class AlertWriter:
    """Writes alerts; every method runs inside the caller's transaction."""

    def __init__(self, db: sqlite3.Connection, log: Log) -> None:
        self._db, self._log = db, log

    def apply(self, head: Head, came: int) -> str:
        """Fold one message in; return what it was, for the metrics."""
        clean = scrub(head.data, self._killed_of([head.data["story"], *_stories(head.data)]))
        done = self._db.execute(
            "INSERT OR IGNORE INTO messages(alert, sequence, status, at, uri, data) VALUES (?,?,?,?,?,?)",
            (head.id, head.sequence, head.status, head.at, clean["uri"], orjson.dumps(clean)),
        )
        if not done.rowcount:
            return "resent"
        self._blank_earlier(head.id, clean)
        self._show(head.id, came)
        return "shown"

    def redact(self, story: str) -> None:
        """Take the words of killed reports of a story out of the alerts that tell of it."""
        killed = self._killed_of([story])
        alerts = self._db.execute(
            "SELECT alert FROM alert_labels WHERE kind = 'story' AND value = ?", (story,)
        ).fetchall()
        for (alert,) in alerts if killed else ():
            changed = False
            for id_, data in self._messages(alert):
                changed |= self._replace(id_, data, scrub(data, killed))
            if changed:
                self._show(alert, None)

    def _blank_earlier(self, alert: str, newest: dict[str, Any]) -> None:
        """What the newest time line no longer says, the messages don't say either.

        A withdrawal shows the headline told before: it is one of those that go, if that one does.
        """
        gone = blanked_moments(newest)
        dead: set[str] = set()
        for id_, data in self._messages(alert) if gone else ():
            clean = scrub_moments(data, gone, dead)
            if clean["headline"] != data["headline"]:
                dead.add(data["headline"])
            self._replace(id_, data, clean)

    def _replace(self, id_: int, old: dict[str, Any], new: dict[str, Any]) -> bool:
        if new == old:
            return False
        self._db.execute("UPDATE messages SET data = ? WHERE id = ?", (orjson.dumps(new), id_))
        return True

    def _messages(self, alert: str) -> list[tuple[int, dict[str, Any]]]:
        rows = self._db.execute(
            "SELECT id, data FROM messages WHERE alert = ? ORDER BY id", (alert,)
        )
        return [(id_, orjson.loads(data)) for id_, data in rows.fetchall()]

    def _show(self, alert: str, came: int | None) -> None:
        """Write the alert's row and labels from its newest message; `came` None leaves its time."""
        newest, data, at = self._db.execute(
            "SELECT id, data, at FROM messages WHERE alert = ? ORDER BY id DESC LIMIT 1", (alert,)
        ).fetchone()
        first, number = self._db.execute(
            "SELECT min(at), count(*) FROM messages WHERE alert = ?", (alert,)
        ).fetchone()
        shown = orjson.loads(data)
        self._db.execute(
            "INSERT INTO alerts VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET"
            " story = excluded.story, newest = excluded.newest, messages = excluded.messages,"
            " first = excluded.first, at = excluded.at, came = max(alerts.came, excluded.came),"
            " rule = excluded.rule, severity = excluded.severity, status = excluded.status,"
            " language = excluded.language, text = excluded.text",
            (
                alert, shown["story"], newest, number, first, at, came or 0, shown["rule"],
                shown["severity"], shown["status"], shown["language"], _searched(shown),
            ),
        )  # fmt: skip
        self._db.execute("DELETE FROM alert_labels WHERE alert = ?", (alert,))
        self._db.executemany(
            "INSERT OR IGNORE INTO alert_labels VALUES (?, ?, ?)",
            [(kind, value, alert) for kind, value in _labels(shown)],
        )
        self._log.note("alert", alert)

    def _killed_of(self, stories: list[str]) -> Killed:
        rows: list[tuple[str, str, bytes]] = []
        for story in dict.fromkeys(stories):
            rows += self._db.execute(
                "SELECT provider, uri, digest FROM killed WHERE story = ?", (story,)
            ).fetchall()
        return Killed.of(rows)


def _labels(alert: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ("actors", "places"):
        for named in alert[kind]:
            if isinstance(named, dict) and isinstance(named.get("id"), str):
                yield kind.removesuffix("s"), named["id"]
    for source in alert["sources"]:
        yield "source", str(source)
    for story in [alert["story"], *_stories(alert)]:
        yield "story", story


def _stories(alert: dict[str, Any]) -> list[str]:
    """The stories of a digest."""
    named = alert.get("stories") or []
    return [
        each["id"] for each in named if isinstance(each, dict) and isinstance(each.get("id"), str)
    ]


def _searched(alert: dict[str, Any]) -> str:
    """What `q` looks in: headline, rule and names."""
    names = [
        str(named.get("name", ""))
        for kind in ("actors", "places")
        for named in alert[kind]
        if isinstance(named, dict)
    ]
    return "\n".join([alert["headline"], alert["rule"], *names]).casefold()
