"""One person named beside a number, hit by the same verb."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


def killed(desk: Any, text: str) -> list[int]:
    """The numbers of killed in a text."""
    found = desk.classifier.read(update("", text, at=MAY_2026)).casualties
    return [c.least for c in found if c.kind == "killed"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two nurses and a driver were killed on Monday when a shell hit their van.", 3),
        ("A pilot and six passengers died when the plane crashed near the town.", 7),
        ("Deux plongeurs et un guide ont été tués samedi en mer.", 3),
        ("Mueren una enfermera y tres pacientes en un incendio.", 4),
        ("The blast killed four miners and a foreman on Tuesday.", 4),
        ("Two guards and a dog were killed on Monday.", 2),
        ("Zwei Tote und ein Verletzter bei Unfall.", 2),
        ("One person died and eight were injured in a crash.", 1),
    ],
)
def test_one_more_counts_where_the_same_verb_hits_him(desk: Any, text: str, number: int) -> None:
    """ "Two X and a Y were killed" are three; an animal, or a noun that no list has behind a verb, adds none."""
    assert killed(desk, text) == [number]


def test_another_verb_s_man_is_not_added(desk: Any) -> None:
    """Who was shot at is none of the two whom the next clause has wounded."""
    text = "Police shot a man and two officers were wounded on Monday."
    found = desk.classifier.read(update("", text, at=MAY_2026)).casualties
    assert [(c.kind, c.least) for c in found] == [("wounded", 2)]
