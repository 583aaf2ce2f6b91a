"""Reads and checks a file of watch rules; a mistake is named with file, rule, key and what is allowed."""

from __future__ import annotations

import difflib
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import msgspec

from stream.alert.watch.expressions import parse
from stream.alert.watch.rules import (
    FITTING,
    GROUPS,
    LABELS,
    SERIES,
    SERIES_LABELS,
    Around,
    Field,
    FirstSeen,
    Phase,
    PlaceKind,
    Rule,
    SeriesDimension,
    Silence,
    Surge,
    Tests,
    Where,
)
from stream.errors import ConfigError, unreadable
from stream.model import ActorRole, CasualtyKind, EventClass, PlaceRole, Severity

_TREES = ("all", "any", "not")
_SERIES_KEYS = {
    key: tuple(field.encode_name for field in msgspec.structs.fields(kind))
    for key, kind in (("surge", Surge), ("silence", Silence), ("first_seen", FirstSeen))
}
_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(Rule))
_WHERE = tuple(field.encode_name for field in msgspec.structs.fields(Where))
_CONDITIONS = tuple(key for key in _WHERE if key not in GROUPS and key != "not")
_WORDS: dict[str, tuple[str, ...]] = {
    "dimension": get_args(SeriesDimension),
    "tests": get_args(Tests),
    "background": get_args(Around),
    "severity": get_args(Severity),
    "actor_roles": get_args(ActorRole),
    "actor_directions": ("acting", "acted_upon"),
    "place_roles": get_args(PlaceRole),
    "place_kinds": get_args(PlaceKind),
    "events": get_args(EventClass),
    "event_phases": get_args(Phase),
    "casualties": get_args(CasualtyKind),
    "word_fields": get_args(Field),
}
_ALLOWED = {
    "countries": 'two capital letters by ISO 3166-1, such as "SY"',
    "min_urgency": "1 (highest) to 9",
    **dict.fromkeys(SERIES, 'a table with a dimension, as { dimension = "actor_place" }'),
    **dict.fromkeys(("min_stories", "min_per_day"), "a number from 1"),
    "days": "1 to 366",
    "min_sources": "a number from 1",
    "max_age_minutes": "a number from 1",
    **dict.fromkeys(_TREES, 'a list of tables of conditions, as [{ words = ["x"] }, …]'),
    "casualties": "a table of a kind and a number from 1, as { killed = 10 }",
    "near": "tables of latitude (-90 to 90), longitude (-180 to 180) and km (up to 20,000)",
}


_NO_FILE = (
    "there is no such file of watch rules; `newswire rules show` prints a set to begin with, "
    "and the setting alert.rules names the file in use"
)


def load_rules(path: Path | None) -> tuple[Rule, ...]:
    """The rules of a file; None takes the example set that the package ships."""
    if path is None:
        shipped = resources.files("stream.alert") / "data" / "watch.toml"
        return parse_rules(shipped.read_text("utf-8"), "watch.toml (shipped)")
    try:
        return parse_rules(path.read_text("utf-8"), str(path))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: {_NO_FILE}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the file of watch rules {unreadable(error)}") from error


def parse_rules(text: str, name: str) -> tuple[Rule, ...]:
    """The rules of a TOML text; `name` is what errors call it."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not TOML: {error}") from error
    _known(document, ("rule",), name)
    tables = document.get("rule")
    if not isinstance(tables, list) or not tables:
        raise ConfigError(f"{name}: has no rules; each is a table that begins with [[rule]]")
    rules = tuple(_rule(table, f"{name}: rule {n}", name) for n, table in enumerate(tables, 1))
    _distinct(rules, name)
    return rules


def _rule(table: Any, where: str, name: str) -> Rule:
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: must be a table that begins with [[rule]]")
    if isinstance(table.get("id"), str):
        where = f'{name}: rule "{table["id"]}"'
    _known(table, _KEYS, where)
    for kind, keys in _SERIES_KEYS.items():
        if isinstance(table.get(kind), dict):
            _known(table[kind], keys, f'{where}: key "{kind}"')
    for tree in _TREES:
        _branches(table.get(tree), where, tree)
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {_explain(str(error))}") from error
    if rule.watch is None:
        _sensible(rule, table, where, "")
    else:
        _fitting(table, where)
    return rule


def _fitting(table: dict[str, Any], where: str) -> None:
    """A rule on series has one condition, and nothing that asks for a text."""
    kind = next(key for key in SERIES if key in table)
    for key in table:
        if key in SERIES and key != kind:
            raise ConfigError(f'{where}: key "{key}": stands beside {kind}; make a rule of each')
        if key in LABELS and key not in SERIES_LABELS:
            raise ConfigError(
                f'{where}: key "{key}": says nothing of {kind}, which has no story; '
                f"allowed beside it: {', '.join(SERIES_LABELS)}"
            )
        if key not in LABELS and key not in SERIES:
            raise ConfigError(
                f'{where}: key "{key}": asks for the text of a story, but {kind} is decided on counts of '
                f"many; narrow it inside {kind} ({', '.join(_SERIES_KEYS[kind])}), or make two rules"
            )
    dimension = table[kind]["dimension"]
    for key, dimensions in FITTING.items():
        if key in table[kind] and dimension not in dimensions:
            raise ConfigError(
                f'{where}: key "{kind}.{key}": no series of {dimension} has it; '
                f"allowed for {', '.join(dimensions)}"
            )


def _branches(tables: Any, where: str, key: str) -> None:
    """Every key inside all, any and not is known."""
    for n, table in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(table, dict):
            inner = f"{key}[{n}]"
            _known(table, _WHERE, f'{where}: key "{inner}"')
            for tree in _TREES:
                _branches(table.get(tree), where, f"{inner}.{tree}")


def _known(table: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in sorted(table.keys() - set(keys)):
        if key in LABELS or key in SERIES:
            raise ConfigError(f'{where}: "{key}" belongs to the rule, not inside all, any or not')
        near = difflib.get_close_matches(key, keys, n=1)
        told = f'the nearest known key is "{near[0]}"' if near else f"known are {', '.join(keys)}"
        raise ConfigError(f'{where}: unknown key "{key}"; {told}')


def _explain(message: str) -> str:
    """msgspec's "… - at `$.key[0]`" with the key first, and with what is allowed there."""
    found = re.fullmatch(r"(.*) - at (?:`key` in )?`\$\.(.+)`", message)
    if found is None:
        return message
    said, path = found[1], found[2]
    known = (*_KEYS, *_WORDS, *_ALLOWED)
    key = next((part for part in reversed(re.findall(r"[a-z_0-9]+", path)) if part in known), "")
    wrong = re.fullmatch(r"Invalid enum value '(.*)'", said)
    if wrong and (words := _WORDS.get(key)):
        near = difflib.get_close_matches(wrong[1], words, n=1)
        meant = f'; did you mean "{near[0]}"?' if near else ""
        return f'key "{path}": "{wrong[1]}" is not one of {", ".join(words)}{meant}'
    allowed = _ALLOWED.get(key, "")
    return f'key "{path}": {_plain(said)}{"; allowed: " if allowed else ""}{allowed}'


_TYPES = {
    "array": "a list in brackets", "str": "a text in quotes", "int": "a whole number", "float": "a number",
    "bool": "true or false", "object": "a table in braces",
}  # fmt: skip


def _plain(said: str) -> str:
    """Msgspec's "Expected `array`, got `str`" with the words of a TOML file, which has no null."""

    def words(kinds: re.Match[str]) -> str:
        return " or ".join(
            _TYPES.get(kind, kind) for kind in kinds[1].split(" | ") if kind != "null"
        )

    for form, plain in _FORMS:
        said = re.sub(form, plain, said)
    return re.sub("`([^`]+)`", words, said)


_FORMS = (
    (r" of length >= 1$", " that is not empty"),
    (r" matching regex '\\\\S'$", " that is not blank"),
    (r" matching regex '.*'$", " of another form"),
    (r"^Object contains unknown field `(.*)`$", r'unknown key "\1"'),
    (r"^Object missing required field `(.*)`$", r'the key "\1" is missing'),
    (r" >= (-?\d+)(\.0)?$", r" from \1"),
    (r" <= (-?\d+)(\.0)?$", r" up to \1"),
    (r" > (-?\d+)(\.0)?$", r" above \1"),
)
"""Forms of msgspec's messages that are a programmer's, and the words for who writes rules."""


def _sensible(where: Where, table: dict[str, Any], name: str, path: str) -> None:
    """What types can't say: a branch has a condition, nothing narrows nothing, words can be read."""
    here = f'{name}: key "{path}"' if path else name
    if not any(key in table for key in _CONDITIONS):
        raise ConfigError(f"{here}: has no condition; give one of {', '.join(_CONDITIONS)}")
    for key, others in GROUPS.items():
        if key in table and not any(other in table for other in others):
            narrowed = " or ".join(others)
            raise ConfigError(f'{name}: key "{_join(path, key)}": needs {narrowed} beside it')
    for n, words in enumerate(where.words):
        try:
            parse(words)
        except ValueError as error:
            key = _join(path, f"words[{n}]")
            raise ConfigError(f'{name}: key "{key}": {error}') from error
    for tree, branches in (("all", where.all), ("any", where.any), ("not", where.not_)):
        for n, (branch, inner) in enumerate(zip(branches, table.get(tree, ()), strict=True)):
            _sensible(branch, inner, name, _join(path, f"{tree}[{n}]"))
            if tree == "not" and _asks_sources(branch):
                key = _join(path, f"not[{n}]")
                raise ConfigError(
                    f'{name}: key "{key}": min_sources can\'t be excluded, as sources only grow'
                )


def _asks_sources(where: Where) -> bool:
    inner = (*where.all, *where.any, *where.not_)
    return where.min_sources is not None or any(map(_asks_sources, inner))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _distinct(rules: tuple[Rule, ...], name: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigError(f'{name}: rule "{rule.id}": key "id": another rule has this id')
        seen.add(rule.id)
