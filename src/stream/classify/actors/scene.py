"""Where a story is: the country of its headline or dateline, the one it names most, the only one it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

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
        self.leading = ""

    def lead(self, more: Iterable[str]) -> str:
        """The country that nationalities, and the forces in `more`, name most; else that of the places."""
        counts = Counter(country for hit in self._hits if (country := self._nation[hit.start]))
        counts.update(more)
        if not counts:
            counts.update(home for hit in self._hits if (home := self._nations.home(hit.key)))
        self.leading = (
            min(counts, key=lambda country: (-counts[country], country)) if counts else ""
        )
        return self.leading

    def home(self) -> str:
        """The country of the dateline, else the leading one."""
        for hit in self._hits:
            if self._reader.in_dateline(hit.first) and (country := self._nations.home(hit.key)):
                return country
        return self.leading

    def theatre(self) -> str:
        """Whose a bare "army" is: the one country that the headline names, else the home.

        A dateline says where the reporter sits: the army of AMMAN's report on Aleppo is Syria's.
        """
        named = {
            self._country(hit)
            for hit in self._hits
            if hit.first < self._reader.body and hit.key not in self._states
        } - {""}
        return named.pop() if len(named) == 1 else self.home()

    def only(self, home: str) -> str:
        """The one country that the story names outside its dateline; none if it names several."""
        free = [hit for hit in self._hits if not self._reader.in_dateline(hit.first)]
        named = {self._country(hit) for hit in free} - {""}
        return home if not named else named.pop() if len(named) == 1 else ""

    def _country(self, hit: Hit) -> str:
        return self._nation[hit.start] or self._nations.home(hit.key)
