"""The state is a fold over rows: as of any offset, whatever was deleted, and bounded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from stream.alert import parse_rules
from stream.alert.life.rows import ForgetRow
from stream.alert.life.state import AlertState
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.model import CasualtyLabel
from stream.ports import Effects

from ..desk import ALEPPO, HTS, IDLIB, RULES, SAA, START, Desk, Record, Stored, classified, only

MORE = (
    RULES
    + """cooldown_minutes = 90
close_hours = 4
burst_stories = 2
burst_minutes = 60

[[rule]]
id = "two"
places = ["Aleppo", "Idlib"]
min_sources = 2

[[rule]]
id = "word"
words = ["enters"]
tests = "also"
"""
)
OPTIONS = {"retention": timedelta(hours=6), "max_stories": 3}

updates = st.fixed_dictionaries(
    {
        "uri": st.sampled_from(["afp:1", "afp:2", "reuters:1", "ap:1"]),
        "story": st.sampled_from(["s1", "s1", "s1", "s2", "s3", "s4", "s5"]),
        "verdict": st.sampled_from(
            ["new", "follow_up", "revision", "revision", "duplicate", "repeat", "kill"]
        ),
        "sources": st.sampled_from([("AFP",), ("AFP", "REUTERS"), ("AP", "REUTERS")]),
        "actors": st.sampled_from([(HTS,), (HTS,), (HTS, SAA), ()]),
        "places": st.sampled_from([(ALEPPO,), (ALEPPO,), (ALEPPO, IDLIB), ()]),
        "headline": st.sampled_from(
            [
                *("HTS enters Aleppo", "Rebels in the city", "Army denies that HTS enters Aleppo"),
                *(
                    "Aleppo airport road open",
                    "Aleppo airport road closed",
                    "HTS reportedly enters",
                ),
            ]
        ),
        "declared": st.sampled_from(["none", "none", "correction"]),
        "changes": st.sampled_from([(), ("12 → 20",)]),
        "original": st.sampled_from(["", "", "afp:1"]),
        "remaining": st.sampled_from([0, 1, 1]),
        "embargo": st.sampled_from([0, 0, 0, 0, 1, 3, 24]),
        "killed": st.sampled_from([0, 0, 4, 5, 60]),
        "test": st.sampled_from([False, False, False, False, True]),
        "pub_status": st.sampled_from(["usable", "usable", "usable", "withheld"]),
    }
)
CHANGES = (
    MORE,
    MORE.replace("duty", "night").replace("critical", "low"),
    MORE.replace('actors = ["hts"]', 'actors = ["saa"]').replace("min_sources = 2\n", ""),
    '[[rule]]\nid = "word"\nchannels = ["night"]\nwords = ["city"]\n',
    '[[rule]]\nid = "nothing"\nwords = ["no such word"]\n',
)
"""Rules that come into force: other channels, other conditions, fewer rules, none that matches."""

Step = dict[str, Any] | str | None
"""An update; rules that come into force; or time that passes."""

steps = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.2, 1.0, 2.0, 5.0]),
        st.one_of(updates, updates, updates, st.none(), st.sampled_from(CHANGES)),
    ),
    min_size=12,
    max_size=30,
)
Decide = Callable[[AlertState], Effects]


def decision(desk: Desk, update: Step) -> Decide:
    """What the stage is asked at this step: a record, or a tick where there is none."""
    now, stage, offset = desk.millis, desk.stage, desk.offset
    if update is None:
        return lambda state: stage.tick(now, state)
    if isinstance(update, str):
        rules = Rulebook(parse_rules(update, "x")).value
        return lambda state: stage.decide(Record(rules, offset, now, key=RULES_KEY), state)
    update = dict(update)
    hours = update.pop("embargo")
    killed = update.pop("killed")
    until = desk.now + timedelta(hours=hours) if hours else None
    made = classified(at=desk.now, embargoed_until=until, **update)
    labels = [CasualtyLabel(kind="killed", least=killed, most=killed)] if killed else []
    value = msgspec.json.encode(replace(made, casualties=labels))
    return lambda state: stage.decide(Record(value, offset, now), state)


def folded(desk: Desk, rows: list[Stored]) -> AlertState:
    """A new state from stored rows."""
    decoder = msgspec.msgpack.Decoder(desk.stage.row_type)
    state = desk.stage.new_state(0)
    for stored in rows:
        state.apply(stored.key, decoder.decode(stored.data), stored.now)
    return state


@given(steps, st.floats(0, 1))
@settings(max_examples=150)
def test_a_fold_below_any_offset_decides_as_the_first_run_did(
    script: list[tuple[float, Step]], part: float
) -> None:
    """From the rows below an offset all is the same, whatever part of the void ones is deleted."""
    desk = Desk(MORE, OPTIONS)
    asked: list[tuple[Decide, Effects]] = []
    for hours, update in script:
        desk.wait(hours=hours)
        decide = decision(desk, update)
        effects = decide(desk.state)
        asked.append((decide, effects))
        event(effects.outcome)
        for row in effects.rows:
            event(type(row).__name__)
        desk.fold(effects)
    for offset, (decide, effects) in enumerate(asked):
        below = [stored for stored in desk.log if stored.key[0] < offset]
        gone = [key for origin, key in desk.deleted if origin < offset]
        for deleted in (gone, gone[: round(part * len(gone))], []):
            state = folded(desk, [stored for stored in below if stored.key not in set(deleted)])
            assert decide(state) == effects
            assert len(state) == len(below) - len(gone)


@given(steps, st.sets(st.integers(0, 29), max_size=6))
@settings(max_examples=60)
def test_a_worker_that_is_swept_and_started_again_goes_on_the_same(
    script: list[tuple[float, Step]], starts: set[int]
) -> None:
    """However often a run begins again from the rows that are left, it makes what one run makes."""
    whole, parts = Desk(MORE, OPTIONS), Desk(MORE, OPTIONS)
    for n, (hours, update) in enumerate(script):
        if n in starts:
            gone = {key for _, key in parts.deleted}
            parts.log = [stored for stored in parts.log if stored.key not in gone]
            parts.state = folded(parts, parts.log)
        made = []
        for desk in (whole, parts):
            desk.wait(hours=hours)
            made.append(desk.fold(decision(desk, update)(desk.state)))
        assert made[0] == made[1]


def at(desk: Desk, moment: datetime) -> Desk:
    """The desk with its clock set."""
    desk.now = moment
    return desk


def test_an_idle_story_is_forgotten_and_its_keys_returned() -> None:
    """After the retention the rows of a story are needed no longer, and it raises anew."""
    desk = Desk()
    desk.say("afp:1")
    at(desk, START + timedelta(days=7, hours=3)).say("ap:1", story="s2", actors=())
    assert {key for _, key in desk.deleted} == {(0, 0), (0, 1)}
    assert (
        desk.state.story("s1") is None and len(desk.state) == 3
    )  # the last raises of the rule stay, and the other story's first report
    assert only(desk.say("afp:2", verdict="follow_up")).sequence == 1


def test_a_touched_story_is_kept_whatever_was_superseded() -> None:
    """Versions six days apart keep a story alive, also in a fold without the superseded ones."""
    desk = Desk()
    desk.say("reuters:1", sources=("REUTERS",))
    for version in range(3):
        at(desk, START + timedelta(days=6 * version)).say("afp:1", verdict="revision")
    deleted = {key for _, key in desk.deleted}
    state = folded(desk, [stored for stored in desk.log if stored.key not in deleted])
    story = state.story("s1")
    assert deleted and story is not None and list(story.items) == ["reuters:1", "afp:1"]


def test_too_many_stories_forget_the_oldest_touch() -> None:
    """The number of stories is bounded; the story touched longest ago goes first."""
    desk = Desk(options={"max_stories": 3})
    for story in ("s1", "s2", "s3"):
        desk.say("afp:1", story=story)
    desk.say("afp:1", story="s1", verdict="revision", places=(ALEPPO, IDLIB))
    desk.say("afp:1", story="s4")
    assert [desk.state.story(f"s{n}") is None for n in (1, 2, 3, 4)] == [False, True, False, False]


def test_the_row_of_forgetting_goes_with_the_next_one() -> None:
    """It outlives the rows that it makes void, so that no fold sees those without it."""
    state = Desk().state
    assert state.apply((1, 0), ForgetRow(("a",)), 0) == []
    assert state.apply((2, 0), ForgetRow(("b",)), 0) == [(1, 0)]
    assert len(state) == 1


def test_a_superseded_version_and_message_are_returned() -> None:
    """A newer version of an item, and a newer message, make the older ones void."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("afp:1", verdict="revision", declared="correction", changes=("12 → 20",))
    assert desk.deleted == [(1, (0, 0)), (1, (0, 1))]
    assert len(desk.state) == 3


def test_the_latest_report_is_shown_in_a_fold_too() -> None:
    """Which report a message falls back on is the order of origins, not of a superseded version."""
    desk = Desk()
    for uri in ("afp:1", "reuters:1", "afp:1", "ap:1"):
        desk.say(uri, verdict="revision")
    deleted = {key for _, key in desk.deleted}
    rows = [stored for stored in desk.log if stored.key not in deleted]
    decide = decision(desk, {"uri": "ap:1", "verdict": "kill", "embargo": 0, "killed": 0})
    assert only(decide(desk.state)).uri == "afp:1"
    assert decide(folded(desk, rows)) == decide(desk.state)
