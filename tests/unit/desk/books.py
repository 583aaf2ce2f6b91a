"""A writer over a database in memory, with a clock that stands where it is put."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from stream.desk.read.alerts import AlertQuery, alert_with_history, alerts
from stream.desk.read.search import SearchQuery, search
from stream.desk.read.stories import StoryQuery, places, stories, story
from stream.desk.state.schema import MEMORY, connect, prepare
from stream.desk.state.writer import TOPICS, Applied, Writer
from stream.model import Alert, Classified, Count
from stream.model.times import millis
from stream.pipeline.replay import Record
from support.news import NOON, alert_record, count_record, story_record


class Books:
    """Takes records, answers queries."""

    def __init__(self, path: str = MEMORY, retention_days: int = 14) -> None:
        self.db: sqlite3.Connection = connect(path)
        prepare(self.db, "made", path)
        self.writer = Writer(self.db, {name: name for name in TOPICS}, retention_days * 86_400_000)
        self.now = millis(NOON)

    def take(self, *given: Classified | Alert | Count | Record) -> Applied:
        """Apply records, or what records are made of."""
        return self.writer.apply([_record(each, self.now) for each in given], self.now)

    def at(self, time: datetime) -> Applied:
        """Let it be this time."""
        self.now = millis(time)
        return self.writer.tick(self.now)

    def story(self, id_: str) -> dict[str, Any] | None:
        """A story's answer."""
        return story(self.db, id_)

    def stories(self, **wanted: Any) -> list[str]:
        """Ids of the stories listed."""
        return [s["id"] for s in stories(self.db, StoryQuery(**wanted))["stories"]]

    def found(self, q: str, **wanted: Any) -> list[str]:
        """Uris of what a search finds."""
        return [r["uri"] for r in search(self.db, SearchQuery(q, **wanted))["results"]]

    def alert(self, id_: str) -> dict[str, Any]:
        """An alert with its history."""
        found = alert_with_history(self.db, id_)
        assert found is not None
        return found

    def alerts(self, **wanted: Any) -> list[str]:
        """Ids of the alerts listed."""
        return [a["id"] for a in alerts(self.db, AlertQuery(**wanted))["alerts"]]

    def places(self) -> list[dict[str, Any]]:
        """All places."""
        found: list[dict[str, Any]] = places(self.db, None, None)["places"]
        return found

    def log(self) -> list[tuple[str, str]]:
        """Kind and reference of each entry of the event log."""
        return self.db.execute("SELECT kind, ref FROM log ORDER BY id").fetchall()


def _record(given: Any, now: int) -> Record:
    makers: dict[type, Callable[..., Record]] = {
        Classified: story_record, Alert: alert_record, Count: count_record,
    }  # fmt: skip
    made = given if isinstance(given, Record) else makers[type(given)](given)
    return replace(made, timestamp=now)
