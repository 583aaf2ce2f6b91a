"""Which country a name is the name, or the capital, of."""

from __future__ import annotations

from stream.classify.gazetteer import Gazetteer


class Nations:
    """Answers by folded name, from the gazetteer; remembers its answers (the names are finite)."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self._seen: dict[str, tuple[str, str]] = {}

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
