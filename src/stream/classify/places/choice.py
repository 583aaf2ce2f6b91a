"""Which names of a story are places at all: small ones need a sign that they are meant."""

from __future__ import annotations

from collections.abc import Iterable

from stream.classify.gazetteer.index import DIVISION_WORDS, Gazetteer, Kind
from stream.classify.gazetteer.variants import SHORTEST
from stream.classify.places.cues import NONE, STRONG, Cues
from stream.classify.places.names import Name
from stream.classify.places.senses import Senses
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader

_OF = frozenset(("of", "de", "del", "du", "di"))

KNOWN_WORLDWIDE = 300_000
"""Population from which a city needs no other sign that it is meant (a rule of thumb: regional capitals)."""

KNOWN_ALONE = 100_000
"""Population from which a city that no other country's place could be taken for needs a preposition only."""

OWN_NAME = 60_000
"""Population from which such a city needs no sign at all, unless it is a word or a person's name: prepositions are
known of few languages."""

SMALL_TOWN = 15_000
"""Population below which a town must lie in a division that the story speaks of, if it speaks of any there."""

SMALLEST_ALONE = 2_000
"""Population of a town that counts although nothing else in the story speaks of its country."""

LOCAL_NEWS = 1.0
"""Votes of a division from which its small towns count: a county's paper names its villages."""

FEW_NAMESAKES, ONE_NATION = 10_000, 1.5
"""Population and votes of its country from which a town that no other country has needs no preposition."""

_LOCAL = ("city", "admin2", "admin1")
_WAYS = {
    "to": ("from",),
    "nach": ("von", "aus"),
    "a": ("de", "da", "desde"),
    "para": ("de",),
    "do": ("z", "ze"),
}
"""Words between the ends of a way, and those before its beginning: "from Nepalgunj to Jumla"."""


class Choice:
    """Decides for the names of one text, once `senses` has resolved them."""

    def __init__(self, reader: Reader, places: Gazetteer, cues: Cues, senses: Senses) -> None:
        self._text, self._coordinators = reader.text, reader.lexicon.coordinators
        self._places, self._cues, self._senses = places, cues, senses

    def accepted(self, names: list[Name]) -> list[Name]:
        """The names that are places, and those in one list with them: "Yuma, Ajo and Gila Bend"."""
        sure = {id(name) for name in names if self._is_place(name) or self._is_famous(name)}
        sure -= {
            id(name) for name in names if id(name) in sure and self._is_owned_elsewhere(name, names)
        }
        doubtful = [name for name in names if id(name) not in sure]
        if doubtful and sure:
            self._add_listed(names, doubtful, sure)
        return [name for name in names if id(name) in sure]

    def _is_owned_elsewhere(self, name: Name, names: list[Name]) -> bool:
        """Whether all say "Lusaka's Kanyama", and the place of that name is in another country than its owner."""
        text, places = self._text, self._places
        if text.before(name.hits[0].first) != "s" or any(
            text.before(hit.first) != "s" for hit in name.hits
        ):
            return False
        ends = {hit.last: other for other in names for hit in other.hits}
        owners = [ends.get(hit.first - 1) for hit in name.hits]
        return all(
            owner is not None and places.countries[owner.place] != places.countries[name.place]
            for owner in owners
        )

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
        before = text.before(at)
        if before in self._coordinators or before in _WAYS:
            at -= 1
        other = by_last.get(at)
        if other is not None and (at < hit.first or text.gap(at) == ", "):
            starts = {h.last: h.first for h in other.hits}
            if before not in _WAYS or text.before(starts[at]) in _WAYS[before]:
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
        if name.traits.compass and not self._is_told_of(name):
            return False
        if name.dateline and self._is_unknown_there(name):
            return False
        if kind in ("country", "natural", "site") or name.dateline or name.within:
            return True
        if name.key in self._places.short:
            return kind == "admin1"
        return self._is_city(name) if kind == "city" else self._is_division(name, kind)

    def _is_told_of(self, name: Name) -> bool:
        """Whether the story speaks of the country of a "Southern District", which is no court's: "... of New York"."""
        text = self._text
        if any(text.words[hit.last : hit.last + 1] == ["of"] for hit in name.hits):
            return False
        return self._senses.backing(name.place, name.votes)[0] > 0.3

    def _is_unknown_there(self, name: Name) -> bool:
        """Whether a dateline's town is only known in other countries than its region: "GEISMAR, La."."""
        places = self._places
        lands = {
            places.countries[index]
            for index in places.candidates(name.region)
            if places.kinds[index] in ("country", "admin1")
        }
        listed = name.traits.has_country or not lands
        return not (name.within or listed or places.countries[name.place] in lands)

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
        plain = self._is_plain(name)
        if plain and best_known and population >= OWN_NAME and self._is_alone(name):
            return not self._is_owned(name)
        if by_admin >= LOCAL_NEWS and (cue != NONE or (plain and best_known)):
            return True
        if (
            plain
            and by_country >= ONE_NATION
            and population >= FEW_NAMESAKES
            and self._is_alone(name)
        ):
            return True
        if cue == NONE or (
            population < SMALL_TOWN and self._senses.is_elsewhere(index, name.votes)
        ):
            return False
        if by_country > 0.3:
            return best_known or (cue == STRONG and population >= SMALL_TOWN)
        return cue == STRONG and best_known and population >= SMALLEST_ALONE

    def _is_plain(self, name: Name) -> bool:
        """Whether a name is no word, no person's, no part of another; nor is it "the Santa Maria"."""
        traits, before = name.traits, self._text.before
        if traits.word or traits.person or traits.given or name.key.startswith("the "):
            return False
        return all(before(h.first) != "the" and not self._cues.continues(h) for h in name.hits)

    def _is_owned(self, name: Name) -> bool:
        """Whether a name only stands behind "of": "the Lady of Carmel"."""
        return self._cue(name) == NONE and all(self._text.before(h.first) in _OF for h in name.hits)

    def _is_alone(self, name: Name) -> bool:
        """Whether no other country has a place with anything like a claim to a name: "in Gomel", "in Cracow"."""
        best = name.traits.standing
        return len(name.key) >= SHORTEST and best is not None and best.sure == 1.0

    def _cue(self, name: Name) -> int:
        return max(map(self._cues.strength, name.hits))
