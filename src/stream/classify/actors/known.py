"""The actors that the stage knows: their names, and how names lead to them.

Read from data/actors/*.csv and from a file of the user's own (TOML or CSV), whose entries replace those with
the same id; docs/actors.md describes both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stream.classify.actors.divisions import division_bodies
from stream.classify.actors.files import Entry, csv_rows, day, read_entries, read_file
from stream.classify.actors.offices import Term, in_office, read_terms
from stream.classify.actors.shared import second_meanings
from stream.classify.actors.states import BODIES, SOCIETIES, SOCIETY
from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.automaton import MAX_WORDS
from stream.classify.words.lexicon import parse_toml, read_data
from stream.classify.words.text import fold
from stream.errors import ConfigError

VERSION = "2026.11"
"""The knowledge base's own version: the year and month to which it is current."""

FILES = (
    "states.csv",
    "institutions.csv",
    "armed-groups.csv",
    "international.csv",
    "parties-media-companies.csv",
    "universities.csv",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor: `country` is ISO 3166-1 alpha-2 or empty, `parents` and `successor` are ids, dates are its life."""

    id: str
    name: str
    kind: str
    country: str = ""
    parents: tuple[str, ...] = ()
    successor: str = ""
    since: date | None = None
    until: date | None = None
    wikidata: str = ""

    def lived(self, on: date) -> bool:
        """Whether the actor existed on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Alias:
    """What a name may lead to: an actor, unconditionally or with one of `context` in the story."""

    actor: str
    capitals: bool = False
    context: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Governing:
    """Who speaks for a country in fact; `capital_only`: only under the capital's name ("Sanaa said"); `seat`: only so,
    and where the story does not name the country ("Brussels said")."""

    term: Term
    capital_only: bool
    seat: bool


@dataclass(slots=True)
class Actors:
    """The actors by id, and folded names of each kind; `lowercase` are those that need no capital."""

    by_id: dict[str, Actor] = field(default_factory=dict)
    aliases: dict[str, list[Alias]] = field(default_factory=dict)
    leaders: dict[str, list[Term]] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    governments: dict[str, str] = field(default_factory=dict)
    lowercase: set[str] = field(default_factory=set)
    governing: dict[str, list[Governing]] = field(default_factory=dict)

    def speaker(self, country: str, by_capital: bool, on: date, named: bool = True) -> str:
        """The actor that a country's name, or its capital's, stands for on a day.

        `named`: the story names the country.
        """
        for rule in self.governing.get(country, ()):
            meant = (by_capital or not rule.capital_only) and not (rule.seat and named)
            if meant and rule.term.holds(on):
                return rule.term.actor
        return self.governments[country]

    def body(self, country: str, body: str) -> str:
        """The id of a body of a state (states.py)."""
        return f"{self.governments[country]}-{body}"

    def same_body(self, id: str, country: str) -> str:
        """The id of an actor; of a state's body, that of the same body of another country, if one is given."""
        state = self.governments.get(self.by_id[id].country, "")
        body = id.removeprefix(f"{state}-")
        return self.body(country, body) if country and body in BODIES else id

    def relief_society(self, country: str) -> str:
        """The id of a country's Red Cross or Red Crescent society: an entry of the package's, or the derived one."""
        return SOCIETIES.get(country) or self.body(country, SOCIETY)

    def named(self, name: str, on: date) -> list[tuple[Actor, str]]:
        """The actors that a name may mean on a day, each with the words that say why."""
        key = fold(name)
        found = [
            (self.by_id[a.actor], "needs context" if a.context else "name")
            for a in self.aliases.get(key, ())
        ]
        if (term := in_office(self.leaders.get(key, []), on)) is not None:
            found.append((self.by_id[term.actor], f"{term.office}: {term.person}"))
        if key in self.by_id:
            found.append((self.by_id[key], "id"))
        return found


def load_actors(places: Gazetteer, extra: Path | None = None) -> Actors:
    """The actors of the package and of `extra`; what is wrong in either is a ConfigError."""
    actors = Actors()
    entries: dict[str, tuple[Entry, str]] = {}
    for name in FILES:
        entries |= read_entries(read_data(f"actors/{name}"), name)
    if extra is not None:
        entries |= read_entries(read_file(extra), str(extra))
    _add_states(actors, places)
    _add_divisions(actors, places)
    for entry, _ in entries.values():
        _add(actors, entry)
    _check_links(actors, entries)
    _add_leaders(actors, entries)
    _add_governing(actors)
    _add_demonyms(actors, places)
    return actors


def _add_states(actors: Actors, places: Gazetteer) -> None:
    """A government and the bodies of states.py for each country; an entry with that id gives them names."""
    for iso, place in places.country_places.items():
        name = places.titles[place]
        id = fold(name).replace(" ", "-")
        actors.governments[iso] = id
        actors.by_id[id] = Actor(id, name, "government", iso)
        for body, (kind, words) in BODIES.items():
            if body == SOCIETY and iso in SOCIETIES:
                continue
            actors.by_id[f"{id}-{body}"] = Actor(
                f"{id}-{body}", f"{name}: {words}", kind, iso, (id,)
            )


def _add_divisions(actors: Actors, places: Gazetteer) -> None:
    for id, name, kind, country, parents in division_bodies(places):
        actors.by_id[id] = Actor(id, name, kind, country, parents)


def _add(actors: Actors, entry: Entry) -> None:
    id, kind = entry["id"], entry["kind"]
    derived = actors.by_id.get(
        id
    )  # a body of a state that only gets names keeps its state as parent
    parents = tuple(entry.get("parents", ())) or (derived.parents if derived is not None else ())
    actors.by_id[id] = Actor(
        id, entry["name"], kind, entry.get("country", ""), parents,
        entry.get("successor", ""), entry.get("from"), entry.get("until"), entry.get("wikidata", ""),
    )  # fmt: skip
    names = list(entry.get("aliases", ()))
    ambiguous = entry.get("ambiguous", [])
    if (
        "(" not in entry["name"]
        and entry["name"] not in ambiguous
        and id not in actors.governments.values()
    ):
        names.append(entry["name"])  # a state's own name is its place's: the labeller reads it
    for name in names:
        _alias(actors, name, Alias(id, capitals=_is_acronym(name)))
    context = frozenset(word for text in entry.get("context", ()) for word in fold(text).split())
    for name in ambiguous:
        _alias(actors, name, Alias(id, _is_acronym(name), context))


def _alias(actors: Actors, name: str, alias: Alias) -> None:
    key = " ".join(fold(name).split()[:MAX_WORDS])
    known = actors.aliases.setdefault(key, [])
    same = [old for old in known if old.actor == alias.actor and old.context == alias.context]
    if not same:
        known.append(alias)
    elif not alias.capitals and same[0].capitals:  # "NATO" and "Nato": the second needs no capitals
        known[known.index(same[0])] = alias
    if name[0].islower():
        actors.lowercase.add(key)


def _is_acronym(name: str) -> bool:
    """Capitals and digits only: such a name is looked for in capitals only."""
    return name.isascii() and name.isupper()


def _check_links(actors: Actors, entries: dict[str, tuple[Entry, str]]) -> None:
    for entry, here in entries.values():
        for parent in entry.get("parents", ()):
            if parent not in actors.by_id:
                raise ConfigError(f"{here}: parents: {parent!r} is not an actor")
        if (successor := entry.get("successor")) and successor not in actors.by_id:
            raise ConfigError(f"{here}: successor: {successor!r} is not an actor")


def _add_leaders(actors: Actors, entries: dict[str, tuple[Entry, str]]) -> None:
    """Those of data/actors/leaders.csv, behind those that a user's entry names (`leaders`)."""
    for entry, here in entries.values():
        for leader in entry.get("leaders", ()):
            term = _term(leader, entry, here)
            actors.leaders.setdefault(fold(term.person), []).append(term)
    owners = {id: (id, actor.country) for id, actor in actors.by_id.items()}
    owners |= {iso: (id, iso) for iso, id in actors.governments.items()}
    for key, terms in read_terms(read_data("actors/leaders.csv"), "leaders.csv", owners).items():
        actors.leaders.setdefault(key, []).extend(terms)


def _add_governing(actors: Actors) -> None:
    for row in csv_rows(read_data("actors/governing.csv"), "governing.csv"):
        here = f"governing.csv: {row['country']}"
        since, until = day(row["from"], here, "from"), day(row["until"], here, "until")
        term = Term("", "government", row["actor"], row["country"], since, until)
        actors.governing.setdefault(row["country"], []).append(
            Governing(term, row["speaks_for"] != "state", row["speaks_for"] == "seat")
        )


def _term(leader: object, entry: Entry, here: str) -> Term:
    if not isinstance(leader, dict) or not isinstance(leader.get("name"), str):
        raise ConfigError(f'{here}: leaders: expected {{ name = "...", until = 2024-12-08 }}')
    for key in ("from", "until"):
        if leader.get(key) is not None and type(leader[key]) is not date:
            raise ConfigError(f"{here}: leaders: {key}: {leader[key]!r} is not a date")
    return Term(leader["name"], leader.get("office", "leader"), entry["id"], entry.get("country", ""),
                leader.get("from"), leader.get("until"))  # fmt: skip


def _add_demonyms(actors: Actors, places: Gazetteer) -> None:
    actors.demonyms.update(places.demonyms)
    actors.demonyms.update(second_meanings())
    for iso, words in parse_toml(read_data("demonyms.toml"), "demonyms.toml").items():
        if iso not in places.country_places:
            raise ConfigError(f"demonyms.toml: {iso}: not a country")
        for written in (w for pattern in words.split() for w in _expand(pattern)):
            word = fold(written)
            if any(places.kinds[index] == "country" for index in places.candidates(word)):
                continue  # "Argentina" is the land, though Spanish has an adjective of this form
            if actors.demonyms.setdefault(word, iso) == iso and written[0].islower():
                actors.lowercase.add(word)


def _expand(pattern: str) -> Iterable[str]:
    """Turn "a{b,c}" into "ab", "ac"."""
    before, brace, rest = pattern.partition("{")
    if not brace:
        return [pattern]
    choices, _, after = rest.partition("}")
    return [before + choice + end for choice in choices.split(",") for end in _expand(after)]
