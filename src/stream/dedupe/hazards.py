"""Reports of one earthquake, storm, flood, fire or blast: agencies that write of it have its place in common, or
its name, and few words else, all of them common ones.

The words are in data/hazards.toml. The rule lets in what the weighing of words (`joining`) left out, and it keeps two
quakes apart that are alike in all but strength and place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from msgspec import Struct

from stream.dedupe.changes import Facts
from stream.dedupe.joining import AT_ONCE, HEADS, RARE, TELLING, WINDOW, Query
from stream.dedupe.memory import HOURS
from stream.dedupe.openings import Opened
from stream.dedupe.text import informative

DAY = 24 * HOURS
"""Milliseconds within which reports of one hazard at one place are one event."""

STRENGTH = 0.5
"""By how much two agencies' first magnitudes of one quake differ at the most: they are revised for hours."""

WORTH = 0.25
"""Score (0 to 1) of what this rule joins, if the words' own is lower."""


class Hazards(Struct, frozen=True):
    """The words of one language, as token hashes; `kinds` says of which hazard a word tells.

    `before` are words as they are written; there are some where capitals mark no names.
    """

    kinds: dict[int, str]
    past: frozenset[int]
    after: frozenset[int]
    named: frozenset[int]
    idle: frozenset[int]
    wide: frozenset[int]
    before: frozenset[str]


def score(query: Query, entries: Sequence[Opened], words: float) -> float:
    """Return how surely an update is of the event of a story's entries, 0.0 for not; `words` is the words' score."""
    table = hazards(query.language)
    told = any(_tells(entry.tokens, table) for entry in entries) or _tells(query.tokens, table)
    if told and any(_one_event(query, entry, table) for entry in entries):
        return max(words, WORTH)
    return 0.0


def another_event(query: Query, best: Opened) -> bool:
    """Two hazards that are told alike: two storms' names, two magnitudes, two towns of one country."""
    table = hazards(query.language)
    if not _tells(query.tokens, table) or not _tells(best.tokens, table):
        return False
    storms = _storms(query.tokens, query.names, table), _storms(best.tokens, best.names, table)
    if storms[0] and storms[1] and storms[0].isdisjoint(storms[1]):
        return True
    kinds = _common_kinds(query, best, table)
    if "quake" in kinds and _stronger(query, best, table):
        return _apart(query.tokens, _places(query, best, table)) < 2
    return bool(kinds) and kinds.isdisjoint(_file()[0]) and _two_towns(query, best, table)


def _two_towns(query: Query, best: Opened, table: Hazards) -> bool:
    """Each headline has a name that the other text lacks, and no name but a country's is in both."""
    if not _places(query, best, table) <= table.wide:
        return False
    idle = table.idle | table.kinds.keys()
    names = located(query, table) if table.before else query.names
    mine = names.intersection(query.head) - idle - set(best.tokens)
    theirs = best.names.intersection(best.head) - idle - query.words
    return bool(mine and theirs)


def another_town(query: Query, best: Opened, words: float) -> bool:
    """Two raids or kidnappings in two towns of one country: no more is in common than its name and plain words."""
    table = hazards(query.language)
    if words >= HEADS or not table.wide or not _places(query, best, table):
        return False
    return _two_towns(query, best, table)


def _tells(tokens: Sequence[int], table: Hazards) -> bool:
    return not table.kinds.keys().isdisjoint(tokens)


def _one_event(query: Query, best: Opened, table: Hazards) -> bool:
    gap = abs(query.case.event - best.row.event)
    storms = _storms(query.tokens, query.names, table), _storms(best.tokens, best.names, table)
    if gap <= WINDOW and _one_storm(query, best, storms):
        return True
    kinds = _common_kinds(query, best, table)
    if table.past.isdisjoint(query.head) != table.past.isdisjoint(best.head):
        return False
    if not kinds or gap > DAY or (storms[0] and storms[1]):
        return False
    return _one_place(query, best, table, kinds, gap)


def _common_kinds(query: Query, best: Opened, table: Hazards) -> set[str]:
    """Return the hazards of both texts that one of the headlines names."""
    mine, theirs = _kinds(query.tokens, table), _kinds(best.tokens, table)
    return mine & theirs & (_kinds(query.head, table) | _kinds(best.head, table))


def _kinds(tokens: Collection[int], table: Hazards) -> set[str]:
    return {table.kinds[token] for token in tokens if token in table.kinds}


def _places(query: Query, best: Opened, table: Hazards) -> set[int]:
    """Return the names in common that can be those of a place."""
    names = located(query, table) if table.before else query.names | best.names
    common = query.words.intersection(best.tokens) & names
    return {t for t in common if t not in table.idle and t not in table.kinds}


def located(query: Query, table: Hazards) -> frozenset[int]:
    """Return the words of the dateline, and those that stand where a place stands ("in Kroatien", "bei Petrinja")."""
    said = query.case.opening
    text = [*said.headline, *said.sentences]
    found = [b for a, b in pairwise(text) if a.casefold() in table.before and b[0].isupper()]
    return frozenset([informative(word, query.language) for word in (*said.place, *found)])


def _one_place(query: Query, best: Opened, table: Hazards, kinds: set[str], gap: int) -> bool:
    if "quake" in kinds and _stronger(query, best, table):
        return False
    places = _places(query, best, table)
    if places.isdisjoint(query.head) and places.isdisjoint(best.head):
        return False
    if not kinds.isdisjoint(_file()[0]) or (
        places - table.wide and not kinds.isdisjoint(_file()[2])
    ):
        return True
    return _apart(query.tokens, places) > 1 or _alike(query, best, table, places, gap)


def _alike(query: Query, best: Opened, table: Hazards, places: set[int], gap: int) -> bool:
    """One place, and in both headlines within hours the hazard and what it struck."""
    both = set(query.head).intersection(best.head)
    struck = [t for t in both if t not in table.kinds and t not in table.idle | places]
    told = _kinds(query.head, table) & _kinds(best.head, table)
    return bool(told) and gap <= AT_ONCE and any(query.weights[t] >= TELLING for t in struck)


def _apart(tokens: Sequence[int], names: set[int]) -> int:
    """Count names; words that stand side by side are one name."""
    return len(names) - sum(a in names and b in names for a, b in pairwise(tokens))


def _stronger(query: Query, best: Opened, table: Hazards) -> bool:
    """Tell if both texts state magnitudes that can't be of one quake; a later shock has its own."""
    if not table.after.isdisjoint(query.tokens) or not table.after.isdisjoint(best.tokens):
        return False
    mine, theirs = _magnitudes(query.case.facts), _magnitudes(best.row.facts)
    return bool(mine and theirs) and min(abs(a - b) for a in mine for b in theirs) > STRENGTH


def _magnitudes(facts: Facts) -> list[float]:
    words = _file()[1]
    found = (figure for figure, kind in facts.counted.items() if kind in words)
    return [float(figure) for figure in found if figure.replace(".", "", 1).isdecimal()]


def _storms(tokens: Sequence[int], names: Collection[int], table: Hazards) -> set[int]:
    """Return the names of storms that a text tells of as such ("cyclone Freddy", "Freddy kasırgası")."""
    found = {b for a, b in pairwise(tokens) if a in table.named and b in names}
    found |= {a for a, b in pairwise(tokens) if b in table.named and a in names}
    return found - table.named - table.idle


def _one_storm(query: Query, best: Opened, storms: tuple[set[int], set[int]]) -> bool:
    """A storm's name, rare as a name has to be, is in both texts, and one calls it a storm."""
    either = storms[0] | storms[1]
    common = [t for t in either if t in query.words and t in best.tokens]
    return any(w >= RARE for w in query.case.memory.weights(common, query.language))


@cache
def hazards(language: str) -> Hazards:
    """Return the words of a language (data/hazards.toml); empty for a language that has none."""
    table = _file()[3].get(language, {})
    before = frozenset(table.get("before", "").split())
    sets = {name: _tokens(words, language) for name, words in table.items() if name != "before"}
    names = ("past", "after", "named", "idle", "wide")
    past, after, named, idle, wide = (sets.pop(name, frozenset()) for name in names)
    kinds = {token: kind for kind in sets for token in sets[kind]}
    return Hazards(kinds, past, after, named, idle, wide, before)


def _tokens(words: str, language: str) -> frozenset[int]:
    return frozenset([t for word in words.split() if (t := informative(word, language))])


@cache
def _file() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, dict[str, str]]]:
    """Return the regional kinds, the names of magnitude, the local kinds, and the tables by language."""
    data = tomllib.loads(files(__package__).joinpath("data/hazards.toml").read_text("utf-8"))
    regional, magnitude, local = (
        data.pop(key).split() for key in ("regional", "magnitude", "local")
    )
    return frozenset(regional), frozenset(magnitude), frozenset(local), data
