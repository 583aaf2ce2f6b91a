"""The labels that an update counts under.

`actor` takes participants only: a source that a report cites takes no part in the event. `place`,
`admin1` and `country` are where the story is: the places of the event, others that it names in the same
country, its dateline, and the place that it is about. What else is mentioned counts under `mention`, so
that neither a list of towns in a letter nor the seat of a far ministry puts a mark on the map; a demonym
("Syrian") names no place at all. `event` are the classes of what was done;
what is announced or feared is left out. To bound the series of one update, at most 16 actors and 16
places are taken, the surest first and then by id: 16 × 16 pairs at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from msgspec import Struct

from stream.model import ActorLabel, Classified, Dimension, PlaceLabel

MOST = 16
"""The most actors, and the most places, that one update counts under."""

L = TypeVar("L", ActorLabel, PlaceLabel)

Pair = tuple[str, str]
"""A value and its name."""

Site = tuple[str, str, str]
"""A place: id, name, ISO 3166-1 alpha-2 country or empty."""


Named = tuple[Dimension, str, str]
"""A label as a record of tallies says it: dimension, value, name."""


class Label(NamedTuple):
    """One label: the dimension, the value that series are keyed by, a name to read, and its country."""

    dimension: Dimension
    value: str
    name: str
    country: str = ""


class Labels(Struct, frozen=True, array_like=True):
    """What a row keeps of an update's labels, each list sorted by value; pairs are derived."""

    language: str
    actors: tuple[Pair, ...] = ()
    places: tuple[Site, ...] = ()
    countries: tuple[Pair, ...] = ()
    regions: tuple[Site, ...] = ()
    mentions: tuple[Site, ...] = ()
    events: tuple[str, ...] = ()


def labels_of(classified: Classified, country_names: Mapping[str, str]) -> Labels:
    """The labels of an update; a country that `country_names` (ISO 3166-1 alpha-2) lacks is named
    by its code.
    """
    actors = _surest(actor for actor in classified.actors if actor.role == "participant")
    known = _surest(place for place in classified.places if place.role != "demonym")
    scene = {place.country for place in known if place.role == "event" and place.country}
    places = [place for place in known if _is_named_first(place) or place.country in scene]
    mentions = [place for place in known if place not in places]
    countries = sorted({place.country for place in places if place.country})
    return Labels(
        classified.item.update.language,
        tuple((actor.id, actor.name) for actor in actors),
        tuple(_site(place) for place in places if place.kind != "country"),
        tuple((code, country_names.get(code, code)) for code in countries),
        tuple(sorted({_region(place) for place in places if place.admin1})),
        tuple(_site(place) for place in mentions),
        tuple(sorted({event.type for event in classified.events if not event.planned})),
    )


def _is_named_first(place: PlaceLabel) -> bool:
    """Whether the story is there whatever else it names."""
    return place.role != "mention" or place.focus


def _site(place: PlaceLabel) -> Site:
    return (str(place.id), place.name, place.country)


def _region(place: PlaceLabel) -> Site:
    """The first-level division of a place: two countries may have one of the same name."""
    return (f"{place.country}:{place.admin1}", place.admin1, place.country)


def _surest(labels: Iterable[L]) -> list[L]:
    """The surest label of each id, at most `MOST`, sorted by id so that a changed confidence
    changes nothing.
    """
    distinct: dict[str | int, L] = {}
    for label in sorted(labels, key=_sureness):
        distinct.setdefault(label.id, label)
    return sorted(list(distinct.values())[:MOST], key=lambda label: label.id)


def _sureness(label: ActorLabel | PlaceLabel) -> tuple[bool, float, str | int, str]:
    mention = isinstance(label, PlaceLabel) and not _is_named_first(label)
    return (mention, -label.confidence, label.id, label.name)


@lru_cache(maxsize=512)
def spread(labels: Labels, agency: str) -> Mapping[str, Label]:
    """Every label that an update of this agency counts under, by `dimension|value`. Treat as read-only."""
    found = [
        Label("all", "all", "all"),
        *(Label("actor", *actor) for actor in labels.actors),
        *(Label("place", *place) for place in labels.places),
        *(Label("admin1", *region) for region in labels.regions),
        *(Label("country", code, name, code) for code, name in labels.countries),
        *(
            Label("actor_place", f"{actor}×{place}", f"{who} × {where}", country)
            for actor, who in labels.actors
            for place, where, country in labels.places
        ),
        *(Label("mention", *place) for place in labels.mentions),
        *(Label("event", event, event) for event in labels.events),
        Label("source", agency, agency),
        Label("language", labels.language, labels.language),
    ]
    return {f"{label.dimension}|{label.value}": label for label in found}
