"""The whole pipeline with no broker: golden behaviour, and results that do not depend on batches."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest

import stream.demo
from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.replay import new_replay, printable, replay_lines
from stream.pipeline.replay import Record, Replay
from stream.pipeline.stages import StageOptions, build_stages
from support.wires import wire

FIXTURES = Path(__file__).parents[1] / "fixtures"
DEMO = Path(stream.demo.__file__).parent / "data"


def run(lines: Iterable[bytes], batch: int = 500, rules: Path | None = None) -> list[Record]:
    """Everything the stages make of the lines."""
    return list(replay_lines(new_replay(StageOptions(rules=rules), batch=batch), lines))


MOMENTS = re.compile(rb',"final":(true|false),"corrected":(true|false)')
"""Whether a window was over at a record depends on what came before it from other partitions."""


def by_key(records: list[Record]) -> dict[tuple[str, bytes], list[bytes]]:
    """The values of each topic and key in order; of a count or tally only the last, which is all that counts.

    Lists and trends are left out: they say how things stood at a moment.
    """
    found: dict[tuple[str, bytes], list[bytes]] = defaultdict(list)
    for record in records:
        if record.topic in ("news.top", "wire.trends"):
            continue
        if record.topic == "wire.tallies":
            found.update(tallies_of(record))
            continue
        values = found[record.topic, record.key or b""]
        if record.topic == "news.counts":
            values.clear()
        values.append(MOMENTS.sub(b"", record.value or b""))
    return found


def tallies_of(record: Record) -> dict[tuple[str, bytes], list[bytes]]:
    """Each label's figures by window, source partition and label.

    Between them other languages' updates may come sooner or later, so only the last figures are sure.
    """
    value = orjson.loads(record.value or b"")
    labels = [
        b"%s|%s" % (label[0].encode(), label[1].encode()) for label in value.get("labels", ())
    ]
    return {
        (record.topic, b"%d|%d#%d|%s" % (size, start, value["part"], labels[n])): [
            orjson.dumps(figures)
        ]
        for size, start, tallies in value.get("windows", ())
        for n, *figures in tallies
    }


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file that are not blank."""
    return [line for line in path.read_bytes().splitlines() if line.strip()]


@pytest.mark.parametrize("batch", [1, 7])
def test_batches_of_any_size_give_the_same_records(batch: int) -> None:
    """The demo's wire cut into batches of 1, 7 and 500 gives the same records, key by key."""
    lines = lines_of(DEMO / "wire.jsonl")
    rules = DEMO / "watch.toml"
    assert by_key(run(lines, batch, rules)) == by_key(run(lines, 500, rules))


def test_same_file_twice_gives_the_same_lines() -> None:
    """A replay is a function of its input."""
    lines = list(wire(300, seed=5))
    first, second = ([printable(r) for r in run(lines)] for _ in range(2))
    assert first == second


def test_every_update_has_exactly_one_verdict() -> None:
    """What is accepted comes out once on wire.stories or wire.duplicates, and nothing is lost."""
    lines = list(wire(500, seed=6))
    made = by_key(run(lines))
    verdicts = [
        orjson.loads(value)["verdict"]
        for (topic, _), values in made.items()
        if topic in ("wire.stories", "wire.duplicates")
        for value in values
    ]
    assert len(verdicts) == 500
    assert {"new", "revision", "repeat", "stale", "kill"} <= set(verdicts)


@pytest.mark.parametrize("line", [1, 2, 3])
def test_counts_match_the_hand_written_table(line: int) -> None:
    """After the report, its correction and its kill, every series stands as the table says."""
    lines = lines_of(FIXTURES / "aleppo.jsonl")[:line]
    assert counted(run(lines)) == table(line)


def test_same_input_twice_changes_no_count_and_no_alert() -> None:
    """A report sent twice is a repeat: no second alert, the same counts."""
    line = lines_of(FIXTURES / "aleppo.jsonl")[0]
    once, twice = run([line]), run([line, line])
    assert counted(once) == counted(twice)
    alerts = [[r.value for r in made if r.topic == "news.alerts"] for made in (once, twice)]
    assert alerts[0] == alerts[1]
    assert len(alerts[0]) >= 1


def test_kill_takes_everything_back() -> None:
    """After the kill no series is above 0 and each alert's last message is its withdrawal."""
    made = run(lines_of(FIXTURES / "aleppo.jsonl"))
    assert all(count == (0, 0, 0) for count in counted(made).values())
    last = {r.key: orjson.loads(r.value or b"{}") for r in made if r.topic == "news.alerts"}
    assert last
    assert {alert["status"] for alert in last.values()} == {"withdrawn"}


def counted(made: Iterable[Record]) -> dict[tuple[int, str, str, str], tuple[int, int, int]]:
    """The last counts: (seconds, start, dimension, value) to (stories, updates, sources)."""
    found = {}
    for record in made:
        if record.topic == "news.counts":
            c = orjson.loads(record.value or b"{}")
            key = (c["window_seconds"], c["window_start"], c["dimension"], c["value"])
            found[key] = (c["stories"], c["updates"], c["sources"])
    return found


def table(line: int) -> dict[tuple[int, str, str, str], tuple[int, int, int]]:
    """The hand-written table after a line, in the same shape."""
    tables = tomllib.loads((FIXTURES / "aleppo-counts.toml").read_text())["after"]
    after = next(t for t in tables if t["line"] == line)
    found = {}
    hour = after["hour"]
    windows = ((60, after["minute"]), (900, hour), (3600, hour), (86_400, hour.replace(hour=0)))
    for seconds, start in windows:
        at = start.isoformat().replace("+00:00", "Z")
        for name, n in (("one", 1), ("zero", 0)):
            for dimension, values in after.get(name, {}).items():
                for value in values:
                    found[seconds, at, dimension, value] = (n, n, n)
    return found


def test_a_replay_of_many_days_holds_no_more_than_the_days_that_are_kept() -> None:
    """Rows that no record needs any more go, as a worker's do: a month's wire fits into memory."""
    kept = StageOptions(dedupe_retention_hours=24, tombstone_days=1)
    stages = build_stages(kept, ("intake", "dedupe"))
    replay = Replay(stages, partition_of=partition_of, batch=50)
    lines, held = list(wire(640, seed=5, per_second=40 / 86_400)), []
    for day in range(0, 640, 40):
        list(replay_lines(replay, lines[day : day + 40]))
        held.append(replay.rows)
    assert held[0] > 20
    assert held[-1] < 1.5 * held[8]  # an item is known to intake for a week
