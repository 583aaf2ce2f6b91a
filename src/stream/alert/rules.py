"""Watch rules as a desk writes them in TOML: read, checked, every mistake named with its place."""

from __future__ import annotations

import difflib
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from stream.alert.words import Term
from stream.errors import ConfigError
from stream.model import ActorRole, PlaceRole, Severity

Name = Annotated[str, Meta(pattern=r"\S")]
Names = Annotated[tuple[Name, ...], Meta(min_length=1)]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]

CONDITIONS = (
    "actors", "places", "countries", "words",
    "languages", "providers", "min_urgency", "min_sources",
)  # fmt: skip
"""The keys that say when a rule matches; a rule has at least one of them."""


class Rule(Struct, frozen=True, kw_only=True):
    """One watch rule. All conditions given must hold; of the values inside one any will do.

    `actors` are actor ids or names, `places` GeoNames ids or names, `countries` ISO 3166-1 alpha-2
    codes of places. A place counts in the roles `place_roles`: what a text only mentions is not
    where it happens. `words` are whole words or phrases of headline or body; none of `not_words`
    may stand there. `languages` are BCP 47 tags ("en" takes "en-GB" too). `min_urgency` is the
    least urgent that matches, 1 to 9, 1 highest; `min_sources` counts independent agencies of the
    story.
    """

    id: Name
    description: str = ""
    severity: Severity = "medium"
    channels: tuple[Name, ...] = ()
    actors: Names = ()
    actor_roles: Annotated[tuple[ActorRole, ...], Meta(min_length=1)] = ("participant",)
    places: Annotated[tuple[int | Name, ...], Meta(min_length=1)] = ()
    place_roles: Annotated[tuple[PlaceRole, ...], Meta(min_length=1)] = ("event", "dateline")
    countries: Annotated[tuple[Country, ...], Meta(min_length=1)] = ()
    words: Names = ()
    not_words: Names = ()
    languages: Names = ()
    providers: Names = ()
    min_urgency: Annotated[int, Meta(ge=1, le=9)] | None = None
    min_sources: Annotated[int, Meta(ge=1)] | None = None


KEYS = Rule.__struct_fields__


def load_rules(path: Path | None) -> tuple[Rule, ...]:
    """The rules of a file; None takes the example set that the package ships."""
    if path is None:
        shipped = resources.files("stream.alert") / "data" / "watch.toml"
        return parse_rules(shipped.read_text("utf-8"), "watch.toml (shipped)")
    try:
        return parse_rules(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: watch rules can't be read: {error}") from error


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
    _known(table, KEYS, where)
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {_explain(str(error))}") from error
    _sensible(rule, table, where)
    return rule


def _known(table: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in sorted(table.keys() - set(keys)):
        near = difflib.get_close_matches(key, keys, n=1, cutoff=0.0)[0]
        raise ConfigError(f'{where}: unknown key "{key}"; the nearest known key is "{near}"')


def _explain(message: str) -> str:
    """msgspec's "… - at `$.key[0]`" with the key first, which is what the reader looks for."""
    found = re.fullmatch(r"(.*) - at `\$\.(.+)`", message)
    return f'key "{found[2]}": {found[1]}' if found else message


def _sensible(rule: Rule, table: dict[str, Any], where: str) -> None:
    if not any(key in table for key in CONDITIONS):
        raise ConfigError(f"{where}: has no condition; give one of {', '.join(CONDITIONS)}")
    for key, terms in (("words", rule.words), ("not_words", rule.not_words)):
        for term in terms:
            if not Term(term):
                raise ConfigError(f'{where}: key "{key}": "{term}" has no letter and no digit')


def _distinct(rules: tuple[Rule, ...], name: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigError(f'{name}: rule "{rule.id}": key "id": another rule has this id')
        seen.add(rule.id)
