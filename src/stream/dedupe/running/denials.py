"""A denial in other words joins what it denies: "Minister to resign" and "Minister says he is going nowhere".

The two have little in common but a name. What joins them is that the later one denies, that a rare name is in both
headlines, and that both tell of one matter, in whichever words (data/matters.toml): of leaving, a death, a takeover.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from stream.dedupe.running.joining import SOON
from stream.dedupe.running.query import RARE, Query
from stream.dedupe.words.bodies import bodies, lands
from stream.dedupe.words.changes import opposites
from stream.dedupe.words.lists import grouped, groups, written
from stream.dedupe.words.openings import Opened
from stream.dedupe.words.text import UNSPACED

_FILE = "matters"


def denies(query: Query, best: Opened) -> bool:
    """Tell if an update denies what an entry reports."""
    mine = query.of(_denied)
    if not mine or abs(query.case.event - best.row.event) > SOON:
        return False
    return not mine.isdisjoint(best.of(_matters, query.language)) and _one_name(query, best)


def _matters(said: Query | Opened, language: str) -> frozenset[int]:
    return groups(said.words, grouped(_FILE, language))


def _denied(query: Query, language: str) -> frozenset[int]:
    """Return the matters of an update that denies something: its headline does, or its lead in a word for nothing else
    ("terms were not disclosed" is none). Of most updates none.
    """
    words, phrases = _denying(language)
    reading, marks = query.case.reading, query.case.facts.lead_marks
    said = not words.isdisjoint(reading.words[: reading.head])
    if not said and marks and language not in UNSPACED:
        said = not opposites(language).denials.isdisjoint(marks)
    if not said and phrases and (marks or language in UNSPACED):
        text = query.case.opening.text.casefold()
        said = any(phrase in text for phrase in phrases)
    return _matters(query, language) if said else frozenset()


@cache
def _denying(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a headline that deny, and what denies as a part of any text. Each phrase has a negation in it
    where words are known by spaces.
    """
    table, more = opposites(language), written(_FILE, language, "denials")
    if language in UNSPACED:
        return frozenset(), table.denials | more
    return table.negations | table.denials | more, table.phrases


def _one_name(query: Query, best: Opened) -> bool:
    """Tell if a rare name is in both headlines; without capitals, a rare run of three signs."""
    both = query.heads & best.heads
    if query.language in UNSPACED:
        rare = {t for t in both if query.weights[t] >= RARE}
        return any(a in rare and b in rare for a, b in pairwise(query.head))
    names = both & (query.names | best.names) - bodies(query.language) - lands(query.language)
    return any(query.weights[t] >= RARE for t in names)
