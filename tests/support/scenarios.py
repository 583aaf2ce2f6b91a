"""Golden scenarios: what is sent to the wire, step by step, and exactly what channels are told of it.

A scenario is a TOML file of tests/fixtures/alerts. The same file runs pure, on a simulated clock, and on a real
Kafka with real receivers, unless it needs more time than a test has (`simulated`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from stream.adapters.kafka.keys import partition_of
from stream.alert import AlertStage, parse_rules
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.notify.answers import Answer
from stream.notify.dispatcher import Dispatcher
from stream.notify.line import Send
from stream.notify.messages import alert_of
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Arrival, heading
from stream.pipeline.headers import CONTROL, TICK
from stream.pipeline.replay import Record, Replay
from stream.pipeline.stages import ORDER, StageOptions, build_stages
from stream.ports import Stage

FOLDER = Path(__file__).parents[1] / "fixtures" / "alerts"
START = datetime(2026, 6, 11, 8, 0, tzinfo=UTC)
CHANNELS = ("desk", "mail", "night")


@dataclass(frozen=True)
class Step:
    """One thing that happens, `at` minutes after the start, and what channels are told of it, in order.

    `send` is an update; `rules` puts other rules into force; neither: time passes. `embargo` in an update is
    minutes from the start.
    """

    at: float
    send: dict[str, Any] = field(default_factory=dict)
    rules: str = ""
    tells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario; `simulated` is one that no test has the time for in real time.

    Bursts are counted in each partition, so a scenario of a burst has one.
    """

    name: str
    about: str
    rules: str
    steps: tuple[Step, ...]
    simulated: bool = False
    partitions: int = 4

    @property
    def told(self) -> list[tuple[str, ...]]:
        """What is to be told at each step."""
        return [step.tells for step in self.steps]


def scenario(path: Path) -> Scenario:
    """Read a scenario."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = tuple(
        Step(**{**step, "tells": tuple(step.get("tells", ()))}) for step in read.pop("steps")
    )
    return Scenario(path.stem, steps=steps, **read)


SCENARIOS = {path.stem: scenario(path) for path in sorted(FOLDER.glob("*.toml"))}


def line(
    scenario: Scenario, update: dict[str, Any], at: datetime, embargo: datetime | None
) -> bytes:
    """The record of an update; its uri is the scenario's own."""
    record = {"language": "en", "version_created": _stamp(at), **update}
    record["uri"] = f"{scenario.name}:{record['uri']}"
    record.pop("embargo", None)
    if embargo is not None:
        record["embargoed_until"] = _stamp(embargo)
    return orjson.dumps(record)


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def said(channel: str, kind: str, sequence: int, headline: str) -> str:
    """A delivery in a line, as the files have it."""
    return f"{channel} {kind} {sequence}: {headline}"


class Pure:
    """Runs a scenario without a broker: all stages, then notify's own decisions, each send accepted."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.replay = Replay(
            _stages(scenario), partition_of=partition_of, partitions=scenario.partitions
        )
        self.desk = Dispatcher(ChannelPolicy(name, expire=timedelta(days=9)) for name in CHANNELS)
        self.alerts: list[Record] = []

    def run(self) -> list[tuple[str, ...]]:
        """What channels are told at each step."""
        return [self._step(step) for step in self.scenario.steps]

    def _step(self, step: Step) -> tuple[str, ...]:
        at = START + timedelta(minutes=step.at)
        if step.rules:
            self._change(step.rules, at)
        told: list[str] = []
        for record in self.replay.feed([(b"x", self._value(step, at), int(at.timestamp() * 1000))]):
            if record.topic == "news.alerts":
                told += self._tell(record, at)
        return tuple(told)

    def _value(self, step: Step, at: datetime) -> bytes:
        """The step's update; where only time passes, one that interests nobody."""
        update = step.send or {
            "uri": f"clock-{step.at}",
            "provider": "Clock",
            "headline": f"Bell {step.at}",
        }
        until = START + timedelta(minutes=update["embargo"]) if "embargo" in update else None
        return line(self.scenario, update, at, until)

    def _change(self, rules: str, at: datetime) -> None:
        value = Rulebook(parse_rules(rules, self.scenario.name)).value
        heads = [(TICK, b"1"), (CONTROL, b"alert")]
        for partition in range(self.scenario.partitions):
            now = int(at.timestamp() * 1000)
            self.replay.log.append("wire.classified", RULES_KEY, value, now, heads, partition)

    def _tell(self, record: Record, now: datetime) -> list[str]:
        self.alerts.append(record)
        came = Arrival(record.value or b"", record.partition, record.offset, now)
        self.desk.plan(heading(came), came, now)
        return [entry for name in CHANNELS for entry in self._sent(name, now)]

    def _sent(self, name: str, now: datetime) -> list[str]:
        channel, told = self.desk.line(name), list[str]()
        while isinstance(step := channel.next(now), Send):
            send, _ = channel.begin(step, now)
            for delivery in send.deliveries:
                alert = alert_of(delivery)
                told.append(said(name, alert["status"], alert["sequence"], alert["headline"]))
            channel.finish(send, Answer("yes", "200"), now, 0.0)
        return told


@cache
def _others() -> list[Stage]:
    """The stages but for alerts; they have no memory of their own, so every run may use the same."""
    return build_stages(StageOptions(), [name for name in ORDER if name != "alert"])


def _stages(scenario: Scenario) -> list[Stage]:
    alert = AlertStage(parse_rules(scenario.rules, scenario.name))
    return sorted([*_others(), alert], key=lambda stage: ORDER.index(stage.name))
