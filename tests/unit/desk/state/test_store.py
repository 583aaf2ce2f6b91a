"""The store over time: restarts, what is old, what a kill leaves in the file, and broken files."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from stream.desk.state.schema import connect, prepare
from stream.desk.state.store import Store
from stream.desk.state.writer import CLEAN_AFTER_MS
from stream.errors import ConfigError
from support.news import (
    NOON,
    alert_of,
    classified,
    count,
    count_record,
    record,
    story_record,
    system_clock,
)
from unit.desk.books import Books


async def test_what_was_read_and_how_far_survive_a_restart(tmp_path: Path) -> None:
    """Offsets stand beside what they brought."""
    path = str(tmp_path / "folder" / "desk.db")
    one = replace(story_record(classified("s", "u:1", "News")), partition=2, offset=41)
    store = Store(path, system_clock)
    await store.apply([one])
    identity = store.identity
    store.close()
    again = Store(path, system_clock)
    assert await again.offsets() == {("wire.classified", 2): 42} and again.identity == identity
    again.close()


def test_a_batch_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fails in the middle, neither the record nor its offset is there."""
    books = Books()
    monkeypatch.setattr(books.writer, "_remember", _fail)
    with pytest.raises(sqlite3.OperationalError):
        books.take(classified("s", "u:1", "News"))
    monkeypatch.undo()
    assert books.story("s") is None and not books.writer.offsets() and not books.log()
    books.take(classified("s", "u:1", "News"))
    assert books.story("s") is not None


def _fail(records: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_what_no_longer_changes_goes(tmp_path: Path) -> None:
    """Stories, alerts, counts by their last record, however old the event was; search too."""
    books = Books(str(tmp_path / "desk.db"), retention_days=3)
    old = classified("old", "u:1", "Ancient news", at=NOON - timedelta(days=900))
    books.take(old, alert_of(old), count(), classified("held", "u:9", "X", status="withheld"))
    books.at(NOON + timedelta(days=2))
    new = classified("new", "u:2", "Fresh news")
    books.take(new, alert_of(new), count("other"))
    assert books.stories() == ["new", "old"] and len(books.alerts()) == 2
    books.at(NOON + timedelta(days=3, minutes=20))
    assert books.stories() == ["new"] and books.alerts() == ["coast-new"]
    assert books.found("news") == ["u:2"]
    for table in ("versions", "items", "uris", "messages", "counts", "seen"):
        assert books.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1, table


def test_a_killed_word_is_in_no_page_of_the_file(tmp_path: Path) -> None:
    """Not in a free page, not in the index, not in the write-ahead log, some time after the kill."""
    path = tmp_path / "desk.db"
    books = Books(str(path))
    for n in range(30):
        books.take(classified(f"s{n}", f"u:{n}", f"Other {n}", "Much else happened."))
    wrong = classified("s", "u:1", "Zanzibarite claim", "Zanzibarite body " * 50)
    raised = alert_of(wrong)
    books.take(wrong, raised)
    assert b"anzibarite" in path.read_bytes() + Path(f"{path}-wal").read_bytes()
    books.take(classified("s", "u:1", "KILL", verdict="kill", remaining=0))
    for n in range(30):
        books.at(NOON + timedelta(milliseconds=(n + 1) * CLEAN_AFTER_MS))
    assert books.db.execute("SELECT count(*) FROM meta WHERE name = 'purge'").fetchone()[0] == 0
    left = path.read_bytes() + Path(f"{path}-wal").read_bytes()
    assert b"anzibarite" not in left.lower() and b"happened" in left
    assert len(books.found("happened", limit=100)) == 30


def test_counts_are_upserts_and_no_older_one_comes_back() -> None:
    """The newest record of a key; a re-send of an older one, and a tombstone."""
    books = Books()
    first = count_record(count(stories=1), origin="3:10:0:1000")
    newer = count_record(count(stories=2), origin="3:11:0:1001")
    books.take(first, newer, first)
    assert _stories(books) == [2]
    anew = count_record(count(stories=5), origin="3:2:0:9000")
    books.take(anew)
    assert _stories(books) == [5]
    books.take(replace(anew, value=None))
    assert _stories(books) == []


def _stories(books: Books) -> list[int]:
    return [row[0] for row in books.db.execute("SELECT stories FROM counts")]


@pytest.mark.parametrize(
    "value",
    [b"", b"[]", b"{", b"\xff", b'{"window_start": 1}', b'{"top": []}', b"null", b"1" * 5000],
)
@pytest.mark.parametrize("topic", ["news.counts", "news.alerts", "wire.classified"])
def test_no_record_stops_the_feed(topic: str, value: bytes) -> None:
    """What can't be read is passed over; the one after it is read."""
    books = Books()
    bad = replace(record(topic, "k", {}), value=value)
    applied = books.take(bad, classified("s", "u:1", "News"))
    assert books.stories() == ["s"]
    assert {outcome for (_, outcome) in applied.outcomes} <= {"unreadable", "ignored", "shown"}


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """With words on what to do; it is left as it is."""
    path = tmp_path / "desk.db"
    path.write_bytes(b"this is no database, it is a letter to my aunt" * 100)
    with pytest.raises(ConfigError, match=r"serve\.database"):
        Store(str(path), system_clock)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE aunts(name)")
    with pytest.raises(ConfigError, match="delete the file"):
        prepare(connect(str(other)), "x", str(other))
    with pytest.raises(ConfigError, match=r"serve\.database"):
        connect(str(path / "below"))
