"""Stories, one or many, and the places of all of them; only what may be seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from stream.desk.read.query import Where, cursor_of, marks, place_of
from stream.desk.state.summary import VISIBLE
from stream.desk.state.times import shown

_BRIEF = ("headline", "language", "sources", "updates", "actors", "places")


class StoryQuery(NamedTuple):
    """What stories are wanted: several values of one kind are alternatives, kinds add up; times in ms."""

    actor: Sequence[str] = ()
    place: Sequence[str] = ()
    country: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    cursor: str | None = None
    limit: int = 50


def stories(db: sqlite3.Connection, wanted: StoryQuery) -> dict[str, Any]:
    """The stories by their newest update, newest first. Raises BadCursor."""
    where = Where()
    where.add("listed = 1")
    where.between("last", wanted.since, wanted.until)
    labelled(where, "id", wanted.actor, wanted.place, wanted.country)
    if place := place_of(wanted.cursor, int, str):
        where.add("(last, id) < (?, ?)", *place)
    rows = db.execute(
        f"SELECT id, last, summary FROM stories WHERE {where} ORDER BY last DESC, id DESC LIMIT ?",
        (*where.values, wanted.limit + 1),
    ).fetchall()
    page = rows[: wanted.limit]
    told = _alerts_of(db, [id_ for id_, _, _ in page])
    following = cursor_of(page[-1][1], page[-1][0]) if len(rows) > wanted.limit else None
    return {
        "stories": [_brief(id_, last, summary, told) for id_, last, summary in page],
        "next": following,
    }


def labelled(
    where: Where,
    column: str,
    actors: Sequence[str],
    places: Sequence[str],
    countries: Sequence[str] = (),
) -> None:
    """The story in `column` has one of the actors, one of the places, one of the countries."""
    for kind, values in (("actor", actors), ("place", places), ("country", countries)):
        if values:
            where.add(
                f"{column} IN (SELECT story FROM story_labels WHERE kind = ? AND value IN ({marks(values)}))",
                kind,
                *values,
            )


def _brief(id_: str, last: int, summary: str, told: dict[str, list[str]]) -> dict[str, Any]:
    known = orjson.loads(summary)
    return {
        "id": id_, "last_at": shown(last), **{name: known[name] for name in _BRIEF},
        "alerts": told.get(id_, []),
    }  # fmt: skip


def _alerts_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    rows = db.execute(
        f"SELECT value, alert FROM alert_labels WHERE kind = 'story' AND value IN ({marks(ids)})"
        " ORDER BY value, alert",
        ids,
    )
    found: dict[str, list[str]] = {}
    for story, alert in rows.fetchall():
        found.setdefault(story, []).append(alert)
    return found


def story(db: sqlite3.Connection, id_: str) -> dict[str, Any] | None:
    """A story with all of its versions, oldest first; None if there is none that may be seen."""
    row = db.execute(
        "SELECT first, last, live, summary FROM stories WHERE id = ?", (id_,)
    ).fetchone()
    if row is None:
        return None
    first, last, live, summary = row
    known = orjson.loads(summary)
    return {
        "id": id_, "state": "live" if live else "killed", "first_at": shown(first), "last_at": shown(last),
        **{name: known[name] for name in ("headline", "language", "sources", "actors", "places", "figures")},
        "alerts": _alerts_of(db, [id_]).get(id_, []), "updates": _updates(db, id_),
    }  # fmt: skip


def _updates(db: sqlite3.Connection, story: str) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT v.uri, v.provider, v.agency, v.version, v.verdict, v.at, v.headline, v.body, v.language,"
        " v.test, v.current, i.killed, v.labels, v.more"
        f" FROM versions v JOIN items i ON {VISIBLE} WHERE v.story = ? ORDER BY v.id",
        (story,),
    )
    return [_update(*row) for row in rows.fetchall()]


def _update(
    uri: str, provider: str, agency: str, version: str | None, verdict: str, at: int, headline: str,
    body: str, language: str, test: int, current: int, killed: int, labels: str, more: str,
) -> dict[str, Any]:  # fmt: skip
    extra = orjson.loads(more)
    shown_update = {
        "uri": uri, "provider": provider, "agency": agency, "version": version, "verdict": verdict,
        "at": shown(at), "headline": headline, "body": body, "language": language,
        "state": "killed" if killed else "current" if current else "superseded",
        "changes": extra.get("changes", []), "labels": orjson.loads(labels).get("marks", []),
    }  # fmt: skip
    if "original" in extra:
        shown_update["original"] = extra["original"]
    if "killed" in extra:
        shown_update["killed_at"] = shown(extra["killed"])
    if test:
        shown_update["test"] = True
    return shown_update


def places(db: sqlite3.Connection, since: int | None, until: int | None) -> dict[str, Any]:
    """Places of stories and of alerts in force, with how many of each; most stories first."""
    where, told = Where(), Where()
    where.add("s.listed = 1")
    where.between("s.last", since, until)
    told.add("a.status <> 'withdrawn'")
    told.between("a.at", since, until)
    rows = db.execute(
        "WITH n AS ("
        " SELECT l.value AS id, 1 AS stories, 0 AS alerts FROM story_labels l JOIN stories s ON s.id = l.story"
        f" WHERE l.kind = 'place' AND {where}"
        " UNION ALL SELECT l.value, 0, 1 FROM alert_labels l JOIN alerts a ON a.id = l.alert"
        f" WHERE l.kind = 'place' AND {told})"
        " SELECT p.id, p.name, p.country, p.kind, p.latitude, p.longitude, sum(n.stories), sum(n.alerts)"
        " FROM n JOIN places p ON p.id = n.id GROUP BY p.id ORDER BY 7 DESC, 8 DESC, p.id",
        (*where.values, *told.values),
    )
    return {
        "places": [
            {
                "id": id_, "name": name, "country": country, "kind": kind, "latitude": latitude,
                "longitude": longitude, "stories": n, "alerts": alerts,
            }
            for id_, name, country, kind, latitude, longitude, n, alerts in rows.fetchall()
        ]
    }  # fmt: skip
