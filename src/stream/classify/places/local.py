"""Namesakes of local news: the town of the county that a story names, and of two neighbours the near ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from stream.classify.gazetteer.index import DIVISION_WORDS, STATES, Gazetteer
from stream.classify.places.names import Name

BESIDE_DEGREES = 0.6
"""Two towns nearer than this (latitude; one and a half times of it in longitude) may be "near" each other, a town of a
county is no farther from the middle of it."""

SAME_DIVISION, LARGEST_COUNTRY, TOWNS_AROUND = 3, 12_000_000, 1.0
LARGEST_IN_COUNTY = 60_000_000
"""Other towns of a division from which a country's name is that of its town, the people of such a country at most
(of larger ones local papers write as well: Mexico), and how far (degrees) another of these names is at most."""

COUNTIES = (" county", " parish")
TOWNS_OF_COUNTY, STATE_OF_COUNTY = 2, 3
"""Names of towns around a county of a common name from which it is that one, and how many of them its state weighs."""

SAME_LIST = 2
"""Towns of a division in a list from which the others are its towns too."""

LARGE_TOWN = 300_000
"""Population from which a town is meant although the region behind it holds none of its name."""

Backing = Callable[[int, Mapping[str, float]], tuple[float, float]]
"""The votes of a story for the country and the division of a place, without those of its own name."""


def pair_neighbours(places: Gazetteer, names: list[Name]) -> None:
    """Set `paired` of names that are near to each other by the text, but not by what is best known.

    "Washington, near Sunderland", "the Cincinnati suburb of West Chester".
    """
    for name in names:
        if not name.near or name.inside:
            continue
        for other in names:
            if other.key == name.near and other.paired < 0:
                _pair(places, name, other)
                break


def find_counties(places: Gazetteer, names: list[Name]) -> None:
    """Set `paired` of counties to the namesake around whose middle most other names of the story have a town.

    "Wilson County" with Lebanon and Watertown is Tennessee's, though the story names no state.
    """
    counties = [
        name for name in names
        if " " in name.key and name.key.endswith(COUNTIES) and len(name.traits.candidates) > 1 and not name.inside
    ]  # fmt: skip
    if not counties or len(names) <= TOWNS_OF_COUNTY:
        return
    towns = [_by_division(places, name) for name in names if name not in counties]
    for name in counties:
        told = Counter(
            {
                index: sum(_speaks_for(places, index, found) for found in towns)
                for index in name.traits.candidates
                if places.kinds[index] == "admin2"
            }
        ).most_common(2)
        if told and told[0][1] >= TOWNS_OF_COUNTY and (len(told) == 1 or told[0][1] > told[1][1]):
            name.paired = told[0][0]


def _by_division(places: Gazetteer, name: Name) -> dict[str, list[int]]:
    """What a name may mean, by division; behind it a region says which."""
    found: dict[str, list[int]] = {}
    for index in name.inside or name.traits.candidates:
        found.setdefault(places.admins[index], []).append(index)
    return found


def _speaks_for(places: Gazetteer, county: int, found: Mapping[str, list[int]]) -> float:
    """How much the places of a name speak for a county: one of its towns, or more its state."""
    here = found.get(places.admins[county], ())
    if any(places.kinds[index] == "admin1" for index in here):
        return STATE_OF_COUNTY
    return any(places.kinds[i] == "city" and _are_close(places, i, county) for i in here)


def _pair(places: Gazetteer, name: Name, other: Name) -> None:
    best, one = name.traits.standing, other.traits.standing
    if best is None or one is None or _are_close(places, best.index, one.index):
        return
    if not places.kinds[best.index] == places.kinds[one.index] == "city":
        return  # "in Cuba near Havana" is not in Illinois
    pairs = (
        (score + score_of_other, index, index_of_other)
        for index, score in _towns(places, name)
        for index_of_other, score_of_other in _towns(places, other)
        if _are_close(places, index, index_of_other)
    )
    found = max(pairs, default=None)
    if found is not None:
        _, name.paired, other.paired = found


def _towns(places: Gazetteer, name: Name) -> Iterable[tuple[int, float]]:
    scored = zip(name.traits.candidates, name.traits.scores, strict=True)
    return (
        (index, score)
        for index, score in scored
        if places.kinds[index] == "city" and (not name.inside or index in name.inside)
    )


def settle_locally(places: Gazetteer, names: list[Name], backing: Backing) -> None:
    """Give names that nothing else backs the town of the story's county or division, or the region behind them."""
    kinds = places.kinds
    counties = [
        name.place for name in names
        if kinds[name.place] == "admin2" and _says_so(name) and backing(name.place, name.votes)[0] > 0.3
    ]  # fmt: skip
    lists = False
    for name in names:
        lists = lists or len(name.listed) > 1
        if name.inside or name.division or name.dateline or name.holds or name.paired >= 0:
            continue
        if name.region:
            _leave_to_region(places, name, names)
        for county in counties:
            if (town := _town(places, name, county, backing)) is not None:
                name.place = town
                break
        else:
            small = (
                kinds[name.place] == "country" and places.populations[name.place] <= LARGEST_COUNTRY
            )
            if small and len(names) > SAME_DIVISION:
                name.place = _town_around(places, name, names, backing)
    if lists:
        _settle_lists(places, names)


def _settle_lists(places: Gazetteer, names: list[Name]) -> None:
    """Give a name that stands between names of one division its town there: "Norfolk, Portsmouth and Hampton"."""
    by_key = {name.key: name for name in names if not name.division}
    for name in names:
        place = name.place
        if len(name.listed) < 2 or name.inside or name.paired >= 0 or place in places.capitals:
            continue
        around = _in_one_list(name, by_key)
        told = Counter(places.admins[n.place] for n in around if places.kinds[n.place] == "city")
        admin, times = told.most_common(1)[0] if told else ("", 0)
        if times < SAME_LIST or not admin or places.countries[place] == admin[:2]:
            continue
        towns = (
            index for index in name.traits.candidates
            if places.kinds[index] == "city" and places.admins[index] == admin
        )  # fmt: skip
        name.place = next(towns, place)


def _in_one_list(name: Name, by_key: Mapping[str, Name]) -> list[Name]:
    """The other names of the lists that a name stands in."""
    found, new = {name.key}, [name]
    while new:
        keys = new.pop().listed - found
        found |= keys
        new += [by_key[key] for key in keys if key in by_key]
    return [by_key[key] for key in found if key in by_key and key != name.key]


def _says_so(name: Name) -> bool:
    return name.division or name.key.rpartition(" ")[2] in DIVISION_WORDS


def _town(places: Gazetteer, name: Name, county: int, backing: Backing) -> int | None:
    """The town of a name in a county, where the story names nothing else around the place that is better known."""
    place, admin = name.place, places.admins[county]
    by_country, by_admin = backing(place, name.votes)
    if places.kinds[place] == "country":
        if by_country > 0.1 or places.populations[place] > LARGEST_IN_COUNTY:
            return None
    elif places.kinds[place] != "city" or places.admins[place] == admin or by_admin > 0.3:
        return None
    home = places.countries[place] == places.countries[county]
    if home and place in places.capitals and name.key not in places.titles[county].lower():
        return None
    towns = (
        index for index in name.traits.candidates
        if places.kinds[index] == "city" and places.admins[index] == admin and _are_close(places, index, county)
    )  # fmt: skip
    return next(towns, None)


def _town_around(places: Gazetteer, name: Name, names: list[Name], backing: Backing) -> int:
    """The town with a country's name among the towns of a story of one division: "Lebanon", in central Missouri."""
    place = name.place
    if backing(place, name.votes)[0] > 0.1:
        return place
    others = [other for other in names if other.key != name.key]
    told = Counter(places.admins[o.place] for o in others if places.kinds[o.place] == "city")
    around = [other.place for other in others if places.kinds[other.place] in ("city", "admin2")]
    towns = (
        index for index in name.traits.candidates
        if places.kinds[index] == "city" and told[places.admins[index]] >= SAME_DIVISION
        and any(_are_close(places, index, other, TOWNS_AROUND) for other in around)
    )  # fmt: skip
    return next(towns, place)


def _leave_to_region(places: Gazetteer, name: Name, names: list[Name]) -> None:
    """A town that the region behind it lacks ("Stroud, Ontario") is the region, not a namesake in another country."""
    place = name.place
    if name.traits.has_country or places.kinds[place] != "city" or name.dateline:
        return
    if places.populations[place] >= LARGE_TOWN and places.best_known(place, name.key):
        return
    for region in names:
        if region.key == name.region and not region.region:
            state = (
                places.kinds[region.place] == "admin1" and places.countries[region.place] in STATES
            )
            if state and places.countries[region.place] != places.countries[place]:
                name.place = region.place
            return


def _are_close(places: Gazetteer, one: int, other: int, degrees: float = BESIDE_DEGREES) -> bool:
    north = abs(places.latitudes[one] - places.latitudes[other])
    east = abs(places.longitudes[one] - places.longitudes[other])
    return north < degrees and east < 1.5 * degrees
