"""The nation or county inside an actor's name: "U.S." in "U.S. Army", "West Yorkshire" in its police."""

from __future__ import annotations

from stream.classify.actors.known import Actors
from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.automaton import Hit
from stream.classify.words.remembered import Remembered
from stream.classify.words.text import Text

LONGEST = 3
"""Words of a country's name at the head of an actor's name, at most."""

_FORCES = frozenset(("police", "constabulary"))
"""Behind a county these end the name of its force, which names the county as well."""


class InnerNations:
    """Answers by the folded name of the actor."""

    def __init__(self, places: Gazetteer, actors: Actors) -> None:
        self._places, self._actors = places, actors
        self._heads = Remembered(self._head)

    def nation(self, hit: Hit, text: Text) -> Hit | None:
        """The hit of the country, nationality or county that an actor's name begins with, or None."""
        head = self._heads[hit.key]
        if not head:
            return None
        last = hit.first + head.count(" ") + 1
        if last > hit.last:  # a name inside a text without spaces is one word
            return None
        return Hit(hit.first, last, hit.start, text.end(last - 1), head)

    def _is_division(self, name: str) -> bool:
        found = self._places.candidates(name)
        return bool(found) and self._places.kinds[found[0]] in ("admin1", "admin2", "natural")

    def _head(self, key: str) -> str:
        words = key.split()
        if words[-1] in _FORCES and self._is_division(owner := " ".join(words[:-1])):
            return owner
        for count in range(min(LONGEST, len(words) - 1), 0, -1):
            head = " ".join(words[:count])
            found = self._places.candidates(head)
            if head in self._actors.demonyms or (
                found and self._places.kinds[found[0]] == "country"
            ):
                return head
        return ""
