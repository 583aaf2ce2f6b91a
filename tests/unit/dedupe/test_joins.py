"""Denials in other words, court cases, drills and towns side by side, persons of one surname, edited copies."""

from __future__ import annotations

from typing import Any

import pytest

from .wires import failing, mixed, wires

WIRES = wires("joins.toml")


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire["id"])
def test_what_is_told_alike_is_one_story_only_where_it_is_one_event(wire: dict[str, Any]) -> None:
    """Every statement holds but those that are named as missed, and these don't."""
    assert failing(wire) == list(wire.get("misses", ()))


def test_wires_that_run_at_the_same_time_are_not_mixed() -> None:
    """All wires in one memory, in order of time: no story has items of two of them."""
    assert mixed(WIRES) == []
