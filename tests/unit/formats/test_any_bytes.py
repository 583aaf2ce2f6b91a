"""Any bytes give an update or a typed error from every parser, and soon."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.contract import run
from fuzz.mutations import mutate
from fuzz.seeds import seeds
from stream.formats.detect import AUTO, FORMATS, parser
from stream.formats.outcome import Hints

NAMES = (*FORMATS, AUTO)
SLOWEST = 5.0
"""Seconds for a document of some kilobytes: hundreds of times what one takes, for machines under load."""

HINTS = Hints(provider="fuzz", arrival=datetime(2026, 6, 12, tzinfo=UTC))
BEGINNINGS = (
    b"",
    b"{",
    b'[{"uri":"',
    b"<?xml version='1.0'?><",
    b"<rss><channel><item>",
    b"\x01bdt0001 ",
)

bounded = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", NAMES)
@bounded
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=3_000))
def test_any_bytes_give_outcomes(name: str, beginning: bytes, rest: bytes) -> None:
    """Records or typed errors, never another exception, within a bound of time and size."""
    assert run(parser(name), beginning + rest, HINTS).seconds < SLOWEST


@pytest.mark.parametrize("name", NAMES)
@bounded
@given(seed=st.integers(0, 2**32))
def test_spoilt_documents_give_outcomes(name: str, seed: int) -> None:
    """The same for mutations of whole documents; `make fuzz` does a hundred thousand."""
    own = seeds(real=False)
    everything = [data for documents in own.values() for data in documents]
    dice = random.Random(seed)
    data = mutate(dice.choice(own.get(name, everything)), dice, everything)
    hints = Hints(provider="fuzz", arrival=HINTS.arrival, strict=seed % 3 == 0)
    assert run(parser(name), data, hints).seconds < SLOWEST


@pytest.mark.parametrize("name", NAMES)
def test_a_document_over_the_limit_is_refused(name: str) -> None:
    """No parser looks at more bytes than it was told to."""
    result = run(parser(name), b"<a>" * 1_000, Hints(max_bytes=2_999))
    assert (result.read, result.refused) == (0, 1)


HOSTILE = {
    "open brackets": b"[" * 60_000,
    "open objects": b'{"a":' * 30_000,
    "open elements": b"<rss>" + b"<a>" * 30_000,
    "one text": b'{"uri":"urn:a:1","headline":"' + b"x" * 200_000 + b'"}',
    "entities": b"<!DOCTYPE a [<!ENTITY b 'c'>"
    + b"<!ENTITY d '&b;&b;'>" * 1_000
    + b"]><rss>&d;</rss>",
    "comments": b"<rss>" + b"<!--" * 30_000,
    "controls": b"\x01\x02\x03\x04" * 30_000,
    "carets": b"\x16\x01W0001\x1fx\r\nr a\x11 \x02" + b"^<" * 60_000,
    "spaces": b" " * 200_000,
    "lines": b"\n" * 200_000,
    "nothing": b"\0" * 200_000,
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_documents_end(name: str, what: str) -> None:
    """Long rows of one thing are read or refused in seconds."""
    assert run(parser(name), HOSTILE[what], HINTS).seconds < 2 * SLOWEST
