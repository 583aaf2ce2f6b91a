"""Tests of stream.classify.events.helpers: those who came to help are no casualties."""

from __future__ import annotations

import pytest

from support.classified import update


def figures(desk, text):
    """Kind and lower bound of each figure of a text."""
    return [(c.kind, c.least) for c in desk.classifier.read(update(body=text)).casualties]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway sent 40 rescuers after a quake that killed 32.", [("killed", 32)]),
        ("About 1,400 firefighters worked to contain a fire that killed three people.", [("killed", 3)]),
        ("Japan offered 50 doctors to the island where nine people died.", [("killed", 9)]),
        ("90 Feuerwehrleute kämpften gegen die Flammen, sechs Bewohner starben.", [("killed", 6)]),
        ("Unas 300 efectivos buscan a los 12 desaparecidos.", [("missing", 12)]),
    ],
)  # fmt: skip
def test_helpers_are_no_casualties(desk, text, found):
    """Neither those that are sent nor those who search; the others' figure stays."""
    assert figures(desk, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four firefighters were killed and nine hurt when a roof fell in.", [("killed", 4), ("wounded", 9)]),
        ("Twelve soldiers sent to secure a bridge were killed by a mine.", [("killed", 12)]),
    ],
)  # fmt: skip
def test_helpers_who_come_to_harm_count(desk, text, found):
    """What befell them is told of them."""
    assert figures(desk, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two aid workers among five killed in the north.", [("killed", 5)]),
        ("Two of the eight climbers died on the peak.", [("killed", 2)]),
        ("Police said two of the eight deaths were in Lyon.", [("killed", 8)]),
        ("The war left hundreds of thousands of displaced.", [("displaced", 1000)]),
        ("Crews saved 34 people on Sunday; one woman died.", [("killed", 1)]),
    ],
)
def test_a_number_that_is_part_of_another_or_in_another_clause_is_not_taken(desk, text, found):
    """Only the figure that the word of casualties belongs to."""
    assert figures(desk, text) == found
