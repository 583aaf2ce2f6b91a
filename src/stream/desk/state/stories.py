"""Folds `wire.classified` into stories: what may be shown is shown, what may not stays hidden or goes.

An item is hidden, with all its versions, while its newest version is embargoed or withheld. A version
that merely lacks the embargo is under that of the one before. A killed item keeps its place in the
story without a word of it; one that nobody saw yet is forgotten. A copy (verdict `duplicate`) brings no
text of its own, and is seen only while what it copies is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from stream.desk.state.alerts import AlertWriter
from stream.desk.state.index import TextIndex
from stream.desk.state.killed import digest
from stream.desk.state.labels import labels_of
from stream.desk.state.log import Log
from stream.desk.state.summary import refresh
from stream.model import Classified, Update, Verdict, made
from stream.model.times import millis

SILENT: frozenset[Verdict] = frozenset(("repeat", "stale"))
"""Verdicts that change nothing that is shown."""


class Item(NamedTuple):
    """A row of `items`; `until` is the end of its embargo in milliseconds, 0 for none."""

    id: int
    held: int
    withheld: int
    until: int
    killed: int


class StoryWriter:
    """Writes stories; every method runs inside the caller's transaction, which ends with `texts.write`."""

    def __init__(self, db: sqlite3.Connection, log: Log, alerts: AlertWriter) -> None:
        self._db, self._log, self._alerts = db, log, alerts
        self.texts = TextIndex(db)

    def apply(self, classified: Classified, origin: str, came: int, now: int) -> str:
        """Fold one record in; return what it was, for the metrics.

        `origin` names the record whatever its offset, `came` is its log time and `now` the time (ms).
        """
        item = classified.item
        if item.verdict in SILENT:
            return "ignored"
        mark = f"{item.story}|{origin}"
        if origin and not self._first_time(mark, came):
            return "resent"
        outcome = self._fold(classified, came, now)
        self._refresh(item.story)
        return outcome

    def release(self, now: int) -> int:
        """Show the items whose embargo has ended; return how many."""
        due = self._db.execute(
            "SELECT id, story FROM items WHERE held = 1 AND withheld = 0 AND until <= ?", (now,)
        ).fetchall()
        for item, _ in due:
            self._db.execute("UPDATE items SET held = 0 WHERE id = ?", (item,))
            self.texts.put_item(item)
        for story in sorted({story for _, story in due}):
            self._refresh(story)
        return len(due)

    def _refresh(self, story: str) -> None:
        """Write what the story shows, and say so unless nobody could see it before nor can now."""
        before = self._is_shown(story)
        refresh(self._db, story)
        if before or self._is_shown(story):
            self._log.note("story", story)

    def _is_shown(self, story: str) -> bool:
        found = self._db.execute("SELECT 1 FROM stories WHERE id = ?", (story,)).fetchone()
        return found is not None

    def _first_time(self, mark: str, came: int) -> bool:
        done = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (mark, came))
        return done.rowcount > 0

    def _fold(self, classified: Classified, came: int, now: int) -> str:
        item = classified.item
        if item.verdict == "kill" or item.update.pub_status == "canceled":
            return self._kill(classified, came)
        if item.verdict == "duplicate":
            return self._copy(classified, came, now)
        return self._version(classified, came, now)

    # --- versions --------------------------------------------------------------------------------

    def _version(self, classified: Classified, came: int, now: int) -> str:
        update, story = classified.item.update, classified.item.story
        before = self._held_under(classified)
        item, held = self._put_item(story, update, before, now)
        self.texts.take_item(item)
        self._db.execute("UPDATE versions SET current = 0 WHERE item = ?", (item,))
        self._db.execute("INSERT OR REPLACE INTO uris VALUES (?, ?, ?)", (story, update.uri, item))
        self._db.execute("DELETE FROM killed WHERE story = ? AND uri = ?", (story, update.uri))
        self._insert(classified, item, came, labels_of(classified), update.body)
        self._learn_places(classified)
        if not held:
            self.texts.put_item(item)
        return "held" if held else "shown"

    def _held_under(self, classified: Classified) -> Item | None:
        """The item that an update is a version of: under its own id, or the one that it replaces."""
        item = classified.item
        found = self._item(item.story, item.update.uri)
        if found is None and item.verdict == "revision" and item.original is not None:
            found = self._item(item.story, item.original.uri)
        # What was killed and comes back by dedupe's own judgement is another item.
        return None if found is None or found.killed else found

    def _put_item(
        self, story: str, update: Update, before: Item | None, now: int
    ) -> tuple[int, int]:
        """Write the item with its hold as of now; return its id and whether it is held."""
        until = millis(update.embargoed_until) if update.embargoed_until else 0
        until = until or (before.until if before else 0)
        withheld = int(update.pub_status == "withheld")
        held = int(bool(withheld) or until > now)
        if before is None:
            row = self._db.execute(
                "INSERT INTO items(story, held, withheld, until) VALUES (?, ?, ?, ?)",
                (story, held, withheld, until),
            )
            return int(row.lastrowid or 0), held
        self._db.execute(
            "UPDATE items SET held = ?, withheld = ?, until = ?, copy_of = NULL WHERE id = ?",
            (held, withheld, until, before.id),
        )
        return before.id, held

    def _copy(self, classified: Classified, came: int, now: int) -> str:
        """A duplicate: who else carries it, with its headline; hidden with what it copies."""
        story, update, original = (
            classified.item.story, classified.item.update, classified.item.original,
        )  # fmt: skip
        of = self._item(story, original.uri) if original else None
        if of is None or of.killed or self._item(story, update.uri):
            return "ignored"
        item, held = self._put_item(story, update, None, now)
        self._db.execute("UPDATE items SET copy_of = ? WHERE id = ?", (of.id, item))
        self._db.execute("INSERT OR REPLACE INTO uris VALUES (?, ?, ?)", (story, update.uri, item))
        self._insert(classified, item, came, {}, "")
        return "held" if held else "shown"

    def _insert(
        self, classified: Classified, item: int, came: int, labels: dict[str, Any], body: str
    ) -> None:
        of, update = classified.item, classified.item.update
        more: dict[str, Any] = {"changes": of.changes}
        if of.original is not None:
            original = of.original
            more["original"] = {
                "uri": original.uri, "provider": original.provider, "similarity": original.similarity,
            }  # fmt: skip
        self._db.execute(
            "INSERT INTO versions(item, story, current, uri, provider, agency, version, verdict, at, came,"
            " language, test, headline, labels, more, body) VALUES (?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                item, of.story, update.uri, update.provider, of.agency, update.version, of.verdict,
                millis(made(update)), came, update.language, int(update.test), update.headline,
                orjson.dumps(labels).decode(), orjson.dumps(more).decode(), body,
            ),
        )  # fmt: skip

    def _learn_places(self, classified: Classified) -> None:
        self._db.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
            [
                (str(p.id), p.name, p.country, p.kind, p.latitude, p.longitude)
                for p in classified.places
            ],
        )

    def _item(self, story: str, uri: str) -> Item | None:
        row = self._db.execute(
            "SELECT i.id, i.held, i.withheld, i.until, i.killed FROM uris u JOIN items i ON i.id = u.item"
            " WHERE u.story = ? AND u.uri = ?",
            (story, uri),
        ).fetchone()
        return Item(*row) if row else None

    # --- kills -----------------------------------------------------------------------------------

    def _kill(self, classified: Classified, came: int) -> str:
        """Take an item back, or the whole story where the kill leaves nothing of it."""
        item = classified.item
        items = self._doomed(item.story, item.update.uri, item.resolved and not item.remaining)
        for each in items:
            self._scrub(item.story, each, came)
        if items:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('purge', ?)", (str(came),))
        self._alerts.redact(item.story)
        return "killed" if items else "ignored"

    def _doomed(self, story: str, uri: str, whole: bool) -> list[Item]:
        if not whole:
            found = self._item(story, uri)
            return [found] if found and not found.killed else []
        rows = self._db.execute(
            "SELECT id, held, withheld, until, killed FROM items WHERE story = ? AND killed = 0",
            (story,),
        )
        return [Item(*row) for row in rows.fetchall()]

    def _scrub(self, story: str, item: Item, came: int) -> None:
        """Take every word of an item, and of its copies, out of the store."""
        self.texts.take_item(item.id)
        self._remember_headlines(story, item.id, came)
        for copy in self._copies(item.id):
            self._remember_headlines(story, copy, came)
            self._delete_versions(copy)
        if item.held:  # nobody saw it: there is nothing to say of it
            self._delete_versions(item.id)
        self._db.execute(
            "UPDATE versions SET headline = '', body = '', labels = '{}', more = ? WHERE item = ?",
            (orjson.dumps({"killed": came}).decode(), item.id),
        )
        self._db.execute("UPDATE items SET killed = 1, held = 0 WHERE id = ?", (item.id,))

    def _copies(self, item: int) -> list[int]:
        """The copies of an item; they are killed with it."""
        rows = self._db.execute("SELECT id FROM items WHERE copy_of = ?", (item,)).fetchall()
        self._db.execute("UPDATE items SET killed = 1, held = 0 WHERE copy_of = ?", (item,))
        return [int(row[0]) for row in rows]

    def _delete_versions(self, item: int) -> None:
        self._db.execute("DELETE FROM versions WHERE item = ?", (item,))

    def _remember_headlines(self, story: str, item: int, came: int) -> None:
        rows = self._db.execute(
            "SELECT DISTINCT provider, uri, headline FROM versions WHERE item = ?", (item,)
        ).fetchall()
        self._db.executemany(
            "INSERT OR IGNORE INTO killed VALUES (?, ?, ?, ?, ?)", _digests(story, rows, came)
        )


def _digests(
    story: str, rows: Iterable[tuple[str, str, str]], came: int
) -> list[tuple[str, str, str, bytes, int]]:
    return [(story, provider, uri, digest(text), came) for provider, uri, text in rows]
