"""Tests of kinds of actors: relief societies, territorial police, what is called after an actor, teletype."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Ghana Red Cross Society treated 30 traders.", "ghana-red-cross"),
        ("La Cruz Roja Mexicana atendió a 20 heridos.", "mexico-red-cross"),
        ("Helfer des Österreichischen Roten Kreuzes suchten nach ihm.", "austria-red-cross"),
        ("The Turkish Red Crescent sent tents.", "turkish-red-crescent"),
        ("The Red Cross visited the prisoners.", "icrc"),
        ("A man was hurt, West Yorkshire Police said.", "gb-eng-police"),
        ("The Bank of Canada said rates would stay.", "canada-central-bank"),
    ],
)
def test_a_body_is_that_of_the_country_beside_its_name(desk, text, actor):
    """A national society, a territorial police, a central bank at the start of a sentence; no country acts."""
    assert list(desk.actors(text)) == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "Bank of England Road was closed on Saturday.",
        "They drew at Emirates Stadium on Saturday.",
        "The al Qaeda-linked fighters left.",
        "U.S. military aid was cut.",
    ],
)
def test_what_is_called_after_an_actor_is_none(desk, text):
    """A street, a stadium, a group that is linked to another, an adjective."""
    found = desk.actors(text)
    assert found.keys().isdisjoint(
        ("united-kingdom-central-bank", "emirates-airline", "al-qaeda", "unnamed-military")
    )


@pytest.mark.parametrize(
    "text",
    [
        "Air Force One landed in Ankara.",
        "India's aviation regulator grounded two planes.",
        "أطلقت وزارة الصحة حملة تطعيم.",
    ],
)
def test_words_that_only_look_like_forces_name_none(desk, text):
    """A plane's name, a regulator, and a campaign that is written like a Persian attack."""
    found = desk.actors(text)
    assert not any(id.endswith("armed-forces") for id in found)


def test_bodies_are_read_in_capitals(desk):
    """Where all is in capitals they make no longer name of "ARMY" and no place of "SAID"."""
    text = "BOGOTA, 9 MAY 90 (EFE) -- THE ARMY SAID TODAY THAT DEATH SQUADS KILLED TWO TEACHERS."
    found = desk.actors(text)
    assert found["colombia-armed-forces"] == "source"
    assert found["unnamed-militants-colombia"] == "participant"


def test_each_state_of_a_list_acts(desk):
    """The name behind a comma is no region of the one before it; what is discussed does nothing."""
    assert list(desk.actors("Russia, China and Algeria voted for the text.")) == [
        "russia",
        "china",
        "algeria",
    ]
    assert "haiti" not in desk.actors("They discussed Haiti, Somalia and trade.")
