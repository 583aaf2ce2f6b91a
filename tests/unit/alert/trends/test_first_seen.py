"""First appearances: in N days, known only after N days, and taken back with the story."""

from __future__ import annotations

import pytest

from stream.alert import parse_rules
from stream.alert.trends.stage import TrendStage
from stream.alert.trends.weekly import DAY
from stream.errors import ConfigError

from .desk import HOUR, MONDAY, PAIR, Desk, evenly

ALL, NEW = ("all", "all"), ("actor_place", "wagner×2297810")
RULES = """
[[rule]]
id = "first"
channels = ["desk"]
first_seen = { dimension = "actor_place", days = 7 }
"""
USUAL = {ALL: 960, PAIR: 10}
END = MONDAY + 8 * DAY
NOON = END + 12 * HOUR
SIZE = 900


@pytest.fixture
def desk() -> Desk:
    """A desk after eight ordinary days."""
    desk = Desk(RULES)
    desk.past(8, USUAL)
    return desk


def test_the_first_story_of_a_pair_is_told_once(desk: Desk) -> None:
    """A pair never seen is told at its first story, and not at the next ones."""
    (told,) = desk.window(NOON, {NEW: (1, 1)}, final=False)
    assert told.headline == "First in 7 days: WAGNER×2297810"
    assert told.status == "raised"
    assert not desk.window(NOON, {NEW: (2, 1)})
    assert not desk.window(NOON + SIZE, {NEW: (2, 1)})
    assert not desk.window(NOON + 5 * SIZE, {NEW: (1, 1)})


def test_a_pair_seen_in_these_days_is_not(desk: Desk) -> None:
    """What comes every day is no first appearance."""
    assert not desk.window(NOON, {PAIR: (1, 1)})


def test_a_pair_is_first_again_after_that_many_days(desk: Desk) -> None:
    """Seen once, then not for eight days: told again, as another alert."""
    desk.window(END, {NEW: (1, 1)})
    end = desk.past(9, USUAL, END + SIZE - SIZE)
    (told,) = desk.window(end, {NEW: (1, 1)})
    assert told.sequence == 1
    assert len({each.id for each in desk.told}) == 2


def test_a_late_hour_of_a_day_that_is_over_counts(desk: Desk) -> None:
    """Seen at eleven at night, and six days and two hours later: that is not the first in seven days."""
    desk.past(1, USUAL, END)
    desk.window(END + 23 * HOUR, {NEW: (1, 1)})
    end = desk.past(6, USUAL, END + DAY)
    assert not desk.window(end + HOUR, {NEW: (1, 1)})


def test_a_history_that_is_too_short_says_nothing() -> None:
    """Cold: after six days nobody knows what came seven days ago."""
    desk = Desk(RULES)
    end = desk.past(6, USUAL)
    assert not desk.window(end, {NEW: (1, 1)})


def test_a_killed_story_takes_it_back(desk: Desk) -> None:
    """Its only story was withdrawn: so is the alert; the next one is first again."""
    desk.window(NOON, {NEW: (1, 1)}, final=False)
    (told,) = desk.window(NOON, {NEW: (0, 0)}, final=False)
    assert told.status == "withdrawn"
    assert [each.status for each in desk.window(NOON + SIZE, {NEW: (1, 1)})] == ["raised"]


def test_a_late_story_is_a_first_one_too(desk: Desk) -> None:
    """It corrects a window that was over; that it came late does not make it less of a first."""
    desk.window(NOON, evenly(USUAL, NOON))
    assert [each.status for each in desk.window(NOON, {NEW: (1, 1)})] == ["raised"]


def test_more_days_than_are_kept_are_refused() -> None:
    """Ninety days need a history of ninety-one; the message names the setting."""
    rules = parse_rules(RULES.replace("days = 7", "days = 90"), "rules")
    with pytest.raises(ConfigError, match=r"alert\.history_days of at least 91"):
        TrendStage(rules)
    TrendStage(rules, keep_days=91)
