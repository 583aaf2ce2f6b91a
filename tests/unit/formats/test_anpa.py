"""ANPA 1312: messages of a North American wire."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import NotNews
from stream.formats.outcome import Hints, Read, Refused
from stream.formats.textwires.anpa import parse, read_header

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
HINTS = Hints(provider="AP", arrival=datetime(2026, 3, 14, 19, 0, tzinfo=UTC))
LEAD = (FIXTURES / "anpa_writethru.tst").read_bytes()


def _record(data: bytes, hints: Hints = HINTS) -> dict[str, Any]:
    (outcome,) = parse(data, hints)
    assert isinstance(outcome, Read), outcome
    return outcome.record


def test_writethru() -> None:
    """A later lead: version, notes, byline and pictures are told from headline and text."""
    assert _record(LEAD) == {
        "uri": "urn:newswire:anpa:ap:20260314:w3310",
        "provider": "AP",
        "headline": "Village cleared after dike gives way",
        "body": "OOSTDIJK, Netherlands (EP) — About 300 people left their homes on Saturday after a "
        "dike gave way, the mayor said.\n\n“We had an hour,” she told reporters — “not more.”",
        "version_created": "2026-03-14T18:05:00+00:00",
        "slugline": "BC-NL--Dike Breach",
        "located": "OOSTDIJK, Netherlands",
        "priority": "u",
        "urgency": 3,
        "signals": ["2nd Ld-Writethru", "update"],
        "ed_note": "Eds: Updates with mayor's quote. With AP Photos.",
        "subjects": [{"code": "i", "scheme": "anpa:category"}],
        "alt_ids": {"sequence": "3310", "transmission": "W3310"},
        "format": "anpa1312",
        "times_as_sent": {"version_created": "03-14-26 1805GMT"},
    }


def test_scale_of_another_agency() -> None:
    """Where the agency isn't known to rank as AP does, the letters have ANPA's order."""
    assert _record(LEAD, replace(HINTS, provider="Coast Wire"))["urgency"] == 2


TITLED = (
    b"\x05\x05\x05\r\n\x16\x16\x01f0412\x1freute\r\nu f BC-%b   03-14 0044\x02\r\n%b\r\n"
    b"    OOSTDIJK, March 14 - The dike will be\r\nmended by May.\r\n    Nobody was hurt.\r\n Reuter\r\n\x03"
)
"""A message of a wire that marks no headline: what stands above the dateline is it."""


@pytest.mark.parametrize(
    ("slug", "line", "headline"),
    [
        (b"VILLAGE-RETURNS", b"VILLAGE RETURNS TO MENDED DIKE", "VILLAGE RETURNS TO MENDED DIKE"),
        (b"POLDER-<PLD>-4TH-QTR", b"POLDER <PLD> 4TH QTR NET", "POLDER <PLD> 4TH QTR NET"),
        (b"DIKE-REPAIR", b"DIKE REPAIR -- MINISTRY", "DIKE REPAIR -- MINISTRY"),
        (b"DIKE-REPAIR", b"******DIKE REPAIR TO COST\r\n 3 MLN DLRS", "DIKE REPAIR TO COST 3 MLN DLRS"),
        (b"DIKE", b"BC-NL--Dike Repair, 1st Ld,44", "The dike will be mended by May."),
        (b"DIKE", b"DIKE-REPAIR", "The dike will be mended by May."),
    ],
)  # fmt: skip
def test_headline_without_a_mark(slug: bytes, line: bytes, headline: str) -> None:
    """The first line is the headline where none is marked and it is no slug; the text is what stands below."""
    record = _record(TITLED % (slug, line), replace(HINTS, provider="Reuters"))
    assert record["headline"] == headline
    assert record["body"].split("\n\n")[1:] == ["Nobody was hurt."]
    assert record["located"] == "OOSTDIJK"


def test_provider_of_sign_off() -> None:
    """Without a provider in the settings, the sign-off names it."""
    assert _record(LEAD, replace(HINTS, provider=""))["provider"] == "EP"


def test_alert() -> None:
    """An alert has no headline: its text stands in, without the dateline."""
    record = _record((FIXTURES / "anpa_alert.tst").read_bytes())
    assert record["headline"] == "Mayor orders village below broken dike cleared."
    assert record["urgency"] == 2


def test_table() -> None:
    """Columns to be kept as they are make no news text."""
    (outcome,) = parse((FIXTURES / "anpa_table.tst").read_bytes(), HINTS)
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, NotNews)
    assert outcome.error.kind == "results table"


def test_day_only() -> None:
    """Without a sign-off the header's day counts, in the latest year that the arrival allows."""
    cut = LEAD.replace(b"EP-WF-03-14-26 1805GMT<", b"")
    assert _record(cut)["version_created"] == "2026-03-14"
    january = replace(HINTS, arrival=datetime(2026, 1, 2, tzinfo=UTC))
    assert _record(cut, january)["version_created"] == "2025-03-14"


def test_embargo_in_slug() -> None:
    """An embargo that only the slug states holds the item until then."""
    slug = b"BC-embargoed-for-2000est"
    record = _record(LEAD.replace(b"BC-NL--Dike-Breach 2ndLd-Writethru", slug))
    assert record["embargoed_until"] == "2026-03-14T20:00:00-05:00"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-EXAMPLE-&lt;EX>-COCOA   02-26 0105",
            ("f", "0704", "u", "f", "BC-EXAMPLE-<EX>-COCOA", "", "02-26", "0105"),
        ),
        ("r f AM-CHIPS   03-04 0113", ("", "", "r", "f", "AM-CHIPS", "", "03-04", "0113")),
        ("nu f BC-OIL 1STLD   03-09", ("", "", "nu", "f", "BC-OIL", "1STLD", "03-09", "")),
    ],
)
def test_header(text: str, parts: tuple[str, ...]) -> None:
    """The header is found with its controls, without them, and with parts missing."""
    header = read_header(text)
    assert header is not None
    assert (
        *(header.service, header.sequence, header.priority, header.category),
        *(header.slug, header.version, header.date, header.words),
    ) == parts


def test_no_header() -> None:
    """A text without a header line has none, and a message without one is refused."""
    assert read_header("The cocoa review of 02-26 had 0105 words.") is None
    (outcome,) = parse(b"\x01hello\x02text\x03\x04", HINTS)
    assert isinstance(outcome, Refused)
    assert "no ANPA 1312 header line" in str(outcome.error)


def test_stream() -> None:
    """A cut message spoils neither of its neighbours."""
    outcomes = list(parse(LEAD + LEAD[:200] + LEAD, HINTS))
    assert [type(outcome) for outcome in outcomes] == [Read, Refused, Read]


@settings(max_examples=150)
@given(st.binary(max_size=400), st.integers(0, len(LEAD)), st.integers(0, 40))
def test_any_bytes(noise: bytes, at: int, cut: int) -> None:
    """Any bytes, and a message with any part replaced, give an outcome in good time."""
    for data in (noise, LEAD[:at] + noise + LEAD[at + cut :]):
        start = time.process_time()
        assert list(parse(data, HINTS))
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "unit", [b"a ", b"^x<\n", b"^Eds: a<\n", b"\t x\n", b"a, 1st ld", b". . ", b" "]
)
def test_large(unit: bytes) -> None:
    """The time that a message takes grows as its size does."""
    data = LEAD.replace(b"\t   ___", unit * (500_000 // len(unit)))
    start = time.process_time()
    assert list(parse(data, HINTS))
    assert time.process_time() - start < 5


def test_lost_end_of_text() -> None:
    """Where only the end of text was lost, the sign-off is no text and still dates the item."""
    assert _record(LEAD.replace(b"\x03", b"")) == _record(LEAD)
