"""Which country a name is the name, or the capital, of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.remembered import Remembered

LARGE = 100_000
"""Population from which a dateline means the best known town of its name."""


class Nations:
    """Answers by folded name, from the gazetteer.

    `home` leads to the country of the best known place of a name (or the country itself), `of` to the country
    of this name and the one whose capital has it; each ISO 3166-1 alpha-2, or an empty string.
    """

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self.home: Callable[[str], str] = Remembered(self._home).__getitem__
        self.is_large: Callable[[str], bool] = Remembered(self._weigh).__getitem__
        """Whether the best known place of a name is a capital, a country or a city of `LARGE`."""
        self.of: Callable[[str], tuple[str, str]] = Remembered(self._look).__getitem__

    def _home(self, name: str) -> str:
        found = self._places.candidates(name)
        return self.country(name) or (self._places.countries[found[0]] if found else "")

    def beside(self, name: str, region: str) -> str:
        """The country of a region that has a place of this name: "Paris, Texas" lies in the US; or an empty string."""
        places = self._places
        larger = [i for i in places.candidates(region) if places.kinds[i] != "city"]
        for index in larger:
            country, admin = places.countries[index], places.admins[index]
            whole = places.kinds[index] == "country"
            if any(
                places.kinds[i] == "city" and places.countries[i] == country
                and (whole or places.admins[i] == admin)
                for i in places.candidates(name)
            ):  # fmt: skip
                return country
        return ""

    def _weigh(self, name: str) -> bool:
        places, found = self._places, self._places.candidates(name)
        first = found[0] if found else -1
        return first >= 0 and (
            places.kinds[first] != "city"
            or first in places.capitals
            or places.populations[first] >= LARGE
        )

    def has(self, country: str, name: str) -> bool:
        """Whether a country has a place of this name."""
        return any(
            self._places.countries[index] == country for index in self._places.candidates(name)
        )

    def is_place(self, name: str) -> bool:
        """Whether a place has this name."""
        return name in self._places.names

    def country(self, name: str) -> str:
        """The country of this name (ISO 3166-1 alpha-2), or an empty string."""
        return self.of(name)[0]

    def states(self, names: Iterable[str], lines: Set[str]) -> frozenset[str]:
        """The names of countries that mean a division, because one of `lines` lies best in it (names of a dateline)."""
        if not lines:
            return frozenset()
        return frozenset(
            name for name in names if self.country(name) and self._is_state(name, lines - {name})
        )

    def _is_state(self, name: str, lines: Set[str]) -> bool:
        places = self._places
        states = {
            places.admins[index]
            for index in places.candidates(name)
            if places.kinds[index] == "admin1"
        }
        firsts = [found[0] for line in sorted(lines) if (found := places.candidates(line))]
        return any(places.admins[index] in states for index in firsts)

    def _look(self, name: str) -> tuple[str, str]:
        places, country, capital = self._places, "", ""
        for index in places.candidates(name):
            if places.kinds[index] == "country":
                country = country or places.countries[index]
            capital = capital or places.capitals.get(index, "")
        return country, capital
