"""Tests of stream.count.merge: when a window is over, what is said of it then, and when it is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stream.count.merge import MergeStage
from stream.count.windows import key_of, start_of
from stream.model import Count, Toll, Top, Trend

from ..bench import DAY, HOUR, Bench, T, Told, after, ms, tallies_of

START = start_of(T, HOUR)
END = HOUR - 20
"""Seconds from T to the end of its hour."""

WEEK = timedelta(days=7)


def tallies(*values, part=0, passed=None, size=HOUR, window=None, n=1):
    """The tallies of actors in a window, with the part's watermark."""
    some = [Told("actor", value, value.upper(), n, n, ["AP"]) for value in values]
    whole = Told("all", "all", "all", n, n, ["AP"])
    told = [whole, *some] if values else []
    return tallies_of(window or start_of(T, size), size, told, part=part, passed=passed)


def counts(effects):
    """The counts of a record by `dimension|value`: (updates, final, corrected)."""
    return {
        f"{e.value.dimension}|{e.value.value}": (
            e.value.updates,
            e.value.final,
            e.value.corrected,
        )
        for e in effects.emits
        if isinstance(e.value, Count)
    }


def tops(effects):
    """The top lists of a record by dimension: the values in order."""
    return {
        e.value.dimension: [entry.value for entry in e.value.entries]
        for e in effects.emits
        if isinstance(e.value, Top)
    }


@pytest.fixture
def bench():
    """A merge stage."""
    return Bench(MergeStage())


def end(bench, passed, now, part=0):
    """A bare record that says how far a part is, and the tick that follows from it."""
    assert bench.send(tallies(part=part, passed=passed), now=now).outcome == "noted"
    assert bench.state.due() == 0
    return bench.tick(now)


def test_a_window_is_final_once_every_part_has_passed_its_grace(bench):
    """One part alone ends nothing; with the other the window's `all` says that it is over."""
    bench.send(tallies("hts", part=0, passed=T, size=900))
    bench.send(tallies("hts", part=1, passed=T, size=900))
    bench.send(tallies(part=0, passed=after(1200)))
    assert bench.state.due() > ms(T)
    effects = end(bench, after(1200), T, part=1)
    assert effects.outcome == "final"
    assert counts(effects) == {"all|all": (2, True, False)}
    assert tops(effects) == {"actor": ["hts"]}


def test_the_grace_is_waited_for(bench):
    """A second before the end and the grace the window is open."""
    bench.send(tallies("hts", passed=T, size=900))
    bench.send(tallies(passed=after(880 + 299)))
    assert bench.tick(T).outcome == "ignored"
    assert end(bench, after(880 + 300), T).outcome == "final"


def test_an_idle_part_holds_nobody_back(bench):
    """A part that was not heard of for a minute is left out, at a time that is known before."""
    bench.send(tallies("hts", part=1, passed=T, size=900), now=after(0))
    bench.send(tallies("hts", part=0, passed=after(1200), size=900), now=after(50))
    assert bench.state.due() == ms(after(60))
    assert bench.tick(after(60)).outcome == "final"


def test_when_nothing_comes_time_runs_on_from_where_it_was(bench):
    """The last window of an evening ends by the log's time, an archive's by its own."""
    year = 365 * DAY
    bench.send(tallies("hts", passed=T, size=900), now=after(year))
    assert bench.state.due() == ms(after(year + 880 + 300))
    assert bench.tick(after(year + 880 + 299)).outcome == "ignored"
    assert bench.tick(after(year + 880 + 300)).outcome == "final"
    assert bench.state.due() > ms(after(year + DAY))


def test_a_change_of_a_final_window_is_marked(bench):
    """What comes late corrects: the series that it changes say so, and the top list after a pause."""
    bench.send(tallies("hts", passed=T, size=900))
    end(bench, after(1200), T)
    effects = bench.send(tallies("hts", "sdf", part=1, size=900), now=after(1))
    assert counts(effects) == {
        "all|all": (2, True, True),
        "actor|hts": (2, True, True),
        "actor|sdf": (1, True, True),
    }
    assert bench.state.due() == ms(after(30))
    effects = bench.tick(after(30))
    assert tops(effects) == {"actor": ["hts", "sdf"]}
    assert all(e.value.corrected for e in effects.emits)


def test_hours_and_days_are_listed_while_they_run(bench):
    """The first list comes at once, the next after the pause, and only if something changed."""
    bench.send(tallies("hts"), now=after(0))
    assert bench.state.due() == 0
    effects = bench.tick(after(0))
    assert (effects.outcome, tops(effects)) == ("listed", {"actor": ["hts"]})
    assert bench.state.due() > ms(after(DAY))
    bench.send(tallies("sdf", n=2), now=after(1))
    assert bench.tick(after(29)).outcome == "ignored"
    assert tops(bench.tick(after(30))) == {"actor": ["sdf", "hts"]}


def test_minutes_are_listed_only_when_they_are_over(bench):
    """A list a second would be more than the counts themselves."""
    bench.send(tallies("hts", size=60))
    assert bench.tick(after(40)).outcome == "ignored"


def test_a_top_list_is_in_order_and_as_long_as_set():
    """By stories, then updates, then value; what fell to nothing is not on it."""
    bench = Bench(MergeStage(top=2))
    bench.send(tallies("a", "b", "c", n=1))
    bench.send(tallies("b", n=2))
    bench.send(tallies("d", n=0))
    (top,) = [e.value for e in bench.tick(T).emits if isinstance(e.value, Top)]
    assert ([e.value for e in top.entries], top.values) == (["b", "a"], 3)


def test_values_beyond_the_bound_are_counted_as_other():
    """The leading values keep a series; a value that gains takes the place of one that goes into `other`."""
    bench = Bench(MergeStage(series=2))
    assert set(counts(bench.send(tallies("a", "b", n=1)))) == {"all|all", "actor|a", "actor|b"}
    effects = bench.send(tallies("c", n=1))
    assert set(counts(effects)) == set()
    (other,) = [e.value for e in bench.tick(T).emits if isinstance(e.value, Count)]
    assert (other.value, other.updates, other.folded, other.sources) == ("other", 1, 1, 1)
    effects = bench.send(tallies("c", n=3), now=after(1))
    folded = {e.value.value: (e.value.updates, e.value.folded) for e in effects.emits}
    assert folded["c"] == (3, 0)
    assert folded["b"] == (0, 1)
    assert "a" not in folded


def test_a_value_comes_out_of_other_when_one_before_it_falls():
    """A kill that empties a series gives its place to the first value in `other`, with its figures."""
    bench = Bench(MergeStage(series=2))
    bench.send(tallies("a", "b", "c"))
    effects = bench.send(tallies("a", n=0))
    assert counts(effects)["actor|c"] == (1, False, False)
    assert counts(effects)["actor|a"] == (0, False, False)
    (other,) = [e.value for e in bench.tick(T).emits if isinstance(e.value, Count)]
    assert (other.updates, other.folded) == (0, 0)


def test_a_window_is_compared_with_the_same_one_of_earlier_weeks():
    """The baseline is the mean of the weeks that are known; a series that was not there had nothing."""
    bench = Bench(MergeStage())
    for week, n in ((4, 2), (3, 4)):
        start = START - week * WEEK
        bench.send(tallies("hts", window=start, n=n), now=start)
        bench.tick(start)
    baseline = {}
    bench.send(tallies("hts", "sdf", window=START), now=START)
    baseline = {key.split("|", 2)[2]: c.baseline for key, c in bench.sent.items() if is_now(c)}
    assert (baseline["actor|hts"].weeks, baseline["actor|hts"].updates) == (2, 3.0)
    assert (baseline["actor|sdf"].weeks, baseline["actor|sdf"].stories) == (2, 0.0)


def is_now(value):
    """Whether a value is a count of the window of T."""
    return isinstance(value, Count) and value.window_start == START


def test_a_closed_window_is_still_a_baseline():
    """Its rows go, its figures stay in one row for four weeks, corrections included."""
    bench = Bench(MergeStage())
    bench.send(tallies("hts", passed=T), now=T)
    bench.tick(T)
    end(bench, after(HOUR + 300), after(HOUR))
    bench.send(tallies("hts", n=5), now=after(2 * HOUR))
    bench.tick(after(3 * HOUR))
    closes = bench.state.due()
    assert ms(after(4 * DAY)) < closes <= ms(after(4 * DAY + 3 * HOUR))
    assert bench.tick(after(4 * DAY + 3 * HOUR)).outcome == "forgotten"
    assert (
        len(bench.state) == len(bench.live_rows()) == 2
    )  # the part's watermark, the closed window
    later = START + 4 * WEEK
    bench.send(tallies("hts", window=later), now=later)
    assert bench.sent[key_of(later, HOUR, "actor", "hts")].baseline.updates == 5.0
    bench.send(tallies("hts", window=later + WEEK), now=later + WEEK)
    assert bench.sent[key_of(later + WEEK, HOUR, "actor", "hts")].baseline.weeks == 1


def test_the_windows_of_a_day_are_forgotten_together(bench):
    """A row holds figures of several windows, so none goes before the last change of all of them."""
    bench.send(tallies("hts", size=60))
    bench.send(tallies("hts"), now=after(DAY))
    bench.tick(after(DAY))
    assert bench.tick(after(5 * DAY - HOUR)).outcome == "ignored"
    assert bench.tick(after(5 * DAY + HOUR)).outcome == "forgotten"
    assert [key for offset, key in bench.needless if offset == bench.offset - 1][:2] == [
        (0, 0),
        (1, 0),
    ]


def test_a_day_of_many_windows_is_packed_in_several_ticks(bench):
    """A quarter of an hour each, 96 in all, are more than one tick packs; a correction between is packed, too."""
    for n in range(96):
        bench.send(tallies("hts", size=900, window=start_of(T, DAY) + n * timedelta(minutes=15)))
    assert len(bench.tick(after(5 * DAY)).rows) == 50
    later = START + WEEK
    bench.send(tallies("hts", size=900, window=later), now=later)
    assert bench.sent[key_of(later, 900, "actor", "hts")].baseline.updates == 1
    assert [type(row).__name__ for row in bench.tick(later).rows][45:] == ["PackedRow", "ClosedRow"]
    assert len(bench.state) == len(bench.live_rows()) == 96 + 1


def test_minutes_have_no_baseline_and_leave_nothing(bench):
    """A minute of last week says nothing of this one."""
    bench.send(tallies("hts", size=60))
    assert bench.sent[key_of(start_of(T, 60), 60, "actor", "hts")].baseline is None
    bench.tick(after(5 * DAY))
    assert len(bench.state) == len(bench.live_rows()) == 0


def test_a_closed_window_takes_nothing_in(bench):
    """What comes for a window whose parts are forgotten would publish numbers that are too small."""
    bench.send(tallies("hts"), now=T)
    bench.tick(T)
    bench.tick(after(5 * DAY))
    effects = bench.send(tallies("hts", part=1), now=after(5 * DAY))
    assert (effects.outcome, effects.emits, effects.rows) == ("closed", [], [])


def test_a_minute_of_a_forgotten_day_takes_nothing_in(bench):
    """It would start again from one, beside an hour that is closed."""
    bench.send(tallies("hts"), now=T)
    bench.tick(T)
    bench.tick(after(5 * DAY))
    assert bench.send(tallies("hts", size=60), now=after(5 * DAY)).outcome == "closed"


def test_trends_tell_what_changed_in_a_quarter_of_an_hour(bench):
    """Each record of tallies makes one of trends; the end of the window makes the last."""
    effects = bench.send(tallies("hts", passed=T, size=900))
    (trend,) = [e.value for e in effects.emits if isinstance(e.value, Trend)]
    assert [(c.dimension, c.value, c.updates) for c in trend.counts] == [
        ("all", "all", 1),
        ("actor", "hts", 1),
    ]
    (last,) = [e for e in end(bench, after(1200), T).emits if isinstance(e.value, Trend)]
    assert (last.topic, last.key) == ("wire.trends", "PT15M|2024-11-29T10:00:00Z")
    assert (last.value.final, last.value.counts, last.value.watermark) == (True, [], after(1200))
    assert not last.upsert


def test_other_windows_and_dimensions_make_no_trends(bench):
    """Only quarters of an hour, and only what a surge is looked for in."""
    effects = bench.send(tallies("hts"))
    assert not any(isinstance(e.value, Trend) for e in effects.emits)
    only = tallies_of(start_of(T, 900), 900, [Told("language", "en", "en", updates=1)])
    assert not any(isinstance(e.value, Trend) for e in bench.send(only).emits)


def test_casualties_of_the_parts_are_summed(bench):
    """Each part has stories of its own."""
    for part in (0, 1):
        toll = Toll(kind="killed", stories=1, least=2, most=3)
        some = [Told("all", "all", "all", updates=1, casualties=[toll])]
        bench.send(tallies_of(START, HOUR, some, part=part))
    count = bench.sent[key_of(START, HOUR, "all", "all")]
    assert count.casualties == [Toll(kind="killed", stories=2, least=4, most=6)]
