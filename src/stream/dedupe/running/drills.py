"""A drill is another event than what it rehearses: "Drill simulates plane crash at Denver airport" and "Plane crashes
at Denver airport" have most of their words in common, and only the second one's dead are real.

The words are in data/drills.toml. A report that what was heard "was a drill" belongs to the report of what was heard.
"""

from __future__ import annotations

from enum import Enum

from stream.dedupe.running.hazards import hazards
from stream.dedupe.running.query import Query
from stream.dedupe.words.lists import listed, written
from stream.dedupe.words.openings import Opened

_FILE = "drills"


class Drill(Enum):
    """What an opening says of drills: nothing, something, or that it tells of one."""

    NONE = 0
    NAMED = 1
    HELD = 2


def rehearsed(query: Query, best: Opened) -> bool:
    """Tell if one opening tells of a drill, and the other says nothing of one."""
    mine = query.of(_drill)
    if mine is Drill.NAMED:
        return False
    both = {mine, best.of(_drill, query.language)}
    return both == {Drill.NONE, Drill.HELD} and not (mine is Drill.HELD and _explains(query))


def _drill(said: Query | Opened, language: str) -> Drill:
    words = listed(_FILE, language, "drill")
    if words.isdisjoint(said.words):
        return Drill.HELD if _acted(said, language) else Drill.NONE
    scene, real = listed(_FILE, language, "scene"), listed(_FILE, language, "real")
    told = not (words.isdisjoint(said.heads) or scene.isdisjoint(said.words))
    other = listed(_FILE, language, "military").isdisjoint(said.words) and real.isdisjoint(
        said.heads
    )
    return Drill.HELD if told and other else Drill.NAMED


def _acted(said: Query | Opened, language: str) -> bool:
    """Tell if a headline says without a word for a drill that somebody acts one: "Volunteers play victims of …"."""
    acts, actors = listed(_FILE, language, "acts"), listed(_FILE, language, "actors")
    if acts.isdisjoint(said.heads) or actors.isdisjoint(said.heads):
        return False
    scene = listed(_FILE, language, "scene") | hazards(language).kinds.keys()
    real = listed(_FILE, language, "real")
    return not (scene - actors).isdisjoint(said.words) and real.isdisjoint(said.heads)


def _explains(query: Query) -> bool:
    """Tell if a headline says that something was a drill."""
    reading = query.case.reading
    return not written(_FILE, query.language, "was").isdisjoint(reading.words[: reading.head])
