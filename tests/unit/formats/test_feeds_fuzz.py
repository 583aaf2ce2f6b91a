"""Any bytes and spoilt feeds have outcomes, in bounded time, and nothing is raised."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stream.errors import MalformedUpdate
from stream.formats.feeds import parse
from stream.formats.outcome import Hints, Read
from stream.wire.reading.record import ReadingRules, read_record

FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"
ARRIVAL = datetime(2026, 6, 11, 12, tzinfo=UTC)
SOUND = [(FIXTURES / name).read_bytes() for name in ("rss_desk.xml", "atom_desk.xml")]
PIECES = [
    *(b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"&", b"<", b">", b"&#0;", b"&#xD800;", b"\xff"),
    *(b"<title>", b"</rss>", b"<entry>", b"\0", b"http://[", b"<guid isPermaLink=true>", b"&nbsp;"),
    *(
        b'<source url="http://[">',
        b"<category/>",
        b"<link/>",
        b"<at:deleted-entry/>",
        b"<x:y z:q='1'>",
    ),
    *(b"<pubDate>99 99 9999 99:99:99 XXX</pubDate>", b"<!ENTITY", b"<!DOCTYPE", b"<?xml ", b"<!--"),
]
SECONDS = 20.0
"""Processor time, so that a busy machine fails no test; most take less than one."""


def check(data: bytes) -> None:
    """Each outcome is a refusal, or a record that intake judges without another error."""
    for outcome in parse(data, Hints(provider="Wire", arrival=ARRIVAL)):
        if isinstance(outcome, Read):
            try:
                read_record(outcome.record, ARRIVAL, ReadingRules())
            except MalformedUpdate as error:
                assert "characters, more than" in error.reason
        else:
            assert isinstance(outcome.error, MalformedUpdate)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_have_an_outcome(data: bytes) -> None:
    """Bytes that are no feed are refused, once at least."""
    assert list(parse(data, Hints()))


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SOUND),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES)),
        min_size=1,
        max_size=6,
    ),
)
def test_a_spoilt_feed_has_outcomes(sound: bytes, spoils: list[tuple[float, int, bytes]]) -> None:
    """Pieces cut out and put in anywhere cause no other error."""
    for where, cut, piece in spoils:
        at = int(where * len(sound))
        sound = sound[:at] + piece + sound[at + cut :]
    check(sound)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "<a ",
            "<![CDATA[",
            "<!--",
            "&",
            "<",
            "</item>",
            "<item>",
            "<item><title>x",
            "<!DOCTYPE [",
            "<?",
        ),
        *(
            '<a b="',
            "<item ",
            "&#",
            "<category>a</category>",
            "<x:a>",
            "&amp;lt;",
            "<!ENTITY ",
            "\n \n",
        ),
        "<item><title>x</title></item>",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        '<rss version="2.0"><channel><item><title>{}</title></item></channel></rss>',
        '<rss version="2.0"><channel><item><author>{}</author><description>{}</description></item>',
    ],
)
def test_hostile_repetition_takes_bounded_time(unit: str, frame: str) -> None:
    """200 kB of what makes parsers slow are read or refused in seconds."""
    text = frame.replace("{}", unit * (200_000 // len(unit)))
    began = time.process_time()
    check(text.encode())
    assert time.process_time() - began < SECONDS


def test_a_long_author_costs_nothing() -> None:
    """An author of 200,000 characters, on which feedparser alone is busy for minutes, isn't read."""
    item = f"<item><title>T</title><guid>1</guid><author>{'a.' * 100_000}@</author></item>"
    began = time.process_time()
    check(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())
    check(f'<rss version="2.0"><channel>{item}<item><title>x<b></title></channel></rss>'.encode())
    assert time.process_time() - began < SECONDS
