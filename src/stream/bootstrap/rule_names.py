"""Names in watch rules against the tables of the other stages: a name that nothing can have never rings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from stream.alert.watch.named import EVENTS, Given, given
from stream.alert.watch.rules import Rule
from stream.alert.watch.words import fold
from stream.classify.actors.files import KINDS
from stream.classify.actors.groups import NOUNS
from stream.classify.words.text import fold as looked_up
from stream.classify.words.text import word_set
from stream.dedupe.providers import Providers, load
from stream.pipeline.stages import Facts, StageOptions, own_text
from stream.settings import Settings
from stream.wire.reading.language import UNDETERMINED, read_language

_NEAREST = 3

_LANGUAGES = word_set("""
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
""")
"""ISO 639-1."""


class Unknown(NamedTuple):
    """A name that is in no table: rule, key, and what is wrong with it, with the nearest names.

    `sure`: nothing on the wire can have it. Providers are anybody's to name, and so are places: those
    are only doubted.
    """

    rule: str
    key: str
    why: str
    sure: bool

    def __str__(self) -> str:
        return f'rule "{self.rule}": key "{self.key}": {self.why}'


def unknown_names(
    rules: Iterable[Rule], settings: Settings, options: StageOptions
) -> list[Unknown]:
    """Every name of the rules that the tables lack, the settings' own files of actors and providers included."""
    tables = _Tables(settings, options)
    return [found for each in given(rules) if (found := _judged(each, tables)) is not None]


def _judged(each: Given, tables: _Tables) -> Unknown | None:
    judge, sure = {
        "actor": (tables.actor, True),
        "kind": (tables.kind, True),
        "place": (tables.place, False),
        "division": (tables.division, True),
        "country": (tables.country, True),
        "language": (_language, True),
        "event": (_event, True),
        "provider": (tables.provider, False),
        "agency": (tables.agency, False),
    }[each.kind]
    why = judge(each.name)
    return Unknown(each.rule, each.key, why, sure) if why else None


class _Tables:
    """The tables, each read when it is first asked. A judge says what is wrong with a name, or ""."""

    def __init__(self, settings: Settings, options: StageOptions) -> None:
        self._settings, self._options, self._facts = settings, options, Facts(options)

    @cached_property
    def _actor_names(self) -> dict[str, str]:
        """Ids, names and leaders: what an update's actor can be called, folded, each as it is written."""
        every = self._facts.actors.by_id.values()
        people = (term.person for terms in self._facts.actors.leaders.values() for term in terms)
        names = (*people, *(actor.name for actor in every), *(actor.id for actor in every))
        return {fold(name): name for name in names}

    @cached_property
    def _providers(self) -> Providers:
        return load(own_text(self._options.providers))

    @cached_property
    def _provider_names(self) -> list[str]:
        """To find near ones: the names under which sources count."""
        feeds = (source.provider for source in self._settings.sources if source.provider)
        return sorted({*feeds, *self._providers.names})

    def actor(self, name: str) -> str:
        """An id or a name of an actor, or of an unnamed group; not one of the names that texts use for it."""
        folded = fold(name)
        if folded in self._actor_names or _is_unnamed(folded):
            return ""
        meant = sorted({actor.id for actor, _ in self._facts.actors.named(name, date.max)})
        if meant:
            return f'"{name}" is a name in texts; rules take the actor\'s id: {_quoted(meant)}'
        return f'no actor has the id or name "{name}"{self._near_actors(folded)}'

    def _near_actors(self, folded: str) -> str:
        """By likeness of the whole, else whose names hold the word."""
        names = self._actor_names
        near = difflib.get_close_matches(folded, names, n=_NEAREST, cutoff=0.7)
        near = near or [name for name in names if folded in name.split()][:_NEAREST]
        return f"{_near(names[name] for name in near)} (`newswire actors find` looks for more)"

    def kind(self, name: str) -> str:
        """A kind of actors."""
        if fold(name) in KINDS:
            return ""
        return f'"{name}" is no kind of actors; allowed: {", ".join(sorted(KINDS))}'

    def country(self, code: str) -> str:
        """A country's code by ISO 3166-1."""
        if code in self._facts.actors.governments:
            return ""
        named = {"UK": "GB", "EL": "GR"}.get(code, "")
        near = (
            [named]
            if named
            else difflib.get_close_matches(code, self._facts.actors.governments, n=_NEAREST)
        )
        return f'no country has the code "{code}" by ISO 3166-1{_near(near)}'

    def place(self, name: str) -> str:
        """GeoNames' id or name of a place; by another name a rule holds only for texts that call it so."""
        places = self._facts.places
        if name.lstrip("-").isdecimal():
            return "" if int(name) in places.ids else f'no place has the id "{name}"'
        found = places.candidates(looked_up(name))
        if not found:
            return f'no place has the name "{name}"'
        if fold(places.titles[found[0]]) == fold(name):
            return ""
        meant = f'"{places.titles[found[0]]}" (id {places.ids[found[0]]})'
        return f'GeoNames calls "{name}" {meant}: the rule holds only for texts that say "{name}"'

    def division(self, name: str) -> str:
        """GeoNames' name, or the ISO 3166-2 code, of a first-order division."""
        places, wanted = self._facts.places, fold(name)
        at = {n: places.divisions.get(places.admins[n], "") for n in places.admin_places.values()}
        if any(wanted in (fold(places.titles[n]), fold(code)) for n, code in at.items()):
            return ""
        meant = [n for n in places.candidates(looked_up(name)) if n in at]
        if meant:
            return (
                f'GeoNames calls the division "{name}" {_quoted(places.titles[n] for n in meant)}'
            )
        titles = {fold(places.titles[n]): places.titles[n] for n in at}
        near = difflib.get_close_matches(wanted, titles, n=_NEAREST, cutoff=0.7)
        return (
            f'no first-order division has the name or code "{name}"{_near(titles[n] for n in near)}'
        )

    def provider(self, name: str) -> str:
        """A provider of the table, or one that the settings name for a source."""
        by_name = {fold(known): known for known in self._provider_names}
        if fold(name) in by_name or self._providers.feed(name) is not None:
            return ""
        found = difflib.get_close_matches(fold(name), by_name, n=_NEAREST)
        near = [by_name[each] for each in found]
        return f'"{name}" is in no table of providers: right only if a feed calls itself so{_near(near)}'

    def agency(self, name: str) -> str:
        """The name that a provider counts under as a source."""
        unit = self._providers.unit(name)
        if fold(unit) != fold(name):
            return f'"{name}" counts under the name "{unit}"'
        return self.provider(name)


def _is_unnamed(folded: str) -> bool:
    """As "unnamed-rebels-mali" or "unnamed rebels (Mali)": made for a text, in no table."""
    words = folded.replace("-", " ").split()
    return len(words) > 1 and words[0] == "unnamed" and words[1] in set(NOUNS.values())


def _language(tag: str) -> str:
    """What an update's language can be: its shortest code alone, as "en"."""
    if tag.lower() == UNDETERMINED:
        return ""
    code = read_language(tag, [])
    if code and code != tag.lower():
        return f'no update has the language "{tag}": updates carry "{code}"'
    if code in _LANGUAGES or len(code) == 3:  # ISO 639-3 has 7,900 of them
        return ""
    return f'"{tag}" is no language of ISO 639-1, nor a code of three letters of ISO 639-3'


def _event(name: str) -> str:
    if name in EVENTS:
        return ""
    near = difflib.get_close_matches(name, EVENTS, n=1)
    return f'"{name}" is not one of {", ".join(EVENTS)}{_near(near)}'


def _near(names: Iterable[str]) -> str:
    """What is allowed and like it, if anything is."""
    quoted = _quoted(names)
    return f"; the nearest: {quoted}" if quoted else ""


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
