"""The labels that an update counts under: (dimension, value, name).

`actor` takes participants only: a source that a report cites takes no part in the event. `place`
takes every role but a demonym ("Syrian" names no place of the event); a place of kind country
counts under `country`, with the countries of the other places. To bound the series of one update,
at most 16 actors and 16 places are taken, the surest first and then by id: 16 × 16 pairs at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from stream.model import ActorLabel, Classified, Dimension, PlaceLabel

MOST = 16
"""The most actors, and the most places, that one update counts under."""

L = TypeVar("L", ActorLabel, PlaceLabel)

Pair = tuple[str, str]
"""A value and its name."""


Label = tuple[Dimension, str, str]
"""One label: the dimension, the value that series are keyed by, and a name to read."""


class Labels(Struct, frozen=True, array_like=True):
    """What a row keeps of an update's labels, each list sorted by value; pairs are derived."""

    language: str
    actors: tuple[Pair, ...] = ()
    places: tuple[Pair, ...] = ()
    countries: tuple[Pair, ...] = ()


def labels_of(classified: Classified, country_names: Mapping[str, str]) -> Labels:
    """The labels of an update; a country that `country_names` (ISO 3166-1 alpha-2) lacks is named
    by its code.
    """
    actors = _surest(actor for actor in classified.actors if actor.role == "participant")
    places = _surest(place for place in classified.places if place.role != "demonym")
    countries = sorted({place.country for place in places if place.country})
    return Labels(
        classified.item.update.language,
        tuple((actor.id, actor.name) for actor in actors),
        tuple((str(place.id), place.name) for place in places if place.kind != "country"),
        tuple((code, country_names.get(code, code)) for code in countries),
    )


def _surest(labels: Iterable[L]) -> list[L]:
    """The surest label of each id, at most `MOST`, sorted by id so that a changed confidence
    changes nothing.
    """
    distinct: dict[str | int, L] = {}
    for label in sorted(labels, key=lambda label: (-label.confidence, label.id, label.name)):
        distinct.setdefault(label.id, label)
    return sorted(list(distinct.values())[:MOST], key=lambda label: label.id)


def spread(labels: Labels, agency: str) -> list[Label]:
    """Every label that an update of this agency counts under; no (dimension, value) comes twice."""
    return [
        ("all", "all", "all"),
        *(("actor", *actor) for actor in labels.actors),
        *(("place", *place) for place in labels.places),
        *(("country", *country) for country in labels.countries),
        *(
            ("actor_place", f"{actor}×{place}", f"{who} × {where}")
            for actor, who in labels.actors
            for place, where in labels.places
        ),
        ("source", agency, agency),
        ("language", labels.language, labels.language),
    ]
