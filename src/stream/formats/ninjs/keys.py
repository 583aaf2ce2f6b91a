"""The table of what each version of ninjs allows: `data/ninjs-keys.json`, as a version has it.

For each shape its keys, for each key a rule or several that hold for a range of versions
("1.2..2.dev text"; "..1.1", "3.0.." and no range at all are ranges too).

    rule      text | number | whole [LEAST MOST] | object | null | cut_time | a list of words | a shape
              list [LEAST] of RULE | map of RULE | RULE "|" RULE
    key       "name!" is required, "name_*" is any name that goes on with a letter, digit or underscore
    "<"       the shape has that one's keys as well       "...": true   other keys are allowed
    "^"       of one of these groups exactly one key      "|"           it is any one of these shapes

The `dev` versions are the IPTC's drafts with `advices`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

GOES_ON = re.compile(r"[A-Za-z0-9_]")
"""What the open part of a name begins with; not anchored, as in the standard's own patterns."""


class Shape(NamedTuple):
    """The keys of an object in one version; `groups` and `any_of` are the table's "^" and "|"."""

    names: dict[str, str]
    prefixes: dict[str, str]
    required: list[str]
    groups: list[list[str]]
    any_of: tuple[str, ...]
    is_open: bool

    def rule(self, key: str) -> str:
        """The rule of a key, or nothing if the shape doesn't have it."""
        if found := self.names.get(key):
            return found
        for prefix, rule in self.prefixes.items():
            if key.startswith(prefix) and GOES_ON.match(key, len(prefix)):
                return rule
        return ""


@cache
def versions() -> tuple[str, ...]:
    """All versions of the table, the oldest first."""
    return tuple(_table()["versions"])


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list of words, or nothing if there is no such list."""
    return tuple(_table()["words"].get(name, "").split())


@cache
def shape(name: str, version: str) -> Shape:
    """A shape as a version has it, with the keys of the shape that it extends."""
    entries = _table()["shapes"][name]
    base = shape(entries["<"], version) if "<" in entries else Shape({}, {}, [], [], (), False)
    names, prefixes, required = {**base.names}, {**base.prefixes}, [*base.required]
    for key, rules in entries.items():
        rule = "" if key in ("<", "^", "|", "...") else _of_version(rules, version)
        if rule:
            plain = key.removesuffix("!")
            (prefixes if plain.endswith("*") else names)[plain.removesuffix("*")] = rule
            required += [plain] if key.endswith("!") else []
    groups, any_of = entries.get("^", []), tuple(entries.get("|", ()))
    return Shape(names, prefixes, required, groups, any_of, entries.get("...", False))


def _of_version(rules: str | list[str], version: str) -> str:
    """The rule that holds for a version, or nothing."""
    order = versions()
    for rule in [rules] if isinstance(rules, str) else rules:
        first, last, rest = _span(rule)
        since, until = order.index(first or order[0]), order.index(last or order[-1])
        if since <= order.index(version) <= until:
            return rest
    return ""


def _span(rule: str) -> tuple[str, str, str]:
    """The first and the last version of a rule ("" is open), and the rule itself."""
    span, _, rest = rule.partition(" ")
    if span in versions():
        return span, span, rest
    if ".." in span:
        first, last = span.split("..")
        return first, last, rest
    return "", "", rule


@cache
def _table() -> dict[str, Any]:
    text = files("stream.formats.ninjs").joinpath("data/ninjs-keys.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
