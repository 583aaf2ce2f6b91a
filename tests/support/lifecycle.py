"""What becomes of a few updates: verdicts, alert messages and counts, by a replay of all stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.replay import replay_lines
from stream.pipeline.replay import Replay
from stream.pipeline.stages import StageOptions, build_stages
from stream.ports import Stage

RULES = """
[[rule]]
id = "desk"
severity = "high"
channels = ["desk-phone"]
providers = ["EXAMPLE", "OTHER"]
"""
"""One rule that wants everything, so that what an alert does depends on the update alone."""


@dataclass
class Told:
    """What the stages said, in order; counts are the last ones, added up over the hours."""

    verdicts: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    dead: list[bytes] = field(default_factory=list)
    accepted: list[dict[str, Any]] = field(default_factory=list)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    hours: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The verdicts by name."""
        return [record["verdict"] for record in self.verdicts]

    @property
    def statuses(self) -> list[str]:
        """The statuses of the alert messages."""
        return [alert["status"] for alert in self.alerts]

    @property
    def stories(self) -> int:
        """Stories counted, all hours together."""
        return sum(stories for stories, _, _ in self.hours.values())

    @property
    def updates(self) -> int:
        """Updates counted, all hours together."""
        return sum(updates for _, updates, _ in self.hours.values())


@cache
def stages() -> list[Stage]:
    """All stages with RULES; they have no memory of their own, so every run may use the same."""
    with TemporaryDirectory() as folder:
        rules = Path(folder, "rules.toml")
        rules.write_text(RULES)
        return build_stages(StageOptions(rules=rules))


def run(lines: Iterable[bytes], batch: int = 500) -> Told:
    """Replay lines under RULES and collect what is said."""
    replay, told = Replay(stages(), partition_of=partition_of, batch=batch), Told()
    for record in replay_lines(replay, list(lines)):
        if record.topic == "wire.updates.dlq":
            told.dead.append(record.value or b"")
            continue
        value = orjson.loads(record.value or b"{}")
        if record.topic in ("wire.stories", "wire.duplicates"):
            told.verdicts.append(value)
        elif record.topic == "wire.accepted":
            told.accepted.append(value)
        elif record.topic == "news.alerts":
            told.alerts.append(value)
        elif record.topic == "news.counts":
            _count(told, value)
    told.outcomes = replay.outcomes
    return told


def _count(told: Told, value: dict[str, Any]) -> None:
    if value["dimension"] == "all" and value["window_seconds"] == 3600:
        counted = (value["stories"], value["updates"], value["sources"])
        told.hours[value["window_start"]] = counted


def line(uri: str, minutes: float, **fields: Any) -> bytes:
    """An update sent so many minutes after 08:00 UTC on 11 June 2026; None leaves a field out."""
    at = f"2026-06-11T{8 + int(minutes) // 60:02}:{int(minutes) % 60:02}:00Z"
    given = {"uri": uri, "provider": "EXAMPLE", "language": "en", "version_created": at, **fields}
    return orjson.dumps({key: value for key, value in given.items() if value is not None})
