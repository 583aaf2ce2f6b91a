"""Where a source is at home, by its name ("Wales News"): a weak vote for that country and division."""

from __future__ import annotations

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.remembered import Remembered
from stream.classify.words.text import fold

AT_HOME = 0.4
"""The vote, of which 1 is that of a place that leaves no doubt."""

SMALLEST = 100_000
"""Population of a city that a source may be named after."""


class Sources:
    """Answers by provider."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places
        self._seen = Remembered(self._find)

    def votes(self, provider: str) -> dict[str, float]:
        """Weights by country (ISO 3166-1) and division (GeoNames code); empty if the name tells nothing."""
        return self._seen[provider]

    def _find(self, provider: str) -> dict[str, float]:
        places, words = self._places, fold(provider).split()
        for count in (3, 2, 1):
            for at in range(len(words) - count + 1):
                for index in places.candidates(" ".join(words[at : at + count]))[:1]:
                    large = (
                        places.kinds[index] in ("country", "admin1")
                        or places.populations[index] >= SMALLEST
                    )
                    if large and len(" ".join(words[at : at + count])) > 3:
                        regions = filter(None, (places.countries[index], places.admins[index]))
                        return dict.fromkeys(regions, AT_HOME)
        return {}
