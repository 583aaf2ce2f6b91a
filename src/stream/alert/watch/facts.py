"""What the conditions look at: an update's labels with all that a rule may call them, texts folded once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from stream.alert.texts.background import background
from stream.alert.watch.words import Text, fold
from stream.model import ActorLabel, Classified, Evidence, PlaceLabel, Update

_folded = lru_cache(maxsize=65_536)(fold)


class Facts:
    """An update for the conditions. The index of the rules is asked with `keys` and the words of both texts.

    `is_ascii`, once `words` was asked: each of them is sure to stand in headline or body as a word.
    """

    __slots__ = (
        "_background",
        "_lists",
        "_texts",
        "_words",
        "actors",
        "agency",
        "classified",
        "is_ascii",
        "places",
        "update",
    )

    def __init__(self, classified: Classified) -> None:
        self.classified = classified
        self.update: Update = classified.item.update
        self.agency = classified.item.agency
        self.actors = [(actor, _actor_names(actor)) for actor in classified.actors]
        self.places = [(place, _place_names(place)) for place in classified.places]
        self._texts: dict[str, Text] = {}
        self._lists: dict[tuple[str, ...], list[tuple[str, Text]]] = {}
        self._words: frozenset[str] | None = None
        self.is_ascii = False
        self._background: str | None = None

    @property
    def background(self) -> str:
        """By which words the headline says that this is a text around the news; else empty."""
        if self._background is None:
            self._background = background(self.update.headline)
        return self._background

    def text(self, field: str) -> Text:
        """Headline or body, made ready when a condition first asks for it."""
        found = self._texts.get(field)
        if found is None:
            found = self._texts[field] = Text(getattr(self.update, field))
        return found

    def texts(self, fields: tuple[str, ...]) -> list[tuple[str, Text]]:
        """Several fields, each with its name; the same list for the same fields."""
        found = self._lists.get(fields)
        if found is None:
            found = self._lists[fields] = [(field, self.text(field)) for field in fields]
        return found

    def words(self) -> frozenset[str]:
        """The words of headline and body: without one of its anchors no expression holds."""
        if self._words is None:
            head, body = self.text("headline"), self.text("body")
            self._words, self.is_ascii = (
                head.words() | body.words(),
                head.is_ascii and body.is_ascii,
            )
        return self._words

    def keys(self) -> set[str]:
        """The keys of the rules' index (`conditions`) that this update can meet."""
        update = self.update
        found = {f"language {update.language.lower().partition('-')[0]}"}
        found.add(f"provider {_folded(update.provider)}")
        found.add(f"agency {_folded(self.agency)}")
        if update.urgency is not None:
            found.add(f"urgency {update.urgency}")
        for actor, names in self.actors:
            found.update([f"actor {name}" for name in names])
            found.add(f"kind {_folded(actor.kind)}")
        for place, called in self.places:
            found.update([f"place {name}" for name in called])
            found.add(f"country {place.country}")
            found.update([f"admin1 {name}" for name in divisions_of(place)])
            found.add(f"kind of place {place.kind}")
            found.add(cell(place.latitude, place.longitude))
        found.update([f"event {event.type}" for event in self.classified.events])
        found.update([f"casualties {label.kind}" for label in self.classified.casualties])
        return found


def divisions_of(place: PlaceLabel) -> tuple[str, str]:
    """What a rule may call the first-order division of a place: its name, or its ISO 3166-2 code."""
    return _folded(place.admin1), _folded(place.division)


def cell(latitude: float, longitude: float) -> str:
    """The name of the degree square that holds the point."""
    return f"cell {math.floor(latitude)},{math.floor(longitude)}"


def _actor_names(actor: ActorLabel) -> frozenset[str]:
    names = {_folded(actor.id), _folded(actor.name), *map(_folded, actor.parents)}
    return frozenset(names | {_folded(actor.person)} if actor.person else names)


def _place_names(place: PlaceLabel) -> set[str]:
    """GeoNames' id and name, and what the text calls the place: "Ghent" of Gent."""
    name = place.name
    found = {str(place.id), _folded(name)}
    for each in place.evidence:
        if each.text != name:
            found.add(_folded(each.text))
    return found


def quoted(evidence: Sequence[Evidence]) -> str:
    """Where a label was read, as in ` in headline: "HTS"`."""
    return f' in {evidence[0].field}: "{evidence[0].text}"' if evidence else ""
