"""Tests of stream.count.windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.count.windows import (
    DAY,
    WEEK,
    check_sizes,
    duration,
    key_of,
    parse,
    slot_of,
    start_of,
    window_at,
)
from stream.errors import ConfigError, MalformedUpdate

TEN = datetime(2024, 11, 29, 10, tzinfo=UTC)


def test_key_names_the_series_in_words():
    """A key reads as duration, UTC start, dimension and value."""
    key = key_of(TEN, 3600, "actor", "hayat-tahrir-al-sham")
    assert key == "PT1H|2024-11-29T10:00:00Z|actor|hayat-tahrir-al-sham"


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 200_000),
    st.sampled_from(["all", "actor", "place", "country", "actor_place", "source", "language"]),
    st.text(),
)
def test_parse_is_the_inverse_of_key_of(time, size, dimension, value):
    """Every key gives back the series that it names, whatever the value holds."""
    window = start_of(time, size)
    assert parse(key_of(window, size, dimension, value)) == (window, size, dimension, value)


def test_key_is_in_utc_whatever_the_zone():
    """A window start in another zone has the key of the same instant in UTC."""
    elsewhere = TEN.astimezone(timezone(timedelta(hours=3)))
    assert key_of(elsewhere, 60, "all", "all") == key_of(TEN, 60, "all", "all")


def test_a_window_holds_its_start_and_not_its_end():
    """The first instant of an hour is in the hour's window, the one before it is not."""
    assert start_of(TEN, 3600) == TEN
    assert start_of(TEN - timedelta(microseconds=1), 3600) == TEN - timedelta(hours=1)


def test_windows_before_1970_start_before_their_times():
    """A time before 1970 is rounded down too, not towards 1970."""
    assert start_of(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), 60) == datetime(
        1969, 12, 31, 23, 59, tzinfo=UTC
    )


def test_window_at_agrees_with_the_key():
    """The prefix of a window is the beginning of its series' keys."""
    window = window_at(round(TEN.timestamp() * 1000) + 59_999, 60)
    assert window.time == TEN
    assert key_of(TEN, 60, "all", "all") == window.prefix + "|all|all"


def test_the_slot_is_the_same_day_of_every_week():
    """Windows that divide a day go by their day, from Monday; others by themselves."""
    ten = window_at(round(TEN.timestamp() * 1000), 3600).start
    assert slot_of(3600, ten) == slot_of(60, ten + 3 * WEEK) == slot_of(900, ten) == "P1D|w004"
    assert slot_of(DAY, ten - ten % DAY + 3 * DAY) == "P1D|w000"
    assert slot_of(7000, ten - ten % 7000).startswith("PT7000S|2024")
    assert slot_of(WEEK, 0) == "P7D|w000"


@pytest.mark.parametrize(
    ("size", "text"), [(60, "PT1M"), (3600, "PT1H"), (90, "PT90S"), (86_400, "P1D")]
)
def test_duration_takes_the_largest_whole_unit(size, text):
    """A duration is written in the largest unit that divides it."""
    assert duration(size) == text


@pytest.mark.parametrize(
    "key",
    [
        "",
        "PT1H|2024-11-29T10:00:00Z|actor",
        "1H|2024-11-29T10:00:00Z|actor|x",
        "PT0H|2024-11-29T10:00:00Z|actor|x",
        "PT1H|2024-11-29|actor|x",
        "PT1H|2024-11-29T10:00:00Z|colour|x",
    ],
)
def test_another_text_is_no_key(key):
    """A text that is not a key is refused with the text in the error."""
    with pytest.raises(MalformedUpdate, match="key") as error:
        parse(key)
    assert error.value.where == repr(key)


@pytest.mark.parametrize("sizes", [(), (0,), (-60,), (60, 60)])
def test_sizes_must_be_distinct_and_positive(sizes):
    """Window sizes that can't be are a configuration error."""
    with pytest.raises(ConfigError, match="sizes"):
        check_sizes(sizes)


@pytest.mark.parametrize(("window", "size"), [(TEN.replace(tzinfo=None), 60), (TEN, 0)])
def test_no_key_for_a_window_that_cannot_be(window, size):
    """A window without a zone, or of no length, has no key."""
    with pytest.raises(MalformedUpdate, match="no window"):
        key_of(window, size, "all", "all")
