"""In which country a figure's people were hit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


def countries(desk: Any, headline: str, body: str) -> set[str]:
    """The countries of all figures."""
    found = desk.classifier.read(update(headline, body, at=MAY_2026)).casualties
    return {c.country for c in found}


@pytest.mark.parametrize(
    ("headline", "body", "country"),
    [
        ("Alud en Puno", "LIMA - Tres personas murieron el lunes en Puno por un alud.", "PE"),
        (
            "Five shot in Tripoli",
            "BEIRUT - Gunmen killed five people in Tripoli, Lebanon's army said.",
            "LB",
        ),
        (
            "Raid near Palmyra",
            "WASHINGTON - U.S. officials said six people died near Palmyra in Syria.",
            "SY",
        ),
        ("Drone kills three", "KYIV - A Russian drone attack killed three people on Monday.", "UA"),
        ("Two Poles die", "OSLO - Two Polish climbers died on Monday near Tromsø, Norway.", "PL"),
    ],
)
def test_the_event_s_country_unless_a_nationality_stands_with_the_figure(
    desk: Any, headline: str, body: str, country: str
) -> None:
    """Namesakes abroad, the reporter's seat and the attacker's nation give no country."""
    assert countries(desk, headline, body) == {country}
