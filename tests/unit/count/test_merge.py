"""Tests of stream.count.merge."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings

from stream.count.merge import MergeStage
from stream.count.stage import CountStage
from stream.count.windows import key_of, start_of
from stream.errors import MalformedUpdate
from stream.model import Count, Tally

from .bench import DAY, Bench, Record, T, after
from .wires import log, wires

HOUR_OF_T = start_of(T, 3600)
KEY = "PT1H|2024-11-29T10:00:00Z|actor|hts"


def tally(part=0, stories=1, updates=1, sources=("AP",), value="hts", name="HTS", **more):
    """A tally of the hour of T."""
    return Tally(
        **{"window": HOUR_OF_T, "size": 3600, "dimension": "actor", **more},
        value=value,
        name=name,
        part=part,
        stories=stories,
        updates=updates,
        sources=list(sources),
    )


@pytest.fixture
def bench():
    """A merge stage."""
    return Bench(MergeStage())


def test_one_part_is_the_count(bench):
    """A tally of the only part becomes the count, upserted under the series' key."""
    (emit,) = bench.send(tally(stories=2, updates=3, sources=["AFP", "AP"])).emits
    assert (emit.topic, emit.key, emit.upsert) == ("news.counts", KEY, True)
    assert emit.value == Count(
        window_start=HOUR_OF_T,
        window_seconds=3600,
        dimension="actor",
        value="hts",
        name="HTS",
        stories=2,
        updates=3,
        sources=2,
    )


def test_stories_and_updates_are_summed_and_sources_united(bench):
    """An agency that is in two parts is one source."""
    bench.send(tally(0, 2, 5, ["AFP", "AP"]))
    bench.send(tally(1, 1, 2, ["AP", "Reuters"]))
    count = bench.sent[KEY]
    assert (count.stories, count.updates, count.sources) == (3, 7, 3)


def test_a_new_tally_replaces_that_of_its_part(bench):
    """Tallies are absolute: the next of a part replaces the last, whose row is needless."""
    bench.send(tally(0, 2, 5))
    bench.send(tally(0, 1, 4))
    assert bench.sent[KEY].updates == 4
    assert bench.needless == [(1, (0, 0))]
    assert len(bench.state) == 1


def test_series_do_not_mix(bench):
    """Another value, size or window is another count."""
    bench.send(tally())
    bench.send(tally(value="sdf", updates=7))
    bench.send(tally(size=60, updates=8))
    assert (len(bench.sent), bench.sent[KEY].updates) == (3, 1)


def test_an_unchanged_tally_sends_nothing(bench):
    """A tally that is sent again after a crash changes nothing and stores nothing."""
    bench.send(tally())
    effects = bench.send(tally())
    assert (effects.outcome, effects.emits, effects.rows) == ("ignored", [], [])


def test_a_retracted_part_is_zero_and_the_others_stay(bench):
    """A part at zero is still sent on, as the sum of the rest."""
    bench.send(tally(0))
    bench.send(tally(1, sources=["AFP"]))
    bench.send(tally(0, 0, 0, []))
    assert (bench.sent[KEY].updates, bench.sent[KEY].sources) == (1, 1)
    bench.send(tally(1, 0, 0, []))
    assert (bench.sent[KEY].stories, bench.sent[KEY].sources) == (0, 0)


def test_a_series_is_forgotten_after_its_last_change(bench):
    """All parts of a series stay while any of them changes, and leave together."""
    bench.send(tally(0), now=after(0))
    bench.send(tally(1), now=after(4 * DAY))
    bench.send(tally(1, updates=2), now=after(8 * DAY))
    assert bench.sent[KEY].updates == 3
    bench.send(tally(value="sdf"), now=after(12 * DAY + 1))
    assert len(bench.state) == len(bench.live_rows()) == 1


def test_a_tally_of_a_forgotten_series_starts_it_again(bench):
    """The parts of a series that is too old are gone for a decision, even before the next row."""
    bench.send(tally(0), now=after(0))
    bench.send(tally(1), now=after(4 * DAY + 1))
    assert bench.sent[KEY].updates == 1


def test_a_series_that_changes_does_not_keep_others(bench):
    """The oldest change leaves first, also when an earlier series has changed again since."""
    bench.send(tally(value="hts"), now=after(0))
    bench.send(tally(value="sdf"), now=after(0))
    bench.send(tally(value="hts", updates=2), now=after(3 * DAY))
    bench.send(tally(value="isis"), now=after(5 * DAY))
    assert [key for _, key in bench.needless] == [(0, 0), (1, 0)]


def test_ticks_cause_nothing(bench):
    """Time alone changes no count."""
    assert bench.tick(after(DAY)).outcome == "ignored"
    assert bench.state.due() is None


@pytest.mark.parametrize("change", [{"size": 0}, {"window": HOUR_OF_T.replace(tzinfo=None)}])
def test_a_tally_of_no_window_is_malformed(bench, change):
    """A tally without a length or a zone can't be merged."""
    value = msgspec.json.encode(tally(**change))
    with pytest.raises(MalformedUpdate, match="no window"):
        bench.stage.decide(Record(value), bench.state)


def test_a_broken_tally_is_malformed(bench):
    """A tally that can't be read says where it is."""
    with pytest.raises(MalformedUpdate) as error:
        bench.stage.decide(Record(b"{}", offset=3, topic="wire.tallies"), bench.state)
    assert error.value.where == "wire.tallies[0]@3"


@settings(max_examples=100, deadline=None)
@given(wires())
def test_parts_merge_to_the_count_of_one_partition(wire):
    """A wire split by story over three partitions merges to the counts of one partition."""
    entries = list(log(wire))
    whole, whole_merged = Bench(CountStage()), Bench(MergeStage())
    parts, merged = [Bench(CountStage(), partition=n) for n in range(3)], Bench(MergeStage())
    for now, value in entries:
        home = [int(value.item.story[1:]) % 3] if value else range(3)
        for bench, sink in [(whole, whole_merged), *((parts[n], merged) for n in home)]:
            effects = bench.send(value, now) if value else bench.tick(now)
            for emit in effects.emits:
                assert emit.key == key_of(
                    emit.value.window, emit.value.size, emit.value.dimension, emit.value.value
                )
                sink.send(emit.value, now)
    assert merged.sent == whole_merged.sent
