"""Words for people: jinja2 templates, run in a sandbox, with defaults that say what an editor needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stream.errors import ConfigError

LONGEST_TITLE, LONGEST_TEXT = 250, 20_000
"""Characters; a longer text is cut. Chat services cut earlier, each in its own way."""

TITLE = """\
{{ "TEST: " if alert.test | default(false) }}\
{{ {"withdrawn": "WITHDRAWN: ", "amended": "CORRECTED: ", "escalated": "ESCALATED: ", "corroborated": "CORROBORATED: "}\
[kind] | default("") }}{{ alert.headline }}"""

TEXT = """\
{% if kind == "withdrawn" %}
Withdrawn: do not use what was alerted before.
{% endif %}
{{ alert.severity | upper }} | {{ kind }} | rule{{ "s" if ", " in alert.rule }} {{ alert.rule }}
{% for change in alert.changes %}
Changed: {{ change }}
{% endfor %}
{% set who = alert.actors | map(attribute="name") | unique | join(", ") %}
{% set where = alert.places | map(attribute="name") | unique | join(", ") %}
{% for figure in alert.figures | default([]) %}
Figures: {{ figure }}
{% endfor %}
{% for story in alert.stories | default([]) %}
- {{ story.name }}
{% endfor %}
{% if who %}
Who: {{ who }}
{% endif %}
{% if where %}
Where: {{ where }}
{% endif %}
{% if alert.sources %}
Sources: {{ alert.sources | join(", ") }}{{ " (single source)" if alert.single_source }}
{% endif %}
Why: {{ alert.reason }}
Time: {{ alert.at }}
Item: {{ alert.provider }} {{ alert.uri }}
Ref: {{ alert.id }}/{{ alert.sequence }} {{ key }}"""

DIGEST_TITLE = (
    "{{ alerts | length }} alert{{ 's' if alerts | length > 1 else '' }}: {{ alerts[0].headline }}"
)

DIGEST_TEXT = """\
{% for alert in alerts %}
{{ loop.index }}. {{ alert.headline }}
   {{ alert.severity | upper }} | {{ alert.status }} | rule {{ alert.rule }} | {{ alert.sources | join(", ") }}
{%- if alert.changes %} | changed: {{ alert.changes | join("; ") }}{% endif %}

{% endfor %}
Ref: {{ key }}"""

DEFAULTS = {"title": TITLE, "text": TEXT, "digest_title": DIGEST_TITLE, "digest_text": DIGEST_TEXT}


class _Sandbox(ImmutableSandboxedEnvironment):
    """Changes nothing, reads no private attribute, and makes no text of a size that was not there before."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers only: a text times a million is a text of many megabytes."""
        if all(isinstance(v, int | float) and abs(v) < 10**6 for v in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"{operator} is for numbers below a million")


def _environment() -> _Sandbox:
    made = _Sandbox(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False,
        extensions=[],
    )  # fmt: skip
    made.filters = {
        name: f for name, f in made.filters.items() if name not in ("center", "indent", "format")
    }
    return made


class Templates:
    """A channel's four templates, compiled; those left out are the defaults. `where` names them in errors."""

    def __init__(self, given: Mapping[str, str | None], where: str) -> None:
        environment = _environment()
        self._where = where
        self._made: dict[str, jinja2.Template] = {}
        for name, default in DEFAULTS.items():
            try:
                self._made[name] = environment.from_string(given.get(name) or default)
            except jinja2.TemplateSyntaxError as error:
                raise ConfigError(
                    f"{where}.{name}, line {error.lineno}: {error.message}"
                ) from error

    def render(
        self, kind: str, key: str, channel: str, alerts: Sequence[Mapping[str, Any]]
    ) -> tuple[str, str]:
        """The title, on one line, and the text. Raises ConfigError for a template that fails."""
        known = {
            "kind": kind,
            "key": key,
            "channel": channel,
            "alerts": [_plain(a) for a in alerts],
        }
        known["alert"] = known["alerts"][0]
        prefix = "digest_" if kind == "digest" else ""
        title = " ".join(self._run(f"{prefix}title", known).split())
        text = self._run(f"{prefix}text", known).strip()
        return _cut(title, LONGEST_TITLE), _cut(text, LONGEST_TEXT)

    def _run(self, name: str, known: Mapping[str, Any]) -> str:
        try:
            return self._made[name].render(known)
        except Exception as error:  # a template can raise what the values' types raise
            raise ConfigError(f"{self._where}.{name}: {type(error).__name__}: {error}") from error


def _plain(value: Any) -> Any:
    """Wire text without control characters, which could make a line of its own or a colour on a terminal."""
    if isinstance(value, str):
        return "".join(c if c.isprintable() else " " for c in value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
