"""Whole days of a desk's wire: each update's verdict and story, and what the records say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stream.model import StoryUpdate

from .wires import Told, holds, mixed, run

SETS = (
    "desk_days.toml",
    "desk_days_second.toml",
    "desk_days_third.toml",
    "desk_days_fourth.toml",
    "desk_days_fifth.toml",
    "desk_days_sixth.toml",
    "desk_days_seventh.toml",
    "desk_days_eighth.toml",
    "desk_days_ninth.toml",
    "desk_days_tenth.toml",
    "desk_days_eleventh.toml",
    "desk_days_twelfth.toml",
    "desk_days_thirteenth.toml",
)


def _days() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in SETS:
        text = Path(__file__).with_name(name).read_text("utf-8")
        found += tomllib.loads(text)["day"]
    return found


DAYS = _days()


def wrong(day: dict[str, Any], told: Told) -> list[int]:
    """The numbers of updates, from 1, whose verdict or story is not the one that is wanted."""
    stories: dict[str, str] = {}
    found = []
    for number, (line, record) in enumerate(zip(day["updates"], told, strict=True), 1):
        first = line["event"] not in stories
        if record is None or not _right(line, record, stories):
            found.append(number)
        if first and record is not None:
            stories[line["event"]] = record.story
    return found


def _right(line: dict[str, Any], record: StoryUpdate, stories: dict[str, str]) -> bool:
    story = stories.get(line["event"])
    if story is None:
        return record.verdict == "new"
    # A house's longer text in the place of its shorter one is as good as one more text.
    wanted = line.get("verdict", "follow_up, revision").split(", ")
    return record.story == story and record.verdict in wanted


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day["id"])
def test_a_day_is_judged_as_an_editor_would(day: dict[str, Any]) -> None:
    """Every update has the verdict and the story that are wanted, but those named as missed, which have not."""
    told = run(day)
    assert wrong(day, told) == day.get("misses", [])
    assert [said for said in day.get("holds", []) if not holds(said, told)] == []


MIXED = {
    ("disasters", "accidents and weather"),
    ("war, weather and accidents again", "accidents and weather"),
    ("flashes and desk notes", "courts and deaths"),
    ("German", "deutscher Tag"),
    ("courts and votes again", "kills and what is sent again"),
    ("agences et agencias", "día español"),
    ("deutsche Agenturen", "deutscher Tag"),
    ("Spanish", "a day and a morning in eight languages"),
    ("German again", "Tag der Urteile", "a day of series and look-alikes"),
    ("crash, fire, strikes", "paraphrases, look-alikes, edited copies"),
    ("who says so", "a day of series and look-alikes"),
    ("election night", "copies with edits, namesakes, towns"),
}
"""Days with a story in common that ought not to be: docs/dedupe.md says which, and why."""


def test_days_that_run_at_the_same_time_are_not_mixed() -> None:
    """All days in one memory, in order of time: no story has items of two of them, but for the known misses."""
    found = {tuple(DAYS[number]["id"] for number in sorted(days)) for days in mixed(DAYS)}
    assert found == MIXED
