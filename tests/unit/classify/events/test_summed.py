"""A figure of several events is no toll of the one that is the news."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


def figures(desk: Any, text: str) -> list[tuple[str, int]]:
    """The figures of a text."""
    found = desk.classifier.read(update("", text, at=MAY_2026)).casualties
    return [(c.kind, c.least) for c in found]


@pytest.mark.parametrize(
    "text",
    [
        "The bishop spoke of the raid on the market, one of several this month that killed 80 people.",
        "It was the latest in a string of bombings in the city which have left 212 people dead.",
        "The shooting is one of a series of attacks on clubs that killed 31 people.",
        "El ataque es uno de varios que mataron a 40 personas en la provincia.",
        "C'est la dernière d'une série d'attaques qui ont tué 45 personnes.",
        "Es ist einer von mehreren Anschlägen, die 45 Menschen getötet haben.",
    ],
)
def test_a_sum_of_several_events_is_no_toll(desk: Any, text: str) -> None:
    """One of several, or the latest of a series: what all of them cost is not said of this one."""
    assert figures(desk, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A series of bombings killed 60 people in the capital on Friday.", [("killed", 60)]),
        ("Several attacks on villages killed 60 people on Friday.", [("killed", 60)]),
        ("One of several suspects was held after 12 people were wounded.", [("wounded", 12)]),
        (
            "The blast killed 9 people, the latest in a series of attacks on the line that left 70 dead.",
            [("killed", 9)],
        ),
        ("A wave of strikes killed 22 people.", [("killed", 22)]),
    ],
)
def test_several_events_that_are_the_news_have_their_toll(
    desk: Any, text: str, expected: list[tuple[str, int]]
) -> None:
    """What the sentence says of the event itself, before or beside the sum, counts."""
    assert figures(desk, text) == expected
