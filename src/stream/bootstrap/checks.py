"""What `newswire check` looks at, each a finding of one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from stream.adapters.kafka.admin import Admin, KafkaError, problems
from stream.adapters.kafka.connect import NotConnected
from stream.alert import load_rules
from stream.bootstrap.channels import told
from stream.bootstrap.posting import token_of
from stream.bootstrap.schemas import schema_problems
from stream.bootstrap.worker import stage_options, topics_of
from stream.errors import ConfigError
from stream.pipeline.stages import build_stages
from stream.settings import Settings, kafka_client_options

T = TypeVar("T")


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
        *_channels(settings),
        *_sources(settings),
        _schemas(),
    ]
    return found if offline else [*found, *await _kafka(settings)]


def _channels(settings: Settings) -> list[Finding]:
    """Their secrets, and the names that rules use; nothing where other programs tell the alerts."""
    if not settings.channels:
        return []
    names = {of.name for of in settings.channels}
    said = [
        f"rule {rule.id} names channel {name}, which is not set; set are {', '.join(sorted(names))}"
        for rule in load_rules(settings.alert.rules)
        for name in rule.channels
        if name not in names
    ]
    said += [why for of in settings.channels if (why := _wrong(told, of))]
    return [
        Finding("channels", not said, "; ".join(said) or f"{', '.join(sorted(names))} can be told")
    ]


def _sources(settings: Settings) -> list[Finding]:
    posts = [of for of in settings.sources if of.kind == "http"]
    said = [f"source {of.name}: {why}" for of in posts if (why := _wrong(token_of, of))]
    names = ", ".join(of.name for of in posts)
    return [Finding("tokens", not said, "; ".join(said) or f"{names}: there")] if posts else []


def _wrong(make: Callable[[T], object], of: T) -> str:
    try:
        make(of)
    except ConfigError as error:
        return str(error)
    return ""


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
