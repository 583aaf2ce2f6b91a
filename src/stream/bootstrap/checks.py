"""What `newswire check` looks at, each a finding of one line."""

from __future__ import annotations

from typing import NamedTuple

from stream.adapters.kafka.admin import Admin, KafkaError, problems
from stream.adapters.kafka.connect import NotConnected
from stream.bootstrap.schemas import schema_problems
from stream.bootstrap.worker import stage_options, topics_of
from stream.pipeline.stages import build_stages
from stream.settings import Settings, kafka_client_options


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


async def run_checks(settings: Settings, offline: bool = False) -> list[Finding]:
    """Check everything. Raises ConfigError for a rule or data file that is wrong."""
    stages = build_stages(stage_options(settings), settings.worker.stages)
    found = [
        Finding("settings", True, "every key is known and fits"),
        Finding("stages", True, ", ".join(stage.name for stage in stages) + " can be made"),
        _schemas(),
    ]
    return found if offline else [*found, *await _kafka(settings)]


def _schemas() -> Finding:
    said = schema_problems()
    return Finding("schemas", not said, "; ".join(said) or "every example fits its schema")


async def _kafka(settings: Settings) -> list[Finding]:
    if settings.kafka.local:
        return [Finding("kafka", True, "the local broker; `newswire up` starts it")]
    where = settings.kafka.bootstrap
    try:
        async with Admin(kafka_client_options(settings.kafka)) as admin:
            found = await admin.describe(w.name for w in topics_of(settings))
    except NotConnected as error:
        return [Finding("kafka", False, str(error))]
    except KafkaError as error:
        return [Finding("kafka", False, f"{where}: {error}")]
    said = problems(topics_of(settings), found)
    topics = Finding("topics", not said, "; ".join(said) or "all there, as they should be")
    return [Finding("kafka", True, f"{where} answers"), topics]
