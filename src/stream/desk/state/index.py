"""The full-text index over the versions in force of visible items; copies and tests are not in it."""

from __future__ import annotations

import sqlite3

MERGE_PAGES = 400
"""Pages of the index that one step of cleaning rewrites; some 10 ms."""


class TextIndex:
    """Puts versions in and takes them out; the index keeps no copy of the text.

    What is put in is written together, at the end of a transaction: at each savepoint, which every record
    has, FTS5 writes what it was given as a segment of its own, and merging those took most of a batch's time.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._due: dict[int, None] = {}

    def put_item(self, item: int) -> None:
        """Have the item's version in force indexed by the next `write`."""
        self._due[item] = None

    def forget(self) -> None:
        """Drop what waits: its transaction was rolled back."""
        self._due.clear()

    def write(self) -> None:
        """Index what waits and may be seen now, inside the open transaction."""
        for item in self._due:
            self._put(item)
        self._due.clear()

    def _put(self, item: int) -> None:
        rows = self._db.execute(
            "SELECT v.id, v.headline, v.body FROM versions v JOIN items i ON i.id = v.item WHERE v.item = ?"
            " AND v.current = 1 AND v.indexed = 0 AND v.test = 0 AND i.copy_of IS NULL"
            " AND i.held = 0 AND i.killed = 0",
            (item,),
        ).fetchall()
        for id_, headline, body in rows:
            self._db.execute(
                "INSERT INTO texts(rowid, headline, body) VALUES (?, ?, ?)", (id_, headline, body)
            )
            self._db.execute("UPDATE versions SET indexed = 1 WHERE id = ?", (id_,))

    def take_item(self, item: int) -> None:
        """Take all that is indexed of an item out; its text must still stand in `versions`."""
        rows = self._db.execute(
            "SELECT id, headline, body FROM versions WHERE item = ? AND indexed = 1", (item,)
        ).fetchall()
        for id_, headline, body in rows:
            self._db.execute(
                "INSERT INTO texts(texts, rowid, headline, body) VALUES ('delete', ?, ?, ?)",
                (id_, headline, body),
            )
            self._db.execute("UPDATE versions SET indexed = 0 WHERE id = ?", (id_,))


def merge_step(db: sqlite3.Connection) -> bool:
    """Rewrite some of the index without the words that were taken out of it; whether all is done.

    Until then such a word is in the index's pages, though no query finds a text by it. SQLite's own way
    to know the end: a step that changed less than two rows (sqlite.org/fts5.html, "merge").
    """
    before = db.total_changes
    db.execute("INSERT INTO texts(texts, rank) VALUES ('merge', ?)", (-MERGE_PAGES,))
    return db.total_changes - before < 2
