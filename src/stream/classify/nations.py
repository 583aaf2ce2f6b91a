"""Which country a name is the name, or the capital, of."""

from __future__ import annotations

from stream.classify.gazetteer import Gazetteer


class Nations:
    """Answers by folded name, from the gazetteer; remembers its answers (the names are finite)."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self._seen: dict[str, tuple[str, str]] = {}
        self._homes: dict[str, str] = {}

    def home(self, name: str) -> str:
        """The country of the best known place of this name (or the country itself), or an empty string."""
        found = self._homes.get(name)
        if found is None:
            candidates = self._places.candidates(name)
            found = self.country(name) or (
                self._places.countries[candidates[0]] if candidates else ""
            )
            self._homes[name] = found
        return found

    def is_place(self, name: str) -> bool:
        """Whether a place has this name."""
        return name in self._places.names

    def country(self, name: str) -> str:
        """The country of this name (ISO 3166-1 alpha-2), or an empty string."""
        return self.of(name)[0]

    def of(self, name: str) -> tuple[str, str]:
        """The country of this name, and the one whose capital has this name; each may be an empty string."""
        return self._seen.get(name) or self._look(name)

    def _look(self, name: str) -> tuple[str, str]:
        places, country, capital = self._places, "", ""
        for index in places.candidates(name):
            if places.kinds[index] == "country":
                country = country or places.countries[index]
            capital = capital or places.capitals.get(index, "")
        self._seen[name] = country, capital
        return country, capital
