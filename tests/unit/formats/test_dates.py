"""Dates as wires and feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.formats.dates import read_stated
from stream.formats.outcome import Hints
from stream.wire.dates.months import month_of
from stream.wire.dates.zones import _AMBIGUOUS, abbreviated

ARRIVAL = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)


def _read(text: str, zone: str = "") -> tuple[str, list[str]]:
    warnings: list[str] = []
    return read_stated(text, Hints(zone=zone, arrival=ARRIVAL), warnings).iso, warnings


@pytest.mark.parametrize(
    ("sent", "iso"),
    [
        ("Thu, 11 Jun 2026 10:30:00 CEST", "2026-06-11T10:30:00+02:00"),
        ("Thu, 11 Jun 2026 10:30:00 +05:30", "2026-06-11T10:30:00+05:30"),
        ("Thu, 11 Jun 26 10:30 EDT", "2026-06-11T10:30:00-04:00"),
        ("Do, 11 Okt 2025 10:30:00 MESZ", "2025-10-11T10:30:00+02:00"),
        ("11 июня 2026 10:30 МСК", "2026-06-11T10:30:00+03:00"),
        ("071226 GMT Okt 26", "2026-10-07T12:26:00+00:00"),
        ("06-29-17 2350GMT", "2017-06-29T23:50:00+00:00"),
        ("20260610T200000+0200", "2026-06-10T20:00:00+02:00"),
        ("2026-06-11T10:30:00.5Z", "2026-06-11T10:30:00.500000+00:00"),
        ("June 11, 2026 10:30 PM EST", "2026-06-11T22:30:00-05:00"),
        ("11:23 p.m. EST, Feb. 9", "2026-02-09T23:23:00-05:00"),
        ("Thu, 11 Jun 2026 10:30:00 ET", "2026-06-11T10:30:00-04:00"),
        ("0600 GMT June 11", "2026-06-11T06:00:00+00:00"),
        ("Thu, 11 Jun 2026 24:00:00 GMT", "2026-06-12T00:00:00+00:00"),
        ("Sat, 28 Feb 2026 23:59:60 GMT", "2026-02-28T23:59:59+00:00"),
        ("14-MAR-1987 15:01:01.79 GMT", "1987-03-14T15:01:01.790000+00:00"),
        ("2026-06-11", "2026-06-11"),
    ],
)
def test_certain(sent: str, iso: str) -> None:
    """A date whose zone has one meaning is an instant, and nothing is warned of."""
    assert _read(sent) == (iso, [])


@pytest.mark.parametrize(
    ("abbreviation", "zone", "offset"),
    [
        ("IST", "Asia/Kolkata", "+05:30"),
        ("IST", "Europe/Dublin", "+01:00"),
        ("IST", "Asia/Jerusalem", "+02:00"),
        ("BST", "Europe/London", "+01:00"),
        ("BST", "Asia/Dhaka", "+06:00"),
        ("CST", "Asia/Shanghai", "+08:00"),
        ("CST", "America/Chicago", "-06:00"),
        ("AST", "Asia/Riyadh", "+03:00"),
        ("PST", "Asia/Manila", "+08:00"),
    ],
)
def test_source_decides(abbreviation: str, zone: str, offset: str) -> None:
    """An abbreviation that several zones use means what it means where the source is."""
    assert _read(f"11 Jun 2026 10:30 {abbreviation}", zone) == (f"2026-06-11T10:30:00{offset}", [])


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Not/AZone"])
@pytest.mark.parametrize("abbreviation", sorted(_AMBIGUOUS))
def test_ambiguous(abbreviation: str, zone: str) -> None:
    """An ambiguous abbreviation gives no instant where the source is unknown or elsewhere."""
    iso, warnings = _read(f"Thu, 11 Jun 2026 10:30:00 {abbreviation}", zone)
    assert iso == "2026-06-11T10:30:00"
    assert len(warnings) == 1
    assert abbreviation in warnings[0]


def test_unknown_zone() -> None:
    """An abbreviation that nobody knows is named, not taken for UTC nor for the source's zone."""
    iso, warnings = _read("11 Jun 2026 10:30 XQZT", "Asia/Kolkata")
    assert (iso, "XQZT" in warnings[0]) == ("2026-06-11T10:30:00", True)


def test_wall_clock() -> None:
    """A time without a zone is the source's wall clock, else stays without a zone."""
    assert _read("241205 Sep 24", "Europe/Berlin") == ("2024-09-24T12:05:00+02:00", [])
    assert _read("241205 Sep 24")[0] == "2024-09-24T12:05:00"


@pytest.mark.parametrize(
    ("sent", "iso"),
    [
        ("111226 GMT", "2026-06-11T12:26:00+00:00"),
        ("121100 GMT", "2026-06-12T11:00:00+00:00"),
        ("311226 GMT", "2026-05-31T12:26:00+00:00"),
        ("24 Dec 10:00 GMT", "2025-12-24T10:00:00+00:00"),
        ("29 Feb 10:00 GMT", "2024-02-29T10:00:00+00:00"),
    ],
)
def test_completed(sent: str, iso: str) -> None:
    """A missing month or year is the latest that is at most a day after the arrival."""
    assert _read(sent)[0] == iso


@pytest.mark.parametrize(
    "sent", ["31 Feb 2026 10:00 GMT", "yesterday", "03/04/2026 10:00", "9999999"]
)
def test_unreadable(sent: str) -> None:
    """What is no date, or one of two, is left out with a warning that quotes it."""
    iso, warnings = _read(sent)
    assert iso == ""
    assert sent in warnings[0]


def test_words_kept() -> None:
    """The sender's words are kept beside the time, with white space on one line."""
    stated = read_stated("Thu, 11 Jun  2026\n10:30 IST", Hints(), [])
    assert stated.as_sent == "Thu, 11 Jun 2026 10:30 IST"


def test_zones_agree_with_iana() -> None:
    """Every abbreviation that one zone of IANA's database has alone means that here, or is in doubt."""
    found: dict[str, set[object]] = {}
    for key in available_timezones():
        for month in (1, 7):
            at = datetime(2024, month, 1, 12, tzinfo=ZoneInfo(key))
            if (name := at.tzname() or "").isalpha() and key.count("/"):
                found.setdefault(name.upper(), set()).add(at.utcoffset())
    local = datetime(2024, 1, 1, 12)
    for name, offsets in found.items():
        read = abbreviated(name, local, "")
        assert read is None or read in offsets, name


def test_months() -> None:
    """Months are known in full and short, in any case, with or without accents; `lis` is none."""
    assert [month_of(w) for w in ("Mrz", "AOUT", "août", "Şub.", "paź", "Δεκ", "дек")] == [
        *(3, 8, 8, 2, 10, 12, 12)
    ]
    assert month_of("lis") is None


@given(
    st.text(max_size=120) | st.from_regex(r"[0-9]{1,6} ?[A-Za-z]{1,5} ?[A-Za-z]{3,5} ?[0-9]{0,5}")
)
def test_any_text(text: str) -> None:
    """Any text gives a time that can be parsed again, or none; never an exception."""
    iso = read_stated(text, Hints(arrival=ARRIVAL), []).iso
    assert not iso or datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    ("sent", "iso"),
    [
        ("2026-06-11T10:30:00+02:00[Europe/Berlin]", "2026-06-11T10:30:00+02:00"),
        ("2026-06-11T08:30:00Z[UTC][u-ca=iso8601]", "2026-06-11T08:30:00+00:00"),
        ("2026-06-11T10:30:00\N{MINUS SIGN}05:00", "2026-06-11T10:30:00-05:00"),
        ("2026-6-1T1:05:00Z", "2026-06-01T01:05:00+00:00"),
        ("2026-6-1 1:05 GMT", "2026-06-01T01:05:00+00:00"),
        ("2026年6月11日 10:30 JST", "2026-06-11T10:30:00+09:00"),
        ("2026年6月11日(木) 17時15分 JST", "2026-06-11T17:15:00+09:00"),
        ("北京时间2026年6月11日下午4点15分", "2026-06-11T16:15:00+08:00"),
        ("2026년 6월 11일 오후 5시 15분 KST", "2026-06-11T17:15:00+09:00"),
        ("2026년 6월 11일 10:30 +0900", "2026-06-11T10:30:00+09:00"),
        ("11th of June 2026, 10:30 GMT", "2026-06-11T10:30:00+00:00"),
        ("1 ago 2026 10:30 CEST", "2026-08-01T10:30:00+02:00"),
    ],
)
def test_other_hands(sent: str, iso: str) -> None:
    """Zones named behind the offset, typographic signs, missing zeros, and dates of East Asia are read."""
    assert _read(sent) == (iso, [])


@pytest.mark.parametrize("sent", ["1 hour ago", "3 days ago", "5 mths ago", "may be 7"])
def test_a_word_away_from_the_day_is_no_month(sent: str) -> None:
    """`ago` is Italian for August only beside a number: else a relative time would become a date."""
    assert _read(sent)[0] == ""


@pytest.mark.parametrize("sent", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_an_instant_outside_the_calendar_is_not_read(sent: str) -> None:
    """What UTC can't show is ignored with a warning, and no reader behind this one stumbles over it."""
    iso, (warning,) = _read(sent)
    assert (iso, "can't be read" in warning) == ("", True)
