"""Which country a name is the name, or the capital, of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.remembered import Remembered


class Nations:
    """Answers by folded name, from the gazetteer.

    `home` leads to the country of the best known place of a name (or the country itself), `of` to the country
    of this name and the one whose capital has it; each ISO 3166-1 alpha-2, or an empty string.
    """

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self.home: Callable[[str], str] = Remembered(self._home).__getitem__
        self.of: Callable[[str], tuple[str, str]] = Remembered(self._look).__getitem__

    def _home(self, name: str) -> str:
        found = self._places.candidates(name)
        return self.country(name) or (self._places.countries[found[0]] if found else "")

    def is_place(self, name: str) -> bool:
        """Whether a place has this name."""
        return name in self._places.names

    def country(self, name: str) -> str:
        """The country of this name (ISO 3166-1 alpha-2), or an empty string."""
        return self.of(name)[0]

    def states(self, names: Iterable[str], lines: Set[str]) -> frozenset[str]:
        """The names of countries that mean a division, because one of `lines` lies best in it (names of a dateline)."""
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
