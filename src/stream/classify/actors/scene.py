"""Where a story is: the country of its headline or dateline, the one it names most, the only one it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Set

from stream.classify.actors.groups import SCREEN
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader


class Scene:
    """The countries of one text; `nation` gives that of a name's nationality by its position.

    `states` are names of countries that mean a division here (Georgia in a report from Atlanta).
    """

    def __init__(
        self, reader: Reader, nations: Nations, nation: Mapping[int, str], hits: list[Hit],
        states: Set[str],
    ) -> None:  # fmt: skip
        self._reader, self._nations, self._nation, self._states = reader, nations, nation, states
        # "Iran-backed" says nothing of where; Police is a town in Poland
        self._hits = [h for h in hits if not reader.hyphenated(h.last) and h.key not in SCREEN]
        self._told = {
            h.key: country for h in hits
            if h.last in reader.hits and (region := reader.region_behind(h))
            and (country := nations.beside(h.key, region.key))
        }  # fmt: skip
        # the region behind a name decides: "PARIS, Texas"
        home = nations.home
        self._homes = {key: home(key) for key in {hit.key for hit in self._hits}} | self._told
        self._free = [hit for hit in self._hits if not self._is_desk(hit)]
        self.leading = ""
        self._home: str | None = None
        self._lands: dict[int, str] = {}
        self._theatre: str | None = None
        self._field: str | None = None

    def lead(self, more: Iterable[str]) -> str:
        """The country that nationalities, and the forces in `more`, name most; else that of the places."""
        counts = Counter(country for hit in self._free if (country := self._nation[hit.start]))
        counts.update(more)
        if not counts:
            is_large = self._nations.is_large  # a doubtful town counts once
            named = {hit.start if is_large(hit.key) else hit.key: hit for hit in self._hits}
            counts.update(home for hit in named.values() if (home := self._homes[hit.key]))
        self.leading = (
            min(counts, key=lambda country: (-counts[country], country)) if counts else ""
        )
        return self.leading

    def home(self) -> str:
        """The country of the dateline, else the leading one; to be asked behind `lead`."""
        if self._home is None:
            self._home = next(
                (
                    country
                    for hit in self._hits
                    if self._reader.in_dateline(hit.first) and (country := self._of_dateline(hit))
                ),
                self.leading,
            )
        return self._home

    def _of_dateline(self, hit: Hit) -> str:
        """The country of a name of the dateline; a small town's is the leading one, if it has such a town too."""
        country = self._homes[hit.key]
        small = hit.key not in self._told and not self._nations.is_large(hit.key)
        return self.leading if small and self._nations.has(self.leading, hit.key) else country

    def theatre(self) -> str:
        """Whose a bare "army" is: the one country that the headline names, else the home.

        A dateline says where the reporter sits: the army of AMMAN's report on Aleppo is Syria's.
        """
        if self._theatre is None:
            self._theatre = self._find_theatre()
        return self._theatre

    def _find_theatre(self) -> str:
        named = {
            self.land(hit)
            for hit in self._hits
            if hit.first < self._reader.body and hit.key not in self._states
        } - {""}
        return named.pop() if len(named) == 1 else self.home()

    def field(self) -> str:
        """Where bare "rebels" are: as `theatre`, but a dateline that the story never names again is only a desk.

        Then it is the one country that the story names, or none of several: DAKAR's report on Mali and Niger.
        """
        if self._field is None:
            self._field = self._find_field()
        return self._field

    def _find_field(self) -> str:
        theatre, own = self.theatre(), self.home()
        if theatre != own or not own:
            return theatre
        lands = {self.land(hit) for hit in self._free} - {""}
        if own in lands or not lands:
            return own
        return lands.pop() if len(lands) == 1 else ""

    def only(self, home: str) -> str:
        """The one country that the story names outside its dateline; none if it names several."""
        named = {self.land(hit) for hit in self._free} - {""}
        return home if not named else named.pop() if len(named) == 1 else ""

    def _is_desk(self, hit: Hit) -> bool:
        """Whether the dateline or the sender's `located` has it: that says where the reporter sits."""
        reader = self._reader
        return reader.in_dateline(hit.first) or reader.text.in_located(hit.first)

    def land(self, hit: Hit) -> str:
        """The country of a nationality or place; of a small town only if the story's own country has one so called.

        A namesake abroad of a street or quarter would else put the story there. To be asked behind `lead`.
        """
        found = self._lands.get(hit.start)
        if found is None:
            found = self._lands[hit.start] = self._land(hit)
        return found

    def _land(self, hit: Hit) -> str:
        nations, key = self._nations, hit.key
        if nation := self._nation.get(hit.start, ""):
            return nation
        if key in self._told:
            return self._homes[key]
        if nations.is_large(key):
            return self._of_large(key)
        own = self.home()
        return own if own and nations.has(own, key) else ""

    def _of_large(self, key: str) -> str:
        """The country of a large town, unless only the story's own is named and has one so called.

        Valencia is Ecuador's in a report from Quito that names Ecuador and not Venezuela; a capital stays one.
        """
        nations, own = self._nations, self.home()
        there = self._homes.get(key) or nations.home(key)
        named = set(self._nation.values())
        doubtful = own in named and there not in named and not any(nations.of(key))
        return own if doubtful and nations.has(own, key) else there


def namesakes(
    reader: Reader, nations: Nations, hits: list[Hit], aliases: Container[str]
) -> frozenset[str]:
    """The names of countries and capitals that mean a town here: "LEBANON, Pa.", "San Juan (Argentina)"."""
    found = set()
    for hit in hits:
        if hit.last not in reader.hits:
            continue
        country, capital = nations.of(hit.key)
        region = reader.region_behind(hit) if country or capital else None
        if region is None or region.key in aliases:
            continue
        beside = nations.beside(hit.key, region.key)
        listed = country and nations.country(region.key)  # "Georgia, Armenia"
        if beside not in ("", country or capital) and not listed:
            found.add(hit.key)
    return frozenset(found)
