"""Tests of stream.count.merge.stage: parts into counts."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from msgspec import structs

from stream.count.merge import MergeStage
from stream.count.stage import CountStage
from stream.count.windows import slot_of, start_of
from stream.errors import MalformedUpdate
from stream.model import Count, Tallies, Tally

from ..bench import Bench, Record, T
from ..wires import log, wires

HOUR_OF_T = start_of(T, 3600)
KEY = "PT1H|2024-11-29T10:00:00Z|actor|hts"


def tally(part=0, stories=1, updates=1, sources=("AP",), value="hts", name="HTS", **more):
    """The tallies of the hour of T, of one label."""
    one = Tally(
        dimension="actor",
        value=value,
        name=name,
        stories=stories,
        updates=updates,
        sources=list(sources),
    )
    return Tallies(**{"window": HOUR_OF_T, "size": 3600, **more}, part=part, tallies=[one])


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
        baseline=None,
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


def test_a_row_is_needless_once_none_of_its_figures_is_the_latest(bench):
    """Figures of several labels share a row, and it goes with the last of them."""
    both = tally()
    both.tallies.extend(tally(value="sdf").tallies)
    bench.send(both)
    bench.send(tally(updates=2))
    assert (bench.needless, len(bench.state)) == ([], 2)
    bench.send(tally(value="sdf", updates=2))
    assert (bench.needless, len(bench.state)) == ([(2, (0, 0))], 2)


def test_only_what_changed_is_sent_and_stored(bench):
    """Of several labels in a record, those held already cause nothing."""
    bench.send(tally())
    both = tally()
    both.tallies.extend(tally(value="sdf").tallies)
    effects = bench.send(both)
    assert [emit.key for emit in effects.emits] == [KEY.replace("hts", "sdf")]
    assert [figures.value for figures in effects.rows[0].figures] == ["sdf"]


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
                assert emit.key == slot_of(emit.value.window, emit.value.size)
                sink.send(emit.value, now)
    assert standing(merged) == standing(whole_merged)


def standing(bench):
    """The last counts by key, without what hangs on the moment: whether a window is over."""
    return {
        key: structs.replace(value, final=False, corrected=False)
        for key, value in bench.sent.items()
        if isinstance(value, Count)
    }
