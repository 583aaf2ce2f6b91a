"""Two towns' events in one form: each headline tells of a town of its own (words.towns) that the other text lacks."""

from __future__ import annotations

from stream.dedupe.running.hazards import widespread
from stream.dedupe.running.query import Query
from stream.dedupe.words.bodies import lands
from stream.dedupe.words.lists import hashes
from stream.dedupe.words.openings import Opened


def two_towns(query: Query, best: Opened) -> bool:
    """Tell if two towns are told of. A quake, a storm or a flood strikes many."""
    mine, theirs = query.case.facts.towns, best.row.facts.towns
    if not (mine and theirs):
        return False
    language = query.language
    come = hashes(mine, language) - lands(language) - best.words
    gone = hashes(theirs, language) - lands(language) - query.words
    return bool(come and gone) and not widespread(query.words & best.words, language)
