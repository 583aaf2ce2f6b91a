"""In which country a figure's people were hit, once the places of the text are known.

The figures are read before the places, by names alone: "Puno" is another spelling of a large town in India.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from stream.model import ActorLabel, CasualtyLabel, PlaceLabel


def with_country(
    labels: Iterable[CasualtyLabel], places: Sequence[PlaceLabel], actors: Iterable[ActorLabel]
) -> list[CasualtyLabel]:
    """The figures; one without a country, or with one that nothing else in the text has, takes that of the event.

    The event's country is the one in which all its places lie; without any, that of all places but those of the
    dateline. Where they lie in several, the figure stays as it is.
    """
    told = {place.country for place in places} | {actor.country for actor in actors}
    scene = _only(places, "event") or _only(places, "mention")
    return [
        replace(label, country=scene)
        if scene and (not label.country or label.country not in told)
        else label
        for label in labels
    ]


def _only(places: Sequence[PlaceLabel], role: str) -> str:
    """The country of the places of a role, if they have one and no other."""
    found = {place.country for place in places if place.role == role and place.country}
    return found.pop() if len(found) == 1 else ""
