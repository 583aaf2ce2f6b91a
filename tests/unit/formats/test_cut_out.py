"""What is refused of a package can be found again: by its place, and by its own bytes where they can be cut out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stream.formats.detect import detect, parser
from stream.formats.outcome import Hints, Refused

FIXTURES = Path(__file__).parents[2] / "fixtures/formats"
HINTS = Hints(provider="Wire", zone="UTC", arrival=datetime(2026, 6, 12, tzinfo=UTC))
TEXT = (
    b"\x01nwi0007 4 vm 9  nwi 0007\r\n\r\nFog/\r\n\x02Fog lifts =\r\n\r\n"
    b"The fog lifted.\r\n\r\n\x03111155 GMT Jun 26\r\n\x04"
)


def refused(data: bytes, format: str = "auto") -> list[Refused]:
    """The refusals of a document."""
    return [o for o in parser(format)(data, HINTS) if isinstance(o, Refused)]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("g2_message.xml", [1, 3, 4, 5]),
        ("n1_several.xml", [2]),
        ("ninjs_lines.jsonl", [3, 5]),
        ("ninjs_list.json", [3]),
        ("ninjs_ap_feed.json", [2]),
    ],
)
def test_an_item_s_own_bytes_are_refused_for_the_same_reason(name: str, places: list[int]) -> None:
    """Alone, each is refused as it was among the others; its place is that in the file."""
    data = (FIXTURES / name).read_bytes()
    found = refused(data)
    assert [of.item for of in found] == places
    for of in found:
        (again,) = refused(of.data, detect(data))
        assert type(again.error) is type(of.error)
        assert again.error.reason.split(": ")[-1][:20] == of.error.reason.split(": ")[-1][:20]


def test_a_message_of_a_text_wire_is_cut_out_with_its_frame() -> None:
    """The bytes from start of heading to end of transmission."""
    cut = b"\x01nwi0008 4 vm 9  nwi 0008\r\n\r\nFog/\r\n\x02Fog =\r\n\r\nThe fog"
    (found,) = refused(cut + TEXT)
    assert found.item == 1 and found.data == cut


def test_items_of_a_feed_have_their_place() -> None:
    """Their bytes can't be read without the feed around them."""
    found = refused((FIXTURES / "rss_desk.xml").read_bytes())[0]
    assert found.item > 1 and found.data == b""


def test_a_document_that_is_none_is_item_one() -> None:
    """Its own bytes are the document."""
    (found,) = refused(b"<nitf><head")
    assert found.item == 1
