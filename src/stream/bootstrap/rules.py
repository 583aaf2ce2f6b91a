"""Watch rules over a file of the wire, by replay: what would have rung, and why one update does or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from stream.alert import load_rules
from stream.alert.watch.explain import Explained, explain, labels
from stream.alert.watch.rules import Rule
from stream.bootstrap.replay import new_replay, replay_lines, why_dead
from stream.bootstrap.rule_names import unknown_names
from stream.bootstrap.stages import stage_options
from stream.errors import ConfigError, NewswireError
from stream.model import Alert, Classified
from stream.model.topics import ACCEPTED, ALERTS, CLASSIFIED
from stream.pipeline.replay import Record
from stream.settings import Settings

SHIPPED = "watch.toml (shipped)"
"""What messages call the rules that come with the package."""


EXCERPT = 60
"""Characters of a refused line that are shown."""

Refused = Callable[[str], None]
"""Told why a line of the file is no update."""


class NothingRead(NewswireError):
    """No line of the file is an update: give JSON Lines (`newswire ingest FILE --dry-run` makes them of documents)."""


class NoSuchUpdate(NewswireError):
    """No update of the file, or none of that uri, came as far as the rules."""


class Rung(msgspec.Struct, frozen=True):
    """A message that would have been sent; `at` is the event time, to the second, UTC."""

    at: str
    status: str
    headline: str
    reason: str
    changes: list[str]


class Fired(msgspec.Struct, frozen=True):
    """What a rule would have told: its alerts, and their messages by time."""

    rule: str
    alerts: int
    messages: int
    told: list[Rung]


class Explanation(msgspec.Struct, frozen=True):
    """One update: its name, what it was read as, and every rule against it."""

    update: str
    labels: list[str]
    rules: list[Explained]


def checked(settings: Settings, file: Path | None) -> tuple[tuple[Rule, ...], list[str]]:
    """The rules of a file, and what of their names is doubtful, each with file, rule and key.

    Raises ConfigError with a line for each name that nothing on the wire can have.
    """
    rules, name = load_rules(file), str(file or SHIPPED)
    found = unknown_names(rules, settings, stage_options(settings))
    if wrong := [f"{name}: {each}" for each in found if each.sure]:
        raise ConfigError("\n".join(wrong))
    return rules, [f"{name}: {each}" for each in found]


def fired(
    settings: Settings, rules: Path | None, lines: Iterable[bytes], refused: Refused
) -> list[Fired]:
    """What each rule would have told of these updates, in the order of the rules. Raises NothingRead."""
    by_rule: dict[str, list[Alert]] = {rule.id: [] for rule in load_rules(rules)}
    decoder = msgspec.json.Decoder(Alert)
    for record in _made(settings, rules, lines, refused):
        if record.topic == ALERTS and record.value is not None:
            message = decoder.decode(record.value)
            by_rule[message.rule].append(message)
    return [_fired(rule, messages) for rule, messages in by_rule.items()]


def _fired(rule: str, messages: list[Alert]) -> Fired:
    messages.sort(key=lambda message: (message.timeline[-1].at, message.id, message.sequence))
    told = [
        Rung(f"{m.at:%Y-%m-%d %H:%M:%S}Z", m.status, m.headline, m.reason, m.changes)
        for m in messages
    ]
    return Fired(rule, len({message.id for message in messages}), len(messages), told)


def explained(
    settings: Settings,
    rules: Path | None,
    lines: Iterable[bytes],
    uri: str | None,
    refused: Refused,
) -> Explanation:
    """Every rule against the last update, or the last one of that uri. Raises NothingRead, NoSuchUpdate if none is."""
    decoder = msgspec.json.Decoder(Classified)
    found: Classified | None = None
    for record in _made(settings, rules, lines, refused):
        if record.topic == CLASSIFIED and record.value is not None:
            classified = decoder.decode(record.value)
            if uri in (None, classified.item.update.uri) and _newer(classified, found):
                found = classified
    if found is None:
        name = f"update {uri}" if uri else "update"
        raise NoSuchUpdate(f"no {name} of this file reached the rules")
    update = found.item.update
    name = f"{update.uri} {update.version or ''}".strip() + f" ({found.item.verdict})"
    return Explanation(name, labels(found), explain(load_rules(rules), found))


def _newer(classified: Classified, found: Classified | None) -> bool:
    """Partitions are replayed one after the other: arrival says which update is the last."""
    return found is None or classified.item.update.ingested_at >= found.item.update.ingested_at


def _made(
    settings: Settings, rules: Path | None, lines: Iterable[bytes], refused: Refused
) -> Iterator[Record]:
    """The records of the stages. Rules that did not ring look the same as a file that is no wire: so it is told."""
    options, read = replace(stage_options(settings), rules=rules), 0
    replay = new_replay(options, settings.kafka.partitions, settings.worker.batch_records)
    for record in replay_lines(replay, lines):
        read += record.topic == ACCEPTED
        if why := why_dead(record):
            refused(f"{why.get('message', '')}: {_beginning(record.value or b'')}")
        yield record
    if not read:
        raise NothingRead("no update in this file: wanted are JSON Lines, an update on each line")


def _beginning(value: bytes) -> str:
    """How a line begins, for who looks for it in the file."""
    text = "".join(c if c.isprintable() else " " for c in value.decode("utf-8", "replace"))
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
