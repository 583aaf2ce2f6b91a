"""Inferred actors follow the places; shared nationalities follow the countries that are named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "id"),
    [
        (
            "BEIRUT - Gunmen killed two people in Tripoli, Lebanon's army said.",
            "unnamed-gunmen-lebanon",
        ),
        ("ROSEAU, Dominica - Dominican police arrested two men on Monday.", "dominica-police"),
        (
            "SANTO DOMINGO - Dominican police arrested two men on Monday.",
            "dominican-republic-police",
        ),
        (
            "BRAZZAVILLE - Congolese police arrested a man on Monday.",
            "republic-of-the-congo-police",
        ),
    ],
)
def test_the_country_is_the_story_s(desk: Any, body: str, id: str) -> None:
    """Neither the best known town of a name nor the larger country of a nationality wins against the story."""
    found = desk.classifier.read(update("", body, at=MAY_2026)).actors
    assert id in {actor.id for actor in found}


@pytest.mark.parametrize(
    ("body", "role"),
    [
        (
            "OSLO - The plant burned on Monday. Equinor, which owns it, declined to comment.",
            "source",
        ),
        ("OSLO - Equinor did not respond to a request for comment on Monday.", "source"),
        ("OSLO - Equinor closed a field on Monday.", "participant"),
    ],
)
def test_who_says_nothing_does_nothing(desk: Any, body: str, role: str) -> None:
    """A body that is asked for comment takes no part."""
    found = desk.classifier.read(update("", body, at=MAY_2026)).actors
    assert {actor.id: actor.role for actor in found}["equinor"] == role
