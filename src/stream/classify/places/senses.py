"""Which of several namesakes each name of a story means.

Every name votes for the countries and divisions that it may lie in, the surer the more; then each name
takes the place that is best known and best backed by the others' votes. One name has one sense in a story,
unless a region stands behind it ("London, Ontario"). Weights are in powers of ten of population and are
rules of thumb, tried on halves of GeoVirus and TR-News.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.places.local import find_counties, pair_neighbours, settle_locally
from stream.classify.places.names import Name
from stream.classify.places.traits import FAMOUS, Standing, standing

IN_REGION, AS_DIVISION, AS_CITY, AS_WRITTEN = 12.0, 8.0, 3.0, 1.0
"""For "Albany, New York", "Idlib province", "the city of Idlib", and "Cádiz" with its accent."""

LARGE_CAPITAL = 500_000
"""Population of a capital that a dateline means without a region ("WASHINGTON -"), whatever the story is about."""

RIVAL, MANY_TIMES, AT_MOST_BY_THE_WAY = 100_000, 10, 0.3
"""Population of a capital's namesake that counts where its country is named, and how many times of that the capital
may have (London, Ontario, does not count); votes that name no country."""

DATELINE = 0.3
"""The vote of a dateline: it says where a story was written, and speaks softly."""

STANDS_ALONE, FAR_BEHIND, HERE_TOO = 150_000, 0.5, 0.3
"""Population of a city that a dateline means without a region, by how far it is ahead of those in other divisions
(as in `Standing`), unless the division of another has so many votes."""

NEAR = 1.0
"""For a place near to one that leaves no doubt, in another division."""

MOST_ANCHORS = 6
"""Sure towns of a story that others may be near to: its first."""

HERE = 2
"""Other names of a division from which a country's name beside something is a town's there."""

NEAR_DEGREES = 1.2
"""Two places nearer than this (latitude; twice of it in longitude) back each other like a shared division."""


class Senses:
    """Resolves the names of one story; `context` are the weights of countries that other words speak of."""

    def __init__(self, places: Gazetteer, context: Mapping[str, float]) -> None:
        self._places = places
        self._votes: dict[str, float] = dict(context)
        self._anchors: list[tuple[int, Mapping[str, float]]] = []

    def resolve(self, names: list[Name]) -> None:
        """Set `place` of each name."""
        if not names:
            return
        pair_neighbours(self._places, names)
        find_counties(self._places, names)
        for name in names:
            if (
                name.division
                or name.city
                or name.region
                or name.written
                or name.holds
                or name.paired >= 0
            ):
                name.scores = self._weighed(name)
                self._vote(name, standing(self._places, name.traits.candidates, name.scores))
            else:
                name.scores = name.traits.scores
                self._vote(name, name.traits.standing)
        most = self._most_support()
        for name in names:
            self._choose(name, most)
        self._follow_places(names)
        settle_locally(self._places, names, self.backing)

    def _follow_places(self, names: list[Name]) -> None:
        """A country's name that others share means the state or country in which the rest of the story lies.

        "Georgia" by "Gov.", by an abbreviation ("Ga.") or by a town there, while nothing lies in the country;
        "Congo" by Brazzaville.
        """
        places = self._places
        for name in names:
            if places.kinds[name.place] == "country" and not name.within:
                name.place = _with_region(name, names)
        doubtful = [n for n in names if places.kinds[n.place] == "country" and not n.region]
        for name in doubtful:
            others = [other for other in names if other.key != name.key or other.division]
            told = {places.admins[other.place] for other in others}
            lands = {places.countries[other.place] for other in others}
            if places.countries[name.place] in lands:
                continue
            if name.beside and (town := self._town_near(name, others)) is not None:
                name.place = town
                continue
            namesakes = (
                index for index in name.traits.candidates
                if (places.kinds[index] == "admin1" and places.admins[index] in told)
                or (places.kinds[index] == "country" and places.countries[index] in lands)
            )  # fmt: skip
            name.place = next(namesakes, name.place)

    def _town_near(self, name: Name, others: list[Name]) -> int | None:
        """The town with a country's name in the division of the rest of the story: "near Lebanon", in Missouri."""
        places = self._places
        told = Counter(places.admins[other.place] for other in others)
        towns = (
            index for index in name.traits.candidates
            if places.kinds[index] == "city" and told[places.admins[index]] >= HERE
        )  # fmt: skip
        return next(towns, None)

    def backing(self, index: int, own: Mapping[str, float]) -> tuple[float, float]:
        """The votes for a place's country and division, without those of its own name."""
        country, admin = self._places.countries[index], self._places.admins[index]
        votes = self._votes
        by_country = votes.get(country, 0.0) - own.get(country, 0.0)
        return by_country, votes.get(admin, 0.0) - own.get(admin, 0.0) if admin else 0.0

    def is_elsewhere(self, index: int, own: Mapping[str, float]) -> bool:
        """Whether the story speaks of divisions of a place's country, but neither of its own nor of one near."""
        country, admin = self._places.countries[index], self._places.admins[index]
        if self._votes.get(admin, 0.0) - own.get(admin, 0.0) > 0.2 or self._is_near(index, own):
            return False
        prefix = f"{country}."
        return any(
            v - own.get(r, 0.0) > 0.4 for r, v in self._votes.items() if r.startswith(prefix)
        )

    def countries(self) -> set[str]:
        """The countries (ISO 3166-1 alpha-2) that anything in the story but its language speaks of."""
        return {
            region for region, votes in self._votes.items() if len(region) == 2 and votes > 0.25
        }

    def _weighed(self, name: Name) -> list[float]:
        """The scores with what the words around add."""
        kinds = self._places.kinds
        scores = []
        for index, score in zip(name.traits.candidates, name.traits.scores, strict=True):
            kind = kinds[index]
            if name.division and kind in ("admin1", "admin2"):
                score += AS_DIVISION
            elif name.city and kind == "city":
                score += AS_CITY
            if name.written and name.written == self._places.titles[index]:
                score += AS_WRITTEN
            if index in name.holds:  # "Bristol, England" is not England in Arkansas
                score += AS_DIVISION
            if name.region and index in name.inside:
                score += IN_REGION
            if index == name.paired:
                score += IN_REGION
            scores.append(score)
        return scores

    def _vote(self, name: Name, best: Standing | None) -> None:
        """Vote for the best place, the surer by its lead over those in other countries and divisions."""
        if best is None or (name.behind and not name.dateline):  # the town before it votes
            return
        places, index = self._places, best.index
        country, admin = places.countries[index], places.admins[index]
        size = best.size * DATELINE if name.dateline else best.size
        if country and best.sure > 0.3:
            self._add_vote(name, country, size * best.sure)
        if (
            admin and best.alone > 0.3 and country != "GB"
        ):  # England is a country in all but the code
            self._add_vote(name, admin, size * best.alone)
            anchor = best.alone == 1.0 and size > 0.5 and places.kinds[index] == "city"
            if anchor and len(self._anchors) < MOST_ANCHORS:
                self._anchors.append((index, name.votes))

    def _add_vote(self, name: Name, region: str, weight: float) -> None:
        name.votes[region] = weight
        self._votes[region] = self._votes.get(region, 0.0) + weight

    def _most_support(self) -> float:
        """More than the votes of this story can add to any place: what is so far behind can't win."""
        country = max((v for region, v in self._votes.items() if len(region) == 2), default=0.0)
        admin = max((v for region, v in self._votes.items() if len(region) > 2), default=0.0)
        return _by_country(country) + max(_by_admin(admin), NEAR)

    def _choose(self, name: Name, most: float) -> None:
        found, scores = name.traits.candidates, self._without_fame(name)
        if len(found) == 1:
            name.place = found[0]
        elif name.dateline and not name.region and (city := self._filed_from(name)) is not None:
            name.place = city
        else:
            best, floor = -1.0, max(scores) - most
            for index, score in zip(found, scores, strict=True):
                if score < floor:
                    continue
                score += self._support(index, name.votes)
                if score > best:
                    best, name.place = score, index
        name.within = name.place in name.inside

    def _without_fame(self, name: Name) -> list[float]:
        """The scores, a capital's without its fame where nothing speaks of its country, but of a large namesake's.

        "Tripoli" in a report from Beirut that names Lebanon and not Libya.
        """
        places, found, scores = self._places, name.traits.candidates, name.scores
        best = max(range(len(found)), key=scores.__getitem__)
        capital = found[best] in places.capitals and not name.dateline
        if not capital or self.backing(found[best], name.votes)[0] > AT_MOST_BY_THE_WAY:
            return scores
        country, large = places.countries[found[best]], places.populations[found[best]] / MANY_TIMES
        rivals = (
            i
            for i in found
            if places.kinds[i] == "city" and places.countries[i] != country
            and places.populations[i] >= max(RIVAL, large)
            and self.backing(i, name.votes)[0] >= 1.0
        )  # fmt: skip
        if next(rivals, None) is None:
            return scores
        return [score - FAMOUS * (at == best) for at, score in enumerate(scores)]

    def _filed_from(self, name: Name) -> int | None:
        """The city that a dateline without a region means: a capital, or one far ahead of its namesakes.

        Agencies write the region behind any other. A story that speaks of the division of a namesake may be a
        local paper's: "GENEVA" in a report that names Illinois.
        """
        found, best = name.traits.candidates, name.traits.standing
        if (capital := self._capital(name.key, found)) is not None:
            return capital
        if best is None or best.alone < FAR_BEHIND:
            return None
        if self._places.populations[best.index] < STANDS_ALONE:
            return None
        local = any(
            self.backing(index, name.votes)[1] > HERE_TOO for index in found if index != best.index
        )
        return None if local else best.index

    def _capital(self, key: str, found: list[int]) -> int | None:
        """The large capital among namesakes: without a region behind it, that is where a dateline is from."""
        places = self._places
        capitals = (
            i for i in found
            if i in places.capitals
            and places.populations[i] >= LARGE_CAPITAL
            and not places.undue(i, key, found)
        )  # fmt: skip
        return next(capitals, None)

    def _support(self, index: int, own: Mapping[str, float]) -> float:
        places, votes = self._places, self._votes
        country, region = places.countries[index], places.admins[index]
        support = _by_country(votes.get(country, 0.0) - own.get(country, 0.0))
        if region and (admin := votes.get(region, 0.0) - own.get(region, 0.0)) > 0.2:
            return support + _by_admin(admin)
        return support + (NEAR if self._anchors and self._is_near(index, own) else 0.0)

    def _is_near(self, index: int, own: Mapping[str, float]) -> bool:
        places = self._places
        latitude, longitude = places.latitudes[index], places.longitudes[index]
        for other, votes in self._anchors:
            if votes is own or abs(places.latitudes[other] - latitude) > NEAR_DEGREES:
                continue
            if abs(places.longitudes[other] - longitude) < 2 * NEAR_DEGREES:
                return True
        return False


def _with_region(name: Name, names: list[Name]) -> int:
    """The town that a country's name means where the story gives its region: "Lebanon" after "LEBANON, Ohio"."""
    same = (other for other in names if other.key == name.key and other.region and other.within)
    return next((other.place for other in same), name.place)


def _by_country(votes: float) -> float:
    """What votes for its country add to a place: 2.5 for the first, less for more, 4 at most."""
    return 2.5 * votes if votes < 1.0 else 2.0 + 0.5 * min(votes, 4.0)


def _by_admin(votes: float) -> float:
    """What votes for its division add: 1.5 for the first, less for more, 3 at most."""
    return 1.5 * votes if votes < 1.0 else 1.0 + 0.5 * min(votes, 4.0)
