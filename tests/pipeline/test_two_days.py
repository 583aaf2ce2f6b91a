"""Two days of a made-up wire on one rule file: exactly what is told after each update, and the counts in the end."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from stream.adapters.kafka.keys import partition_of
from stream.alert import parse_rules
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.pipeline.replay import Replay
from stream.pipeline.stages import StageOptions, build_stages

WIRE = tomllib.loads(Path(__file__).parents[1].joinpath("fixtures/two-days.toml").read_text())
_OWN = ("at", "tells", "says", "fields", "change", "miss")
_WINDOWS = {"1h": 3600, "1d": 86_400}


class Run(NamedTuple):
    """What each step told, and the last record of each series of the counts."""

    told: list[list[dict[str, Any]]]
    counts: list[dict[str, Any]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The wire through all stages, step by step."""
    rules = tmp_path_factory.mktemp("two-days") / "rules.toml"
    rules.write_text(WIRE["rules"])
    stages = build_stages(StageOptions(rules=rules))
    replay = Replay(stages, partition_of=partition_of, batch=1)
    told, counts = [], {}
    for step in WIRE["step"]:
        now = round(datetime.fromisoformat(_time(step["at"])).timestamp() * 1000)
        if step.get("change"):
            _put_in_force(replay, now)
        made = list(replay.feed([(b"x", orjson.dumps(_update(step)), now)]))
        told.append([orjson.loads(r.value or b"") for r in made if r.topic == "news.alerts"])
        counts |= {r.key: orjson.loads(r.value or b"") for r in made if r.topic == "news.counts"}
    return Run(told, list(counts.values()))


def _put_in_force(replay: Replay, now: int) -> None:
    value = Rulebook(parse_rules(WIRE["change"], "two-days.toml")).value
    for partition in range(replay.log.partitions):
        replay.log.append("wire.classified", RULES_KEY, value, now, [], partition)


def _update(step: dict[str, Any]) -> dict[str, Any]:
    update = {key: value for key, value in step.items() if key not in _OWN}
    if "embargoed_until" in update:
        update["embargoed_until"] = _time(update["embargoed_until"])
    return {"language": "en", "version_created": _time(step["at"]), **update}


def _time(at: str) -> str:
    return f"2026-09-{at}:00Z"


def _faults(step: dict[str, Any], told: list[dict[str, Any]]) -> list[str]:
    """What of a step does not hold, in words."""
    told = sorted(told, key=lambda each: str(each["rule"]))
    seen = [f"{each['rule']} {each['status']}" for each in told]
    faults = [f"told {seen}, not {step['tells']}"] if seen != sorted(step["tells"]) else []
    text = orjson.dumps(told).decode()
    faults += [f"does not say {words}" for words in step.get("says", ()) if words not in text]
    for key, value in step.get("fields", {}).items():
        found = told[-1].get(key) if told else None
        faults += [f"{key} is {found}, not {value}"] if found != value else []
    return faults


def _steps() -> list[Any]:
    return [
        pytest.param(
            n,
            id=f"{step['at']} {step['uri']}",
            marks=[pytest.mark.xfail(reason=step["miss"], strict=True)] if "miss" in step else [],
        )
        for n, step in enumerate(WIRE["step"])
    ]


@pytest.mark.parametrize("step", _steps())
def test_each_update_tells_exactly_what_it_must(run: Run, step: int) -> None:
    """No message is missing and none is too many."""
    assert _faults(WIRE["step"][step], run.told[step]) == []


_ROUND_UP = pytest.mark.xfail(
    reason="counts take a round-up's item as a story of its own", strict=True
)


@pytest.mark.parametrize(
    "statement",
    [
        *WIRE["counts"],
        *(pytest.param(each, marks=_ROUND_UP) for each in WIRE["count_misses"]),
    ],
)
def test_the_counts_are_those_that_are_left(run: Run, statement: str) -> None:
    """What was killed, held or moved is in no figure."""
    window, dimension, value, figures = (part.strip() for part in statement.split("|"))
    size, _, start = window.partition(" ")
    found = [
        each
        for each in run.counts
        if each["window_seconds"] == _WINDOWS[size]
        and each["window_start"].startswith(start)
        and each["dimension"] == dimension
        and value in (each["value"], each["name"])
    ]
    for figure in figures.split(", "):
        name, wanted = figure.split(" ")
        assert _figure(found, name) == wanted, (figure, found)


def _figure(found: list[dict[str, Any]], name: str) -> str:
    tolls = [t for each in found for t in each.get("casualties", ()) if t["kind"] == name]
    if name == "killed":
        least, most = sum(t["least"] for t in tolls), sum(t["most"] for t in tolls)
        return str(least) if least == most else f"{least}-{most}"
    return str(sum(each[name] for each in found))
