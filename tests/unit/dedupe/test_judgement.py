"""The cases of ../shared/cases/judgement.md that concern dedupe, statement by statement, where they are at hand."""

from __future__ import annotations

from typing import Any

import pytest

from .cases import FILE, filled
from .wires import failing, wires

CASES = wires("judgement.toml")
RATE = 0.85
"""Least part of the statements that hold (issue: "Dedupe an editor can trust")."""


@pytest.mark.skipif(not FILE.exists(), reason="the cases are not here")
@pytest.mark.parametrize("wire", CASES, ids=lambda wire: wire["id"])
def test_a_case_is_judged_as_it_says(wire: dict[str, Any]) -> None:
    """Every statement holds but those that are named as missed, and these don't."""
    assert failing(filled(wire)) == list(wire.get("misses", ()))


def test_enough_statements_hold() -> None:
    """Of the statements at least as many as are asked for hold; the rest have a reason."""
    said = sum(len(wire["holds"]) for wire in CASES)
    missed = [reason for wire in CASES for reason in wire.get("misses", {}).values()]
    assert all(missed)
    assert (said - len(missed)) / said >= RATE
