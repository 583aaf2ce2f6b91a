"""What a story shows in lists, made anew from its visible versions whenever it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import orjson

from stream.desk.state.labels import latest_claims, united

VISIBLE = (
    "v.item = i.id AND i.held = 0 AND (i.copy_of IS NULL OR EXISTS"
    " (SELECT 1 FROM items o WHERE o.id = i.copy_of AND o.held = 0 AND o.killed = 0))"
)
"""Joins versions `v` with their items `i`: those that may be seen, killed ones (without words) included."""


class Seen(NamedTuple):
    """A visible version, without its text."""

    at: int
    came: int
    current: int
    killed: int
    copy_of: int | None
    agency: str
    language: str
    test: int
    headline: str
    labels: str


def refresh(db: sqlite3.Connection, story: str) -> None:
    """Write the story's row and labels; a story of which nothing may be seen has neither."""
    seen = _seen(db, story)
    db.execute("DELETE FROM story_labels WHERE story = ?", (story,))
    if not seen:
        db.execute("DELETE FROM stories WHERE id = ?", (story,))
        return
    live = [version for version in seen if not version.killed]
    current = [version for version in live if version.current]
    summary = _summary(current)
    dated = live or seen
    db.execute(
        "INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            story, min(v.at for v in dated), max(v.at for v in dated), max(v.came for v in seen),
            int(bool(current)), int(any(not v.test for v in current)), orjson.dumps(summary).decode(),
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT OR IGNORE INTO story_labels VALUES (?, ?, ?)",
        [(kind, value, story) for kind, value in _index(summary)],
    )


def _seen(db: sqlite3.Connection, story: str) -> list[Seen]:
    rows = db.execute(
        "SELECT v.at, v.came, v.current, i.killed, i.copy_of, v.agency, v.language, v.test, v.headline, v.labels"
        f" FROM versions v JOIN items i ON {VISIBLE} WHERE v.story = ? ORDER BY v.id",
        (story,),
    )
    return [Seen(*row) for row in rows.fetchall()]


def _summary(current: list[Seen]) -> dict[str, Any]:
    """Headline and language are those of the newest text; a copy has none of its own."""
    labels = [orjson.loads(version.labels) for version in current]
    newest = next((v for v in reversed(current) if v.copy_of is None), None)
    return {
        "headline": newest.headline if newest else "",
        "language": newest.language if newest else "und",
        "sources": sorted({version.agency for version in current}),
        "updates": sum(version.copy_of is None for version in current),
        "actors": united(_all(labels, "actors")),
        "places": united(_all(labels, "places")),
        "figures": latest_claims(_all(labels, "figures")),
    }


def _all(labels: Iterable[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    for each in labels:
        yield from each.get(name, ())


def _index(summary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the story is found by; a demonym ("Syrian") is no place of it."""
    for actor in summary["actors"]:
        yield "actor", actor["id"]
    for place in summary["places"]:
        if place["role"] != "demonym":
            yield "place", place["id"]
            yield "country", place["country"]
