"""Which names of a story are places at all: small ones need a sign that they are meant."""

from __future__ import annotations

from collections.abc import Iterable

from stream.classify.gazetteer.index import DIVISION_WORDS, Gazetteer, Kind
from stream.classify.gazetteer.variants import SHORTEST
from stream.classify.places.cues import NONE, STRONG, Cues
from stream.classify.places.senses import Name, Senses
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader

KNOWN_WORLDWIDE = 300_000
"""Population from which a city needs no other sign that it is meant (a rule of thumb: regional capitals)."""

KNOWN_ALONE = 100_000
"""Population from which a city that no other country's place could be taken for needs a preposition only."""

SMALL_TOWN = 15_000
"""Population below which a town must lie in a division that the story speaks of, if it speaks of any there."""

SMALLEST_ALONE = 2_000
"""Population of a town that counts although nothing else in the story speaks of its country."""

_LOCAL = ("city", "admin2", "admin1")


class Choice:
    """Decides for the names of one text, once `senses` has resolved them."""

    def __init__(self, reader: Reader, places: Gazetteer, cues: Cues, senses: Senses) -> None:
        self._text, self._coordinators = reader.text, reader.lexicon.coordinators
        self._places, self._cues, self._senses = places, cues, senses

    def accepted(self, names: list[Name]) -> list[Name]:
        """The names that are places, and those in one list with them: "Yuma, Ajo and Gila Bend"."""
        sure = {id(name) for name in names if self._is_place(name) or self._is_famous(name)}
        doubtful = [name for name in names if id(name) not in sure]
        if doubtful and sure:
            self._add_listed(names, doubtful, sure)
        return [name for name in names if id(name) in sure]

    def _add_listed(self, names: list[Name], doubtful: list[Name], sure: set[int]) -> None:
        by_first = {hit.first: name for name in names for hit in name.hits}
        by_last = {hit.last: name for name in names for hit in name.hits}
        for _ in range(2):  # a list is read from either end
            for name in doubtful:
                beside = (
                    other for hit in name.hits for other in self._listed(hit, by_first, by_last)
                )
                if any(id(other) in sure and self._alike(name, other) for other in beside):
                    sure.add(id(name))
            doubtful.reverse()

    def _listed(
        self, hit: Hit, by_first: dict[int, Name], by_last: dict[int, Name]
    ) -> Iterable[Name]:
        """The names before and behind a hit that only a comma or "and" parts from it."""
        text = self._text
        at = hit.first
        if text.before(at) in self._coordinators:
            at -= 1
        if (other := by_last.get(at)) is not None and (at < hit.first or text.gap(at) == ", "):
            yield other
        at = hit.last
        comma = text.gap(at) == ", "
        if at < text.sentence_end(hit.first) and text.words[at] in self._coordinators:
            at, comma = at + 1, True
        if comma and (other := by_first.get(at)) is not None:
            yield other

    def _alike(self, name: Name, other: Name) -> bool:
        places = self._places
        same = places.countries[name.place] == places.countries[other.place]
        return same and places.kinds[name.place] in _LOCAL and places.kinds[other.place] in _LOCAL

    def _is_place(self, name: Name) -> bool:
        kind = self._places.kinds[name.place]
        if kind in ("country", "natural", "site") or name.dateline or name.within:
            return True
        if name.key in self._places.short:
            return kind == "admin1"
        return self._is_city(name) if kind == "city" else self._is_division(name, kind)

    def _is_famous(self, name: Name) -> bool:
        """Whether a namesake that nothing backs is known worldwide: then that is meant after all."""
        best, places = name.traits.standing, self._places
        if best is None or best.index == name.place or name.region:
            return False
        large = places.populations[best.index] >= KNOWN_WORLDWIDE
        if not large or not places.best_known(best.index, name.key):
            return False
        name.place = best.index
        return True

    def _is_division(self, name: Name, kind: Kind) -> bool:
        if name.division or name.key.rpartition(" ")[2] in DIVISION_WORDS:
            return True
        by_country, _ = self._senses.backing(name.place, name.votes)
        if by_country > 0.3 or (kind == "admin1" and self._places.best_known(name.place, name.key)):
            return True
        alone = len({self._places.countries[index] for index in name.traits.candidates}) == 1
        return (alone and kind == "admin1") or self._cue(name) == STRONG

    def _is_city(self, name: Name) -> bool:
        places, index = self._places, name.place
        population = places.populations[index]
        best_known = places.best_known(index, name.key)
        if population >= 1_000_000 or (best_known and population >= KNOWN_WORLDWIDE):
            return True
        by_country, by_admin = self._senses.backing(index, name.votes)
        if best_known and (
            (by_country > 0.5 and population >= 50_000) or (by_admin > 0.3 and population >= 10_000)
        ):
            return True
        cue = self._cue(name)
        if cue == STRONG and population >= KNOWN_ALONE and self._is_alone(name):
            return True
        if cue == NONE or (
            population < SMALL_TOWN and self._senses.is_elsewhere(index, name.votes)
        ):
            return False
        if by_country > 0.3:
            return best_known or (cue == STRONG and population >= SMALL_TOWN)
        return cue == STRONG and best_known and population >= SMALLEST_ALONE

    def _is_alone(self, name: Name) -> bool:
        """Whether no other country has a place with anything like a claim to a name: "in Gomel", "in Cracow"."""
        best = name.traits.standing
        return len(name.key) >= SHORTEST and best is not None and best.sure == 1.0

    def _cue(self, name: Name) -> int:
        return max(map(self._cues.strength, name.hits))
