"""Leaders by name: in which office, if any, a name speaks on the day of the update."""

from __future__ import annotations

from datetime import date

from stream.classify.actors.bodies import FORMER
from stream.classify.actors.known import Actors
from stream.classify.actors.offices import Term, in_office
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader


class Leaders:
    """The leaders of one text; `terms` leads from a hit's position to the office, None for nobody in office."""

    def __init__(self, reader: Reader, actors: Actors, nations: Nations, day: date) -> None:
        self._reader, self._actors, self._nations, self._day = reader, actors, nations, day
        self.terms: dict[int, Term | None] = {}

    def with_leaders(self, hits: list[Hit]) -> list[Hit]:
        """The hits, and the leaders among those that the screen took for mere persons."""
        known = self._actors.leaders
        leaders = [hit for hit in self._reader.hits.values() if hit.key in known]
        if not leaders:
            return hits
        for hit in leaders:
            self.terms[hit.start] = self._term(hit)
        starts = {hit.start for hit in hits}
        lost = [hit for hit in leaders if hit.start not in starts]
        return sorted((*hits, *lost), key=lambda hit: hit.start) if lost else hits

    def _term(self, hit: Hit) -> Term | None:
        """The office in which a name speaks; None for another person of the name, or one out of office."""
        reader, text = self._reader, self._reader.text
        start = text.sentence_start(hit.first)
        before = text.words[max(start, hit.first - 4) : hit.first]
        if not FORMER.isdisjoint(before) or reader.in_dateline(hit.first):
            return None
        if " " not in hit.key and (
            self._has_given_name(hit) or (self._nations.is_place(hit.key) and reader.cued(hit))
        ):
            return None
        return in_office(self._actors.leaders[hit.key], self._day)

    def _has_given_name(self, hit: Hit) -> bool:
        """Whether a capitalised word that is no title stands before a surname: then it is somebody else's."""
        reader, text = self._reader, self._reader.text
        before = text.before(hit.first)
        if (
            not before
            or not text.upper(hit.first - 1)
            or text.gap(hit.first) != " "
            or text.opens(hit.first - 1)
        ):
            return False
        lexicon = reader.lexicon
        known = (
            lexicon.titles,
            lexicon.person_titles,
            lexicon.governments,
            lexicon.modifiers,
            lexicon.says,
        )
        titled = any(before in words for words in known) or reader.in_titled_headline(hit.first)
        return not titled and reader.covering(hit.first - 1) is None
