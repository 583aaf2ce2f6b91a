"""From the mentions of a text to its labels: one for each place, and one of them the story's focus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.automaton import Hit
from stream.classify.words.text import Text
from stream.model import Evidence, PlaceLabel, PlaceRole

MOST_EVIDENCE = 5
LIST_OF_PLACES = 4
"""Cities only mentioned, from which a story without an event place is about their country."""

_RANK: dict[PlaceRole, int] = {"event": 0, "dateline": 1, "mention": 2, "demonym": 3}
_FINENESS = {"site": 0, "city": 0, "admin2": 1, "natural": 1, "admin1": 2, "country": 3}


class Mention(Struct, frozen=True, gc=False):
    """One place name of a text: the words, the place (index in the gazetteer), and how it was read.

    A `metonym` stands for a government or an army; it is no place of the story.
    """

    hit: Hit
    place: int
    role: PlaceRole
    rule: str
    confidence: float
    metonym: bool = False


class _Found(Struct):
    role: PlaceRole
    confidence: float
    first: int
    times: int = 0
    evidence: list[Evidence] = []  # each one's own: a Struct copies empty defaults


def place_labels(
    text: Text, places: Gazetteer, mentions: Sequence[Mention], body: int
) -> list[PlaceLabel]:
    """A label for each place that is named as one, in order; `body` is the first word behind the headline."""
    by_place: dict[int, _Found] = {}
    for mention in mentions:
        if mention.metonym:
            continue
        found = by_place.get(mention.place)
        if found is None:
            found = by_place[mention.place] = _Found(
                mention.role, mention.confidence, mention.hit.first
            )
        if _RANK[mention.role] < _RANK[found.role]:
            found.role = mention.role
        found.confidence = max(found.confidence, mention.confidence)
        found.times += 1
        if len(found.evidence) < MOST_EVIDENCE:
            found.evidence.append(text.evidence(mention.hit.start, mention.hit.end, mention.rule))
    focus = _focus(places, by_place, body)
    return [_label(places, index, found, index == focus) for index, found in by_place.items()]


def _focus(places: Gazetteer, found: dict[int, _Found], body: int) -> int | None:
    """The place of the event, the finest and most named; else the dateline; else the most named.

    A list of towns and nothing else is about their country, which is then added to the labels.
    """
    events = [index for index in found if found[index].role == "event"]
    lines = [index for index in found if found[index].role == "dateline"]
    cities = [index for index in found if places.kinds[index] == "city"]
    if not events and not lines and len(cities) >= LIST_OF_PLACES:
        return _common_country(places, found, cities)
    chosen = (
        events
        or lines
        or [index for index in found if found[index].role == "mention"]
        or list(found)
    )
    if not chosen:
        return None

    def rank(index: int) -> tuple[int, bool, int, int]:
        one = found[index]
        return _FINENESS[places.kinds[index]], one.first >= body, -one.times, one.first

    best = min(chosen, key=rank)
    if places.kinds[best] == "admin1":  # "TARANTO - Blast in Taranto, in Puglia"
        towns = [
            index for index in lines
            if places.admins[index] == places.admins[best] and found[index].times > 1
        ]  # fmt: skip
        return towns[0] if towns and places.kinds[towns[0]] == "city" else best
    return best


def _common_country(places: Gazetteer, found: dict[int, _Found], cities: list[int]) -> int | None:
    country, _ = Counter(places.countries[index] for index in cities).most_common(1)[0]
    index = places.country_places[country]
    if index not in found:
        first = found[next(city for city in cities if places.countries[city] == country)]
        one = first.evidence[0]
        evidence = Evidence(
            field=one.field, start=one.start, end=one.end, text=one.text, rule="contains"
        )
        found[index] = _Found("mention", 0.6, first.first, 0, [evidence])
    return index


def _label(places: Gazetteer, index: int, found: _Found, focus: bool) -> PlaceLabel:
    code = places.admins[index]
    admin = places.admin_places.get(code)
    latitude, longitude = places.position(index)
    return PlaceLabel(
        id=places.ids[index], name=places.titles[index], role=found.role, country=places.countries[index],
        kind=places.kinds[index], admin1=places.titles[admin] if admin is not None else "",
        division=places.divisions.get(code, ""),
        latitude=latitude, longitude=longitude, confidence=found.confidence, evidence=found.evidence,
        focus=focus,
    )  # fmt: skip
