"""The counts of the stage against a slow recount that shares no code with it."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.count.stage import CountStage

from .bench import Bench, T, actor, after, place, series_of, update
from .oracle import Oracle
from .wires import log, wires


def values(bench):
    """Key → values as last sent, without the series at zero."""
    sent = {
        key: (tally.stories, tally.updates, tally.sources, killed(tally.casualties))
        for key, tally in bench.sent.items()
    }
    return {key: value for key, value in sent.items() if value != (0, 0, [], None)}


def killed(casualties):
    """The one kind of casualties there is in these wires, as a tuple."""
    return next(((t.stories, t.least, t.most) for t in casualties), None)


@settings(max_examples=300)
@given(wires())
def test_the_counts_equal_a_recount_of_the_items_in_force(wire):
    """After every record the last tally of each series equals a count from scratch; few windows are kept
    at hand, so that most are made anew.
    """
    bench, oracle = Bench(CountStage(hot=3)), Oracle()
    for now, classified in log(wire):
        oracle.take(now, classified)
        if classified is None:
            bench.tick(now)
        else:
            bench.send(classified, now)
        assert values(bench) == oracle.recount()


@settings(max_examples=100)
@given(wires())
def test_a_record_sends_only_what_changed(wire):
    """A tally that is sent differs from the one sent before, and each key is sent once."""
    bench = Bench(CountStage())
    for now, classified in log(wire):
        before = dict(bench.sent)
        effects = bench.tick(now) if classified is None else bench.send(classified, now)
        told = [key for emit in effects.emits for key in series_of(emit)]
        assert all(before.get(key) != bench.sent[key] for key in told)
        assert len(set(told)) == len(told)


@settings(max_examples=100)
@given(wires())
def test_killing_everything_brings_every_series_to_zero(wire):
    """When all items are killed nothing is left but the marks of the spans that were opened and the watermark."""
    bench = Bench(CountStage())
    end = after(0)
    for end, classified in log(wire):
        if classified is None:
            bench.tick(end)
        else:
            bench.send(classified, end)
    for uri in range(5):
        bench.send(update(f"u{uri}", f"s{uri // 2}", verdict="kill"), end)
    assert values(bench) == {}
    assert bench.state.due() is None
    assert len(bench.state) == len(bench.live_rows())
    assert {type(row).__name__ for row in decoded(bench)} <= {"OpenRow", "PassedRow"}


def decoded(bench):
    """The live rows as objects."""
    rows = (row for _, row, _ in bench.live_rows())
    return [msgspec.msgpack.decode(row, type=bench.stage.row_type) for row in rows]


@given(st.permutations(range(4)))
def test_the_order_of_independent_items_does_not_matter(order):
    """Items that are not versions of each other count the same in any order."""
    items = [
        update(f"u{n}", f"s{n // 2}", "new", ["AP", "AFP"][n % 2], T, [actor("hts")], [place(n)])
        for n in range(4)
    ]
    one, other = Bench(CountStage()), Bench(CountStage())
    for n in range(4):
        one.send(items[n])
        other.send(items[order[n]])
    assert one.sent == other.sent
