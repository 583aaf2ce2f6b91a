"""Which Kafka key an update gets: all versions of an item must meet in one partition."""

import pytest

from stream.pipeline.arrival import key_of

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
