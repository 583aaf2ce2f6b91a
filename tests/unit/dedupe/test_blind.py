"""Wires of the judgement cases' kinds; each of the three sets was written before the code had seen it."""

from __future__ import annotations

from typing import Any

import pytest

from .wires import failing, mixed, wires

SETS = "blind.toml", "blind_second.toml", "blind_third.toml"
WIRES = [wire for name in SETS for wire in wires(name)]
RATE = 0.85
"""Least part of the statements that hold (issue: "Dedupe an editor can trust")."""


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire["id"].partition(":")[0])
def test_a_wire_is_judged_as_an_editor_would(wire: dict[str, Any]) -> None:
    """Every statement holds but those that are named as missed, and these don't."""
    assert failing(wire) == list(wire.get("misses", ()))


def test_the_sets_keep_their_size_and_rate() -> None:
    """At least 60 statements over 25 wires in six languages, of which enough hold."""
    said = sum(len(wire["holds"]) for wire in WIRES)
    missed = sum(len(wire.get("misses", ())) for wire in WIRES)
    assert len(WIRES) >= 25
    assert said >= 60
    assert len({wire.get("language", "en") for wire in WIRES}) >= 6
    assert (said - missed) / said >= RATE


def test_wires_that_run_at_the_same_time_are_not_mixed() -> None:
    """All wires in one memory, in order of time: no story has items of two of them."""
    assert mixed(WIRES) == []
