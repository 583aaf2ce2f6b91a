"""What is known of a name before any text is read: its places, how likely each is, what else it may be.

Worked out the first time that a name is met, and kept (bounded): news repeats its names.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from stream.classify.gazetteer.index import DIVISION_WORDS, KNOWN_ABROAD, PRIORS, Gazetteer
from stream.classify.gazetteer.variants import REGION, skeleton
from stream.classify.places.words import PlaceWords
from stream.classify.words.dateline import CALENDAR
from stream.classify.words.lexicon import Lexicon
from stream.classify.words.remembered import Remembered
from stream.classify.words.text import fold, word_set

BEST_KNOWN = 1.5
"""What being mostly called by this name adds, in powers of ten of population."""

FAMOUS, FAMOUS_FROM = 1.5, 7.4
"""For a capital of a million or more and the like: context must be strong to mean a namesake."""

OVERSHADOWED = 2.0
"""What a division loses whose bare name mostly means a city of `KNOWN_ABROAD` (Gaza, in Mozambique)."""

METROPOLIS, METROPOLIS_FROM, NAMESAKE = 1.0, 6.3, 5.4
"""For the city of two millions that a name mostly means, if no namesake reaches `NAMESAKE` (Toronto, not Córdoba)."""

LARGE_CITY = 1_000_000
"""Population from which a capitalised word before a city is rarely a given name."""

SELF_EVIDENT = 300_000
"""Population from which a city stays one although another capitalised word follows ("Boston Marathon")."""

SMALLEST_CAPITAL, LARGE_CAPITAL = 20_000, 100_000
"""Population from which a town goes before the province of its name; the larger where this is its by-name."""

MOST_REMEMBERED = 50_000

_COMPASS = word_set("""
    north south east west northern southern eastern western central
""")
_PARTS = word_set("capital coast union maritime interior")


class Standing(Struct, frozen=True, gc=False):
    """The best of some places by score: its index, how large it is, and how sure it is meant, each 0 to 1.

    `sure` is by its lead over places in other countries, `alone` by that over other divisions.
    """

    index: int
    size: float
    sure: float
    alone: float


def standing(places: Gazetteer, found: list[int], scores: list[float]) -> Standing | None:
    """The standing of the best of these places; None if there are none."""
    if not found:
        return None
    at = scores.index(max(scores))
    best, index = scores[at], found[at]
    country, admin = places.countries[index], places.admins[index]
    abroad = elsewhere = 0.0
    for score, other in zip(scores, found, strict=True):
        if score > abroad and places.countries[other] != country:
            abroad = score
        if score > elsewhere and places.admins[other] != admin:
            elsewhere = score
    size = min(1.0, max(0.0, (best - 4.0) / 3.0))
    return Standing(
        index, size, min(1.0, (best - abroad) / 1.5), min(1.0, (best - elsewhere) / 1.5)
    )


class Traits(Struct, frozen=True, gc=False):
    """Of a folded name: its candidates with their scores, and what kind of name it is.

    `firm`: mostly a country's, a state's or a very large city's; `self_evident`: stays a place beside
    other names; `word`: an ordinary word; `person`: a surname or given name; `given`: a given name;
    `no_place`: a month, a compass word, "province"; `capital`: of a country; `compass`: nothing but points of
    the compass and what is divided ("Southern District"); `is_state`: first of all a state of a federation;
    `titled`: ends with "city" and is what GeoNames itself calls a place.
    """

    candidates: list[int]
    scores: list[float]
    standing: Standing | None
    firm: bool
    self_evident: bool
    word: bool
    person: bool
    given: bool
    calendar: bool
    no_place: bool
    capital: bool
    has_country: bool
    compass: bool
    is_state: bool
    titled: bool


class TraitBook:
    """`no_surnames` are the words of the lists, which are nobody's surname.

    Answers by folded name: `of` leads to the traits of a name, `inside` from a name and that of a region to the
    places of the one that lie in the other, `holders` to those of the other that hold one, `alike` from a
    word to the countries (of variants.REGION) that have
    a town with the same consonants."""

    def __init__(self, places: Gazetteer, lexicon: Lexicon, words: PlaceWords) -> None:
        self._places, self._lexicon, self._words = places, lexicon, words
        self.no_surnames: frozenset[str] = frozenset().union(
            lexicon.modifiers, lexicon.titles, lexicon.ordinary, lexicon.governments, lexicon.forces,
            lexicon.force_adjectives, lexicon.place_nouns, lexicon.admin_nouns, lexicon.says, lexicon.acts,
            lexicon.auxiliary, lexicon.locative, words.openers, words.civic,
        )  # fmt: skip
        self.of: Callable[[str], Traits] = Remembered(self._find, MOST_REMEMBERED).__getitem__
        self.alike: Callable[[str], frozenset[str]] = Remembered(self._alike).__getitem__
        self.inside: Callable[[tuple[str, str]], frozenset[int]] = Remembered(
            self._inside, MOST_REMEMBERED
        ).__getitem__
        self.holders: Callable[[tuple[str, str]], frozenset[int]] = Remembered(
            self._holding, MOST_REMEMBERED
        ).__getitem__

    def _find(self, key: str) -> Traits:
        places, lexicon, words = self._places, self._lexicon, self._words
        found = places.candidates(key)
        kinds = [places.kinds[i] for i in found]
        largest = max((places.populations[i] for i in found), default=0)
        has_country = "country" in kinds
        noun = key.removeprefix("the ")
        nouns = (lexicon.place_nouns, lexicon.admin_nouns, lexicon.part_after, _COMPASS, _PARTS)
        is_title = any(
            kinds[at] == "country" and fold(places.titles[i]) == key for at, i in enumerate(found)
        )
        is_word = key in words.ordinary or key in lexicon.ordinary
        scores = self._scores(key, found)
        return Traits(
            candidates=found,
            scores=scores,
            standing=standing(places, found, scores),
            firm=has_country
            or "natural" in kinds
            or largest > LARGE_CITY
            or _has_state(places, found),
            self_evident=largest >= SELF_EVIDENT or any(kind != "city" for kind in kinds),
            word=is_word and largest <= LARGE_CITY and not (has_country and is_title),
            person=key in words.surnames or key in words.given or key in lexicon.given,
            given=key in lexicon.given_and_place or key in words.given,
            calendar=key in CALENDAR,
            no_place=any(noun in listed for listed in nouns),
            capital=any(i in places.capitals for i in found),
            has_country=has_country,
            compass=_is_compass(key),
            titled=key.endswith(" city") and any(fold(places.titles[i]) == key for i in found),
            is_state=_has_state(places, found[:1]) and fold(places.titles[found[0]]) == key,
        )

    def _alike(self, word: str) -> frozenset[str]:
        key, known = skeleton(word), self._places.skeletons
        return frozenset(country for country in REGION if f"{country}:{key}" in known)

    def _inside(self, names: tuple[str, str]) -> frozenset[int]:
        """Of a name and a region; in "China, Japan" no town of the second is meant."""
        name, region = names
        kinds, larger = self._places.kinds, self._places.candidates(region)
        listed = self.of(name).has_country and self.of(region).has_country
        return frozenset(
            index
            for index in self._places.candidates(name)
            if any(self._contains(other, index) for other in larger)
            and not (listed and kinds[index] == "city")
        )

    def _holding(self, names: tuple[str, str]) -> frozenset[int]:
        name, region = names
        smaller = self._places.candidates(name)
        return frozenset(
            index
            for index in self._places.candidates(region)
            if any(self._contains(index, other) for other in smaller)
        )

    def _contains(self, region: int, index: int) -> bool:
        """Whether a country, a division or a county holds a place."""
        places = self._places
        if region == index or places.countries[region] != places.countries[index]:
            return False
        larger, kind = places.kinds[region], places.kinds[index]
        if larger == "country":
            return kind != "country"
        return places.admins[region] == places.admins[index] and (
            (larger == "admin1" and kind != "admin1") or (larger == "admin2" and kind == "city")
        )

    def _scores(self, key: str, found: list[int]) -> list[float]:
        """How well known each place is under this name; a country does not outshine a state (Georgia)."""
        places = self._places
        contested = _has_state(places, found)
        scores: list[float] = []
        for index in found:
            prior = places.priors[index] - places.undue(index, key, found)
            famous = FAMOUS if prior >= FAMOUS_FROM and not contested else 0.0
            known = places.best_known(index, key) and not self._is_behind_its_city(
                index, key, found
            )
            hidden = (
                places.kinds[index] == "admin1"
                and not contested
                and self._is_hidden(index, key, found)
            )
            scores.append(
                prior + famous + (BEST_KNOWN if known else 0.0) - (OVERSHADOWED if hidden else 0.0)
            )
        return self._with_metropolis(found, scores)

    def _with_metropolis(self, found: list[int], scores: list[float]) -> list[float]:
        """The scores, with more for a city of millions beside which all namesakes are villages."""
        ranked = sorted(range(len(found)), key=scores.__getitem__, reverse=True)
        others = [scores[at] for at in ranked[1:]]
        if (
            others
            and others[0] < NAMESAKE
            and self._places.priors[found[ranked[0]]] > METROPOLIS_FROM
        ):
            scores[ranked[0]] += METROPOLIS
        return scores

    def _is_hidden(self, index: int, key: str, found: list[int]) -> bool:
        """Whether a city abroad has the name that a division is called by."""
        places = self._places
        return any(
            places.kinds[i] == "city" and places.countries[i] != places.countries[index]
            and places.populations[i] >= KNOWN_ABROAD and places.best_known(i, key)
            for i in found
        )  # fmt: skip

    def _is_behind_its_city(self, index: int, key: str, found: list[int]) -> bool:
        """Whether a province has a town of its name: without "province" that is meant (Aleppo, Idlib)."""
        places = self._places
        if places.kinds[index] != "admin1" or abs(places.priors[index] - PRIORS["state"]) < 0.01:
            return False
        own = (
            fold(places.titles[index]) == key
        )  # "na Bahia" is the state, though Salvador was called so
        by_name = float("inf") if own else LARGE_CAPITAL
        return any(
            places.kinds[i] == "city" and places.admins[i] == places.admins[index]
            and places.populations[i] >= (SMALLEST_CAPITAL if places.best_known(i, key) else by_name)
            for i in found
        )  # fmt: skip


def _is_compass(key: str) -> bool:
    words = key.split()
    return not _COMPASS.isdisjoint(words) and all(
        word in _COMPASS or word in DIVISION_WORDS or word == "division" for word in words
    )


def _has_state(places: Gazetteer, found: list[int]) -> bool:
    return any(
        abs(places.priors[i] - PRIORS["state"]) < 0.01 and places.kinds[i] == "admin1"
        for i in found
    )
