"""Two persons of one surname: "Hughes to quit cabinet", who is Martin, and "Hughes denies bullying", who is Gareth."""

from __future__ import annotations

from collections.abc import Sequence

from stream.dedupe.running.joining import HEADS
from stream.dedupe.running.query import Query
from stream.dedupe.words.openings import Opened
from stream.dedupe.words.text import informative


def namesakes(query: Query, entries: Sequence[Opened], words: float) -> bool:
    """Tell if a surname of an update's headline is in a story's of persons of other first names alone, and no person of
    the update's is in the story; `words` is the words' score. Much alike, "Mohamed" and "Muhammad" are one person.
    """
    mine = query.case.facts.persons
    if not mine or any(not set(mine).isdisjoint(entry.row.facts.persons) for entry in entries):
        return False
    alike = words >= HEADS
    return any(_another(query, entry, one, alike) for entry in entries for one in mine)


def _another(query: Query, entry: Opened, one: str, alike: bool) -> bool:
    first, _, surname = one.partition(" ")
    theirs = entry.row.facts.persons
    others = [other.partition(" ")[0] for other in theirs if other.endswith(f" {surname}")]
    if alike:
        others = [other for other in others if other[0] != first[0]]
    if not others or informative(first, query.language) in entry.words:
        return False
    return query.words.isdisjoint([informative(other, query.language) for other in others])
