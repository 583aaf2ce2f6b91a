"""Stated times and the time that windows use."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.wire.dates.times import Stated, event_time, read_embargo, read_time

ARRIVAL = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
TEN = timedelta(minutes=10)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-11T03:12:00Z",
        "2026-06-11T05:12:00+02:00",
        "2026-06-11T05:12:00+0200",
        "2026-06-11T05:12+02",
        "2026-06-11 03:12:00Z",
        "2026-06-11T03:12:00.000Z",
        "20260611T031200Z",
        "2026-06-10t22:12:00-05:00",
        "2026-06-11T03:12:00 UTC",
    ],
)
def test_iso_forms_are_one_instant(text: str) -> None:
    """RFC 3339 and the looser ISO forms give the same aware UTC time, without a warning."""
    warnings: list[str] = []
    expected = Stated(datetime(2026, 6, 11, 3, 12, tzinfo=UTC), exact=True)
    assert read_time(text, "version_created", warnings) == expected
    assert warnings == []


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "",
        5,
        "2026-02-30T00:00:00Z",
        "2026-13-01",
        "2026-06-11T25:00:00Z",
        "0000-01-01",
        "2026-06-11T10:30:00 IST",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00-10:00",
        ["x"],
    ],
)
def test_what_is_no_time_is_ignored_with_a_warning(value: object) -> None:
    """An unreadable time is no reason to lose the news."""
    warnings: list[str] = []
    assert read_time(value, "version_created", warnings) is None
    assert warnings[0].startswith("version_created") and "is not a time: ignored" in warnings[0]


@pytest.mark.parametrize(
    ("text", "why", "hour"),
    [("2026-06-11", "no time of day", 0), ("2026-06-11T10:30:00", "no zone", 10)],
)
def test_a_time_that_had_to_be_guessed_is_not_exact(text: str, why: str, hour: int) -> None:
    """A date alone or a time without a zone is read as UTC, and flagged."""
    warnings: list[str] = []
    stated = read_time(text, "version_created", warnings)
    assert stated is not None and (stated.at.hour, stated.exact) == (hour, False)
    assert why in warnings[0]


def test_a_leap_second_is_read() -> None:
    """RFC 3339 allows second 60; it is read as the second before."""
    stated = read_time("2016-12-31T23:59:60Z", "version_created", [])
    assert stated is not None and stated.at.second == 59


def _at(**shift: float) -> Stated:
    return Stated(ARRIVAL + timedelta(**shift), exact=True)


@pytest.mark.parametrize(
    ("version", "first", "expected"),
    [
        (_at(minutes=-5), None, _at(minutes=-5).at),
        (_at(minutes=10), None, _at(minutes=10).at),
        (_at(minutes=11), None, ARRIVAL),
        (_at(days=-36_000), None, ARRIVAL),
        (_at(minutes=-5), _at(minutes=-50), _at(minutes=-50).at),
        (_at(minutes=-50), _at(minutes=-5), _at(minutes=-50).at),
        (_at(days=900), _at(minutes=-5), _at(minutes=-5).at),
        (None, _at(minutes=-5), _at(minutes=-5).at),
        (_at(minutes=-5)._replace(exact=False), None, ARRIVAL),
        (None, None, ARRIVAL),
    ],
)
def test_windows_use_a_stated_time_only_if_it_is_plausible(
    version: Stated | None, first: Stated | None, expected: datetime
) -> None:
    """first_created, else version_created, else the arrival; not the future, not 1925, no guess."""
    assert event_time(version, first, ARRIVAL, TEN, []) == expected


def test_an_implausible_or_missing_time_is_warned_of() -> None:
    """The record says why the arrival was used."""
    warnings: list[str] = []
    event_time(_at(days=1), None, ARRIVAL, TEN, warnings)
    event_time(_at(days=-36_000), None, ARRIVAL, TEN, warnings)
    event_time(None, None, ARRIVAL, TEN, warnings)
    assert "is after the arrival" in warnings[0]
    assert "is before 1970" in warnings[1]
    assert warnings[2].startswith("undated")


def test_an_embargo_without_a_zone_holds_until_it_has_passed_everywhere() -> None:
    """Doubt about the zone never frees a text early."""
    warnings: list[str] = []
    embargo = read_embargo("2026-06-11T09:00:00", warnings)
    assert embargo.until == datetime(2026, 6, 11, 21, 0, tzinfo=UTC)
    assert "no zone" in warnings[0]


@pytest.mark.parametrize("value", ["tomorrow", 5, "9999-12-31T23:59:59"])
def test_an_unreadable_embargo_holds_without_an_end(value: object) -> None:
    """An embargo that can't be read is an embargo all the same."""
    warnings: list[str] = []
    embargo = read_embargo(value, warnings)
    assert (embargo.until, embargo.held) == (None, True)
    assert "withheld" in warnings[0]


@given(
    st.text()
    | st.datetimes().map(str)
    | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d{4})")
)
def test_a_time_that_is_read_is_utc(text: str) -> None:
    """Whatever the text, the result is None or an aware UTC time."""
    stated = read_time(text, "version_created", [])
    assert stated is None or stated.at.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-06-11", "2026-06-12T12:00"),
        ("20260611", "2026-06-12T12:00"),
        ("2026-06-11T24:00:00Z", "2026-06-12T00:00"),
        ("2026-06-11T24:00", "2026-06-12T12:00"),
        ("2026-06-11T15:00:00+02:00[Europe/Berlin]", "2026-06-11T13:00"),
    ],
)
def test_an_embargo_ends_no_earlier_than_it_can_mean(text: str, until: str) -> None:
    """A day is over when it is over everywhere, 24:00 is the next midnight, a zone's name changes nothing."""
    embargo = read_embargo(text, [])
    assert embargo.until == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", "  ", "\n"])
def test_a_blank_embargo_is_none(value: object) -> None:
    """White space is no more an end than nothing is."""
    warnings: list[str] = []
    assert (read_embargo(value, warnings).until, warnings) == (None, [])


@pytest.mark.parametrize(
    "text", ["2026-06-11T24:01:00Z", "2026-06-11T24:00:01Z", "2026-06-11T25:00Z"]
)
def test_a_time_of_day_that_is_none_holds_the_item(text: str) -> None:
    """Only midnight has an hour of 24."""
    assert read_embargo(text, []).held
