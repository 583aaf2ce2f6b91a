"""Silences: under the series' own rhythm, one for an outage of the feed, and ended by the next story."""

from __future__ import annotations

from stream.alert.trends.weekly import DAY

from .desk import HOUR, MONDAY, Desk, evenly, headlines

ALL, AFP, AP = ("all", "all"), ("source", "AFP"), ("source", "AP")
USUAL = {ALL: 960, AFP: 96, AP: 192}
SIZE = 900
RULES = """
[[rule]]
id = "agency"
channels = ["desk"]
silence = { dimension = "source" }

[[rule]]
id = "feed"
channels = ["operations"]
silence = { dimension = "all" }
"""
END = MONDAY + 8 * DAY


def desk_after(usual: dict[tuple[str, str], int], rules: str = RULES, days: int = 8) -> Desk:
    """A desk after ordinary days."""
    desk = Desk(rules)
    desk.past(days, usual)
    return desk


def run(desk: Desk, usual: dict[tuple[str, str], int], start: int, hours: float) -> None:
    """Some hours in which series have so many stories a day."""
    for at in range(start, start + int(hours * HOUR), SIZE):
        desk.window(at, evenly(usual, at))


def test_an_agency_that_stops_is_told_and_amended_when_it_speaks() -> None:
    """Four stories an hour, then none: told after some hours, once; its next story amends the alert."""
    desk = desk_after(USUAL)
    run(desk, {ALL: 960, AP: 192}, END, 6)
    (told,) = desk.told
    assert (told.rule, told.status, told.series.value) == ("agency", "raised", "AFP")
    assert 2 * HOUR <= told.at.timestamp() - END <= 5 * HOUR
    run(desk, USUAL, END + 6 * HOUR, 1)
    assert [(each.status, each.id) for each in desk.told[1:]] == [("amended", told.id)]
    assert desk.told[1].headline == "AFP speaks again after 6 h"


def nightly(at: int) -> dict[tuple[str, str], tuple[int, int]]:
    """An agency that only speaks from 8 to 20 h, on a feed that never sleeps."""
    awake = 8 <= at % DAY // HOUR < 20
    return {ALL: (10, 5), **({AFP: (2, 1)} if awake else {})}


def test_quiet_hours_are_no_silence() -> None:
    """An agency that says nothing at night is not told for its nights, but for a morning without it."""
    desk = Desk(RULES)
    for at in range(MONDAY, MONDAY + 12 * DAY + 8 * HOUR, SIZE):
        desk.window(at, nightly(at))
    assert not desk.told
    for at in range(MONDAY + 12 * DAY + 8 * HOUR, MONDAY + 12 * DAY + 14 * HOUR, SIZE):
        desk.window(at, {ALL: (10, 5)})
    (told,) = desk.told
    assert told.series.value == "AFP"
    assert "no story since 13 Mar 20:00 UTC" in told.headline  # of a day that is over by then


def test_an_outage_of_the_feed_is_one_alert_and_no_agencys() -> None:
    """Nothing comes for hours: the feed's rule tells it once, by ticks; no agency is told, then or after."""
    desk = desk_after(USUAL)
    due = desk.state.due()
    assert due is not None
    assert END * 1000 < due < (END + 3 * HOUR) * 1000
    assert not desk.tick(due // 1000)
    confirmed = desk.state.due()
    assert confirmed is not None
    (told,) = desk.tick(confirmed // 1000)
    assert (told.rule, told.series.dimension, told.channels) == ("feed", "all", ["operations"])
    assert desk.state.due() is None
    back = END + 10 * HOUR
    run(desk, USUAL, back, 2)
    assert [(each.status, each.rule) for each in desk.told] == [
        ("raised", "feed"),
        ("amended", "feed"),
    ]


def test_a_pipeline_that_stood_still_is_no_silent_feed() -> None:
    """The worker was down: the first tick is late, then comes what was held up, and nothing is told."""
    desk = desk_after(USUAL)
    now = END + 10 * HOUR
    desk.tick(now)
    for at in range(END, now, SIZE):
        desk.window(at, evenly(USUAL, at), now=now + 60)
    desk.tick(now + 400)
    assert not desk.told


def test_a_window_that_ends_empty_is_no_word_of_the_feed() -> None:
    """The record that says that a window is over brings no story, and moves the feed's alarm by nothing."""
    desk = desk_after(USUAL)
    due = desk.state.due()
    desk.window(END, {}, now=END + 30 * 60)
    assert desk.state.due() == due


def test_an_agency_that_speaks_seldom_is_not_watched() -> None:
    """One story a day is below min_per_day: its silence says nothing."""
    desk = desk_after({ALL: 960, AFP: 1})
    run(desk, {ALL: 960}, END, 72)
    assert not desk.told


def test_when_the_feed_is_thin_nobodys_silence_is_its_own() -> None:
    """A holiday: everybody sends a tenth, some nothing for half a day; none is told."""
    desk = desk_after({ALL: 960, AFP: 96, AP: 192})
    run(desk, {ALL: 96, AP: 19}, END, 12)
    assert not [each for each in desk.told if each.series.value == "AFP"]


def test_silence_waits_for_a_week_of_history() -> None:
    """Cold: nothing is usual yet."""
    desk = Desk(RULES)
    end = desk.past(5, USUAL)
    run(desk, {ALL: 960, AP: 192}, end, 24)
    assert not desk.told
    assert desk.state.due() is None


def test_it_is_told_in_words() -> None:
    """The headline says since when, how long, and how many stories would have been usual."""
    desk = desk_after(USUAL)
    run(desk, {ALL: 960, AP: 192}, END, 6)
    (line,) = headlines(desk.told)
    assert line.startswith("raised: Silence: AFP: no story since 10 Mar 00:00 UTC (")
    assert line.endswith(" expected")
