"""Full text search: what a person types becomes a query that SQLite's FTS5 can't misread."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from stream.desk.read.query import Where, cursor_of, place_of
from stream.desk.read.stories import labelled
from stream.desk.state.summary import VISIBLE
from stream.desk.state.times import shown

MOST_TERMS = 32
"""Words and phrases that are looked for; the rest is left out."""

SNIPPET_WORDS = 24

_OPEN, _CLOSE = "\x02", "\x03"
_TERM = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


class SearchQuery(NamedTuple):
    """What is looked for; times in ms."""

    q: str
    actor: Sequence[str] = ()
    place: Sequence[str] = ()
    since: int | None = None
    until: int | None = None
    cursor: str | None = None
    limit: int = 20


def search(db: sqlite3.Connection, wanted: SearchQuery) -> dict[str, Any]:
    """Texts in force that have all the words, the latest that came first. Raises BadCursor."""
    match = match_of(wanted.q)
    place = place_of(wanted.cursor, int)
    if match is None:
        return {"results": [], "next": None}
    where = Where()
    where.add("texts MATCH ?", match)
    where.between("v.at", wanted.since, wanted.until)
    labelled(where, "v.story", wanted.actor, wanted.place)
    where.add("i.killed = 0")
    if place:
        where.add("texts.rowid < ?", *place)
    rows = db.execute(
        "SELECT v.id, v.story, v.uri, v.headline, v.at, v.provider, v.language,"
        f" snippet(texts, -1, '{_OPEN}', '{_CLOSE}', '…', {SNIPPET_WORDS})"
        f" FROM texts JOIN versions v ON v.id = texts.rowid JOIN items i ON {VISIBLE}"
        f" WHERE {where} ORDER BY texts.rowid DESC LIMIT ?",
        (*where.values, wanted.limit + 1),
    ).fetchall()
    page = rows[: wanted.limit]
    return {
        "results": [_result(*row[1:]) for row in page],
        "next": cursor_of(page[-1][0]) if len(rows) > wanted.limit else None,
    }


def _result(
    story: str, uri: str, headline: str, at: int, provider: str, language: str, marked: str
) -> dict[str, Any]:
    snippet, spans = unmarked(marked)
    return {
        "story": story, "uri": uri, "headline": headline, "snippet": snippet, "marks": spans,
        "at": shown(at), "provider": provider, "language": language,
    }  # fmt: skip


def match_of(typed: str) -> str | None:
    """The query in FTS5's syntax; None if nothing is left to look for.

    All words must be there; "a phrase" in its order; word* as the beginning of one; -word must not be
    there. Every word is quoted, so no word or sign of FTS5's own (NEAR, OR, column:) has a meaning.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, term in _terms(typed):
        (unwanted if minus else wanted).append(term)
    if not wanted:
        return None
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def _terms(typed: str) -> Iterator[tuple[str, str]]:
    number = 0
    for minus, phrase, word in _TERM.findall(typed):
        text = phrase or word
        words = _WORD.findall(text)
        if not words or number == MOST_TERMS:
            continue
        number += 1
        star = "*" if word.endswith("*") else ""
        yield minus, f'"{" ".join(words)}"{star}'


def unmarked(marked: str) -> tuple[str, list[list[int]]]:
    """A snippet without its marks, and where they were: [start, end] in code points."""
    parts: list[str] = []
    spans: list[list[int]] = []
    length, start = 0, None
    for part in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if part == _OPEN:
            start = length
        elif part == _CLOSE:
            if start is not None:
                spans.append([start, length])
            start = None
        else:
            parts.append(part)
            length += len(part)
    return "".join(parts), spans
