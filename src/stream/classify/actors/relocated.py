"""Actors whose country was only inferred, once the places of the text are known.

"Gunmen" in Tripoli are of the country in which the text's Tripoli lies; before the places are known they are of the
best known one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stream.classify.actors.implied import INFERRED
from stream.classify.actors.known import Actors
from stream.model import ActorLabel, PlaceLabel

_UNNAMED = "unnamed-"


def relocated(
    labels: Sequence[ActorLabel], places: Sequence[PlaceLabel], actors: Actors
) -> list[ActorLabel]:
    """The labels; an inferred one of a country in which no place of the text lies takes that of the event."""
    told = {place.country for place in places}
    events = {place.country for place in places if place.role == "event" and place.country}
    if len(events) != 1:
        return list(labels)
    (scene,) = events
    known = {label.id for label in labels}
    found: list[ActorLabel] = []
    for label in labels:
        moved = _moved(label, scene, actors) if label.country not in told | {""} else label
        found.append(label if moved.id in known else moved)
    return found


def _moved(label: ActorLabel, scene: str, actors: Actors) -> ActorLabel:
    """The same group or body in another country, if that of the label was inferred."""
    if label.id.startswith(_UNNAMED):
        there, here = (actors.governments.get(country, "") for country in (label.country, scene))
        if not (there and here):
            return label
        name = label.name.replace(actors.by_id[there].name, actors.by_id[here].name)
        return replace(label, id=label.id.removesuffix(there) + here, name=name, country=scene)
    if label.confidence > INFERRED:
        return label
    body = actors.by_id[actors.same_body(label.id, scene)]
    if body.id == label.id:
        return label
    return replace(
        label, id=body.id, name=body.name, country=body.country, parents=list(body.parents)
    )
