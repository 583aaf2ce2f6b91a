"""Count and merge together against the slow recount: figures, ends of windows, top lists, `other`."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stream.count.merge import MergeStage
from stream.count.stage import CountStage
from stream.model import Count, Top

from .bench import Bench, ms
from .oracle import SIZES, Oracle
from .test_oracle import killed
from .wires import log, wires

GRACE = timedelta(seconds=300)
LONG = 10**9
"""A part is never idle, and a window never forgotten, in these tests."""

BOUND, TOP = 2, 2


class Whole:
    """Partitions of count, by story, and one of merge; everything that is due is done after each record."""

    def __init__(self, parts, **merge):
        """Start with nothing."""
        self.parts = [Bench(CountStage(hot=3), partition=n) for n in range(parts)]
        self.merged = Bench(MergeStage(retention=LONG, idle=LONG, pause=0, **merge))
        self.oracles = [Oracle() for _ in range(parts)]
        self.passed = [None] * parts

    def send(self, now, classified):
        """One record of the wire, or a tick in every partition."""
        home = range(len(self.parts))
        if classified is not None:
            home = [int(classified.item.story[1:]) % len(self.parts)]
            self._pass(home[0], now, classified)
        for n in home:
            bench = self.parts[n]
            effects = bench.tick(now) if classified is None else bench.send(classified, now)
            self.oracles[n].take(now, classified)
            for emit in effects.emits:
                self.merged.send(emit.value, now)
        while (due := self.merged.state.due()) is not None and due <= ms(now):
            self.merged.tick(now)

    def _pass(self, part, now, classified):
        wire = classified.item.update
        if classified.item.verdict in ("repeat", "duplicate", "stale") or wire.test:
            return
        time = min(wire.event_time, now)
        time -= timedelta(seconds=time.second % 10)
        self.passed[part] = max(time, self.passed[part] or time)

    def recount(self):
        """Key → (stories, updates, agencies, killed) over all partitions."""
        whole = Oracle()
        whole.items = {k: v for oracle in self.oracles for k, v in oracle.items.items()}
        return whole.recount()

    def counts(self):
        """The last counts by key."""
        return {k: v for k, v in self.merged.sent.items() if isinstance(v, Count)}

    def tops(self):
        """The last top lists by key."""
        return {k: v for k, v in self.merged.sent.items() if isinstance(v, Top)}


def end_of(key):
    """The end of a key's window."""
    size, start = key.split("|")[:2]
    return datetime.fromisoformat(start) + timedelta(seconds=SIZES[size])


def figures(count):
    """A count's figures as the recount has them."""
    return count.stories, count.updates, count.sources, killed(count.casualties)


@settings(max_examples=150)
@given(wires(), st.sampled_from([1, 3]))
def test_the_counts_equal_a_recount_whatever_came_in_what_order(wire, parts):
    """After every record, of any order, lateness and kills, each series on the topic is the recount's."""
    whole = Whole(parts)
    for now, classified in log(wire):
        whole.send(now, classified)
        found = {k: figures(c) for k, c in whole.counts().items()}
        wanted = {k: (s, u, len(a), d) for k, (s, u, a, d) in whole.recount().items()}
        assert {k: f for k, f in found.items() if f != (0, 0, 0, None)} == wanted


@settings(max_examples=150)
@given(wires(wait=90, most=40), st.sampled_from([1, 2]))
def test_a_window_is_final_exactly_when_all_partitions_have_passed_it(wire, parts):
    """Never sooner; and at once where one partition has all of it. What changes afterwards says so."""
    whole, finals, before = Whole(parts), set(), {}
    for now, classified in log(wire, relative=True):
        whole.send(now, classified)
        counts, recount = whole.counts(), whole.recount()
        told = [passed for passed in whole.passed if passed]
        for key, count in counts.items():
            window = "|".join(key.split("|")[:2])
            if key.endswith("|all|all"):
                passed = told and min(told) >= end_of(key) + GRACE
                assert passed or not count.final or len(told) > 1
                if passed and parts == 1 and key in recount:
                    assert count.final
            if window in finals and recount.get(key) != before.get(key):
                assert count.final
                assert count.corrected
        before = recount
        finals |= {
            k.removesuffix("|all|all")
            for k, c in counts.items()
            if c.final and k.endswith("|all|all")
        }


@settings(max_examples=150)
@given(wires(), st.sampled_from([1, 3]))
def test_values_beyond_the_bound_are_in_other(wire, parts):
    """The leading values have a series; the rest are in `other`, how many stated, at any moment."""
    whole = Whole(parts, series=BOUND, top=TOP)
    for now, classified in log(wire):
        whole.send(now, classified)
        recount = whole.recount()
        seen = {key: count for key, count in whole.counts().items() if count.value != "other"}
        for group, order in ordered(recount).items():
            for key in order[:BOUND]:
                s, u, a, d = recount[key]
                assert figures(seen[key]) == (s, u, len(a), d)
            folded = order[BOUND:]
            for key in folded:
                assert key not in seen or (seen[key].updates, seen[key].folded) == (0, 1)
            if group.startswith(("PT1H", "P1D")):
                check_other(whole, group, folded, recount)
                check_top(whole, group, order, recount)


def ordered(recount):
    """Window and dimension → the keys by stories, updates and value."""
    groups = defaultdict(list)
    for key in recount:
        groups["|".join(key.split("|")[:3])].append(key)
    order = lambda key: (-recount[key][0], -recount[key][1], key.split("|", 3)[3])  # noqa: E731
    return {group: sorted(keys, key=order) for group, keys in groups.items()}


def check_other(whole, group, folded, recount):
    """`other` is the sum over the values that it stands for."""
    other = whole.counts().get(f"{group}|other")
    if not folded:
        assert other is None or (other.stories, other.updates, other.folded) == (0, 0, 0)
        return
    agencies = {agency for key in folded for agency in recount[key][2]}
    wanted = (
        sum(recount[key][0] for key in folded),
        sum(recount[key][1] for key in folded),
        len(agencies),
        len(folded),
    )
    assert (other.stories, other.updates, other.sources, other.folded) == wanted


def check_top(whole, group, order, recount):
    """The top list is the beginning of the order."""
    if group.endswith("|all"):
        return
    top = whole.tops()[group]
    assert top.values == len(order)
    assert [(e.value, e.stories, e.updates, e.sources) for e in top.entries] == [
        (key.split("|", 3)[3], recount[key][0], recount[key][1], len(recount[key][2]))
        for key in order[:TOP]
    ]
