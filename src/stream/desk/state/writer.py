"""The one writer of the desk's database: batches of records in, each with its offsets in one transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
import structlog

from stream.desk.state.alerts import AlertWriter, read_message
from stream.desk.state.counts import CountWriter
from stream.desk.state.index import merge_step
from stream.desk.state.log import Log
from stream.desk.state.retention import expire
from stream.desk.state.stories import StoryWriter
from stream.errors import MalformedUpdate
from stream.model import Classified
from stream.model.topics import ALERTS, CLASSIFIED, COUNTS
from stream.pipeline.headers import ORIGIN, TICK, Heads, heads_of, origin_of
from stream.ports import Raw

COUNTS_PAUSE_MS = 1000
"""Counts are told at most once in this time."""

EXPIRE_PAUSE_MS = 600_000
CLEAN_AFTER_MS = 60_000
"""The index is rewritten this long after a kill, so that kills that come together cost once."""

TOPICS = (CLASSIFIED, ALERTS, COUNTS)

log = structlog.get_logger("newswire.desk")


@dataclass(slots=True)
class Applied:
    """What a batch was: records by (topic, outcome), and the log's newest entry after it."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    last_event: int = 0


class Writer:
    """Applies records and the passing of time; use from one thread only.

    `names` are the topics' full names by the project's; `retention` is in milliseconds.
    """

    def __init__(self, db: sqlite3.Connection, names: Mapping[str, str], retention: int) -> None:
        self._db, self._retention = db, retention
        self._topics = {full: name for name, full in names.items()}
        self._log = Log(db)
        self._alerts = AlertWriter(db, self._log)
        self._stories = StoryWriter(db, self._log, self._alerts)
        self._counts = CountWriter(db)
        self._decoder = msgspec.json.Decoder(Classified)
        self._told_counts = self._expired = self._cleaned = 0

    def offsets(self) -> dict[tuple[str, int], int]:
        """The next offset to read of each (topic, partition)."""
        rows = self._db.execute("SELECT topic, partition, next FROM offsets").fetchall()
        return {(topic, partition): following for topic, partition, following in rows}

    def apply(self, records: Sequence[Raw], now: int) -> Applied:
        """Fold records in, in this order, and remember how far each partition was read."""
        applied = Applied()
        with self._transaction():
            for record in records:
                name = self._topics[record.topic]
                applied.outcomes[name, self._one(name, record, now)] += 1
            self._stories.texts.write()
            self._remember(records)
            self._log.write(now)
            self._tell_counts(now)
            applied.last_event = self._log.last()
        return applied

    def tick(self, now: int) -> Applied:
        """What time does: embargoes end, counts are told, what is old goes, the index is cleaned."""
        applied = Applied()
        with self._transaction():
            applied.outcomes[CLASSIFIED, "released"] = self._stories.release(now)
            self._stories.texts.write()
            self._log.write(now)
            self._tell_counts(now)
            if now - self._expired >= EXPIRE_PAUSE_MS:
                self._expired = now
                expire(self._db, now - self._retention, now)
            applied.last_event = self._log.last()
        self._clean(now)
        return applied

    def _one(self, name: str, record: Raw, now: int) -> str:
        """Fold one record in; one that can't be read or kept changes nothing and is logged."""
        heads = heads_of(record)
        if TICK in heads:
            return "tick"
        where = f"{record.topic}[{record.partition}]@{record.offset}"
        self._db.execute("SAVEPOINT record")
        try:
            return self._fold(name, record, heads, where, now)
        except (MalformedUpdate, ValueError, OverflowError) as error:
            self._db.execute("ROLLBACK TO record")
            log.error("a record can't be read", where=where, error=str(error))
            return "unreadable"
        finally:
            self._db.execute("RELEASE record")

    def _fold(self, name: str, record: Raw, heads: Heads, where: str, now: int) -> str:
        if name == COUNTS:
            key = (record.key or b"").decode("utf-8", "replace")
            origin = origin_of(heads)
            return self._counts.apply(key, record.value, origin, record.timestamp, where)
        if record.value is None:
            return "removed"
        if name == ALERTS:
            return self._alerts.apply(read_message(record.value, where), record.timestamp)
        return self._story(record, heads.get(ORIGIN, b"").decode("ascii", "replace"), now)

    def _story(self, record: Raw, origin: str, now: int) -> str:
        classified = self._decoder.decode(record.value or b"")
        if classified.item.update.event_time.tzinfo is None:
            raise MalformedUpdate("event_time has no zone")
        return self._stories.apply(classified, origin, record.timestamp, now)

    def _remember(self, records: Iterable[Raw]) -> None:
        following = {(r.topic, r.partition): r.offset + 1 for r in records}
        self._db.executemany(
            "INSERT OR REPLACE INTO offsets VALUES (?, ?, ?)",
            [(*place, offset) for place, offset in following.items()],
        )

    def _tell_counts(self, now: int) -> None:
        if now - self._told_counts >= COUNTS_PAUSE_MS and self._log.counts(now):
            self._told_counts = now

    def _clean(self, now: int) -> None:
        """One step of taking killed words out of the pages of index and write-ahead log."""
        row = self._db.execute("SELECT value FROM meta WHERE name = 'purge'").fetchone()
        if row is None:
            return
        if self._cleaned == 0:
            self._cleaned = now
        if now - self._cleaned < CLEAN_AFTER_MS:
            return
        with self._transaction():
            done = merge_step(self._db)
            if done:
                self._db.execute("DELETE FROM meta WHERE name = 'purge'")
        if done:
            self._cleaned = 0
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._log.forget()
            self._stories.texts.forget()
            raise
        self._db.execute("COMMIT")
