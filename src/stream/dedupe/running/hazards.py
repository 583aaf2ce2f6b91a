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

from stream.dedupe.recall.memory import HOURS
from stream.dedupe.running.joining import AT_ONCE, HEADS
from stream.dedupe.running.query import RARE, TELLING, WINDOW, Query
from stream.dedupe.words.changes import Facts
from stream.dedupe.words.openings import Opened
from stream.dedupe.words.text import informative, things

DAY = 24 * HOURS
"""Milliseconds within which reports of one hazard at one place are one event."""

STRENGTH = 0.5
"""By how much two agencies' first magnitudes of one quake differ at the most: they are revised for hours."""


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


class Told(Struct, frozen=True):
    """What one opening tells of hazards: which, in all and in the headline; storms' names; if it tells of the past or
    of an aftershock; and magnitudes.
    """

    kinds: frozenset[str]
    headed: frozenset[str]
    storms: frozenset[int]
    past: bool
    after: bool
    magnitudes: tuple[float, ...]


def _told(said: Query | Opened, language: str) -> Told:
    table = hazards(language)
    facts = said.case.facts if isinstance(said, Query) else said.row.facts
    return Told(
        _kinds(said.words, table), _kinds(said.heads, table), _storms(said.tokens, said.names, table),
        not table.past.isdisjoint(said.heads), not table.after.isdisjoint(said.words), _magnitudes(facts),
    )  # fmt: skip


def _both(query: Query, best: Opened) -> tuple[Told, Told]:
    return query.of(_told), best.of(_told, query.language)


def one_event(query: Query, entries: Sequence[Opened]) -> bool:
    """Tell if an update is of the event of a story's entries."""
    table = hazards(query.language)
    if not (_tells(query, table) or any(_tells(e, table) for e in entries)):
        return False
    return any(_one_event(query, entry, table) for entry in entries)


def _tells(said: Query | Opened, table: Hazards) -> bool:
    """Tell if an opening has a word for a hazard: most have none, and need not be read further."""
    return not table.kinds.keys().isdisjoint(said.words)


def another_event(query: Query, best: Opened) -> bool:
    """Two hazards that are told alike: two storms' names, two magnitudes, two towns of one country."""
    table = hazards(query.language)
    if not (_tells(query, table) and _tells(best, table)):
        return False
    mine, theirs = _both(query, best)
    if mine.storms and theirs.storms and mine.storms.isdisjoint(theirs.storms):
        return True
    kinds = _common_kinds(mine, theirs)
    if "quake" in kinds and _stronger(mine, theirs):
        return _apart(query.tokens, _places(query, best, table)) < 2
    return bool(kinds) and kinds.isdisjoint(_file()[0]) and _two_towns(query, best, table)


def _two_towns(query: Query, best: Opened, table: Hazards) -> bool:
    """Each headline has a name that the other text lacks, and no name but a country's is in both."""
    if not _places(query, best, table) <= table.wide:
        return False
    idle = table.idle | table.kinds.keys()
    names = query.of(located) if table.before else query.names
    mine = (names & query.heads) - idle - best.words
    theirs = (best.names & best.heads) - idle - query.words
    return bool(mine and theirs)


def another_town(query: Query, best: Opened, words: float) -> bool:
    """Two raids or kidnappings in two towns of one country: no more is in common than its name and plain words."""
    table = hazards(query.language)
    if words >= HEADS or not table.wide or not _places(query, best, table):
        return False
    return _two_towns(query, best, table)


def _one_event(query: Query, best: Opened, table: Hazards) -> bool:
    gap = abs(query.case.event - best.row.event)
    mine, theirs = _both(query, best)
    if gap <= WINDOW and _one_storm(query, best, mine.storms | theirs.storms):
        return True
    kinds = _common_kinds(mine, theirs)
    if mine.past != theirs.past or not kinds or gap > DAY or (mine.storms and theirs.storms):
        return False
    return _one_place(query, best, table, kinds, gap)


def _common_kinds(mine: Told, theirs: Told) -> frozenset[str]:
    """Return the hazards of both texts that one of the headlines names."""
    return mine.kinds & theirs.kinds & (mine.headed | theirs.headed)


def _kinds(tokens: frozenset[int], table: Hazards) -> frozenset[str]:
    return frozenset([table.kinds[token] for token in table.kinds.keys() & tokens])


def _places(query: Query, best: Opened, table: Hazards) -> set[int]:
    """Return the names in common that can be those of a place."""
    names = query.of(located) if table.before else query.names | best.names
    common = query.words & best.words & names
    return {t for t in common if t not in table.idle and t not in table.kinds}


def located(query: Query, language: str) -> frozenset[int]:
    """Return the words of the dateline, and those that stand where a place stands ("in Kroatien", "bei Petrinja")."""
    said, before = query.case.opening, hazards(language).before
    if not before:
        return frozenset([informative(word, language) for word in said.place])
    none = things(said, language)
    text = [*said.headline, *said.sentences]
    pairs = [(a.casefold(), b) for a, b in pairwise(text) if b[0].isupper()]
    found = [b for a, b in pairs if a in before and b not in none]
    return frozenset([informative(word, language) for word in (*said.place, *found)])


def _one_place(query: Query, best: Opened, table: Hazards, kinds: frozenset[str], gap: int) -> bool:
    if "quake" in kinds and _stronger(*_both(query, best)):
        return False
    places = _places(query, best, table)
    if places.isdisjoint(query.heads) and places.isdisjoint(best.heads):
        return False
    if not kinds.isdisjoint(_file()[0]) or (
        places - table.wide and not kinds.isdisjoint(_file()[2])
    ):
        return True
    return _apart(query.tokens, places) > 1 or _alike(query, best, table, places, gap)


def _alike(query: Query, best: Opened, table: Hazards, places: set[int], gap: int) -> bool:
    """One place, and in both headlines within hours the hazard and what it struck."""
    both = query.heads & best.heads
    struck = [t for t in both if t not in table.kinds and t not in table.idle | places]
    mine, theirs = _both(query, best)
    told = mine.headed & theirs.headed
    return bool(told) and gap <= AT_ONCE and any(query.weights[t] >= TELLING for t in struck)


def _apart(tokens: Sequence[int], names: set[int]) -> int:
    """Count names; words that stand side by side are one name."""
    return len(names) - sum(a in names and b in names for a, b in pairwise(tokens))


def _stronger(mine: Told, theirs: Told) -> bool:
    """Tell if both texts state magnitudes that can't be of one quake; a later shock has its own."""
    if mine.after or theirs.after or not mine.magnitudes or not theirs.magnitudes:
        return False
    return min(abs(a - b) for a in mine.magnitudes for b in theirs.magnitudes) > STRENGTH


def _magnitudes(facts: Facts) -> tuple[float, ...]:
    words = _file()[1]
    found = (figure for figure, kind in facts.counted.items() if kind in words)
    return tuple([float(figure) for figure in found if figure.replace(".", "", 1).isdecimal()])


def _storms(tokens: Sequence[int], names: Collection[int], table: Hazards) -> frozenset[int]:
    """Return the names of storms that a text tells of as such ("cyclone Freddy", "Freddy kasırgası")."""
    if table.named.isdisjoint(tokens):
        return frozenset()
    found = {b for a, b in pairwise(tokens) if a in table.named and b in names}
    found |= {a for a, b in pairwise(tokens) if b in table.named and a in names}
    return frozenset(found - table.named - table.idle)


def _one_storm(query: Query, best: Opened, either: frozenset[int]) -> bool:
    """A storm's name, rare as a name has to be, is in both texts, and one calls it a storm."""
    common = either & query.words & best.words
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


def spread(tokens: Collection[int], language: str) -> bool:
    """Tell if some words tell of what strikes many towns: an earthquake, a flood; a ferry sinks at one."""
    return not _kinds(frozenset(tokens), hazards(language)) <= _file()[2]


def widespread(tokens: Collection[int], language: str) -> bool:
    """Tell if some words tell of what is never one town's: an earthquake, a storm, an eruption, a flood."""
    return not _kinds(frozenset(tokens), hazards(language)).isdisjoint({*_file()[0], "flood"})


def _tokens(words: str, language: str) -> frozenset[int]:
    return frozenset([t for word in words.split() if (t := informative(word, language))])


@cache
def _file() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, dict[str, str]]]:
    """Return the regional kinds, the names of magnitude, the local kinds, and the tables by language."""
    data = tomllib.loads(files("stream.dedupe").joinpath("data/hazards.toml").read_text("utf-8"))
    regional, magnitude, local = (
        data.pop(key).split() for key in ("regional", "magnitude", "local")
    )
    return frozenset(regional), frozenset(magnitude), frozenset(local), data
