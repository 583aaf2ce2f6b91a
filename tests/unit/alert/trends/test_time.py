"""Time that misbehaves: archives, clocks that jump, windows from the future, other lengths, bad records."""

from __future__ import annotations

import msgspec
import pytest

from stream.alert.trends.weekly import DAY
from stream.errors import MalformedUpdate

from .desk import HOUR, MONDAY, PAIR, Desk, Record, evenly, trend

ALL = ("all", "all")
USUAL = {ALL: 960, PAIR: 10}
END = MONDAY + 8 * DAY
SIZE = 900


@pytest.fixture
def desk() -> Desk:
    """A desk after eight ordinary days."""
    desk = Desk()
    desk.past(8, USUAL)
    return desk


def test_an_archive_fed_in_at_once_raises_nothing_and_changes_no_baseline(desk: Desk) -> None:
    """A thousand old stories on days that are closed: late, and the level stays what it was."""
    desk.window(END + 6 * HOUR, evenly(USUAL, END))
    usual = desk.state.history.baseline(PAIR).level
    for at in range(END - 5 * DAY, END - 4 * DAY, SIZE):
        assert not desk.window(at, {PAIR: (50, 5)}, now=END + 7 * HOUR)
        assert desk.outcome == "late"
    assert desk.state.history.baseline(PAIR).level == usual


def test_sixty_old_items_are_no_surge_of_the_day_they_came(desk: Desk) -> None:
    """A feed's first fetch: forty items of days ago in their own windows, one story of today; no surge.

    (The case "sixty old items without a date": items without one are in no window at all.)
    """
    friday = END - 3 * DAY + 12 * HOUR
    desk.window(END + 9 * HOUR, evenly(USUAL, END))
    assert not desk.window(friday, {PAIR: (40, 1)}, now=END + 9 * HOUR + 60)
    assert not desk.window(END + 9 * HOUR, {PAIR: (1, 1)}, final=False)
    assert not desk.told


def test_a_list_of_towns_is_no_surge(desk: Desk) -> None:
    """One letter that names seven towns counts one story in each: nothing to tell, whatever the place."""
    towns = {("place", str(n)): (1, 1) for n in range(7)}
    assert not desk.window(END, {**towns, PAIR: (1, 1)})


def test_a_window_from_the_future_is_left_out(desk: Desk) -> None:
    """A window that begins more than an hour after its record moves nothing."""
    newest = desk.state.history.newest
    assert not desk.window(END + 30 * DAY, {PAIR: (50, 5)}, now=END)
    assert desk.outcome == "ahead"
    assert desk.state.history.newest == newest


def test_a_clock_that_was_ahead_is_forgotten_and_the_history_stays(desk: Desk) -> None:
    """The log's time was a month ahead for an hour; set right, the days before are still what is usual."""
    level = desk.state.history.baseline(PAIR).level
    for at in range(END + 30 * DAY, END + 30 * DAY + 2 * HOUR, SIZE):
        desk.window(at, evenly(USUAL, at))
    desk.window(END, evenly(USUAL, END))
    assert desk.outcome == "reset"
    for at in range(END + SIZE, END + 12 * HOUR, SIZE):
        desk.window(at, evenly(USUAL, at))
    assert not desk.told
    assert desk.state.history.baseline(PAIR).level == pytest.approx(level, rel=0.1)
    assert desk.window(END + 12 * HOUR, {PAIR: (14, 4)})


def test_an_outage_of_days_makes_nothing_usual_less_usual(desk: Desk) -> None:
    """Three days without any record are not three days at zero."""
    level = desk.state.history.baseline(PAIR).level
    desk.past(2, USUAL, END + 3 * DAY)
    assert desk.state.history.baseline(PAIR).level == pytest.approx(level, rel=0.05)
    assert not desk.told


def test_days_are_held_for_so_long_and_no_longer() -> None:
    """Forty days leave the last twenty-nine, and the series of the others are gone."""
    desk = Desk(options={"warmup_days": 2})
    once = ("actor_place", "once×1")
    desk.window(MONDAY - SIZE, {once: (1, 1)})
    for at in range(MONDAY, MONDAY + 40 * DAY, 2 * HOUR):
        desk.window(at, {ALL: (10, 4), PAIR: (1, 1)})
    assert len(desk.state.history.days) == 29
    assert once[1] not in desk.state.history.series["actor_place"]
    assert len(desk.state) < 29 + 40


def test_windows_of_another_length_are_not_for_it(desk: Desk) -> None:
    """Only quarters of an hour are read."""
    value = msgspec.json.encode(msgspec.structs.replace(trend(END, {PAIR: (9, 3)}), size=3600))
    assert not desk.send(Record(value, END * 1000, desk.offset))
    assert desk.outcome == "ignored"


@pytest.mark.parametrize("value", [None, b"", b"{", b"[]", b'{"window":1}', b"\xff"])
def test_a_record_that_cannot_be_read_is_named(desk: Desk, value: bytes | None) -> None:
    """The error says where it was, and it is the project's own."""
    with pytest.raises(MalformedUpdate, match=r"wire\.trends/0@7"):
        desk.stage.decide(Record(value, 0, 7), desk.state)


def test_a_time_without_a_zone_is_refused(desk: Desk) -> None:
    """Python would read it in the worker's own zone."""
    value = msgspec.json.encode(trend(END, {PAIR: (1, 1)})).replace(b'Z"', b'"')
    with pytest.raises(MalformedUpdate, match="no zone"):
        desk.stage.decide(Record(value, END * 1000), desk.state)
