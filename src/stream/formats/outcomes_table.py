"""The page docs/formats.md: what comes of each document of a folder, as the parsers say it.

python -m stream.formats.outcomes_table tests/fixtures/formats > docs/formats.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stream.errors import MalformedUpdate, NotNews
from stream.formats.detect import AUTO, detect, parser
from stream.formats.outcome import Hints, Outcome, Read

READ = "read"
REFUSED = "refused"
"""What `kinds` says of an item that was read, and of one that is malformed; else it is the NotNews's kind."""

_ARRIVAL = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
_LONGEST = 110
_INTRODUCTION = """\
# What comes of a document

This page is generated from the documents in `tests/fixtures/formats` (look-alikes, written for this
project) by `python -m stream.formats.outcomes_table`; a test keeps it current.

A document is one item, or many: each has an outcome of its own.

* **read**: the item went on as a record of `schemas/wire.updates/v1.json`. What broke the rules of its
  own standard is in the record's `warnings`; `--strict` refuses it instead.
* a **kind** (picture, event, results table …): the item can be read and is no text news.
* **refused**: the item can't be read; the reason says what was met and where.

`newswire ingest --format auto` looks at the bytes. Of what is in no format that it knows, the refusal
says what it looks like: an e-mail, a web page, a picture, a calendar.

| format | what it is |
|---|---|
| `ninjs` | IPTC ninjs 1.0 to 3.1, by each version's own rules; dpa's and AP's JSON; the project's record |
| `jsonl` | the same, one item a line |
| `newsml-g2` | IPTC NewsML-G2: items, messages, packages |
| `newsml1` | IPTC NewsML 1 |
| `nitf` | IPTC NITF |
| `iptc7901` | IPTC 7901, the header of European agencies' text wires |
| `anpa` | ANPA 1312, the header of American ones |
| `rss`, `atom` | RSS 0.9 to 2.0, RDF, Atom; JSON Feed at the address of a feed |
| `ritzau` | Ritzau's own XML |

ANPA's headers were measured on a real wire, the 10,000 items of Reuters-21578 in files 000 to 009: number,
priority, category, slug, day and words are what the columns say in 9,999, and 9,992 whole messages are read,
8 of tables are not (`tests/unit/formats/test_anpa_reuters.py`, where the collection is at hand).

## The documents

| document | detected | outcome |
|---|---|---|
"""


class Row(NamedTuple):
    """A document's name, the format that was detected (or nothing), and what came of its items."""

    name: str
    format: str
    outcome: str


def outcomes(data: bytes, name: str) -> list[Outcome]:
    """What the detecting parser makes of a document that came in June 2026."""
    return list(parser(AUTO)(data, Hints(arrival=_ARRIVAL, name=name)))


def kinds(found: Iterable[Outcome]) -> str:
    """The outcomes by kind, counted where there are several: "12 read, 1 picture"."""
    counts: dict[str, int] = {}
    for outcome in found:
        kind = _kind(outcome)
        counts[kind] = counts.get(kind, 0) + 1
    if sum(counts.values()) == 1:
        return next(iter(counts))
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def rows(folder: Path) -> Iterator[Row]:
    """A row for each document of a folder, by name."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.endswith((".md", ".toml")):
            data = path.read_bytes()
            yield Row(path.name, _format(data, path.name), _told(outcomes(data, path.name)))


def page(folder: Path) -> str:
    """The whole page in Markdown."""
    lines = [f"| `{row.name}` | {row.format} | {row.outcome} |" for row in rows(folder)]
    return _INTRODUCTION + "\n".join(lines) + "\n"


def _kind(outcome: Outcome) -> str:
    if isinstance(outcome, Read):
        return READ
    return outcome.error.kind if isinstance(outcome.error, NotNews) else REFUSED


def _format(data: bytes, name: str) -> str:
    try:
        return f"`{detect(data, name)}`"
    except MalformedUpdate:
        return ""


def _told(found: list[Outcome]) -> str:
    """The kinds, and of what was read or refused the first one's words."""
    said = [_words(outcome) for outcome in found]
    return f"**{kinds(found)}**" + (f": {first}" if (first := next(filter(None, said), "")) else "")


def _words(outcome: Outcome) -> str:
    if isinstance(outcome, Read):
        record = outcome.record
        text = record.get("headline") or record.get("body") or record.get("ed_note") or ""
        warnings = len(record.get("warnings", []))
        note = f" ({warnings} warning{'s' * (warnings > 1)})" if warnings else ""
        return f"“{_cut(str(text))}”{note}"
    return "" if isinstance(outcome.error, NotNews) else _cut(str(outcome.error))


def _cut(text: str) -> str:
    text = " ".join(text.replace("|", "/").replace("<", "‹").replace(">", "›").split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


if __name__ == "__main__":
    sys.stdout.write(page(Path(sys.argv[1])))
