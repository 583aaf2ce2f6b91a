"""Which Kafka key an update gets (all its versions must meet in one partition), and when it arrived."""

import pytest

from stream.pipeline.arrival import arrivals, key_of

KEY = b"urn:x:1"


@pytest.mark.parametrize(
    "value",
    [
        b'{"uri":"urn:x:1","version":"1"}',
        b'{"guid":"urn:x:1","version":"2"}',
        b'{"uri":null,"guid":"urn:x:1"}',
        b'{"uri":" urn:x:1\\n"}',
        '{"uri":"\u200eurn:x:1"}'.encode(),
        b'\xef\xbb\xbf{"uri":"urn:x:1"}',
    ],
)
def test_one_item_has_one_key(value: bytes) -> None:
    """The key is the id as intake reads it, in whichever field and with whatever hides around it."""
    assert key_of(value) == KEY


@pytest.mark.parametrize("value", [b"", b"[]", b"{", b'{"uri":5}', b'{"uri":""}', b'{"guid":[]}'])
def test_what_names_no_item_has_no_key(value: bytes) -> None:
    """It goes to Kafka all the same: the dead letters take it from there."""
    assert key_of(value) is None


def line(day: int, month: int = 3, year: int = 2026) -> bytes:
    """An update that says its day."""
    return f'{{"uri":"urn:x:1","version_created":"{year}-{month:02}-{day:02}T12:00:00Z"}}'.encode()


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([line(1), line(2), line(3)], [0, 1, 2]),
        ([line(1), line(5), line(6)], [0, 4, 5]),
        ([line(1), line(1, year=2031), line(2)], [0, 0, 1]),
        ([line(1), line(5)], [0, 4]),
        ([line(1), line(1, year=2031)], [0, 0]),
        ([line(5), line(1)], [0, 0]),
    ],
    ids=[
        "in order",
        "a pause",
        "a wrong year",
        "last after a pause",
        "last of a wrong year",
        "late",
    ],
)
def test_time_goes_forward_and_believes_no_wrong_year(lines: list[bytes], days: list[int]) -> None:
    """A stamp far ahead moves the log's time only if the next one, or the file's end, lets it."""
    times = [at for _, _, at in arrivals(lines)]
    assert [(at - times[0]) // 86_400_000 for at in times] == days
