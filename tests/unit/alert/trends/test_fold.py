"""State as of an offset: a memory made from rows decides as the first run did, however batches are cut."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.alert import parse_rules
from stream.alert.trends.stage import TrendStage
from stream.alert.trends.weekly import DAY
from stream.pipeline.runner import Runner

from .desk import HOUR, MONDAY, PAIR, SURGE, Desk, Record, evenly

ALL, AFP, NEW = ("all", "all"), ("source", "AFP"), ("actor_place", "new×1")
SIZE = 900
RULES = (
    SURGE
    + """
[[rule]]
id = "agency"
silence = { dimension = "source" }
[[rule]]
id = "feed"
silence = { dimension = "all" }
[[rule]]
id = "first"
first_seen = { dimension = "actor_place", days = 2 }
"""
)
OPTIONS = {"warmup_days": 2}
USUAL = {ALL: 960, AFP: 96, PAIR: 20}


def eventful(seed: int, days: int = 7) -> Desk:
    """A desk after days with bursts, kills, late news, silences and ticks, all at random."""
    rng = Random(seed)
    desk, burst = Desk(RULES, OPTIONS), 0
    for at in range(MONDAY, MONDAY + days * DAY, SIZE):
        usual = dict(USUAL)
        if at // DAY % 2 and 8 * HOUR < at % DAY < 20 * HOUR and at > MONDAY + 3 * DAY:
            usual.pop(AFP)
        counts = evenly(usual, at)
        is_burst = at > MONDAY + 3 * DAY and rng.random() < 0.02
        if is_burst:
            counts[PAIR] = (rng.randrange(20, 60), rng.randrange(2, 5))
        if rng.random() < 0.03:
            counts[("actor_place", f"n{rng.randrange(30)}×1")] = (1, 1)
        desk.window(at, counts, final=False)
        if is_burst and rng.random() < 0.5:
            counts[PAIR] = (1, 1)
        desk.window(at, counts if rng.random() < 0.5 else {})
        if rng.random() < 0.05:
            desk.window(at - rng.randrange(1, 20) * SIZE, {PAIR: (2, 1)}, now=at + SIZE + 200)
        if rng.random() < 0.05:  # a kill, of a day that may be closed
            desk.window(at - rng.randrange(1, 60) * HOUR, {PAIR: (0, 0)}, now=at + SIZE + 300)
        if burst and rng.random() < 0.05:
            desk.window(burst, {PAIR: (rng.randrange(2, 9), 2)}, now=at + SIZE + 300)
        burst = at if is_burst else burst
        if rng.random() < 0.02 and (due := desk.state.due()):
            desk.tick(due // 1000)
    return desk


DESK = eventful(3)
"""One history for all examples: what differs is where the worker dies."""


def test_the_history_is_an_eventful_one() -> None:
    """Every kind of message and of row is in it, or the tests below show little."""
    said = {(each.series.kind, each.status) for each in DESK.told}
    assert said >= {
        ("surge", "raised"), ("surge", "withdrawn"), ("silence", "raised"), ("silence", "amended"),
        ("first_seen", "raised"),
    }  # fmt: skip
    stored = [msgspec.msgpack.decode(row) for row, _ in DESK.rows.values()]
    rows = {row[0] for row in stored}
    assert rows >= {"OpenRow", "WindowRow", "DayRow", "LifeRow", "PastRow", "EndRow", "AlarmRow"}
    assert any(
        row[0] == "EndRow" and row[4] for row in stored
    )  # an alert that had ended is taken back


@settings(max_examples=40)
@given(st.integers(100, len(DESK.log) - 60), st.booleans())
def test_a_fold_below_any_offset_decides_as_the_first_run_did(offset: int, swept: bool) -> None:
    """The worker dies anywhere, with needless rows deleted or not: the next records tell the same."""
    state = DESK.refolded(offset, swept=swept)
    for at, (record, told) in enumerate(DESK.log[offset : offset + 50], offset):
        decide = DESK.stage.decide if record.value is not None else None
        effects = decide(record, state) if decide else DESK.stage.tick(record.timestamp, state)
        assert [msgspec.json.encode(emit.value) for emit in effects.emits] == told
        for n, row in enumerate(effects.rows):
            assert msgspec.msgpack.encode(row) == DESK.rows[at, n][0]
            state.apply((at, n), row, record.timestamp)


def test_rows_are_given_back_and_what_is_left_counts() -> None:
    """After days only days, the last windows and open alerts are held: the length says how many."""
    dead = {key for _, key in DESK.needless}
    assert len(DESK.rows.keys() - dead) == len(DESK.state)
    assert len(DESK.state) < 250


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_batches_of_any_size_are_alike(size: int) -> None:
    """The runner cuts the same records into batches: the same messages, in the same order."""
    stage = TrendStage(parse_rules(RULES, "rules"), **OPTIONS)
    records = [
        Record(record.value, record.timestamp, n)
        for n, (record, _) in enumerate(each for each in DESK.log if each[0].value is not None)
    ]
    runner = Runner(stage, 0)
    made = []
    for at in range(0, len(records), size):
        made += [out.value for out in runner.run(records[at : at + size]).out]
    first = BATCHES.setdefault("made", made)
    assert made == first
    assert len(made) > 10


BATCHES: dict[str, list[bytes]] = {}


def test_ids_are_a_function_of_the_input() -> None:
    """The same history tells the same messages with the same ids."""
    again = eventful(3)
    assert [msgspec.json.encode(each) for each in again.told] == [
        msgspec.json.encode(each) for each in DESK.told
    ]
