"""Tests of stream.count.merge.parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.count.merge.parts import Parts

IDLE = 60_000


def parts(*heard):
    """Parts with (watermark in seconds, log time in ms), numbered from 0."""
    known = Parts(IDLE)
    for n, (watermark, now) in enumerate(heard):
        known.put((n, 0), n, watermark, now)
    return known


def test_without_parts_nothing_is_known():
    """No part, no watermark, and it never comes by itself."""
    assert (parts().watermark(0), parts().passes(0)) == (None, None)


def test_the_slowest_active_part_is_the_watermark():
    """All active parts have passed it."""
    assert parts((100, 0), (40, 0)).watermark(IDLE - 1) == 40


def test_an_idle_part_is_left_out():
    """Only the part that was heard of lately counts."""
    assert parts((100, IDLE), (40, 0)).watermark(IDLE) == 100


def test_when_all_are_idle_time_runs_on():
    """From the furthest, second by second of the log."""
    assert parts((100, 0), (40, 0)).watermark(2 * IDLE) == 100 + 120


def test_a_newer_watermark_replaces_the_row_of_the_older():
    """What was known is told from what is news, and its row is needless."""
    known = parts((100, 0))
    assert (known.is_news(0, 100), known.is_news(0, 101), known.is_news(1, 0)) == (
        False,
        True,
        True,
    )
    assert known.put((7, 0), 0, 101, 5) == [(0, 0)]


PART = st.tuples(st.integers(0, 300), st.integers(0, 200_000))


@given(st.lists(PART, min_size=1, max_size=4), st.integers(0, 400))
def test_the_time_told_is_the_first_at_which_it_is_passed(heard, target):
    """At that moment the watermark is there, and a moment before it was not."""
    known, latest = parts(*heard), max(now for _, now in heard)
    time = known.passes(target)
    assert known.watermark(max(time, latest)) >= target
    if time > latest:
        assert known.watermark(time - 1) < target
