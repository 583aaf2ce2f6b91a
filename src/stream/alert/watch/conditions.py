"""The kinds of condition: each says in words why it holds, or what it asks for.

A new kind is a key of `rules.Where`, one function here, and its line in `KINDS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from stream.alert.watch.expressions import Hit, parse
from stream.alert.watch.facts import Facts, cell, divisions_of, quoted
from stream.alert.watch.rules import Circle, Field, Where
from stream.alert.watch.words import fold
from stream.model import PlaceLabel

Test = Callable[[Facts], str | None]
"""Says in words why it holds ("" where that is no news to the reader), or None if it does not."""

_EARTH_KM = 6371.0
"""Mean radius of the Earth (IUGG)."""

_MANY_CELLS = 2_000

_NOW, _MINUTE, _AHEAD = timedelta(0), timedelta(minutes=1), timedelta(minutes=10)

_FIELDS: tuple[Field, ...] = ("headline", "body")


class Condition(NamedTuple):
    """A condition made ready: its test, what it asks in words, and how the index finds it.

    `keys` and `words`: where it holds, at least one of them is among the update's (`Facts.keys`,
    words of its texts). Both empty: nothing can be said beforehand.
    """

    test: Test
    asks: str
    keys: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def _listed(values: Iterable[object]) -> str:
    return " or ".join(map(str, values))


_SHOWN = 160
"""Characters of a list of words that are shown; a rule in many languages has hundreds."""


def _some(values: Sequence[str]) -> str:
    """As many of the values as can be read at a glance, and how many more there are."""
    shown = 1
    while shown < len(values) and len(_listed(values[: shown + 1])) <= _SHOWN:
        shown += 1
    more = len(values) - shown
    return _listed(values[:shown]) + (f" or {more} more" if more else "")


def by_actors(where: Where) -> Condition:
    """One actor that fits all that the rule says of actors."""
    wanted, kinds = frozenset(map(fold, where.actors)), frozenset(map(fold, where.actor_kinds))
    roles = frozenset(where.actor_roles or ("participant",))
    directions = frozenset(where.actor_directions)

    def test(facts: Facts) -> str | None:
        for actor, names in facts.actors:
            if (
                actor.role in roles
                and (not wanted or not wanted.isdisjoint(names))
                and (not kinds or fold(actor.kind) in kinds)
                and (not directions or actor.direction in directions)
            ):
                return f"actor {actor.name}{quoted(actor.evidence)}"
        return None

    asks = _listed(where.actors) or "one"
    asks += f" of kind {_listed(where.actor_kinds)}" if kinds else ""
    asks += f" as {_listed([*sorted(roles), *sorted(directions)])}"
    keys = [f"actor {name}" for name in wanted] or [f"kind {kind}" for kind in kinds]
    return Condition(test, f"actor {asks}", frozenset(keys))


def by_places(where: Where) -> Condition:
    """One place that fits all that the rule says of places."""
    wanted = frozenset(fold(str(place)) for place in where.places)
    divisions = frozenset(map(fold, where.admin1))
    roles = frozenset(where.place_roles or ("event", "dateline"))

    def test(facts: Facts) -> str | None:
        for place, names in facts.places:
            if (
                place.role in roles
                and (not wanted or not wanted.isdisjoint(names))
                and (not where.countries or place.country in where.countries)
                and (not divisions or not divisions.isdisjoint(divisions_of(place)))
                and (not where.place_kinds or place.kind in where.place_kinds)
                and (not where.focus or place.focus)
                and (not where.near or _within(place, where.near))
            ):
                return _place_reason(where, place)
        return None

    return Condition(test, _places_asked(where, roles), _place_keys(where, wanted, divisions))


def _place_reason(where: Where, place: PlaceLabel) -> str:
    shown = f"place {place.name}{quoted(place.evidence)}"
    if where.near:
        km = min(distance(place, circle) for circle in where.near)
        return f"{shown}, {km:.0f} km away"
    if where.places:
        return shown
    if where.admin1:
        return f"admin1 {place.admin1} by {shown}"
    return f"country {place.country} by {shown}" if where.countries else shown


def _places_asked(where: Where, roles: Iterable[str]) -> str:
    parts = [_listed(where.places)] if where.places else []
    parts += [f"of kind {_listed(where.place_kinds)}"] if where.place_kinds else []
    parts += [f"in {_listed(where.admin1)}"] if where.admin1 else []
    parts += [f"in country {_listed(where.countries)}"] if where.countries else []
    for circle in where.near:
        parts.append(f"within {circle.km:g} km of {circle.latitude:g}, {circle.longitude:g}")
    focus = " and focus" if where.focus else ""
    return f"place {' '.join(parts)} as {_listed(sorted(roles))}{focus}"


def _place_keys(where: Where, wanted: Iterable[str], divisions: Iterable[str]) -> frozenset[str]:
    if where.places:
        return frozenset(f"place {name}" for name in wanted)
    if where.near and (cells := _cells(where.near)):
        return cells
    if where.admin1:
        return frozenset(f"admin1 {name}" for name in divisions)
    if where.countries:
        return frozenset(f"country {code}" for code in where.countries)
    return frozenset(f"kind of place {kind}" for kind in where.place_kinds)


def _within(place: PlaceLabel, circles: Iterable[Circle]) -> bool:
    return any(distance(place, circle) <= circle.km for circle in circles)


def distance(place: PlaceLabel, circle: Circle) -> float:
    """Kilometres from the place to the middle of the circle, along the surface (haversine)."""
    north, south = math.radians(place.latitude), math.radians(circle.latitude)
    east = math.radians(place.longitude - circle.longitude)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _cells(circles: Iterable[Circle]) -> frozenset[str]:
    """The degree squares that the circles touch; none if these are too many, or at a pole."""
    found: set[str] = set()
    for circle in circles:
        high = circle.km / (_EARTH_KM * math.pi / 180)
        edge = min(89.9, abs(circle.latitude) + high)
        wide = high / math.cos(math.radians(edge))
        if edge == 89.9 or (2 * high + 2) * (2 * wide + 2) > _MANY_CELLS:
            return frozenset()
        for north in range(
            math.floor(circle.latitude - high), math.floor(circle.latitude + high) + 1
        ):
            west, far = circle.longitude - wide, circle.longitude + wide
            for east in range(math.floor(west), math.floor(far) + 1):
                wrapped = (east + 180) % 360 - 180
                found.add(cell(north, wrapped))
                if wrapped == -180:
                    found.add(cell(north, 180))
    return frozenset(found)


def by_events(where: Where) -> Condition:
    """An event of one of the types that has happened, or is planned where the rule asks for that."""
    phases = frozenset(where.event_phases or ("done",))

    def test(facts: Facts) -> str | None:
        for event in facts.classified.events:
            if event.type in where.events and ("planned" if event.planned else "done") in phases:
                return f"event {event.type}{quoted(event.evidence)}"
        return None

    asks = f"event {_listed(where.events)}, {_listed(sorted(phases))}"
    return Condition(test, asks, frozenset(f"event {name}" for name in where.events))


def by_casualties(where: Where) -> Condition:
    """As many casualties of a kind, by the lowest number that a statement allows."""
    least = where.casualties

    def test(facts: Facts) -> str | None:
        for label in facts.classified.casualties:
            if label.kind in least and label.least >= least[label.kind]:
                return f"{label.least} {label.kind}{quoted(label.evidence)}"
        return None

    asks = _listed(f"{n} or more {kind}" for kind, n in sorted(least.items()))
    return Condition(test, asks, frozenset(f"casualties {kind}" for kind in least))


def by_words(where: Where) -> Condition:
    """One of the expressions, over headline and body together."""
    expressions = [parse(words) for words in where.words]
    fields = where.word_fields or _FIELDS
    anchors: frozenset[str] = frozenset().union(*(each.anchors for each in expressions))
    whole = set(fields) == set(_FIELDS)
    ready = [(each.anchors, each.barred if whole else None, each) for each in expressions]

    def test(facts: Facts) -> str | None:
        known = facts.words()
        if anchors.isdisjoint(known):
            return None
        for needs, barred, expression in ready:
            if needs.isdisjoint(known):
                continue
            if barred and not barred.isdisjoint(known) and facts.is_ascii:
                continue
            if hits := expression.find(facts.texts(fields)):
                return _found(hits)
        return None

    asks = f"words {_some(where.words)} in {_listed(fields)}"
    return Condition(test, asks, words=anchors)


def _found(hits: Sequence[Hit]) -> str:
    """As `words "ceasefire" in headline, "talks", "Doha" in body`."""
    by_field: dict[str, list[str]] = {}
    for hit in hits:
        by_field.setdefault(hit.field, []).append(f'"{hit.phrase}"')
    shown = ", ".join(f"{', '.join(phrases)} in {field}" for field, phrases in by_field.items())
    return f"word{'s' if len(hits) > 1 else ''} {shown}"


def by_languages(where: Where) -> Condition:
    """The update's language, by its full tag or by its primary subtag."""
    wanted = frozenset(language.lower() for language in where.languages)

    def test(facts: Facts) -> str | None:
        tag = facts.update.language.lower()
        return f"language {tag}" if tag in wanted or tag.partition("-")[0] in wanted else None

    keys = frozenset(f"language {language.partition('-')[0]}" for language in wanted)
    return Condition(test, f"language {_listed(where.languages)}", keys)


def by_providers(where: Where) -> Condition:
    """Who sent the update."""
    wanted = frozenset(map(fold, where.providers))

    def test(facts: Facts) -> str | None:
        name = facts.update.provider
        return f"provider {name}" if fold(name) in wanted else None

    keys = frozenset(f"provider {name}" for name in wanted)
    return Condition(test, f"provider {_listed(where.providers)}", keys)


def by_agencies(where: Where) -> Condition:
    """Whose text it is, whoever sent it."""
    wanted = frozenset(map(fold, where.agencies))

    def test(facts: Facts) -> str | None:
        return f"agency {facts.agency}" if fold(facts.agency) in wanted else None

    keys = frozenset(f"agency {name}" for name in wanted)
    return Condition(test, f"agency {_listed(where.agencies)}", keys)


def by_urgency(where: Where) -> Condition:
    """An urgency at least as high as the rule's (1 is the highest); none at all does not match."""
    least = where.min_urgency or 0

    def test(facts: Facts) -> str | None:
        urgency = facts.update.urgency
        return f"urgency {urgency}" if urgency is not None and urgency <= least else None

    keys = frozenset(f"urgency {n}" for n in range(1, least + 1))
    return Condition(test, f"urgency {least} or higher", keys)


def by_age(where: Where) -> Condition:
    """A stated time at most so long before the update came in, or a little after it (clocks differ)."""
    most = timedelta(minutes=where.max_age_minutes or 0)

    def test(facts: Facts) -> str | None:
        update = facts.update
        stated = update.version_created or update.first_created
        if stated is None or stated != update.event_time:
            return None
        age = update.ingested_at - stated
        return f"{max(age, _NOW) // _MINUTE} minutes old" if -_AHEAD <= age <= most else None

    return Condition(test, f"at most {where.max_age_minutes} minutes old")


KINDS: tuple[tuple[tuple[str, ...], Callable[[Where], Condition]], ...] = (
    (("min_urgency",), by_urgency),
    (("max_age_minutes",), by_age),
    (("providers",), by_providers),
    (("agencies",), by_agencies),
    (("languages",), by_languages),
    (("events",), by_events),
    (("casualties",), by_casualties),
    (("actors", "actor_kinds"), by_actors),
    (("places", "place_kinds", "countries", "admin1", "near"), by_places),
    (("words",), by_words),
)
"""The kinds of condition with the keys that call for them, the cheap ones first: the first that
fails ends the match."""
