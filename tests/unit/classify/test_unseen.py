"""Short stories of the judgement cases' kinds, statement by statement (unseen.toml).

Twenty sets ("first" to "twentieth") were written before the code had seen them; docs/actors.md has their first
results, and the statements that do not hold.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from stream.classify.words.text import fold
from support.classified import update

STORIES = tomllib.loads(Path(__file__).with_name("unseen.toml").read_text("utf-8"))["story"]


def places(labels, name, country, role=""):
    """The places of a name ("any" for each) and country, in a role if one is given."""
    return [
        place
        for place in labels.places
        if place.country == country
        and (name == "any" or fold(name) == fold(place.name))
        and role in ("", place.role)
    ]


def inside(labels, name, country, division):
    """The places of a name, country and first-order division."""
    return [p for p in places(labels, name, country) if fold(p.admin1) == fold(division)]


def actors(labels, id, *traits):
    """The actors of an id with this role and direction."""
    return [a for a in labels.actors if a.id == id and set(traits) <= {a.role, a.direction}]


def bodies(labels, kind, country, *traits):
    """The actors of a kind and country ("any" for each), in a role if one is given."""
    return [
        a for a in labels.actors
        if a.kind == kind and country in ("any", a.country) and set(traits) <= {a.role, a.direction}
    ]  # fmt: skip


def events(labels, kind, when="any"):
    """The events of a class, planned ones if `when` says so."""
    return [e for e in labels.events if e.type == kind and (when == "any" or e.planned)]


def casualties(labels, kind, least="", most="", country=""):
    """The figures of a kind with these bounds; "open" for none above."""
    return [
        c
        for c in labels.casualties
        if c.kind == kind
        and least in ("", str(c.least))
        and most in ("", "open" if c.most is None else str(c.most))
        and country in ("", c.country)
    ]


def holds(statement, labels):
    """Whether a statement of unseen.toml is true of the labels."""
    what, _, rest = statement.removeprefix("no ").partition(": ")
    words = rest.split(", ")
    read = {
        "place": places,
        "in": inside,
        "actor": actors,
        "body": bodies,
        "event": events,
        "casualties": casualties,
        "focus": lambda labels, *words: [p for p in places(labels, *words) if p.focus],
        "demonym": lambda labels, country: places(labels, "any", country, "demonym"),
    }[what]
    return bool(read(labels, *words)) is not statement.startswith("no ")


@pytest.mark.parametrize(
    "story", STORIES, ids=lambda story: fold(story.get("headline") or story["body"])[:40]
)
def test_a_story_has_the_labels_that_an_editor_would_give_it(desk, story):
    """Every statement holds; the ones that don't are named."""
    day = datetime.combine(story["day"], datetime.min.time(), UTC)
    item = update(story.get("headline", ""), story.get("body", ""), at=day)
    labels = desk.classifier.read(replace(item, language=story.get("language", "und")))
    assert [statement for statement in story["holds"] if not holds(statement, labels)] == []


def test_the_blind_sets_keep_their_size():
    """No set loses statements: each has about as many as when it was written."""
    sizes = {
        name: sum(len(s["holds"]) for s in STORIES if s["set"] == name)
        for name in (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        )
    }
    assert sizes["first"] >= 80
    assert sizes["second"] >= 40
    assert sizes["third"] >= 250
    assert sizes["fourth"] >= 300
    assert sizes["fifth"] >= 180
    assert sizes["sixth"] >= 500
    assert sizes["seventh"] >= 110
    assert sizes["eighth"] >= 130
    assert sizes["ninth"] >= 130
    assert sizes["tenth"] >= 80
    assert sizes["eleventh"] >= 320
    assert sizes["twelfth"] >= 90
    assert sizes["thirteenth"] >= 440
    assert sizes["fourteenth"] >= 370
    assert sizes["fifteenth"] >= 70
    assert sizes["sixteenth"] >= 210
    assert sizes["seventeenth"] >= 90
    assert sizes["eighteenth"] >= 295
    assert sizes["nineteenth"] >= 355
    assert sizes["twentieth"] >= 105
