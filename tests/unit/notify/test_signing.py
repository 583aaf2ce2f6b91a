"""Signatures."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest

from stream.notify.signing import sign, verify

OLD, NEW, OTHER = b"the-old-key-01234", b"the-new-key-01234", b"some-other-key-01"
BODY = b'{"a":1}'


def test_the_header_is_what_the_docs_say() -> None:
    """HMAC-SHA256 over time, a dot, and the body, in hexadecimal."""
    expected = hmac.new(OLD, b'1772452800.{"a":1}', sha256).hexdigest()
    assert sign(BODY, [OLD], 1_772_452_800) == f"t=1772452800,v1={expected}"


def test_during_a_rotation_either_key_verifies() -> None:
    """The receiver may know the old key, the new one, or both."""
    header = sign(BODY, [NEW, OLD], 1000)
    assert all(verify(header, BODY, keys, 1100) for keys in ([OLD], [NEW], [OTHER, OLD]))
    assert not verify(header, BODY, [OTHER], 1000)


@pytest.mark.parametrize("now", [1301, 699])
def test_an_old_or_early_signature_is_refused(now: int) -> None:
    """A request that was recorded can't be played again later."""
    assert not verify(sign(BODY, [OLD], 1000), BODY, [OLD], now)


@pytest.mark.parametrize(
    "header",
    ["", "t=1000", "v1=00", "t=x,v1=00", "t=1000,t=1000,v1=00", "t=1000,v1=ü", "t=٣,v1=00", ",,=,"],
)
def test_a_header_that_is_none_is_refused(header: str) -> None:
    """Nothing in it raises."""
    assert not verify(header, BODY, [OLD], 1000)


def test_time_and_body_are_both_signed() -> None:
    """Another time under the same signature is refused."""
    header = sign(BODY, [OLD], 1000)
    assert not verify(header.replace("t=1000", "t=1001"), BODY, [OLD], 1000)
    assert not verify(header, BODY + b"\n", [OLD], 1000)
