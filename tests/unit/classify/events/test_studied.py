"""What a study reckons or a fact check finds false is no news of an event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


def read(desk: Any, headline: str, body: str) -> tuple[list[str], list[int]]:
    """The classes of events and the numbers of killed."""
    found = desk.classifier.read(update(headline, body, at=MAY_2026))
    return [e.type for e in found.events], [c.least for c in found.casualties]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "Bad water kills 900,000 children a year",
            "GENEVA - Bad water kills some 900,000 children each year.",
        ),
        (
            "Heat killed 1,500 in cities, study says",
            "BERLIN - Heat killed 1,500 people, according to a study.",
        ),
        (
            "Faktencheck: Keine 30 Toten bei Anschlag in Graz",
            "WIEN - Ein Anschlag mit 30 Toten ist erfunden.",
        ),
        (
            "Photo does not show soldiers killed in Gao",
            "DAKAR - A photo of 12 soldiers killed in Gao is old.",
        ),
    ],
)
def test_no_event_and_no_figure(desk: Any, headline: str, body: str) -> None:
    """Neither a headline nor a lead of this kind gives an attack or dead."""
    events, killed = read(desk, headline, body)
    assert "assault" not in events
    assert killed == []


@pytest.mark.parametrize(
    ("headline", "body", "number"),
    [
        (
            "Two scientists killed in ambush",
            "NIAMEY - Gunmen killed two scientists near Arlit on Monday.",
            2,
        ),
        (
            "Fair crush kills eight",
            "LAGOS - Eight people died on Monday at a fair that is held annually.",
            8,
        ),
        ("Five killed a year after truce", "ADEN - Gunmen killed five people on Monday.", 5),
    ],
)
def test_what_happened_to_scientists_or_at_a_yearly_fair_counts(
    desk: Any, headline: str, body: str, number: int
) -> None:
    """A day in the sentence, or a study's authors who are the victims, make it news."""
    assert number in read(desk, headline, body)[1]
