"""Short wires told in TOML, run through intake and dedupe, and statements about what came of each update.

A statement is "2 joins 1", "2 apart 1" (same story or not), "2 is duplicate, stale", "2 is not repeat", "2 of 1" (its
original), "2 agency Reuters", "2 sources AP, Reuters" ("none" for no source), "2 says toll 12 → 20" (part of a change),
"2 says x → y, if revision", "2 says nothing" or "2 unread" (no record). Updates are counted from 1.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from stream.adapters.kafka.keys import partition_of
from stream.dedupe.stage import DedupeStage
from stream.model import StoryUpdate
from stream.pipeline.replay import Replay
from stream.wire.intake import IntakeStage

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
RECORDS = ("wire.stories", "wire.duplicates")

Told = list[StoryUpdate | None]


def wires(name: str) -> list[dict[str, Any]]:
    """The wires of a TOML file beside this one."""
    found: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))[
        "wire"
    ]
    return found


def run(wire: dict[str, Any]) -> Told:
    """What became of each update of a wire: its record of the stage, or None."""
    replay = Replay([IntakeStage(), DedupeStage()], partition_of=partition_of)
    told: Told = []
    for number, line in enumerate(wire["updates"]):
        at = _time(line)
        value = msgspec.json.encode(_update(wire, number, line, at))
        made = list(replay.feed([(None, value, int(at.timestamp() * 1000))]))
        found = [r.value for r in made if r.topic in RECORDS]
        told.append(msgspec.json.decode(found[0] or b"", type=StoryUpdate) if found else None)
    return told


def _time(line: dict[str, Any]) -> datetime:
    if "time" in line:
        return datetime.fromisoformat(line["time"])
    return START + timedelta(minutes=line["at"])


def _update(
    wire: dict[str, Any], number: int, line: dict[str, Any], at: datetime
) -> dict[str, Any]:
    update = {
        "uri": line.get("uri", f"urn:w:{number}"),
        "provider": line["from"],
        "language": line.get("language", wire.get("language", "en")),
    }
    if line.get("dated", True):
        update["version_created"] = at.isoformat()
    names = {"v": "version", "headline": "headline", "body": "body", "note": "ed_note"}
    names |= {"signals": "signals", "alt_ids": "alt_ids", "urgency": "urgency"}
    return update | {names[key]: line[key] for key in line if key in names}


def holds(statement: str, told: Sequence[StoryUpdate | None]) -> bool:
    """Whether a statement is true of what became of the updates."""
    number, _, rest = statement.partition(" ")
    what, _, words = rest.partition(" ")
    record = told[int(number) - 1]
    if what == "unread" or record is None:
        return what == "unread" and record is None
    if what in ("joins", "apart"):
        other = told[int(words) - 1]
        return other is not None and (other.story == record.story) is (what == "joins")
    return _says(record, what, words, told)


def _says(record: StoryUpdate, what: str, words: str, told: Sequence[StoryUpdate | None]) -> bool:
    if what == "is":
        wanted = words.removeprefix("not ").split(", ")
        return (record.verdict in wanted) is not words.startswith("not ")
    if what == "sources":
        return record.sources == ([] if words == "none" else words.split(", "))
    if what == "agency":
        return record.agency == words
    if what == "of":
        other = told[int(words) - 1]
        return bool(record.original and other and record.original.uri == other.update.uri)
    words, _, verdict = words.partition(", if ")
    if what == "says" and words == "nothing":
        return not record.changes
    if what == "says":
        told_so = any(words in change for change in record.changes)
        return told_so or bool(verdict and record.verdict != verdict)
    raise ValueError(f"no such statement: {what} {words}")


def failing(wire: dict[str, Any]) -> list[str]:
    """The statements of a wire that don't hold."""
    told = run(wire)
    return [statement for statement in wire["holds"] if not holds(statement, told)]


def mixed(several: Sequence[dict[str, Any]]) -> list[set[int]]:
    """The wires, by number, that share a story when all run in one memory, in order of time."""
    lines = [
        (line["at"], number, line | {"language": line.get("language", wire.get("language", "en"))})
        for number, wire in enumerate(several)
        for line in wire["updates"]
    ]
    lines.sort(key=lambda line: line[:2])
    for order, (_, number, line) in enumerate(lines):
        line["uri"] = f"w{number}:{line.get('uri', order)}"
    told = run({"updates": [line for _, _, line in lines]})
    of: dict[str, set[int]] = {}
    for record, (_, number, _) in zip(told, lines, strict=True):
        if record is not None:
            of.setdefault(record.story, set()).add(number)
    return [numbers for numbers in of.values() if len(numbers) > 1]
