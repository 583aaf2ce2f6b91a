"""Tests of stream.count.state: when windows close and what is forgotten."""

from __future__ import annotations

import pytest

from stream.count.rows import GoneRow
from stream.count.stage import CountStage
from stream.count.windows import key_of, start_of, window_at

from .bench import DAY, HOUR, Bench, T, actor, after, ms, update

END = 3600 - 20
"""Seconds from T to the end of its hour."""


@pytest.fixture
def bench():
    """A count stage with the default retention of two days, and spans of an hour."""
    return Bench(CountStage(sizes=(60, HOUR)))


def all_of(bench, at=T):
    """The updates of the hour of a time, as last sent."""
    return bench.sent[key_of(start_of(at, HOUR), HOUR, "all", "all")].updates


def test_a_window_takes_items_in_until_the_retention_after_its_end(bench):
    """To the last moment a late item adds to all that the window had; a second later it is late."""
    bench.send(update("u1"))
    last = after(END + 2 * DAY)
    assert bench.send(update("u2", verdict="follow_up"), now=last).outcome == "counted"
    assert all_of(bench) == 2
    effects = bench.send(update("u3", verdict="follow_up"), now=after(END + 2 * DAY + 1))
    assert (effects.outcome, effects.emits, effects.rows) == ("closed", [], [])


def test_the_minutes_of_an_hour_close_with_it(bench):
    """A minute early in the hour is open as long as its hour, so both lose nothing."""
    bench.send(update("u1"))
    bench.send(update("u2", verdict="follow_up"), now=after(END + 2 * DAY))
    assert bench.sent["PT1M|2024-11-29T10:00:00Z|all|all"].updates == 2


def test_a_late_item_does_not_open_a_closed_window_again(bench):
    """What comes for a closed window never sets its count back to one, however late."""
    bench.send(update("u1"))
    bench.send(update("u2", at=after(9 * DAY)), now=after(9 * DAY))
    assert bench.send(update("u3"), now=after(90 * DAY)).outcome == "closed"
    assert all_of(bench) == 1


def test_a_kill_of_a_forgotten_item_changes_nothing(bench):
    """A kill after the window has closed changes no published count and says so."""
    bench.send(update())
    effects = bench.send(update(verdict="kill"), now=after(9 * DAY))
    assert (effects.outcome, effects.emits, effects.rows) == ("closed", [], [])


def test_a_kill_of_a_test_is_ignored(bench):
    """A test was never counted, so its kill comes neither late nor in time."""
    bench.send(update(test=True))
    assert bench.send(update(verdict="kill", test=True)).outcome == "ignored"


def test_an_archive_counts_whenever_it_is_fed_in(bench):
    """Windows of a year ago open when their first item comes and close the retention after that."""
    year = 365 * DAY
    assert bench.send(update("u1"), now=after(year)).outcome == "counted"
    assert bench.send(update("u2", "s2"), now=after(year + 2 * DAY)).outcome == "counted"
    assert all_of(bench) == 2
    assert bench.send(update("u3", "s3"), now=after(year + 2 * DAY + 1)).outcome == "closed"


def test_a_closed_window_leaves_the_memory_silently(bench):
    """Its items go with the next row, nothing is sent, and only the mark of the hour stays."""
    for n in range(5):
        bench.send(update(f"u{n}", actors=[actor("hts")]))
    assert len(bench.state) == 5 + 1 + 1  # items, the mark of the hour, the watermark
    later = after(3 * DAY)
    effects = bench.send(update("v1", at=later), now=later)
    (emit,) = effects.emits
    assert [w.start * 1000 for w in emit.value.windows] == [
        ms(start_of(later, 60)),
        ms(start_of(later, HOUR)),
    ]
    assert len(bench.state) == len(bench.live_rows()) == 4


def test_a_revision_of_a_forgotten_item_counts_only_where_it_is_now(bench):
    """The old window has closed and keeps its number; the new one counts the revision."""
    bench.send(update())
    later = after(3 * DAY)
    assert bench.send(update(verdict="revision", at=later), now=later).outcome == "counted"
    assert (all_of(bench), all_of(bench, later)) == (1, 1)


def test_a_revision_into_a_closed_window_takes_the_item_out(bench):
    """An item whose new time lies in a closed window no longer counts where it was."""
    later = after(3 * DAY)
    bench.send(update("u0"))
    bench.send(update("u1", at=later), now=later)
    assert bench.send(update("u1", verdict="revision", at=T), now=later).outcome == "retracted"
    assert (all_of(bench), all_of(bench, later)) == (1, 0)


def test_a_superseded_row_is_needless_and_a_kill_leaves_none(bench):
    """A revision frees its item's earlier row; a kill frees the item's row and then its own."""
    bench.send(update())
    bench.send(update(verdict="revision", actors=[actor("hts")]))
    assert bench.needless == [(1, (0, 1))]
    bench.send(update(verdict="kill"))
    assert bench.needless[1:] == [(2, (1, 0)), (2, (2, 0))]


def test_a_series_without_items_takes_no_memory(bench):
    """A label that a correction takes away leaves nothing behind but its zero downstream."""
    bench.send(update(actors=[actor("hts"), actor("sdf")]))
    bench.send(update(verdict="revision", actors=[actor("hts")]))
    series = bench.state._hot.series(window_at(ms(T), HOUR))
    assert sorted(series) == ["actor|hts", "all|all", "language|en", "source|AP"]


def test_a_day_is_one_span_by_default():
    """The first minute of a day takes late items in until the retention after the day's end."""
    bench = Bench(CountStage())
    bench.send(update("u1"))
    end = (start_of(T, DAY) - T).total_seconds() + 3 * DAY
    assert bench.send(update("u2", "s2"), now=after(end)).outcome != "closed"
    assert bench.send(update("u3", "s3"), now=after(end + 1)).outcome == "closed"


def test_windows_that_are_not_at_hand_are_made_of_their_items():
    """With room for one window, older ones are counted anew from the items, the same."""
    small, large = Bench(CountStage(hot=1)), Bench(CountStage())
    for bench in (small, large):
        for n in range(6):
            bench.send(update(f"u{n}", f"s{n % 2}", at=after(n * 50), actors=[actor("hts")]))
        bench.send(update("u0", "s0", verdict="kill"))
        bench.send(update("u1", "s1", verdict="revision", at=after(HOUR)))
    assert small.sent == large.sent


def test_a_gone_row_alone_is_harmless(bench):
    """When a crash left the mark of a kill without its item, folding it changes nothing."""
    assert list(bench.state.apply((4, 0), GoneRow("s1", "u1"), 0)) == [(4, 0)]
    assert len(bench.state) == 0


def test_a_held_item_that_nobody_released_leaves_with_its_window(bench):
    """If no tick comes until the window has closed, the timer goes with the item."""
    bench.send(update(embargoed_until=after(HOUR)))
    later = after(5 * DAY)
    assert bench.tick(later).outcome == "ignored"
    bench.send(update("u2", at=later), now=later)
    assert bench.state.due() is None


def test_sizes_that_do_not_divide_each_other_close_together():
    """Windows of 40 and 60 seconds are forgotten in spans of 120, so none is forgotten in part."""
    bench = Bench(CountStage(sizes=(40, 60), retention=10))
    start = start_of(T, 120)
    bench.send(update("u1", at=start), now=start)
    end = after(120 - (T - start).seconds + 10)
    assert bench.send(update("u2", at=start), now=end).outcome == "counted"
    assert bench.sent[key_of(start, 40, "all", "all")].updates == 2
    assert bench.send(update("u3", at=start), now=after(200)).outcome == "closed"
