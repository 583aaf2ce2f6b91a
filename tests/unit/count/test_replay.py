"""A memory made from stored rows decides as the first one did, wherever a worker stopped."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.count.merge import MergeStage
from stream.count.stage import CountStage
from stream.model import Tallies, Tally, WindowTallies
from stream.pipeline.headers import TICK
from stream.pipeline.runner import Runner

from .bench import DAY, HOUR, Bench, Record, T, after, fold, ms
from .wires import log, wires

CUTS = st.integers(0, 1000)


def decide(stage, state, entry, offset):
    """The effects of one entry of the log, a tick or a record."""
    now, value = entry
    if value is None:
        return stage.tick(ms(now), state)
    bench = Bench(stage, offset=offset)
    return stage.decide(bench.record(value, now), state)


def run(stage, entries):
    """A first run over the log: the bench, the effects and the due times, one for each entry."""
    bench, effects, due = Bench(stage), [], []
    for entry in entries:
        effect = decide(stage, bench.state, entry, bench.offset)
        effects.append(effect)
        bench.do(effect, ms(entry[0]))
        due.append(bench.state.due())
    return bench, effects, due


def rerun(stage, entries, rows, cut, before_delete):
    """Memory, effects and due times of a worker that starts at `cut` with the rows below it."""
    kept = [row for row in rows if row[0][0] < cut and row[0] not in before_delete]
    bench = Bench(stage)
    bench.state, bench.offset = fold(stage, kept), cut
    effects, due = [], []
    for entry in entries[cut:]:
        effect = decide(stage, bench.state, entry, bench.offset)
        effects.append(effect)
        bench.do(effect, ms(entry[0]))
        due.append(bench.state.due())
    return bench, effects, due


def check(stage, entries, cut, share):
    """Start again at a cut: with all rows, with the needless deleted, and with some deleted."""
    first, effects, due = run(stage, entries)
    cut %= len(entries) + 1
    needless = [key for offset, key in first.needless if offset < cut]
    for deleted in (0, len(needless), share % (len(needless) + 1)):
        again, effects_again, due_again = rerun(
            stage, entries, first.rows, cut, set(needless[:deleted])
        )
        assert effects_again == effects[cut:]
        assert due_again == due[cut:]
        assert again.sent.items() <= first.sent.items()


@settings(max_examples=300)
@given(wires(), CUTS, CUTS)
def test_counts_start_again_from_rows(wire, cut, share):
    """The rows below any offset are all that decisions need, also with needless rows deleted."""
    check(CountStage(hot=2), list(log(wire)), cut, share)


@settings(max_examples=300)
@given(wires(wait=90, most=40), CUTS, CUTS)
def test_counts_start_again_while_spans_close(wire, cut, share):
    """The same with a retention so short that spans close all the time."""
    stage = CountStage(sizes=(60, HOUR), retention=HOUR, grace=60)
    check(stage, list(log(wire, relative=True)), cut, share)


@settings(max_examples=200)
@given(wires(wait=90, most=40), CUTS, CUTS)
def test_a_crash_and_a_resend_leave_the_last_values_as_they_were(wire, cut, back):
    """A worker that sends a stretch of the log twice ends with the same value of every key."""
    stage = CountStage(sizes=(60, HOUR), retention=HOUR)
    entries = list(log(wire, relative=True))
    cut %= len(entries) + 1
    first, _, _ = run(stage, entries)
    crashed, _, _ = run(stage, entries[:cut])
    start = cut - back % (cut + 1)
    again, _, _ = rerun(stage, entries, crashed.rows, start, set())
    assert {**crashed.sent, **again.sent} == first.sent


LABELS = [("actor", "hts", "x"), ("actor", "sdf", "x"), ("actor", "sna", "x")]
WEEKS = [ms(T.replace(hour=0, minute=0, second=0) - timedelta(weeks=n)) // 1000 for n in (0, 1)]
TALLY = st.builds(
    Tally,
    label=st.integers(0, 2),
    stories=st.integers(0, 2),
    updates=st.integers(0, 2),
    sources=st.lists(st.sampled_from(["AFP", "AP"]), unique=True).map(sorted).map(tuple),
)
PLACES = [(60, 0), (60, 60), (900, 0), (HOUR, 0), (HOUR, HOUR), (DAY, 0)]
"""Windows of a day: length, and seconds from its start."""


def windows(day):
    """Some windows of a day, each with some tallies."""
    some = st.lists(TALLY, min_size=1, max_size=2, unique_by=lambda tally: tally.label).map(tuple)
    one = st.tuples(st.sampled_from(PLACES), some)
    found = st.lists(one, max_size=3, unique_by=lambda window: window[0])
    return found.map(lambda all: [WindowTallies(size, day + at, told) for (size, at), told in all])


TALLIES = st.builds(
    Tallies,
    part=st.integers(0, 2),
    labels=st.just(LABELS),
    windows=st.sampled_from(WEEKS).flatmap(windows),
    watermark=st.none() | st.integers(0, 200).map(lambda minutes: ms(after(minutes * 60)) // 1000),
)
STEPS = st.lists(st.tuples(st.integers(0, 90), st.none() | TALLIES), max_size=25)


def merging(steps):
    """A merge stage with little patience and room, and the log of the steps; None is a tick."""
    entries, now = [], 0
    for wait, tallies in steps:
        now += wait * 60
        entries.append((after(now), tallies))
    return MergeStage(retention=HOUR, grace=60, pause=600, series=1), entries


@settings(max_examples=300)
@given(STEPS, CUTS, CUTS)
def test_merges_start_again_from_rows(steps, cut, share):
    """The merge stage too needs no more than its rows, while windows end, are listed and close."""
    stage, entries = merging(steps)
    check(stage, entries, cut, share)


@settings(max_examples=100)
@given(STEPS, st.integers(1, 7), CUTS)
def test_batches_of_any_size_are_the_same(steps, size, cut):
    """One log, cut up as one likes and started again in the middle, gives the same of each key."""
    stage, entries = merging(steps)
    log = [
        Record(
            None if tallies is None else msgspec.json.encode(tallies),
            ms(now),
            offset,
            "wire.tallies",
            headers=[(TICK, b"1")] if tallies is None else [],
        )
        for offset, (now, tallies) in enumerate(entries)
    ]
    whole, cut_up = Runner(stage, 0), Runner(stage, 0)
    wanted = last_of([whole.run([record]) for record in log])
    again = cut % (len(log) + 1)
    made = [cut_up.run(log[at : at + size]) for at in range(0, again, size)]
    redone = [cut_up.run(log[at : at + size]) for at in range(again // 2, len(log), size)]
    assert last_of([*made, *redone]) == wanted


def last_of(results):
    """The last upsert of each key, and of the rest each record once by its origin."""
    found = {}
    for out in (out for result in results for out in result.out):
        origin = b"" if out.topic.startswith("news.") else dict(out.headers)["newswire-origin"]
        found[out.topic, out.key, origin] = out.value
    return found


@settings(max_examples=200)
@given(wires())
def test_rows_survive_their_bytes(wire):
    """A row read back from msgpack equals the row that was stored."""
    _, effects, _ = run(CountStage(), list(log(wire)))
    for row in (row for effect in effects for row in effect.rows):
        stored = msgspec.msgpack.encode(row)
        assert msgspec.msgpack.decode(stored, type=CountStage.row_type) == row
