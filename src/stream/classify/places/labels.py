"""Reads the places of one text: which names are places, which of several namesakes each is, and its role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set
from operator import attrgetter

from msgspec.structs import replace

from stream.classify.actors.known import Actors
from stream.classify.gazetteer.index import Gazetteer
from stream.classify.gazetteer.variants import REGION, SHORTEST, respelt
from stream.classify.places.choice import Choice
from stream.classify.places.cues import Cues
from stream.classify.places.focus import Mention, place_labels
from stream.classify.places.groups import Groups
from stream.classify.places.names import Name
from stream.classify.places.roles import Roles
from stream.classify.places.senses import Senses
from stream.classify.places.traits import TraitBook
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.model import PlaceLabel, PlaceRole

SPOKEN_FOR = 0.7
"""The vote of an actor or a nationality for its country."""

_CAPITALISED = re.compile(rf"[A-Z][a-z]{{{SHORTEST - 1},}}")
_LOCAL = ("city", "admin1", "admin2")


class PlaceLabeller:
    """Labels the places of one text; made for that text, of an update of that `year`."""

    def __init__(
        self,
        reader: Reader,
        places: Gazetteer,
        actors: Actors,
        traits: TraitBook,
        cues: Cues,
        year: int,
    ) -> None:
        self._reader, self._places, self._actors, self._cues = reader, places, actors, cues
        self._text, self._lexicon = reader.text, reader.lexicon
        self._traits = traits
        self._groups, self._roles = Groups(reader, traits, places.short), Roles(reader, year)
        self._consumed: Set[int] = frozenset()
        self.mentions: list[Mention] = []

    def read(
        self, hits: list[Hit], countries: Iterable[str], consumed: Set[int] = frozenset(),
        prior: Mapping[str, float] | None = None,
    ) -> list[Mention]:  # fmt: skip
        """The places that the hits name, in order.

        `countries` are those that actors and nationalities speak of; `consumed` the positions of hits
        that name an actor; `prior` are votes for countries and divisions, as for the sender's own.
        """
        self._consumed = consumed
        senses = Senses(
            self._places, dict(prior or {}) | dict.fromkeys(filter(None, countries), SPOKEN_FOR)
        )
        demonyms = self._actors.demonyms
        for hit in hits:
            if hit.key in demonyms:
                self._add_demonym(hit)
        names = self._groups.group([hit for hit in hits if hit.key not in demonyms])
        senses.resolve(names)
        for name in Choice(self._reader, self._places, self._cues, senses).accepted(names):
            self._add_name(name, senses)
        self._read_variants(senses)
        self.mentions.sort(key=attrgetter("hit.start"))
        return self.mentions

    def resolve(self, hits: list[Hit], countries: Iterable[str] = ()) -> dict[int, int]:
        """The places of hits that are known to be places, by position: for evaluation on given spans."""
        senses = Senses(self._places, dict.fromkeys(filter(None, countries), SPOKEN_FOR))
        names = self._groups.group(hits)
        senses.resolve(names)
        return {hit.start: name.place for name in names for hit in name.hits}

    def labels(self) -> list[PlaceLabel]:
        """A label for each place that is named as one, in order of their first words."""
        return place_labels(self._text, self._places, self.mentions, self._reader.body)

    def _add_name(self, name: Name, senses: Senses) -> None:
        is_local = self._places.kinds[name.place] in _LOCAL
        by_country, _ = senses.backing(name.place, name.votes)
        confidence = 0.95 if name.within or by_country > 0.5 else 0.75
        for hit in name.hits:
            if self._groups.in_dateline(hit):
                self._add(name.place, self._with_stop(hit), "dateline", "dateline", confidence)
            else:
                role = self._roles.of(hit, is_local)
                self._add(name.place, self._with_stop(hit), role, "gazetteer", confidence)

    def _with_stop(self, hit: Hit) -> Hit:
        """An abbreviation with its last full stop: "U.S.", "Ky."."""
        plain = self._text.plain
        if plain[hit.end : hit.end + 1] != ".":
            return hit
        dotted = "." in plain[hit.start : hit.end] or hit.key in self._places.short
        return replace(hit, end=hit.end + 1) if dotted else hit

    def _add_demonym(self, hit: Hit) -> None:
        country = self._actors.demonyms[hit.key]
        self._add(self._places.country_places[country], hit, "demonym", "demonym", 0.9)

    def _add(self, index: int, hit: Hit, role: PlaceRole, rule: str, confidence: float) -> None:
        self.mentions.append(
            Mention(hit, index, role, rule, confidence, hit.start in self._consumed)
        )

    def _read_variants(self, senses: Senses) -> None:
        """Unknown capitalised words that a place word announces, as another spelling of a name."""
        countries = sorted(senses.countries() & REGION)
        if not countries:
            return
        text, lexicon = self._text, self._lexicon
        for match in _CAPITALISED.finditer(text.plain):
            at = bisect_left(text.starts, match.start())
            if (
                at >= len(text.words)
                or text.starts[at] != match.start()
                or self._reader.covering(at)
            ):
                continue
            word = text.words[at]
            if self._traits.alike(word).isdisjoint(countries):
                continue
            if (
                word in lexicon.ordinary or word in lexicon.given or word.endswith("ish")
            ):  # "in Kurdish areas"
                continue
            hit = Hit(at, at + 1, text.starts[at], text.end(at), word)
            if (
                self._reader.cued(hit)
                and (index := respelt(self._places, word, countries)) is not None
            ):
                self._add(index, hit, self._roles.of(hit, True), "spelling", 0.7)
