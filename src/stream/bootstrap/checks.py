"""What `newswire check` looks at, each a finding of one line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from stream.adapters.kafka.admin import Admin, KafkaError, problems
from stream.adapters.kafka.connect import NotConnected
from stream.alert import load_rules
from stream.bootstrap.channels import ready_channel
from stream.bootstrap.desk_tokens import is_loopback, tokens_of
from stream.bootstrap.posting import token_of
from stream.bootstrap.rule_names import unknown_names
from stream.bootstrap.rules import SHIPPED
from stream.bootstrap.schemas import schema_problems
from stream.bootstrap.stages import stage_options
from stream.bootstrap.topics import topics_of
from stream.errors import ConfigError
from stream.pipeline.stages import build_stages
from stream.settings import Settings, kafka_client_options

T = TypeVar("T")


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


STAGES, RULES, FOLDER = "stages", "rules", "data folder"


def exit_code(findings: Iterable[Finding]) -> int:
    """0; 78 if a file or folder that the settings name can't be used; 1 for anything else that is wrong."""
    wrong = {finding.what for finding in findings if not finding.ok}
    if wrong & {STAGES, RULES, FOLDER}:
        return ConfigError.exit_code
    return 1 if wrong else 0


async def run_checks(settings: Settings, offline: bool = False) -> list[Finding]:
    """Check everything, to the end: one thing that is wrong hides no other."""
    found = [
        Finding("settings", True, "every key is known and fits"),
        _stages(settings),
        *_rules(settings),
        _folder(settings),
        *_channels(settings),
        *_sources(settings),
        *_desk(settings),
        _schemas(),
    ]
    return found if offline else [*found, *await _kafka(settings)]


def _stages(settings: Settings) -> Finding:
    """Rules and data files, each by the stage that reads it; a file that two read is told once."""
    options, names = stage_options(settings), settings.worker.stages
    said = dict.fromkeys(
        why for name in names if (why := _wrong(lambda name: build_stages(options, [name]), name))
    )
    return Finding(STAGES, not said, "\n".join(said) or ", ".join(names) + " can be made")


def _rules(settings: Settings) -> list[Finding]:
    """The names in the rules; a file that can't be read is told of the stage that reads it."""
    file = settings.alert.rules
    with contextlib.suppress(ConfigError):
        rules = load_rules(file)
        found = unknown_names(rules, settings, stage_options(settings))
        said = [f"{'' if name.sure else 'warning: '}{file or SHIPPED}: {name}" for name in found]
        ok = not any(name.sure for name in found)
        return [Finding(RULES, ok, "\n".join(said) or f"{len(rules)}, every name is known")]
    return []


def _folder(settings: Settings) -> Finding:
    """Makes nothing: what is there of the path must take a new folder or file."""
    folder = settings.worker.data_dir
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    ok = there.is_dir() and os.access(there, os.W_OK)
    words = f"{folder} can be written" if ok else f"worker.data_dir: {there} can't be written"
    return Finding(FOLDER, ok, words)


def _channels(settings: Settings) -> list[Finding]:
    """Their secrets, and the names that rules use; nothing where other programs tell the alerts.

    The shipped rules are a foreign desk's: who has fewer channels than it need not write rules for that.
    """
    if not settings.channels:
        return []
    names = {of.name for of in settings.channels}
    users: dict[str, list[str]] = {}
    with contextlib.suppress(ConfigError):  # told of the stage that reads them
        for rule in load_rules(settings.alert.rules):
            for name in sorted(set(rule.channels) - names):
                users.setdefault(name, []).append(rule.id)
    mild = settings.alert.rules is None
    unset = [
        f"{'warning: ' if mild else ''}{name} is not set, and rules name it: {', '.join(rules)}"
        for name, rules in sorted(users.items())
    ]
    wrong = [why for of in settings.channels if (why := _wrong(ready_channel, of))]
    ok = not wrong and (mild or not unset)
    said = "\n".join([*unset, *wrong]) or f"{', '.join(sorted(names))} can be told"
    return [Finding("channels", ok, said)]


def _sources(settings: Settings) -> list[Finding]:
    posts = [of for of in settings.sources if of.kind == "http"]
    said = [f"source {of.name}: {why}" for of in posts if (why := _wrong(token_of, of))]
    names = ", ".join(of.name for of in posts)
    return [Finding("tokens", not said, "\n".join(said) or f"{names}: there")] if posts else []


def _desk(settings: Settings) -> list[Finding]:
    """Whether it may listen where it should, with the tokens that there are; nothing where it is off."""
    serve = settings.serve
    if not serve.enabled:
        return []
    said = _wrong(tokens_of, serve)
    open_to = "this machine" if is_loopback(serve.host) else "who has a token"
    return [Finding("desk", not said, said or f"{serve.host}:{serve.port}, open to {open_to}")]


def _wrong(make: Callable[[T], object], of: T) -> str:
    try:
        make(of)
    except ConfigError as error:
        return str(error)
    return ""


def _schemas() -> Finding:
    said = schema_problems()
    return Finding("schemas", not said, "\n".join(said) or "every example fits its schema")


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
    topics = Finding("topics", not said, "\n".join(said) or "all there, as they should be")
    return [Finding("kafka", True, f"{where} answers"), topics]
