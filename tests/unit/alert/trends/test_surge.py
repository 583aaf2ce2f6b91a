"""Surges: early, once, against the series' own past, and of more than one agency."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from stream.alert.trends.weekly import DAY

from .desk import HOUR, MONDAY, PAIR, Desk, evenly, headlines

ALL = ("all", "all")
USUAL = {ALL: 960, PAIR: 10}
NEW = ("actor_place", "new×1")
SIZE = 900
SCHEMAS = Path(__file__).parents[4] / "schemas"


@pytest.fixture
def desk() -> Desk:
    """A desk after eight ordinary days."""
    desk = Desk()
    desk.past(8, USUAL)
    return desk


NOON = MONDAY + 8 * DAY + 12 * HOUR


def test_a_surge_is_told_before_its_window_is_over(desk: Desk) -> None:
    """Fourteen stories in five minutes are too many for the whole quarter of an hour."""
    told = desk.window(NOON, {PAIR: (14, 4)}, final=False)
    assert headlines(told) == [
        "raised: Surge: Hayat Tahrir al-Sham × Aleppo: 14 stories in 15 min, 0.1 expected"
    ]
    (alert,) = told
    assert (alert.series.stories, alert.series.agencies) == (14, 4)
    assert alert.series.probability < 1e-6
    assert [actor.id for actor in alert.actors] == ["hts"]
    assert [place.id for place in alert.places] == ["170063"]
    assert not alert.single_source


def test_a_surge_is_told_once(desk: Desk) -> None:
    """More of it is silent until it has doubled; what has doubled is told once, too."""
    assert desk.window(NOON, {PAIR: (14, 4)}, final=False)
    assert not desk.window(NOON, {PAIR: (20, 4)}, final=False)
    told = desk.window(NOON, {PAIR: (28, 4)}, final=False)
    assert [(each.status, each.sequence, each.changes) for each in told] == [
        ("escalated", 2, ["stories 14 → 28"])
    ]
    assert not desk.window(NOON, {PAIR: (29, 4)})
    assert not desk.window(NOON + SIZE, {PAIR: (20, 4)})
    assert len({each.id for each in desk.told}) == 1


def test_a_surge_ends_in_silence_and_the_next_one_is_another_alert(desk: Desk) -> None:
    """Once the counts are normal again a new surge has a new id; nothing is told between."""
    desk.window(NOON, {PAIR: (14, 4)})
    for at in range(NOON + SIZE, NOON + 6 * HOUR, SIZE):
        assert not desk.window(at, evenly(USUAL, at))
    assert not desk.state.lives
    assert desk.window(NOON + 6 * HOUR, {PAIR: (14, 4)})
    assert len({each.id for each in desk.told}) == 2


def test_a_slow_surge_is_found_over_hours(desk: Desk) -> None:
    """Two stories in each quarter are no surge of it, but ten are one of four hours."""
    told = []
    for n in range(8):
        told += desk.window(NOON + n * SIZE, {PAIR: (2, 2), ALL: (10, 5)})
    assert len(told) == 1
    assert told[0].series.window_seconds > SIZE


def test_the_flood_of_one_agency_is_none(desk: Desk) -> None:
    """Sixty stories of one agency, or sixty updates of one story, are no surge."""
    assert not desk.window(NOON, {PAIR: (60, 1)})
    assert not desk.window(NOON + SIZE, {PAIR: (1, 3)})


def test_a_rule_can_ask_for_one_agency() -> None:
    """With min_sources = 1 the same flood is told."""
    desk = Desk('[[rule]]\nid = "a"\nsurge = { dimension = "actor_place", min_sources = 1 }')
    desk.past(8, USUAL)
    (told,) = desk.window(NOON, {PAIR: (60, 1)})
    assert told.single_source


def test_nothing_is_told_before_a_week_of_history() -> None:
    """Cold: on the sixth day even a thousand stories are no surge, as nothing is usual yet."""
    desk = Desk()
    end = desk.past(6, USUAL)
    assert not desk.window(end, {PAIR: (1000, 9)})


def test_a_series_never_seen_is_judged_with_care(desk: Desk) -> None:
    """Four stories of a new pair are its beginning; twenty are a surge."""
    assert not desk.window(NOON, {NEW: (4, 4)}, final=False)
    assert desk.window(NOON, {NEW: (20, 4)}, final=False)


def test_a_burst_is_no_baseline_for_the_next_one(desk: Desk) -> None:
    """The same burst a week later is told again: the first has not become usual."""
    burst = range(NOON, NOON + 2 * HOUR, SIZE)
    for at in range(MONDAY + 8 * DAY, MONDAY + 16 * DAY, SIZE):
        again = at in burst or at - 7 * DAY in burst
        desk.window(at, {**evenly(USUAL, at), **({PAIR: (12, 4)} if again else {})})
    raised = [each for each in desk.told if each.status == "raised"]
    assert len(raised) == 2


def test_what_lasts_becomes_usual() -> None:
    """A series that is ten times busier for good is told for a few days at most."""
    desk = Desk()
    end = desk.past(8, USUAL)
    end = desk.past(7, {**USUAL, PAIR: 300}, end)
    raised = [each for each in desk.told if each.status == "raised"]
    assert 1 <= len(raised) <= 3
    assert max(each.at.timestamp() for each in raised) < end - 3 * DAY


def test_what_the_whole_feed_does_is_nobodys_surge() -> None:
    """When everything comes six times as often, as after clocks change, no series of many is told."""
    pairs = {("actor_place", f"a{n}×{n}"): 96 for n in range(20)}
    desk = Desk()
    end = desk.past(8, {ALL: 960, **pairs})
    for at in range(end, end + 3 * HOUR, SIZE):
        n = 1 if at < end + HOUR else 6
        desk.window(
            at,
            {ALL: (10 * n, 5), **dict.fromkeys(pairs, (1 + (n - 1) * (at >= end + 2 * HOUR), 3))},
        )
    assert not desk.told


def test_killed_stories_take_the_surge_back(desk: Desk) -> None:
    """When most of the stories are withdrawn, so is the alert, to the channels that had it."""
    desk.window(NOON, {PAIR: (14, 4)}, final=False)
    assert not desk.window(NOON, {PAIR: (12, 4)}, final=False)
    (told,) = desk.window(NOON, {PAIR: (2, 2)}, final=False)
    assert (told.status, told.channels, told.changes) == ("withdrawn", ["desk"], ["stories 14 → 2"])
    assert not desk.state.lives


def test_many_at_once_are_one_alert(desk: Desk) -> None:
    """One event that lifts fifteen pairs is one message, which lists them."""
    pairs = {("actor_place", f"a{n}×{n}"): (20 + n, 4) for n in range(15)}
    (told,) = desk.window(NOON, pairs)
    assert told.headline.endswith("and 14 more series")
    assert len(told.stories) == 14
    assert len(desk.state.lives) == 15
    assert not desk.window(NOON + SIZE, dict.fromkeys(list(pairs)[:14], (90, 4)))


def test_the_same_counts_again_change_nothing(desk: Desk) -> None:
    """A re-send of a record tells nothing, counts nothing twice, and leaves the baseline as it is."""
    desk.window(NOON, {PAIR: (3, 2)})
    usual = desk.state.history.baseline(PAIR).level
    desk.window(NOON, {PAIR: (3, 2)})
    assert not desk.told
    assert desk.state.history.windows[NOON][PAIR].stories == 3
    assert desk.state.history.baseline(PAIR).level == usual


def test_the_message_keeps_the_schema_of_alerts(desk: Desk) -> None:
    """Each message of an alert on counts is one that any reader of news.alerts can take."""
    schema = json.loads((SCHEMAS / "news.alerts" / "v1.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    desk.window(NOON, {PAIR: (14, 4)}, final=False)
    desk.window(NOON, {PAIR: (28, 4)}, final=False)
    desk.window(NOON, {PAIR: (1, 1)}, final=False)
    assert [each.status for each in desk.told] == ["raised", "escalated", "withdrawn"]
    for message in desk.told:
        validator.validate(json.loads(msgspec.json.encode(message)))
