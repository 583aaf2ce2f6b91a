"""Times of day in words."""

from datetime import timedelta

import pytest

from stream.wire.dates.clocks import Clock, clock_in, unread


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("until 6 p.m. EST", Clock(1080, "EST")),
        ("0001 GMT", Clock(1, "GMT")),
        ("18.00 Uhr", Clock(1080)),
        ("6h (04h00 GMT)", Clock(240, "GMT")),
        ("0600 GMT+2", Clock(360, "", timedelta(hours=2))),
        ("noon", Clock(720)),
        ("midnight", Clock(1440)),
        ("午後3時30分", Clock(930)),
        ("日本時間 午前5時", Clock(300, "", timedelta(hours=9))),
        ("北京时间9点半", Clock(570, "", timedelta(hours=8))),
        ("오후 12시", Clock(720)),
        ("99時", None),
        ("2027", None),
        ("25:00", None),
        ("Tuesday", None),
    ],
)
def test_a_clock_is_read_with_its_zone(text: str, clock: Clock | None) -> None:
    """Of two times the one with a zone counts; a year is no time of day."""
    assert clock_in(text) == clock


def test_a_number_that_is_no_time_is_left_over() -> None:
    """So that a date which was not understood is not taken for today."""
    assert unread("0001 GMT 12 XXXX")
    assert not unread("at 18.00 Uhr")
