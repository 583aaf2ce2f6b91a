"""The counts of the stage against a slow recount that shares no code with it."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.count.stage import CountStage

from .bench import Bench, T, actor, after, place, update
from .wires import log, wires


class Oracle:
    """A list of the items in force, counted from scratch each time."""

    def __init__(self):
        """Start with no items."""
        self.items = {}

    def take(self, now, classified):
        """Note what a record says about its item; None is a tick."""
        if classified is None:
            for item in self.items.values():
                if not item["withheld"] and item["until"] and item["until"] <= now:
                    item["counted"] = True
            return
        said, wire = classified.item, classified.item.update
        if said.verdict in ("repeat", "duplicate", "stale"):
            return
        known = self.items.pop((said.story, wire.uri), None)
        if said.verdict == "kill" or wire.pub_status == "canceled" or wire.test:
            return
        until = wire.embargoed_until or (known and known["until"])
        withheld = wire.pub_status == "withheld"
        self.items[said.story, wire.uri] = {
            "until": until,
            "withheld": withheld,
            "counted": not withheld and not (until and until > now),
            "time": max(wire.event_time, until) if until else wire.event_time,
            "story": said.story,
            "agency": said.agency,
            "labels": self.labels(classified),
        }

    @staticmethod
    def labels(classified):
        """The endings of the keys that an update counts in, the labels being simple here."""
        actors = [label.id for label in classified.actors]
        places = [label.id for label in classified.places]
        ends = ["all|all", f"source|{classified.item.agency}", "language|en"]
        ends += [f"actor|{id}" for id in actors] + [f"place|{id}" for id in places]
        ends += ["country|SY"] if places else []
        return ends + [f"actor_place|{a}×{p}" for a in actors for p in places]

    def recount(self):
        """Key → (stories, updates, sources) over the items in force."""
        groups = defaultdict(list)
        for item in self.items.values():
            if item["counted"]:
                minute = item["time"].strftime("PT1M|%Y-%m-%dT%H:%M:00Z|")
                hour = item["time"].strftime("PT1H|%Y-%m-%dT%H:00:00Z|")
                for label in item["labels"]:
                    groups[minute + label].append(item)
                    groups[hour + label].append(item)
        return {key: self.count(items) for key, items in groups.items()}

    @staticmethod
    def count(items):
        """The values of one series."""
        stories = {item["story"] for item in items}
        return len(stories), len(items), sorted({item["agency"] for item in items})


def values(bench):
    """Key → values as last sent, without the series at zero."""
    sent = {key: (tally.stories, tally.updates, tally.sources) for key, tally in bench.sent.items()}
    return {key: value for key, value in sent.items() if value != (0, 0, [])}


@settings(max_examples=300, deadline=None)
@given(wires())
def test_the_counts_equal_a_recount_of_the_items_in_force(wire):
    """After every record the last tally of each series equals a count from scratch."""
    bench, oracle = Bench(CountStage()), Oracle()
    for now, classified in log(wire):
        oracle.take(now, classified)
        if classified is None:
            bench.tick(now)
        else:
            bench.send(classified, now)
        assert values(bench) == oracle.recount()


@settings(max_examples=100, deadline=None)
@given(wires())
def test_a_record_sends_only_what_changed(wire):
    """A tally that is sent differs from the one sent before, and each key is sent once."""
    bench = Bench(CountStage())
    for now, classified in log(wire):
        before = dict(bench.sent)
        effects = bench.tick(now) if classified is None else bench.send(classified, now)
        assert all(before.get(emit.key) != emit.value for emit in effects.emits)
        assert len({emit.key for emit in effects.emits}) == len(effects.emits)


@settings(max_examples=100, deadline=None)
@given(wires())
def test_killing_everything_brings_every_series_to_zero(wire):
    """When all items are killed nothing is left but the marks of the spans that were opened."""
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
    assert {type(row).__name__ for row in decoded(bench)} <= {"OpenRow"}


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
