"""Kills take alerts on series back, also when they are over: those who were told are owed it."""

from __future__ import annotations

import pytest

from stream.alert.trends.grounds import KEPT
from stream.alert.trends.weekly import DAY

from .desk import HOUR, MONDAY, PAIR, Desk, evenly

ALL = ("all", "all")
USUAL = {ALL: 960, PAIR: 10}
SIZE = 900
NOON = MONDAY + 8 * DAY + 12 * HOUR


@pytest.fixture
def desk() -> Desk:
    """A desk on which a surge at noon was told."""
    desk = Desk()
    desk.past(8, USUAL)
    assert desk.window(NOON, {PAIR: (14, 4)})
    return desk


def quiet_until(desk: Desk, end: int, start: int = NOON + SIZE) -> None:
    """Ordinary windows, in which nothing is told."""
    for at in range(start, end, SIZE):
        assert not desk.window(at, evenly(USUAL, at))


def test_a_surge_that_is_over_is_taken_back(desk: Desk) -> None:
    """Hours later most of its stories are killed: a withdrawal to its channels, dated by the kill."""
    later = NOON + 6 * HOUR
    quiet_until(desk, later)
    assert not desk.state.lives
    assert not desk.window(NOON, {PAIR: (9, 4)}, now=later)
    (told,) = desk.window(NOON, {PAIR: (1, 1)}, now=later)
    assert (told.status, told.sequence, told.channels) == ("withdrawn", 2, ["desk"])
    assert told.changes == ["stories 14 → 1"]
    assert told.id == desk.told[0].id
    assert not desk.state.past


def test_it_is_taken_back_once(desk: Desk) -> None:
    """What is killed after that is silent."""
    quiet_until(desk, NOON + 6 * HOUR)
    assert desk.window(NOON, {PAIR: (1, 1)}, now=NOON + 6 * HOUR)
    assert not desk.window(NOON, {PAIR: (0, 0)}, now=NOON + 6 * HOUR)


def test_it_is_taken_back_a_day_later(desk: Desk) -> None:
    """The day is closed, and its figures change no baseline; kill after kill is added up all the same."""
    later = NOON + 26 * HOUR
    quiet_until(desk, later)
    assert NOON not in desk.state.history.windows
    usual = desk.state.history.baseline(PAIR).level
    assert not desk.window(NOON, {PAIR: (8, 4)}, now=later)
    assert desk.outcome == "late"
    (told,) = desk.window(NOON, {PAIR: (3, 2)}, now=later)
    assert (told.status, told.changes) == ("withdrawn", ["stories 14 → 3"])
    assert desk.state.history.baseline(PAIR).level == usual


def test_kills_in_any_window_of_a_slow_surge_count() -> None:
    """One of four hours rests on all of its windows, not on the last one alone."""
    desk = Desk()
    desk.past(8, USUAL)
    windows = [NOON + n * SIZE for n in range(8)]
    for at in windows:
        desk.window(at, {PAIR: (2, 2), ALL: (10, 5)})
    (raised,) = desk.told
    told = [
        each for at in windows for each in desk.window(at, {PAIR: (0, 0)}, now=windows[-1] + HOUR)
    ]
    assert [each.status for each in told] == ["withdrawn"]
    assert raised.series.window_seconds > SIZE


def test_kills_of_several_closed_windows_add_up() -> None:
    """The alert itself keeps the figures of days that are over."""
    desk = Desk()
    desk.past(8, USUAL)
    windows = [NOON + n * SIZE for n in range(8)]
    for at in windows:
        desk.window(at, {PAIR: (2, 2), ALL: (10, 5)})
    later = NOON + 30 * HOUR
    quiet_until(desk, later, windows[-1] + SIZE)
    told = [each for at in windows for each in desk.window(at, {PAIR: (0, 0)}, now=later)]
    assert [each.status for each in told] == ["withdrawn"]


def test_the_next_surge_of_the_series_is_left_alone(desk: Desk) -> None:
    """The one of noon is withdrawn, the one of the evening goes on."""
    evening = NOON + 6 * HOUR
    quiet_until(desk, evening)
    (second,) = desk.window(evening, {PAIR: (14, 4)})
    (told,) = desk.window(NOON, {PAIR: (0, 0)}, now=evening + HOUR)
    assert told.id != second.id
    assert [life.window for life in desk.state.lives.values()] == [evening]
    (again,) = desk.window(evening + SIZE, {PAIR: (40, 4)})
    assert (again.id, again.status) == (second.id, "escalated")


def test_what_was_usual_is_not_withdrawn_by_more_news(desk: Desk) -> None:
    """A late story, or a kill of a few, changes nothing that was told."""
    quiet_until(desk, NOON + 26 * HOUR)
    assert not desk.window(NOON, {PAIR: (15, 4)}, now=NOON + 26 * HOUR)
    assert not desk.window(NOON, {PAIR: (7, 4)}, now=NOON + 26 * HOUR)


def test_a_first_appearance_is_taken_back_days_later() -> None:
    """The story that was the first in weeks is killed two days after."""
    new = ("actor_place", "new×1")
    desk = Desk('[[rule]]\nid = "first"\nfirst_seen = { dimension = "actor_place", days = 2 }')
    desk.past(8, USUAL)
    assert desk.window(NOON, {new: (1, 1)})
    quiet_until(desk, NOON + 50 * HOUR)
    assert not desk.state.lives
    (told,) = desk.window(NOON, {new: (0, 0)}, now=NOON + 50 * HOUR)
    assert told.status == "withdrawn"


def test_after_a_week_it_is_forgotten(desk: Desk) -> None:
    """As a story is: nothing is kept for ever."""
    quiet_until(desk, NOON + KEPT + HOUR)
    assert not desk.state.past
    assert not desk.window(NOON, {PAIR: (0, 0)}, now=NOON + KEPT + HOUR)
