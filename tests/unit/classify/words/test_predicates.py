"""Tests of stream.classify.words.predicates, through the roles that follow from them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("The Syrian Observatory for Human Rights counted 26 dead in Sweida.", "source"),
        ("The Syrian Observatory for Human Rights has documented 14 arrests.", "source"),
    ],
)
def test_a_monitor_that_counts_is_a_source(desk, body, role):
    """Counting and recording is how a monitor speaks."""
    assert desk.actors(body)["sohr"] == role


def test_a_ministry_that_counts_is_a_source_and_police_that_tracked_acted(desk):
    """ "Tracked down" is a deed."""
    assert desk.actors("Lebanon's health ministry counted five dead.") == {
        "lebanon-health-ministry": "source"
    }
    assert desk.actors("French police tracked the men to a farm.") == {
        "france-police": "participant"
    }


@pytest.mark.parametrize(
    "body",
    [
        "Nepal's police spokesman Kathmandu Thapa said so.",
        "PESHAWAR, Pakistan - Provincial police chief Zulfiqar Hameed said so.",
        "Germany's interior ministry in Berlin said so.",
    ],
)
def test_a_name_or_a_seat_does_not_hide_the_verb(desk, body):
    """A person behind a title, and the town behind "in", are passed over; "Hameed" is no verb."""
    assert set(desk.actors(body).values()) == {"source"}


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("El Ejército de Colombia cambió su plan.", "colombia-armed-forces"),
        ("A polícia do Peru trocou o comando.", "peru-police"),
    ],
)
def test_spanish_and_portuguese_pasts_are_deeds(desk, body, id):
    """By their endings: no list has all verbs."""
    labels = desk.actors(body)
    assert labels[id] == "participant"
