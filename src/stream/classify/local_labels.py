"""Labels of the bodies of divisions, made when the story's places are known: they say whose a body is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from stream.classify.actors.divisions import (
    GOVERNMENT,
    PROSECUTED,
    PROSECUTION,
    division_id,
)
from stream.classify.actors.finish import actor_label
from stream.classify.actors.implied import INFERRED, LIKELY
from stream.classify.actors.known import Actors
from stream.classify.actors.local import Local
from stream.classify.actors.local_words import FEDERAL_PROSECUTION
from stream.classify.actors.mentions import Mentions
from stream.classify.gazetteer.index import Gazetteer
from stream.classify.places.focus import Mention
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.model import ActorLabel


def local_labels(
    reader: Reader,
    actors: Actors,
    places: Gazetteer,
    found: list[Local],
    mentions: list[Mention],
    home: str = "",
) -> list[ActorLabel]:
    """The labels of bodies of divisions, once the story's places are known; `home` is the story's country."""
    if not found:
        return []
    resolved = {mention.hit.start: mention.place for mention in mentions}
    scene = _scene(places, mentions)
    told = Mentions(reader)
    for body, hit, owner in found:
        place = scene if owner is None else _resolve(places, owner, resolved)
        if body == GOVERNMENT and owner is not None and not _is_of_division(places, place, owner):
            continue
        id = _body_id(actors, places, place, body, home)
        if id:
            told.add(id, hit, f"division:{body}", INFERRED if owner is None else LIKELY)
    return [actor_label(actors, id, mention, None) for id, mention in told.found.items()]


def _body_id(actors: Actors, places: Gazetteer, place: int, body: str, home: str) -> str:
    """The id of a division's body; of prosecutors that are the nation's, the nation's."""
    country = (places.countries[place] if place >= 0 else "") or home
    federal = body == FEDERAL_PROSECUTION
    if federal or (body == PROSECUTION and country and country not in PROSECUTED):
        if country == "US":
            return actors.body(country, "justice-ministry")
        return actors.body(country, PROSECUTION) if country in actors.governments else ""
    head = division_id(places, place) if place >= 0 else ""
    return f"{head}-{body}" if head else ""


def _resolve(places: Gazetteer, owner: Hit, resolved: Mapping[int, int]) -> int:
    """The place of a name; one that is no place label means the best known of the story's countries."""
    if (place := resolved.get(owner.start)) is not None:
        return place
    lands = {places.countries[index] for index in resolved.values()}
    found = places.candidates(owner.key)
    return next((i for i in found if places.countries[i] in lands), -1)


def _is_of_division(places: Gazetteer, place: int, owner: Hit) -> bool:
    """Whether a name is a division's, or its town's as well (Kaduna): the governor of a small town is none."""
    division = places.admin_places.get(places.admins[place], -1) if place >= 0 else -1
    return place == division or division in places.candidates(owner.key)


def _scene(places: Gazetteer, mentions: list[Mention]) -> int:
    """A place in the division that the story names most, the dateline's only if it names it again; -1: none."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for mention in mentions:
        admin = places.admins[mention.place]
        if admin in places.admin_places and places.kinds[mention.place] != "country":
            counts[admin] += 1 if mention.role == "dateline" else 2
            first.setdefault(admin, mention.place)
    best = max(counts, key=lambda admin: counts[admin], default="")
    return first.get(best, -1)
