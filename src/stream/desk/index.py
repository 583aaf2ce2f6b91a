"""The full-text index over the versions in force of visible items; copies and tests are not in it."""

from __future__ import annotations

import sqlite3

MERGE_PAGES = 400
"""Pages of the index that one step of cleaning rewrites; some 10 ms."""


class TextIndex:
    """Puts versions in and takes them out; the index keeps no copy of the text."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put_item(self, item: int) -> None:
        """Index the item's version in force."""
        rows = self._db.execute(
            "SELECT v.id, v.headline, v.body FROM versions v JOIN items i ON i.id = v.item WHERE v.item = ?"
            " AND v.current = 1 AND v.indexed = 0 AND v.test = 0 AND i.copy_of IS NULL",
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
