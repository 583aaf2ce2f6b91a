"""The desk's tables in SQLite, and how a connection to them is opened.

Words of wire texts stand in `versions`, in `messages` (alerts) and in the full-text index over
`versions`, and nowhere else: what a kill must remove is found there. The event log holds only
references.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from stream.errors import ConfigError

VERSION = 1
"""Of the tables; a database of another version is refused, and made anew from the topics once deleted."""

MEMORY = ":memory:"

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- How far each partition was read; written with what was read, in one transaction.
CREATE TABLE offsets(
    topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
    PRIMARY KEY(topic, partition)
) WITHOUT ROWID;

-- Story updates already applied, by key and origin: a re-send after a crash changes nothing.
CREATE TABLE seen(mark TEXT PRIMARY KEY, came INTEGER NOT NULL) WITHOUT ROWID;

-- One item of a story. held: embargoed or withheld now; until: the end of its embargo (ms, 0: none).
CREATE TABLE items(
    id INTEGER PRIMARY KEY, story TEXT NOT NULL, held INTEGER NOT NULL, withheld INTEGER NOT NULL,
    until INTEGER NOT NULL, killed INTEGER NOT NULL DEFAULT 0, copy_of INTEGER
);
CREATE INDEX items_story ON items(story);
CREATE INDEX items_copies ON items(copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX items_held ON items(until) WHERE held = 1;

-- The ids that an item goes by: a revision may come under another.
CREATE TABLE uris(
    story TEXT NOT NULL, uri TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY(story, uri)
) WITHOUT ROWID;

CREATE TABLE versions(
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, story TEXT NOT NULL, current INTEGER NOT NULL,
    uri TEXT NOT NULL, provider TEXT NOT NULL, agency TEXT NOT NULL, version TEXT, verdict TEXT NOT NULL,
    at INTEGER NOT NULL, came INTEGER NOT NULL, language TEXT NOT NULL, test INTEGER NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0, headline TEXT NOT NULL, labels TEXT NOT NULL, more TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX versions_story ON versions(story, came);
CREATE INDEX versions_item ON versions(item);
CREATE VIRTUAL TABLE texts USING fts5(
    headline, body, content='versions', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2"
);

-- What a story shows: only what its visible items give.
CREATE TABLE stories(
    id TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, came INTEGER NOT NULL,
    live INTEGER NOT NULL, listed INTEGER NOT NULL, summary TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX stories_last ON stories(last, id) WHERE listed = 1;
CREATE INDEX stories_came ON stories(came);
CREATE TABLE story_labels(
    kind TEXT NOT NULL, value TEXT NOT NULL, story TEXT NOT NULL, PRIMARY KEY(kind, value, story)
) WITHOUT ROWID;
CREATE INDEX story_labels_story ON story_labels(story);
CREATE TABLE places(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, kind TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL
) WITHOUT ROWID;

-- Hashes of the headlines of killed items: an alert message that comes later must not show them.
CREATE TABLE killed(
    story TEXT NOT NULL, provider TEXT NOT NULL, uri TEXT NOT NULL, digest BLOB NOT NULL, came INTEGER NOT NULL,
    PRIMARY KEY(story, uri, digest)
) WITHOUT ROWID;

CREATE TABLE alerts(
    id TEXT PRIMARY KEY, story TEXT NOT NULL, newest INTEGER NOT NULL, messages INTEGER NOT NULL,
    first INTEGER NOT NULL, at INTEGER NOT NULL, came INTEGER NOT NULL, rule TEXT NOT NULL,
    severity TEXT NOT NULL, status TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alerts_newest ON alerts(newest);
CREATE INDEX alerts_story ON alerts(story);
CREATE INDEX alerts_came ON alerts(came);
CREATE TABLE messages(
    id INTEGER PRIMARY KEY, alert TEXT NOT NULL, sequence INTEGER NOT NULL, status TEXT NOT NULL,
    at INTEGER NOT NULL, uri TEXT NOT NULL, data BLOB NOT NULL, UNIQUE(alert, sequence, status, at)
);
CREATE TABLE alert_labels(
    kind TEXT NOT NULL, value TEXT NOT NULL, alert TEXT NOT NULL, PRIMARY KEY(kind, value, alert)
) WITHOUT ROWID;
CREATE INDEX alert_labels_alert ON alert_labels(alert);

-- `event` is the entry of the log that told of the row last; NULL while that is still to be told.
CREATE TABLE counts(
    key TEXT PRIMARY KEY, size INTEGER NOT NULL, dimension TEXT NOT NULL, start INTEGER NOT NULL,
    value TEXT NOT NULL, stories INTEGER NOT NULL, updates INTEGER NOT NULL, final INTEGER,
    came INTEGER NOT NULL, origin TEXT NOT NULL, event INTEGER, data BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX counts_window ON counts(size, dimension, start, value, key);
CREATE INDEX counts_start ON counts(size, start, key);
CREATE INDEX counts_event ON counts(event);
CREATE INDEX counts_came ON counts(came);

CREATE TABLE log(
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, ref TEXT NOT NULL, came INTEGER NOT NULL
);
"""


def connect(path: str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database for one thread. Raises ConfigError for a file that can't be used."""
    try:
        if path != MEMORY and not read_only:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -16384")
        # Freed pages are overwritten with zeros: what a kill removes is gone from the file as well.
        db.execute("PRAGMA secure_delete = ON")
        if read_only:
            db.execute("PRAGMA query_only = ON")
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"serve.database: {path} can't be used: {error}") from error
    return db


def prepare(db: sqlite3.Connection, identity: str, path: str) -> None:
    """Make the tables in a new database; refuse one of another version. Raises ConfigError."""
    try:
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if found == VERSION:
            return
        tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if found or tables:
            raise ConfigError(
                f"serve.database: {path} is no desk of this version (it says {found}, wanted is {VERSION}); "
                "delete the file, and it is filled again from the topics"
            )
        db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        db.execute("INSERT INTO meta VALUES ('identity', ?)", (identity,))
    except sqlite3.Error as error:
        raise ConfigError(f"serve.database: {path} can't be used: {error}") from error
