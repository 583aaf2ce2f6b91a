"""Bytes to an object."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.errors import MalformedUpdate
from stream.wire.reading.parse import parse_object


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"", "empty message"),
        (b" \n ", "empty message"),
        (b"[1]", "not an object but a list"),
        (b"null", "not an object but null"),
        (b"12", "not an object but a number"),
        (b'"x"', "not an object but text"),
        (b"true", "not an object but a truth value"),
        (b'{"a":"\xff"}', "invalid UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a":"\\ud800"}', "half of a surrogate pair"),
        (b'{"a":"\\udc00x"}', "half of a surrogate pair"),
        (b'{"a":\x00}', "not JSON"),
        (b"\x00\x00", "not JSON"),
        (b'{"a":1', "not JSON"),
        (b'{"a":NaN}', "not JSON"),
        (b'{"a":1}{', "not JSON"),
    ],
)
def test_bad_bytes_are_refused_with_the_reason(value: bytes, message: str) -> None:
    """Each kind of unreadable message is refused in words that name it."""
    with pytest.raises(MalformedUpdate, match=message):
        parse_object(value)


def test_a_refusal_says_where() -> None:
    """A syntax error names line, column and the byte, which letters beyond ASCII move."""
    with pytest.raises(MalformedUpdate) as caught:
        parse_object('{"é": 1,\n "b": x}'.encode())
    assert caught.value.where == "line 2, column 7, byte 16"


def test_a_message_over_the_limit_is_refused_unread() -> None:
    """Ten megabytes are refused by their size, and the limit can be set."""
    with pytest.raises(MalformedUpdate, match="10000000 bytes are more than the limit of 1048576"):
        parse_object(b"x" * 10_000_000)
    assert parse_object(b'{"a":1}', max_bytes=7) == {"a": 1}
    with pytest.raises(MalformedUpdate, match="limit of 6"):
        parse_object(b'{"a":1}', max_bytes=6)


def test_a_byte_order_mark_is_passed_over() -> None:
    """UTF-8 with a byte order mark is read."""
    assert parse_object(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(value: bytes) -> None:
    """Whatever the bytes, the result is an object or a MalformedUpdate."""
    try:
        assert isinstance(parse_object(value), dict)
    except MalformedUpdate as error:
        assert error.reason and error.where
