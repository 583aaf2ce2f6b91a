"""Tests of ages, spans of years and open figures: what counts persons, in many languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def figures(desk: Any, text: str) -> list[tuple[str, int, int | None]]:
    """The figures of a text."""
    found = desk.classifier.read(update("", text, at=MAY_2026)).casualties
    return [(c.kind, c.least, c.most) for c in found]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Man van 40 om het leven gekomen.", "killed"),
        ("Eine Frau im Alter von 60 wurde schwer verletzt.", "wounded"),
        ("Una mujer de 44 resultó herida, según el 112.", "wounded"),
        ("Il figlio di 20 è rimasto ferito.", "wounded"),
        ("Uma adolescente de 15 ficou ferida.", "wounded"),
        ("Seorang warga tewas.", "killed"),
    ],
)
def test_an_age_is_no_figure_and_its_person_is_one(desk: Any, text: str, kind: str) -> None:
    """ "A man of 40" is one person, whatever the language."""
    assert figures(desk, text) == [(kind, 1, 1)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Más de 50 personas murieron en Lima.", ("killed", 50, None)),
        ("Plus de 40 morts à Lyon.", ("killed", 40, None)),
        ("قتل أكثر من 800 شخص في الزلزال.", ("killed", 800, None)),
        ("高速バスが追突し、2人がけがをした。", ("wounded", 2, 2)),
        ("県は、死者が55人に上ったと発表した。", ("killed", 55, 55)),
        ("हमले में 5 जवानों की मौत हो गई।", ("killed", 5, 5)),
    ],
)
def test_a_figure_keeps_its_bounds(desk: Any, text: str, figure: tuple[str, int, int]) -> None:
    """ "More than" leaves it open above; Japanese and Hindi figures are read."""
    assert figures(desk, text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "Hace 80 años murieron 140.000 personas por la bomba.",
        "Vor zwei Jahren tötete die Hamas rund 1.200 Menschen.",
        "One of the two attackers fled.",
    ],
)
def test_what_is_past_or_ran_away_is_no_figure(desk: Any, text: str) -> None:
    """A span of years dates a sentence back; an attacker who fled is not displaced."""
    assert figures(desk, text) == []
