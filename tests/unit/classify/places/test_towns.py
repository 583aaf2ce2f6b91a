"""Towns of local news: which places their names mean (towns.toml, which says what its statements are)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from stream.classify.evaluate.scores import NEAR_KM, distance_km
from support.classified import update

STORIES = tomllib.loads(Path(__file__).with_name("towns.toml").read_text("utf-8"))["story"]


def read(classifier, story):
    """The update of a story, and the places that it names, each with its field and characters."""
    item = update(story.get("headline", ""), story["body"])
    item = replace(item, language=story.get("language", "en"))
    text, mentions = classifier.toponyms(item)
    spans = [text.evidence(m.hit.start, m.hit.end, m.rule) for m in mentions]
    return item, [(s.field, s.start, s.end, m) for s, m in zip(spans, mentions, strict=True)]


def within(item, found, words):
    """The mentions that share a character with these words."""
    return [
        mention
        for field in ("headline", "body")
        for match in re.finditer(re.escape(words), getattr(item, field))
        for of, start, end, mention in found
        if of == field and start < match.end() and match.start() < end
    ]


def is_right(places, mention, country, division, where):
    """Whether a mention is of a place in a country, near a position or of the kind of a country or division."""
    index = mention.place
    if places.countries[index] != country:
        return False
    large = places.kinds[index] == "country" or (
        places.kinds[index] == "admin1" and division != "-"
    )
    return large or distance_km(places.position(index), where) <= NEAR_KM


def holds(statement, places, item, found):
    """Whether a statement of towns.toml is true of what was found."""
    kind, _, rest = statement.partition(": ")
    words, *traits = rest.split(", ")
    named = within(item, found, words)
    if kind == "no":
        return not named
    if kind == "demonym":
        return any(m.role == "demonym" and places.countries[m.place] == traits[0] for m in named)
    country, division, north, east = traits
    return any(is_right(places, m, country, division, (float(north), float(east))) for m in named)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["body"][:40])
def test_names_of_local_news_are_the_places_that_its_readers_know(desk, story):
    """Every statement holds; the ones that don't are named."""
    item, found = read(desk.classifier, story)
    places = desk.classifier.places
    assert [s for s in story["holds"] if not holds(s, places, item, found)] == []


def test_the_set_keeps_its_size():
    """No statement is taken out of it."""
    assert sum(len(story["holds"]) for story in STORIES) >= 440


def test_the_region_of_a_town_in_gaza_is_the_strip(desk):
    """ "KHAN YOUNIS, Gaza": not the city of Gaza, which would be a second place of the event."""
    labels = desk.classifier.read(update("", "KHAN YOUNIS, Gaza - Five people were killed.")).places
    assert [(label.name, label.kind) for label in labels] == [
        ("Khan Younis", "city"),
        ("Gaza Strip", "admin1"),
    ]
