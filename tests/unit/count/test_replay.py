"""A memory made from stored rows decides as the first one did, wherever a worker stopped."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.count.merge import MergeStage
from stream.count.stage import CountStage
from stream.model import Tallies, Tally

from .bench import HOUR, Bench, T, after, fold, ms
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


@settings(max_examples=300, deadline=None)
@given(wires(), CUTS, CUTS)
def test_counts_start_again_from_rows(wire, cut, share):
    """The rows below any offset are all that decisions need, also with needless rows deleted."""
    check(CountStage(), list(log(wire)), cut, share)


@settings(max_examples=300, deadline=None)
@given(wires(wait=90, most=40), CUTS, CUTS)
def test_counts_start_again_while_spans_close(wire, cut, share):
    """The same with a retention so short that spans close all the time."""
    check(CountStage(retention=HOUR), list(log(wire, relative=True)), cut, share)


@settings(max_examples=200, deadline=None)
@given(wires(wait=90, most=40), CUTS, CUTS)
def test_a_crash_and_a_resend_leave_the_last_values_as_they_were(wire, cut, back):
    """A worker that sends a stretch of the log twice ends with the same value of every key."""
    stage, entries = CountStage(retention=HOUR), list(log(wire, relative=True))
    cut %= len(entries) + 1
    first, _, _ = run(stage, entries)
    crashed, _, _ = run(stage, entries[:cut])
    start = cut - back % (cut + 1)
    again, _, _ = rerun(stage, entries, crashed.rows, start, set())
    assert {**crashed.sent, **again.sent} == first.sent


TALLY = st.builds(
    Tally,
    dimension=st.just("actor"),
    value=st.sampled_from(["hts", "sdf"]),
    name=st.just("x"),
    stories=st.integers(0, 2),
    updates=st.integers(0, 2),
    sources=st.lists(st.sampled_from(["AFP", "AP"]), unique=True).map(sorted),
)
TALLIES = st.builds(
    Tallies,
    window=st.just(T.replace(second=0)),
    size=st.sampled_from([60, 3600]),
    part=st.integers(0, 2),
    tallies=st.lists(TALLY, min_size=1, max_size=2, unique_by=lambda tally: tally.value),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), TALLIES), max_size=25), CUTS, CUTS)
def test_merges_start_again_from_rows(steps, cut, share):
    """The merge stage too needs no more than its rows, while windows expire."""
    entries, now = [], 0
    for wait, tally in steps:
        now += wait * 60
        entries.append((after(now), tally))
    check(MergeStage(retention=HOUR), entries, cut, share)


@settings(max_examples=200, deadline=None)
@given(wires())
def test_rows_survive_their_bytes(wire):
    """A row read back from msgpack equals the row that was stored."""
    _, effects, _ = run(CountStage(), list(log(wire)))
    for row in (row for effect in effects for row in effect.rows):
        stored = msgspec.msgpack.encode(row)
        assert msgspec.msgpack.decode(stored, type=CountStage.row_type) == row
