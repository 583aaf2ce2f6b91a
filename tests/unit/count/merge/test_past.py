"""Tests of stream.count.merge.past."""

from __future__ import annotations

from stream.count.merge.past import Past, baseline, earlier, is_useful, pack
from stream.count.windows import DAY, WEEK

HOUR = (3600, 100 * WEEK)
END_MS = (HOUR[1] + 3600) * 1000
DAY_MS = 86_400_000


def test_a_window_looks_back_four_weeks():
    """The same hour, the last week first; a minute looks nowhere."""
    assert [start for _, start in earlier(HOUR)] == [(100 - n) * WEEK for n in (1, 2, 3, 4)]
    assert earlier((60, 0)) == []


def test_totals_are_there_for_four_weeks_and_a_day():
    """After that they are forgotten for decisions first, then as rows."""
    past = Past()
    past.put(HOUR, (3, 0), pack({"actor|hts": (2, 5)}))
    until = END_MS + 29 * DAY_MS
    assert past.totals(HOUR, until - 1)("actor|hts") == (2, 5)
    assert past.totals(HOUR, until - 1)("actor|sdf") == (0, 0)
    assert past.totals(HOUR, until) is None
    assert (past.expire(until - 1), past.expire(until), len(past)) == ([], [(3, 0)], 0)


def test_figures_that_were_corrected_replace_those_before():
    """A window packed again is read as it is now, and its earlier row is needless."""
    past = Past()
    past.put(HOUR, (3, 0), pack({"actor|hts": (2, 5)}))
    assert past.totals(HOUR, END_MS)("actor|hts") == (2, 5)
    assert past.put(HOUR, (9, 0), pack({"actor|hts": (1, 4)})) == [(3, 0)]
    assert past.totals(HOUR, END_MS)("actor|hts") == (1, 4)


def test_many_windows_are_unpacked_one_after_another():
    """Only some are held unpacked, and all can be read."""
    past = Past()
    for n in range(200):
        past.put((3600, n * 3600), (n, 0), pack({"all|all": (n, n)}))
    assert all(past.totals((3600, n * 3600), 0)("all|all") == (n, n) for n in range(200))


def test_a_baseline_is_the_mean_of_the_weeks_that_are_known():
    """Rounded to two places; without a week there is none."""
    weeks = [lambda _, n=n: (n, 2 * n) for n in (1, 2, 2)]
    found = baseline(weeks, "all|all")
    assert (found.weeks, found.stories, found.updates) == (3, 1.67, 3.33)
    assert baseline([], "all|all") is None


def test_a_home_is_known_as_long_as_one_of_its_windows_is_a_baseline():
    """The day's hours are forgotten one by one, and the day with the last of them."""
    past, day = Past(), (DAY, 100 * WEEK)
    past.put(HOUR, (3, 0), pack({}))
    past.put((3600, HOUR[1] + 3600), (4, 0), pack({}))
    until = END_MS + 29 * DAY_MS
    assert past.has(day, until)
    assert not past.has(day, until + 3_600_000)
    assert not past.has((DAY, 101 * WEEK), until)
    assert past.expire(until + 3_600_000) == [(3, 0), (4, 0)]
    assert not past.has(day, 0)


def test_minutes_and_old_windows_are_of_no_use():
    """Nothing is kept of them when they close."""
    assert is_useful(HOUR, END_MS)
    assert not is_useful((60, HOUR[1]), END_MS)
    assert not is_useful(HOUR, END_MS + 30 * DAY_MS)
