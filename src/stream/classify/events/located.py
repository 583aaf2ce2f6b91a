"""In which country a figure's people were hit, once the places of the text are known.

The figures are read before the places, by names alone: "Puno" is another spelling of a large town in India.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from stream.model import ActorLabel, CasualtyLabel, PlaceLabel

_BEHIND = 16
"""Characters behind a figure within which a nationality is that of those hit: "killed 12 young Ukrainians"."""


def with_country(
    labels: Iterable[CasualtyLabel], places: Sequence[PlaceLabel], actors: Sequence[ActorLabel]
) -> list[CasualtyLabel]:
    """The figures; one of no nationality takes the country of the event, if all its places lie in one.

    Where no place is the event's, a figure without a country takes that of the places but for the dateline's; and
    it isn't of a country that the text names as the attacker's only: "a Russian drone killed three".
    """
    event, others = _only(places, "event"), _only(places, "mention")
    told = {place.country for place in places} | {actor.country for actor in actors}
    attackers = _attackers(places, actors)
    found: list[CasualtyLabel] = []
    for label in labels:
        country = label.country
        if event and country != event and not _is_named(label, places):
            country = event
        elif not event and others and country not in told - {""}:
            country = others
        elif country in attackers and not _is_named(label, places):
            country = others or _only(places, "dateline") or country
        found.append(replace(label, country=country) if country != label.country else label)
    return found


def _attackers(places: Sequence[PlaceLabel], actors: Iterable[ActorLabel]) -> set[str]:
    """The countries of forces that act, which the text has by their nationality only."""
    lands = {place.country for place in places if place.role != "demonym"}
    nations = {place.country for place in places if place.role == "demonym"} - lands
    acting = {a.country for a in actors if a.kind == "military" and a.direction == "acting"}
    return acting & nations


def _is_named(label: CasualtyLabel, places: Iterable[PlaceLabel]) -> bool:
    """Whether a nationality of the figure's country stands among its words, or right behind them."""
    return any(
        words.field == figure.field
        and figure.start <= words.start
        and words.start <= figure.end + _BEHIND
        for place in places
        if place.role == "demonym" and place.country == label.country
        for words in place.evidence
        for figure in label.evidence
    )


def _only(places: Sequence[PlaceLabel], role: str) -> str:
    """The country of the places of a role, if they have one and no other."""
    found = {place.country for place in places if place.role == role and place.country}
    return found.pop() if len(found) == 1 else ""
