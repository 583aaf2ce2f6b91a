"""Scenarios as texts of a wire: what is sent, step by step, and what is to be told, through all stages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from stream.adapters.kafka.keys import partition_of
from stream.alert import AlertStage, Rule, parse_rules
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.pipeline.replay import Replay
from stream.pipeline.stages import ORDER, StageOptions, build_stages
from stream.ports import Stage

START = datetime(2026, 6, 11, 8, 0, tzinfo=UTC)
_OWN = ("rules", "at", "tells", "says", "lacks", "fields", "miss", "undated", "embargo", "age")


class Statement(NamedTuple):
    """One thing that has to hold, whether it does, and for a known miss the reason."""

    scenario: str
    step: int
    what: str
    holds: bool
    told: str
    miss: str


@cache
def _others() -> list[Stage]:
    """The stages up to classify; they have no memory of their own, so every run may use the same."""
    return build_stages(StageOptions(), ["intake", "dedupe", "classify"])


def statements(path: Path) -> Iterator[Statement]:
    """Run every scenario of a file and judge its statements."""
    for scenario in tomllib.loads(path.read_text("utf-8"))["scenario"]:
        yield from _judged(scenario)


def _judged(scenario: dict[str, Any]) -> Iterator[Statement]:
    stage = AlertStage(_rules(scenario["rules"], scenario["id"]))
    stages = sorted([*_others(), stage], key=lambda each: ORDER.index(each.name))
    partitions = scenario.get("partitions", 2)  # bursts are counted in each
    replay = Replay(stages, partition_of=partition_of, partitions=partitions, batch=1)
    for n, step in enumerate(scenario["step"], 1):
        told = _told(replay, scenario, n, step)
        seen = orjson.dumps(told).decode()
        statuses = [alert["status"] for alert in told]
        shown = (
            "; ".join(f"{a['status']} [{a['reason']} | {a['changes']}]" for a in told) or "silent"
        )
        missed = step.get("miss", {})

        def judge(
            what: str, holds: bool, n: int = n, shown: str = shown, missed: dict[str, str] = missed
        ) -> Statement:
            key = what.partition(" ")[0]
            return Statement(scenario["id"], n, what, holds, shown, missed.get(key, ""))

        if "tells" in step:
            wanted = step["tells"]
            yield judge(f"tells {' and '.join(wanted) or 'nothing'}", statuses == wanted)
        for words in step.get("says", ()):
            yield judge(f"says {words}", words in seen)
        for words in step.get("lacks", ()):
            yield judge(f"lacks {words}", words not in seen)
        for key, value in step.get("fields", {}).items():
            yield judge(f"fields {key} = {value}", bool(told) and told[-1].get(key) == value)


def _rules(texts: list[str], where: str) -> tuple[Rule, ...]:
    each = (rule.replace("; ", "\n") for rule in texts)
    return parse_rules("".join(f'[[rule]]\nid = "r{n}"\n{r}\n' for n, r in enumerate(each)), where)


def _put_in_force(replay: Replay, rules: tuple[Rule, ...], now: int) -> None:
    """Have every partition read other rules, as a worker does whose file has changed."""
    for partition in range(replay.log.partitions):
        value = Rulebook(rules).value
        replay.log.append("wire.classified", RULES_KEY, value, now, [], partition)


def _told(replay: Replay, scenario: dict[str, Any], n: int, step: dict[str, Any]) -> list[Any]:
    """The messages that a step causes; a step without a uri lets time pass."""
    at = START + timedelta(minutes=step["at"])
    if "rules" in step:
        _put_in_force(replay, _rules(step["rules"], scenario["id"]), int(at.timestamp() * 1000))
    update = {key: value for key, value in step.items() if key not in _OWN}
    update.setdefault("provider", "Clock")
    update["uri"] = f"{scenario['id']}:{update.get('uri', f'clock-{n}')}"
    update.setdefault("headline", f"Bell {n} strikes")
    update.setdefault("language", scenario.get("language", "en"))
    if not step.get("undated"):
        update["version_created"] = _stamp(at - timedelta(minutes=step.get("age", 0)))
    if "embargo" in step:
        update["embargoed_until"] = _stamp(START + timedelta(minutes=step["embargo"]))
    records = replay.feed([(b"x", orjson.dumps(update), int(at.timestamp() * 1000))])
    return [orjson.loads(r.value or b"") for r in records if r.topic == "news.alerts"]


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def table(found: list[Statement]) -> str:
    """The statements that do not hold, a line each, and the rate."""
    held = sum(each.holds for each in found)
    lines = [
        f"{'known ' if e.miss else ''}miss {e.scenario} step {e.step}: {e.what}; told: {e.told}"
        for e in found
        if not e.holds
    ]
    return "\n".join([*lines, f"{held} of {len(found)} statements hold"])
