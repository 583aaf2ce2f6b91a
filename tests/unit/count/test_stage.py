"""Tests of stream.count.stage: what counts, what is taken back and what is held."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import structs

from stream.count.stage import CountStage
from stream.count.windows import key_of, start_of
from stream.errors import MalformedUpdate
from stream.model import Original

from .bench import DAY, HOUR, Bench, Record, T, Told, actor, after, ms, place, told, update

HTS, SDF = actor("hts", "HTS"), actor("sdf", "SDF")
ALEPPO = place(170063, "Aleppo")


@pytest.fixture
def bench():
    """A count stage with the default sizes."""
    return Bench(CountStage())


def tally(bench, dimension="all", value="all", at=T, size=3600):
    """(stories, updates, sources) as last sent for a series; None if it never was."""
    sent = bench.sent.get(key_of(start_of(at, size), size, dimension, value))
    return sent and (sent.stories, sent.updates, sent.sources)


def test_a_new_item_counts_in_every_window_size_and_label(bench):
    """One update gives one record, with a tally for each label in a window of each size."""
    effects = bench.send(update(actors=[HTS], places=[ALEPPO]))
    assert effects.outcome == "counted"
    (emit,) = effects.emits
    assert (emit.key, emit.upsert, len(emit.value.labels)) == ("P1D|w004", False, 7)
    assert [(w.size, len(w.tallies)) for w in emit.value.windows] == [
        (60, 7),
        (900, 7),
        (3600, 7),
        (86400, 7),
    ]
    key = "PT1M|2024-11-29T10:00:00Z|actor_place|hts×170063"
    assert bench.sent[key] == Told(
        dimension="actor_place",
        value="hts×170063",
        name="HTS × Aleppo",
        stories=1,
        updates=1,
        sources=["AP"],
        casualties=[],
    )


def test_the_part_is_the_partition():
    """A tally says which partition it is a part of."""
    bench = Bench(CountStage(), partition=5)
    effects = bench.send(update())
    assert {emit.value.part for emit in effects.emits} == {5}


def test_very_many_tallies_are_cut_into_records():
    """Embargoes that end together would else make a record that is too large for Kafka."""
    bench = Bench(CountStage(sizes=(3600,)))
    for n in range(2400):
        bench.send(update(uri=f"u{n}", actors=[actor(f"a{n}")], embargoed_until=after(60)))
    sizes = [
        sum(len(w.tallies) for w in emit.value.windows) for emit in bench.tick(after(60)).emits
    ]
    assert (max(sizes), sum(sizes)) == (2000, 2403)


def test_a_follow_up_is_another_update_of_the_same_story(bench):
    """Two items of one story are two updates and one story."""
    bench.send(update("u1"))
    bench.send(update("u2", verdict="follow_up"))
    assert tally(bench) == (1, 2, ["AP"])


def test_sources_are_distinct_agencies_sorted(bench):
    """Each agency is listed once, however many items it has."""
    for uri, agency in [("u1", "Reuters"), ("u2", "AFP"), ("u3", "Reuters")]:
        bench.send(update(uri, agency=agency, verdict="follow_up"))
    assert tally(bench) == (1, 3, ["AFP", "Reuters"])


def test_a_revision_replaces_what_its_item_counted(bench):
    """A second version of an item is not a second update, and unchanged series are not sent."""
    bench.send(update(actors=[HTS]))
    effects = bench.send(update(verdict="revision", actors=[SDF]))
    assert effects.outcome == "counted"
    tallies = [one for emit in effects.emits for _, one in told(emit.value)]
    assert [each.dimension for each in tallies] == ["actor"] * 8
    assert tally(bench) == (1, 1, ["AP"])
    assert tally(bench, "actor", "hts") == (0, 0, [])
    assert tally(bench, "actor", "sdf") == (1, 1, ["AP"])


def test_a_revision_under_a_new_id_takes_the_place_of_the_old_one(bench):
    """An item that goes on under another id counts once, and its kill takes it back."""
    bench.send(update(uri="a", actors=[HTS]))
    revised = update(uri="b", verdict="revision", actors=[HTS])
    original = Original(uri="a", provider="AP", similarity=0.1)
    bench.send(structs.replace(revised, item=structs.replace(revised.item, original=original)))
    assert tally(bench) == tally(bench, "actor", "hts") == (1, 1, ["AP"])
    bench.send(update(uri="b", verdict="kill"))
    assert tally(bench) == tally(bench, "actor", "hts") == (0, 0, [])


def test_a_revision_with_another_time_moves_the_item(bench):
    """A revision that says another event time leaves the old window at zero."""
    bench.send(update())
    bench.send(update(verdict="revision", at=after(HOUR)))
    assert tally(bench) == (0, 0, [])
    assert tally(bench, at=after(HOUR)) == (1, 1, ["AP"])


def test_a_revision_that_credits_another_agency_moves_the_source(bench):
    """When the origin turns out another agency, every series says so."""
    bench.send(update())
    bench.send(update(verdict="revision", agency="AFP"))
    assert tally(bench) == (1, 1, ["AFP"])
    assert tally(bench, "source", "AP") == (0, 0, [])


def test_a_revision_with_a_new_name_sends_the_new_name(bench):
    """A label that is called otherwise now is sent with its new name and the same numbers."""
    bench.send(update(actors=[HTS]))
    effects = bench.send(update(verdict="revision", actors=[actor("hts", "Tahrir al-Sham")]))
    tallies = [one for emit in effects.emits for _, one in told(emit.value)]
    assert {(each.name, each.updates) for each in tallies} == {("Tahrir al-Sham", 1)}


def test_a_revision_that_changes_nothing_is_ignored(bench):
    """A new version with the same labels and time sends nothing and stores nothing."""
    bench.send(update(version="1"))
    effects = bench.send(update(verdict="revision", version="2"))
    assert (effects.outcome, effects.emits, effects.rows) == ("ignored", [], [])


@pytest.mark.parametrize("verdict", ["repeat", "stale", "duplicate"])
def test_repeat_stale_and_duplicate_change_nothing(bench, verdict):
    """A copy or an old version never counts, not even one that names a new source."""
    bench.send(update())
    effects = bench.send(update("u1", verdict=verdict, agency="AFP", actors=[HTS]))
    assert (effects.outcome, effects.emits, effects.rows) == ("ignored", [], [])


def test_a_kill_takes_the_item_back_everywhere(bench):
    """After a kill every series of the item says what it said without it."""
    bench.send(update("u1", actors=[HTS], places=[ALEPPO]))
    bench.send(update("u2", story="s2", agency="AFP"))
    effects = bench.send(update("u1", verdict="kill"))
    assert effects.outcome == "retracted"
    assert tally(bench) == (1, 1, ["AFP"])
    assert tally(bench, "actor_place", "hts×170063") == (0, 0, [])


def test_a_canceled_status_is_a_kill_whatever_the_verdict(bench):
    """An item that its sender cancels doesn't count."""
    bench.send(update())
    assert bench.send(update(verdict="revision", pub_status="canceled")).outcome == "retracted"
    assert tally(bench) == (0, 0, [])


def test_the_same_uri_in_another_story_is_another_item(bench):
    """An id that a feed uses again for other news doesn't replace the first item."""
    bench.send(update("u1", story="s1"))
    bench.send(update("u1", story="s2"))
    assert tally(bench) == (2, 2, ["AP"])


def test_a_kill_of_an_item_that_nobody_knew_is_ignored(bench):
    """A kill that dedupe could not resolve changes nothing."""
    assert bench.send(update(verdict="kill", resolved=False)).outcome == "ignored"


def test_a_test_is_never_counted(bench):
    """A test message changes nothing."""
    effects = bench.send(update(test=True))
    assert (effects.outcome, effects.emits, effects.rows) == ("ignored", [], [])


def test_an_item_that_turns_out_a_test_is_taken_back(bench):
    """A version that says the item was a test retracts it."""
    bench.send(update())
    assert bench.send(update(verdict="revision", test=True)).outcome == "retracted"
    assert tally(bench) == (0, 0, [])


def test_a_withheld_item_is_held_until_a_version_releases_it(bench):
    """Withheld news isn't counted by time, only by a version that is usable."""
    effects = bench.send(update(pub_status="withheld"))
    assert (effects.outcome, effects.emits) == ("held", [])
    assert bench.state.due() is None
    assert bench.send(update(verdict="revision")).outcome == "counted"
    assert tally(bench) == (1, 1, ["AP"])


def test_a_version_that_is_withheld_takes_the_item_out(bench):
    """An item that its sender withholds later is in no count while it is."""
    bench.send(update())
    assert bench.send(update(verdict="revision", pub_status="withheld")).outcome == "held"
    assert tally(bench) == (0, 0, [])


def test_an_embargoed_item_counts_when_a_tick_passes_the_embargo(bench):
    """An embargoed item sends nothing until its time, then counts in the window of that time."""
    release = after(2 * HOUR)
    effects = bench.send(update(embargoed_until=release))
    assert (effects.outcome, effects.emits) == ("held", [])
    assert bench.state.due() == ms(release)
    assert bench.tick(after(HOUR)).outcome == "ignored"
    assert bench.tick(release).outcome == "counted"
    assert tally(bench) is None
    assert tally(bench, at=release) == (1, 1, ["AP"])
    assert bench.state.due() is None


def test_several_embargoes_end_with_one_tick(bench):
    """A tick counts all items that are due, and sends each series once with its end values."""
    bench.send(update("u1", embargoed_until=after(60)))
    bench.send(update("u2", verdict="follow_up", agency="AFP", embargoed_until=after(61)))
    bench.send(update("u3", story="s3", embargoed_until=after(HOUR)))
    effects = bench.tick(after(90))
    assert tally(bench) == (1, 2, ["AFP", "AP"])
    assert len({emit.key for emit in effects.emits}) == len(effects.emits)
    assert bench.state.due() == ms(after(HOUR))


def test_an_embargo_that_has_ended_holds_nothing(bench):
    """An item that comes after its embargo ended counts at once."""
    assert bench.send(update(embargoed_until=after(60)), now=after(90)).outcome == "counted"
    assert tally(bench, at=after(60), size=60) == (1, 1, ["AP"])


def test_a_version_that_lacks_the_embargo_inherits_it(bench):
    """A correction that doesn't repeat the embargo doesn't break it."""
    bench.send(update(embargoed_until=after(HOUR)))
    assert bench.send(update(verdict="revision", actors=[HTS])).outcome == "held"
    bench.tick(after(HOUR))
    assert tally(bench, "actor", "hts", at=after(HOUR)) == (1, 1, ["AP"])


def test_a_version_with_an_earlier_embargo_releases_the_item(bench):
    """A version whose own embargo has ended is counted without a tick."""
    bench.send(update(embargoed_until=after(HOUR)))
    assert bench.send(update(verdict="revision", embargoed_until=T)).outcome == "counted"
    assert bench.state.due() is None


def test_a_killed_embargoed_item_is_never_counted(bench):
    """A kill ends the wait for an embargo."""
    bench.send(update(embargoed_until=after(HOUR)))
    effects = bench.send(update(verdict="kill"))
    assert (effects.outcome, effects.emits) == ("retracted", [])
    assert bench.state.due() is None


def test_an_embargo_of_years_is_taken_for_a_mistake(bench):
    """An item embargoed far beyond any practice waits for a version, not for time."""
    assert bench.send(update(embargoed_until=after(9999 * DAY))).outcome == "held"
    assert bench.state.due() is None


def test_each_record_says_how_far_the_partition_is(bench):
    """The watermark is the latest stated time, in steps of ten seconds, and never goes back."""
    times = [bench.send(update("u1", at=after(59)), now=after(90)).emits[0].value.watermark]
    times += [bench.send(update("u2", "s2"), now=after(91)).emits[0].value.watermark]
    assert times == [ms(after(50)) // 1000] * 2


def test_a_time_ahead_of_the_log_moves_the_watermark_no_further_than_the_log(bench):
    """An item that says the day after tomorrow ends no window before its time."""
    bench.send(update(at=after(2 * DAY)), now=after(30))
    assert bench.state.watermark == ms(after(30)) // 1000


@pytest.mark.parametrize("change", [{"version_created": None}, {"test": True}])
def test_what_says_no_time_of_its_own_moves_no_watermark(bench, change):
    """An arrival in the place of a time, and an exercise, say nothing of how far the news is."""
    bench.send(update(**change))
    assert bench.state.watermark is None


def test_where_a_window_is_passed_is_told_once(bench):
    """When the watermark passes the end and the grace, tallies for the same day say so, else a bare record."""
    bench.send(update("u1"))
    (emit,) = bench.send(update("u2", "s2", at=after(345)), now=after(345)).emits
    assert emit.value.watermark == ms(after(340)) // 1000
    silent = update("u3", "s3", at=after(700), pub_status="withheld")
    effects = bench.send(silent, now=after(700))
    assert bare(effects) == [("P1D|w004", ms(after(700)) // 1000)]
    silent = update("u4", "s4", at=after(709), pub_status="withheld")
    assert bare(bench.send(silent, now=after(709))) == []


def bare(effects):
    """The key and watermark of each record without tallies."""
    found = [emit for emit in effects.emits if not emit.value.windows]
    return [(emit.key, emit.value.watermark) for emit in found]


def test_windows_without_items_are_not_told(bench):
    """A killed item's window needs no end; a jump of a day tells only the windows that there are."""
    bench.send(update("u1"))
    bench.send(update("u1", verdict="kill"))
    effects = bench.send(update("u2", "s2", at=after(2 * DAY)), now=after(2 * DAY))
    assert bare(effects) == []
    effects = bench.send(update("u3", "s3", at=after(4 * DAY)), now=after(4 * DAY))
    assert [key for key, _ in bare(effects)] == ["P1D|w006"]


def test_an_item_after_the_grace_counts_and_is_late(bench):
    """Late is what comes after the end of its minute and the grace: counted, and said so."""
    bench.send(update("u1", at=after(HOUR)), now=after(HOUR))
    assert bench.send(update("u2", "s2"), now=after(HOUR)).outcome == "late"
    assert tally(bench) == (1, 1, ["AP"])
    just = bench.send(update("u3", "s3", at=after(HOUR - 320)), now=after(HOUR))
    assert just.outcome == "counted"


def test_a_version_of_a_late_item_is_not_late_again(bench):
    """Only the item is late; what becomes of it is told by its windows."""
    bench.send(update("u1", at=after(HOUR)), now=after(HOUR))
    bench.send(update("u2", "s2"), now=after(HOUR))
    later = update("u2", "s2", verdict="revision", actors=[HTS])
    assert bench.send(later, now=after(HOUR)).outcome == "counted"


def test_an_item_without_a_time_is_in_no_window(bench):
    """What says no time would make a peak of the day of its arrival."""
    effects = bench.send(update(version_created=None))
    assert (effects.outcome, effects.emits, effects.rows) == ("undated", [], [])


def test_an_item_without_a_time_counts_at_its_arrival_if_wanted():
    """By setting, a wire that states no times is counted all the same."""
    bench = Bench(CountStage(undated=True))
    assert bench.send(update(version_created=None)).outcome == "counted"
    assert tally(bench) == (1, 1, ["AP"])


def test_an_undated_version_of_a_dated_item_stays_in_its_window(bench):
    """A correction that forgets its time, or a kill, finds the item where it is."""
    bench.send(update())
    bench.send(update(verdict="revision", version_created=None, actors=[HTS]))
    assert tally(bench, "actor", "hts") == (1, 1, ["AP"])
    bench.send(update(verdict="kill", version_created=None))
    assert tally(bench) == (0, 0, [])


def test_decide_changes_nothing(bench):
    """The same record decided twice over the same memory has the same effects."""
    bench.send(update())
    record = bench.record(update("u2", verdict="follow_up", actors=[HTS]))
    first = bench.stage.decide(record, bench.state)
    assert bench.stage.decide(record, bench.state) == first


def test_other_sizes_are_an_argument():
    """A stage with one size sends windows of that size only."""
    bench = Bench(CountStage(sizes=(900,)))
    effects = bench.send(update())
    assert [w.size for emit in effects.emits for w in emit.value.windows] == [900]
    assert tally(bench, size=900) == (1, 1, ["AP"])


@pytest.mark.parametrize("value", [None, b"", b"{", b'{"item": 1}', b"\xff"])
def test_a_record_that_cannot_be_read_says_where_it_is(bench, value):
    """A broken record is malformed, at its topic, partition and offset."""
    with pytest.raises(MalformedUpdate) as error:
        bench.stage.decide(Record(value, offset=7), bench.state)
    assert error.value.where == "wire.classified[0]@7"


def test_a_time_without_a_zone_is_refused(bench):
    """A time that could mean another instant on another machine is malformed."""
    value = msgspec.json.encode(update()).replace(b"10:00:20Z", b"10:00:20")
    with pytest.raises(MalformedUpdate, match="no zone"):
        bench.stage.decide(Record(value), bench.state)
