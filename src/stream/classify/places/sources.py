"""Where a source is at home, by its name ("Wales News"): a weak vote for that country and division."""

from __future__ import annotations

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.remembered import Remembered
from stream.classify.words.text import fold

AT_HOME = 0.4
"""The vote, of which 1 is that of a place that leaves no doubt."""

SMALLEST = 100_000
"""Population of a city that a source may be named after."""

LANGUAGE = 0.25
"""The vote of a story's language for each country that has it: decides between namesakes of one size only."""

SPOKEN = {
    language: tuple(countries.split())
    for language, countries in {
        "es": "ES MX AR CO PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY GQ PR",
        "pt": "PT BR AO MZ CV GW ST TL",
        "fr": "FR BE CH CA CI SN ML BF NE TD CM CD CG GA GN BJ TG MG HT DZ MA TN LU CF RW BI DJ KM",
        "de": "DE AT CH LI LU", "it": "IT CH SM", "nl": "NL BE SR", "tr": "TR CY", "el": "GR CY", "pl": "PL",
        "ru": "RU BY KZ KG", "uk": "UA", "fa": "IR AF", "he": "IL", "ja": "JP", "ko": "KR KP", "zh": "CN TW HK SG",
        "ar": "SY IQ JO LB PS EG SD LY TN DZ MA SA YE OM AE QA KW BH MR",
    }.items()
}  # fmt: skip
"""A language (ISO 639-1) → the countries where news is written in it; English says nothing."""


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


def language_votes(language: str) -> dict[str, float]:
    """Weak votes for the countries of a story's language ("es", "pt-BR"; a region counts alone)."""
    name, _, region = language.replace("_", "-").partition("-")
    if len(region) == 2:
        return {region.upper(): LANGUAGE}
    return dict.fromkeys(SPOKEN.get(name, ()), LANGUAGE)
