"""What channels would be told of alert messages, without sending anything or reading a secret."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from stream.bootstrap.channels import templates_of
from stream.bootstrap.schemas import SchemaSet, schemas_dir, validator
from stream.errors import ConfigError
from stream.model.topics import ALERTS
from stream.notify.messages import Message, encode
from stream.notify.records import Arrival, delivery_id, digest_id, heading
from stream.notify.templates import Templates
from stream.settings import Settings
from stream.settings.channels import ChannelSettings

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""A preview has not come from anywhere; the id does not depend on it."""


class Preview(NamedTuple):
    """One message to one channel; headers and body are those of a webhook, without the signature."""

    channel: str
    kind: str
    title: str
    text: str
    headers: Mapping[str, str]
    body: str

    def summary(self) -> dict[str, object]:
        """For programs."""
        return self._asdict()

    def __str__(self) -> str:
        lines = [f"== {self.channel} ({self.kind})", self.title, "", self.text]
        if self.headers:
            lines += [
                "",
                *(f"{name}: {value}" for name, value in self.headers.items()),
                "",
                self.body,
            ]
        return "\n".join(lines)


def example() -> dict[str, Any]:
    """The alert message that the schema gives as an example."""
    found: dict[str, Any] = SchemaSet(schemas_dir()).documents[ALERTS]["examples"][0]
    return found


def alerts_in(text: str, name: str) -> list[dict[str, Any]]:
    """The alert messages of a text, one a line. Raises ConfigError that names the line."""
    found: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found.append(_alert(line, f"{name}, line {number}"))
    if not found:
        raise ConfigError(f"{name}: no alert message in it")
    return found


def _alert(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"{where}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: not an object")
    # `newswire replay` prints {"topic": …, "value": …}: take its lines as they are.
    value = value["value"] if isinstance(value.get("value"), dict) else value
    for problem in validator(ALERTS).iter_errors(value):
        raise ConfigError(f"{where}: {problem.json_path}: {problem.message}")
    return dict(value)


def previews(
    settings: Settings,
    alerts: Sequence[dict[str, Any]],
    channel: str | None,
    kind: str | None,
    digest: bool,
) -> list[Preview]:
    """Each message to each channel (or one digest of all); built-in templates where no channel is set.

    Raises ConfigError for a channel that is not set, or a template that fails.
    """
    if kind is not None:
        alerts = [{**alert, "status": kind} for alert in alerts]
    groups = [list(alerts)] if digest else [[alert] for alert in alerts]
    names = [of.name for of in settings.channels]
    if channel is not None and channel not in names:
        raise ConfigError(f"no channel is called {channel!r}; set are {', '.join(names) or 'none'}")
    if not settings.channels:
        return [_preview(group, None, Templates({}, "built-in"), digest) for group in groups]
    chosen = [of for of in settings.channels if channel in (None, of.name)]
    return [_preview(group, of, templates_of(of), digest) for of in chosen for group in groups]


def _preview(
    alerts: list[dict[str, Any]], of: ChannelSettings | None, templates: Templates, digest: bool
) -> Preview:
    name = of.name if of else "(no channel is set)"
    kind = "digest" if digest else str(alerts[0]["status"])
    ids = [_id(alert, name) for alert in alerts]
    key = digest_id(ids) if digest else ids[0]
    title, text = templates.render(kind, key, name, alerts)
    headers: dict[str, str] = {}
    body = b""
    if of is not None and of.kind == "webhook":
        headers, body = encode(Message(key, name, kind, tuple(alerts), title, text), of.mode)
    return Preview(name, kind, title, text, headers, body.decode())


def _id(alert: Mapping[str, Any], channel: str) -> str:
    arrival = Arrival(json.dumps(alert).encode(), 0, 0, _NO_TIME)
    return delivery_id(heading(arrival), channel)
