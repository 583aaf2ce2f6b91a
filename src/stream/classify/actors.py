"""The actors that the stage knows: their names, and how names lead to them.

Read from data/actors.toml and from a file of the user's own in the same form, whose entries replace
those with the same id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stream.classify.automaton import MAX_WORDS
from stream.classify.gazetteer import Gazetteer
from stream.classify.lexicon import parse_toml, read_data
from stream.classify.text import fold, word_set
from stream.errors import ConfigError

KINDS = word_set("""
    government military armed-group political igo court monitor ngo central-bank company
""")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = ("aliases", "ambiguous", "context", "parents")
_KEYS = frozenset(("id", "name", "kind", "country", "leaders", *_LISTS))


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor: `country` is ISO 3166-1 alpha-2 or empty, `parents` are ids."""

    id: str
    name: str
    kind: str
    country: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """What a name leads to: an actor, unconditionally or with one of `context` in the story."""

    actor: str
    capitals: bool = False
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Leader:
    """A head of state or government; from `until` on the name is a person's only."""

    country: str
    until: date | None


@dataclass(slots=True)
class Actors:
    """The actors by id, and folded names of each kind; `lowercase` are those that need no capital."""

    by_id: dict[str, Actor] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)
    leaders: dict[str, Leader] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    governments: dict[str, str] = field(default_factory=dict)
    lowercase: set[str] = field(default_factory=set)

    def forces_of(self, country: str) -> str:
        """The id of a country's armed forces."""
        return f"{self.governments[country]}-armed-forces"

    def lengths(self) -> Iterator[tuple[str, int]]:
        """For each name its first word, and a mask of its number of words, negative if it needs a capital."""
        for table in (self.aliases, self.leaders, self.demonyms):
            for key in table:
                mask = 1 << key.count(" ")
                yield key.partition(" ")[0], mask if key in self.lowercase else -mask


def load_actors(places: Gazetteer, extra: Path | None = None) -> Actors:
    """The actors of the package and of `extra`; what is wrong in either is a ConfigError."""
    actors = Actors()
    entries = _entries(read_data("actors.toml"), "actors.toml")
    if extra is not None:
        entries |= _entries(_read(extra), str(extra))
    _add_states(actors, places)
    for entry, where in entries.values():
        _add(actors, entry, where)
    _check_parents(actors, entries)
    _add_demonyms(actors, places)
    return actors


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}") from error


def _entries(text: str, where: str) -> dict[str, tuple[dict[str, Any], str]]:
    """The entries of a file by id, each checked and with the words that name it in a message."""
    found: dict[str, tuple[dict[str, Any], str]] = {}
    entries = parse_toml(text, where).get("actor", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{where}: actor: expected [[actor]] entries")
    for number, entry in enumerate(entries, 1):
        here = f"{where}: actor {entry.get('id', number)}"
        _check(entry, here)
        if entry["id"] in found:
            raise ConfigError(f"{here}: id: there twice")
        found[entry["id"]] = entry, here
    return found


def _check(entry: dict[str, Any], here: str) -> None:
    for key in sorted(entry.keys() - _KEYS):
        raise ConfigError(f"{here}: {key}: not a known key (known: {', '.join(sorted(_KEYS))})")
    for key in ("id", "name", "kind"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise ConfigError(f"{here}: {key}: missing, or not a text")
    if not _SLUG.fullmatch(entry["id"]):
        raise ConfigError(f"{here}: id: {entry['id']!r} is not a slug (small letters, digits, hyphens)")
    if entry["kind"] not in KINDS:
        raise ConfigError(f"{here}: kind: {entry['kind']!r} is none of {', '.join(sorted(KINDS))}")
    if not re.fullmatch(r"(?:[A-Z]{2})?", str(entry.get("country", ""))):
        raise ConfigError(f"{here}: country: {entry['country']!r} is not ISO 3166-1 alpha-2")
    for key in _LISTS:
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and fold(v) for v in values):
            raise ConfigError(f"{here}: {key}: expected a list of names")
    if entry.get("ambiguous") and not entry.get("context"):
        raise ConfigError(f"{here}: context: missing, and ambiguous names need it")


def _add_states(actors: Actors, places: Gazetteer) -> None:
    """A government and armed forces for each country; an entry with that id gives them names."""
    for iso, place in places.country_places.items():
        name = places.titles[place]
        id = fold(name).replace(" ", "-")
        actors.governments[iso] = id
        actors.by_id[id] = Actor(id, name, "government", iso)
        forces = f"{id}-armed-forces"
        actors.by_id[forces] = Actor(forces, f"{name}: armed forces", "military", iso, (id,))


def _add(actors: Actors, entry: dict[str, Any], here: str) -> None:
    id, country = entry["id"], entry.get("country", "")
    actors.by_id[id] = Actor(id, entry["name"], entry["kind"], country, tuple(entry.get("parents", ())))
    for name in entry.get("aliases", ()):
        _alias(actors, name, Alias(id, capitals=_is_acronym(name)))
    context = frozenset(word for text in entry.get("context", ()) for word in fold(text).split())
    for name in entry.get("ambiguous", ()):
        _alias(actors, name, Alias(id, _is_acronym(name), context))
    for leader in entry.get("leaders", ()):
        until = leader.get("until") if isinstance(leader, dict) else None
        if not isinstance(leader, dict) or not isinstance(leader.get("name"), str):
            raise ConfigError(f"{here}: leaders: expected {{ name = \"...\", until = 2024-12-08 }}")
        if until is not None and type(until) is not date:
            raise ConfigError(f"{here}: leaders: until: {until!r} is not a date")
        actors.leaders[fold(leader["name"])] = Leader(country, until)


def _alias(actors: Actors, name: str, alias: Alias) -> None:
    key = " ".join(fold(name).split()[:MAX_WORDS])
    actors.aliases[key] = alias
    if name[0].islower():
        actors.lowercase.add(key)


def _is_acronym(name: str) -> bool:
    """Capitals and digits only: such a name is looked for in capitals only."""
    return name.isascii() and name.isupper()


def _check_parents(actors: Actors, entries: dict[str, tuple[dict[str, Any], str]]) -> None:
    for entry, here in entries.values():
        for parent in entry.get("parents", ()):
            if parent not in actors.by_id:
                raise ConfigError(f"{here}: parents: {parent!r} is not an actor")


def _add_demonyms(actors: Actors, places: Gazetteer) -> None:
    actors.demonyms.update(places.demonyms)
    for iso, words in parse_toml(read_data("demonyms.toml"), "demonyms.toml").items():
        if iso not in places.country_places:
            raise ConfigError(f"demonyms.toml: {iso}: not a country")
        for word in (fold(w) for pattern in words.split() for w in _expand(pattern)):
            if actors.demonyms.setdefault(word, iso) == iso:
                actors.lowercase.add(word)


def _expand(pattern: str) -> Iterable[str]:
    """Turn "a{b,c}" into "ab", "ac"."""
    before, brace, rest = pattern.partition("{")
    if not brace:
        return [pattern]
    choices, _, after = rest.partition("}")
    return [before + choice + end for choice in choices.split(",") for end in _expand(after)]
