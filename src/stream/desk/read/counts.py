"""Counts as they came, and what is highest and what moves in a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from stream.desk.read.query import Where, cursor_of, place_of
from stream.desk.state.times import shown

Row = dict[str, Any]


class CountQuery(NamedTuple):
    """What counts are wanted; times are those of the windows' starts, in ms, `window` in seconds."""

    dimension: Sequence[str] = ()
    window: int = 3600
    value: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    final: bool | None = None
    cursor: str | None = None
    limit: int = 50


def counts(db: sqlite3.Connection, wanted: CountQuery) -> dict[str, Any]:
    """The counts, newest window first, then by key. Raises BadCursor."""
    where = Where()
    where.add("size = ?", wanted.window)
    where.among("dimension", wanted.dimension)
    where.among("value", wanted.value)
    where.between("start", wanted.since, wanted.until)
    if wanted.final is not None:
        where.add("coalesce(final, 0) = ?", int(wanted.final))
    if place := place_of(wanted.cursor, int, str):
        where.add("start < ? OR (start = ? AND key > ?)", place[0], *place)
    rows = db.execute(
        f"SELECT start, key, data FROM counts WHERE {where} ORDER BY start DESC, key LIMIT ?",
        (*where.values, wanted.limit + 1),
    ).fetchall()
    page = rows[: wanted.limit]
    return {
        "counts": [orjson.loads(data) for _, _, data in page],
        "next": cursor_of(*page[-1][:2]) if len(rows) > wanted.limit else None,
    }


def top(db: sqlite3.Connection, dimension: str, window: int, at: int | None, n: int) -> Row:
    """The highest counts of a window and those that rose most.

    The window is the one that holds `at`, or the newest that has counts; before the first, its start is None.
    It is `final` once its series `all` says so, which alone is sent again for that. `ratio` is (stories + 1) ÷
    (stories before + 1), where before is the record's own baseline, else the window before.
    """
    start = _newest(db, dimension, window) if at is None else at - at % (window * 1000)
    if start is None:
        return _ranking(dimension, window)
    now = _window(db, dimension, window, start)
    before = {row["value"]: row for row in _window(db, dimension, window, start - window * 1000)}
    moved = [{**row, "ratio": _ratio(row, before.get(row["value"]))} for row in now]
    movers = [row for row in moved if row["ratio"] > 1]
    movers.sort(key=lambda row: (-row["ratio"], -_stories(row), row["value"]))
    return _ranking(dimension, window) | {
        "window_start": shown(start), "final": _is_final(db, window, start),
        "top": now[:n], "movers": movers[:n],
    }  # fmt: skip


def _ranking(dimension: str, window: int) -> Row:
    """What is said where nothing was counted yet."""
    return {
        "window_start": None, "window_seconds": window, "dimension": dimension,
        "final": False, "top": [], "movers": [],
    }  # fmt: skip


def _newest(db: sqlite3.Connection, dimension: str, window: int) -> int | None:
    row = db.execute(
        "SELECT max(start) FROM counts WHERE size = ? AND dimension = ? AND stories > 0",
        (window, dimension),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _is_final(db: sqlite3.Connection, window: int, start: int) -> bool:
    row = db.execute(
        "SELECT max(final) FROM counts WHERE size = ? AND dimension = 'all' AND start = ?",
        (window, start),
    ).fetchone()
    return bool(row[0])


def _window(db: sqlite3.Connection, dimension: str, window: int, start: int) -> list[Row]:
    rows = db.execute(
        "SELECT data FROM counts WHERE size = ? AND dimension = ? AND start = ? AND stories > 0"
        " ORDER BY stories DESC, updates DESC, value",
        (window, dimension, start),
    )
    return [orjson.loads(data) for (data,) in rows.fetchall()]


def _ratio(row: Row, before: Row | None) -> float:
    usual = _usual(row)
    if usual is None:
        usual = float(_stories(before)) if before else 0.0
    return round((_stories(row) + 1) / (usual + 1), 3)


def _usual(row: Row) -> float | None:
    """The stories to be expected, where the record says so: a number, or an object with `stories`."""
    baseline = row.get("baseline")
    if isinstance(baseline, dict):
        baseline = baseline.get("stories")
    known = isinstance(baseline, int | float) and not isinstance(baseline, bool) and baseline >= 0
    return float(baseline) if known and baseline is not None else None


def _stories(row: Row) -> int:
    stories = row.get("stories", 0)
    return stories if isinstance(stories, int) else 0
