"""Tests of stream.count.spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.count.dimensions import Labels
from stream.count.rows import COUNTED, WITHHELD, ItemRow
from stream.count.spans import Spans
from stream.count.windows import window_at

SIZES = (60, 900, 3600)
SECONDS = st.integers(0, 9000)


def item(uri, seconds, hold=COUNTED):
    """An item at a time in seconds since 1970."""
    return ItemRow("s", uri, seconds * 1000, "AP", Labels("en"), hold)


def spans(times):
    """Spans with an item at each time."""
    held = Spans(SIZES)
    for n, seconds in enumerate(times):
        held.open(held.start_of(seconds * 1000))
        held.put(item(f"u{n}", seconds))
    return held


@given(st.lists(SECONDS, max_size=6), SECONDS, SECONDS)
def test_the_windows_that_ended_are_those_with_an_item(times, after, more):
    """Each window of an item whose end is in the stretch, once, by its end."""
    until = after + more
    wanted = {
        (start + size, size, start)
        for seconds in times
        for size in SIZES
        for start in [seconds - seconds % size]
        if after < start + size <= until
    }
    found = [(w.start + w.size, w.size, w.start) for w in spans(times).ended(after, until)]
    assert found == sorted(wanted)


@given(st.lists(SECONDS, max_size=6), SECONDS, st.sampled_from(SIZES))
def test_a_window_has_the_items_of_its_time(times, at, size):
    """Those at or after its start and before its end."""
    window = window_at(at * 1000, size)
    found = spans(times).counted_in(window)
    assert sorted(found) == sorted(
        ("s", f"u{n}") for n, t in enumerate(times) if t // size == at // size
    )


def test_an_item_that_is_held_is_in_the_span_and_in_no_window():
    """It is forgotten with the span, and counts nowhere."""
    held = Spans(SIZES)
    held.open(0)
    held.put(item("u", 5, WITHHELD))
    assert held.counted_in(window_at(5000, 60)) == []
    held.drop(item("u", 5, WITHHELD))
    held.put(item("u", 5, WITHHELD))
    assert held.close(0) == [("s", "u")]
