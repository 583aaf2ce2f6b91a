"""Court cases of one day and country: what courts do is told in the same few words, whoever is tried.

"Court in Turkey jails journalist …" and "Court in Turkey jails drug dealer …": who is tried or for what is of two kinds
(data/courts.toml), or the courts sit in two towns, and no person's name is in both.
"""

from __future__ import annotations

from stream.dedupe.running.hazards import hazards
from stream.dedupe.running.query import Query
from stream.dedupe.words.bodies import bodies, lands
from stream.dedupe.words.lists import grouped, groups, hashes, listed
from stream.dedupe.words.openings import Opened

_FILE = "courts"


def another_case(query: Query, best: Opened) -> bool:
    """Tell if an update and an entry are of two court cases."""
    mine = query.of(_tried)
    if not mine or not (theirs := best.of(_tried, query.language)):
        return False
    return (mine.isdisjoint(theirs) or _another_town(query, best)) and not _person(query, best)


def _another_town(query: Query, best: Opened) -> bool:
    """Tell if an update's headline names its dateline's town ("Landgericht Köln …"), and the entry does not."""
    town = hashes(query.case.opening.place, query.language) - lands(query.language)
    return not town.isdisjoint(query.heads) and town.isdisjoint(best.words)


def _tried(said: Query | Opened, language: str) -> frozenset[int]:
    """Return the kinds of offence and person that an opening names, if its headline tells of a court."""
    if listed(_FILE, language, "court").isdisjoint(said.heads):
        return frozenset()
    return groups(said.words, grouped(_FILE, language))


def _person(query: Query, best: Opened) -> bool:
    """Tell if a name is in both that is no country's, body's or the dateline's. Where nouns have capitals too none is
    known as a person's.
    """
    language = query.language
    if hazards(language).before:
        return False
    idle = lands(language) | bodies(language) | hashes(query.case.opening.place, language)
    names = (query.names | best.names) - idle - listed(_FILE, language, "court")
    return not names.isdisjoint(query.words & best.words)
