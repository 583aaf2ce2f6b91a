"""Fires that burn, and fire that is opened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Hotel fire kills 14 in Izmir", []),
        ("Nine killed in fire at Manila hostel", []),
        ("Troops open fire on crowd in Juba, killing nine", ["assault"]),
        ("Patrol came under fire near Gao", ["assault"]),
        ("Mayor came under fire over flood response", []),
    ],
)
def test_a_blaze_is_no_attack_and_shots_are(desk: Any, headline: str, expected: list[str]) -> None:
    """The words around tell a blaze from shots, and shots from blame."""
    found = desk.classifier.read(update(headline, "", at=MAY_2026))
    assert [e.type for e in found.events] == expected
