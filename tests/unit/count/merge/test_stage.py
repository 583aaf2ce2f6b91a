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
from stream.model import Count

from ..bench import HOUR, Bench, Record, T, Told, tallies_of
from ..wires import log, wires

HOUR_OF_T = start_of(T, 3600)
KEY = "PT1H|2024-11-29T10:00:00Z|actor|hts"


def tally(part=0, stories=1, updates=1, sources=("AP",), *values, size=HOUR):
    """The tallies of the hour of T, of some labels."""
    some = [
        Told("actor", value, value.upper(), stories, updates, sources)
        for value in values or ("hts",)
    ]
    return tallies_of(start_of(T, size), size, some, part=part)


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
    bench.send(tally(0, 1, 7, ["AP"], "sdf"))
    bench.send(tally(updates=8, size=60))
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
    bench.send(tally(0, 1, 1, ["AP"], "hts", "sdf"))
    bench.send(tally(updates=2))
    assert (bench.needless, len(bench.state)) == ([], 2)
    bench.send(tally(0, 1, 2, ["AP"], "sdf"))
    assert (bench.needless, len(bench.state)) == ([(2, (0, 0))], 2)


def test_only_what_changed_is_sent_and_stored(bench):
    """Of several labels in a record, those held already cause nothing."""
    bench.send(tally())
    effects = bench.send(tally(0, 1, 1, ["AP"], "hts", "sdf"))
    assert [emit.key for emit in effects.emits] == [KEY.replace("hts", "sdf")]
    assert [t.label for t in effects.rows[0].windows[0].tallies] == [1]


@pytest.mark.parametrize(
    "windows",
    [
        [[0, 0, [[0]]]],
        [[60, 61, [[0]]]],
        [[60, -60, [[0]]]],
        [[60, 10**12 * 60, [[0]]]],
        [[60, 0, [[0]]], [60, 86400, [[0]]]],
        [[60, 0, [[1]]]],
        [[60, 0, [[-1]]]],
    ],
)
def test_tallies_that_make_no_sense_are_malformed(bench, windows):
    """A window of no length or time, those of two days, and a label that is not there can't be merged."""
    labels = [["actor", "hts", "HTS"]]
    value = msgspec.json.encode({"part": 0, "labels": labels, "windows": windows})
    with pytest.raises(MalformedUpdate, match=r"no windows|lacks"):
        bench.stage.decide(Record(value), bench.state)


def test_a_broken_tally_is_malformed(bench):
    """A tally that can't be read says where it is."""
    with pytest.raises(MalformedUpdate) as error:
        bench.stage.decide(Record(b"{}", offset=3, topic="wire.tallies"), bench.state)
    assert error.value.where == "wire.tallies[0]@3"


@settings(max_examples=100)
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
                assert {emit.key} >= {slot_of(w.size, w.start) for w in emit.value.windows}
                sink.send(emit.value, now)
    assert standing(merged) == standing(whole_merged)


def standing(bench):
    """The last counts by key, without what hangs on the moment: whether a window is over."""
    return {
        key: structs.replace(value, final=False, corrected=False)
        for key, value in bench.sent.items()
        if isinstance(value, Count)
    }
