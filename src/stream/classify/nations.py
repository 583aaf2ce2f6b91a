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
        return self._of(name)[0]

    def capital(self, name: str) -> str:
        """The country whose capital has this name, or an empty string."""
        return self._of(name)[1]

    def _of(self, name: str) -> tuple[str, str]:
        found = self._seen.get(name)
        if found is None:
            found = self._seen[name] = self._look(name)
        return found

    def _look(self, name: str) -> tuple[str, str]:
        places, country, capital = self._places, "", ""
        for index in places.candidates(name):
            if places.kinds[index] == "country":
                country = country or places.countries[index]
            capital = capital or places.capitals.get(index, "")
        return country, capital
