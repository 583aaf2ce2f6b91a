"""NITF: what an article and its head say, and how doubt is held back."""

from __future__ import annotations

import random
import resource
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import MalformedUpdate, NotNews
from stream.formats.nitf import parse
from stream.formats.outcome import Hints, Read, Refused
from stream.formats.xml import IncompleteDocument, UnsafeDocument
from stream.wire.reading.record import ReadingRules, read_record

FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"
HINTS = Hints(arrival=datetime(2026, 6, 11, 18, tzinfo=UTC))
SOUND = [path.read_bytes() for path in sorted(FIXTURES.glob("nitf_*.xml"))]
SHORT = """<nitf><head>{head}<docdata {status}>{data}</docdata></head><body>
<body.head><hedline><hl1>Eels return to river</hl1></hedline></body.head>
<body.content>{content}</body.content></body></nitf>"""
DOC = '<doc-id id-string="isle-1" regsrc="ISLE"/><date.issue norm="20260611T100000Z"/>'


def article(
    data: str = DOC, status: str = "", content: str = "<p>Eels are back.</p>", head: str = ""
) -> dict[str, Any]:
    """The record of a short article with some parts of its own."""
    text = SHORT.format(data=data, status=status, content=content, head=head)
    (outcome,) = parse(text.encode(), HINTS)
    assert isinstance(outcome, Read), outcome
    return outcome.record


def refusal(data: bytes) -> MalformedUpdate:
    """The error of a document that has one outcome, a refusal."""
    (outcome,) = parse(data, HINTS)
    assert isinstance(outcome, Refused)
    return outcome.error


def test_an_article_is_read_field_for_field() -> None:
    """Head and body land under their keys; the dynamic-use key is the id that versions share."""
    (outcome,) = parse((FIXTURES / "nitf_text.xml").read_bytes(), HINTS)
    assert isinstance(outcome, Read)
    assert outcome.record == {
        "uri": "isle-7001",
        "provider": "ISLE",
        "version": "3",
        "version_created": "2026-06-11T11:30:00+02:00",
        "first_created": "2026-06-11T09:00:00+02:00",
        "embargoed_until": "2026-06-11T14:00:00+02:00",
        "times_as_sent": {
            "version_created": "20260611T113000+0200",
            "first_created": "20260611T090000+0200",
            "embargoed_until": "20260611T140000+0200",
        },
        "pub_status": "usable",
        "urgency": 3,
        "language": "en-GB",
        "headline": "Three ferries out of service",
        "slugline": "Ferries",
        "located": "Aldhaven",
        "body": (
            "Three ferries were out of service on Thursday, said Kim Example of the Harbour Council."
            "\n\nBuses run\n\nLine one\nLine two"
        ),
        "ed_note": "Updates throughout. Adds mayor",
        "subjects": [
            {"name": "Transport", "code": "04015000", "scheme": "subj"},
            {"code": "T7", "scheme": "ISLE"},
        ],
        "people": [{"name": "Kim Example"}],
        "organisations": [{"name": "Harbour Council", "code": "HC", "scheme": "isle.example"}],
        "places": [{"name": "Aldhaven"}],
        "alt_ids": {"evolvedfrom": "isle-6990"},
        "format": "nitf",
    }


@pytest.mark.parametrize(
    ("status", "release", "expected", "held"),
    [
        ("", "", "usable", False),
        ("usable", "20260611T100000Z", "usable", False),
        ("usable", "20260611T120000Z", "usable", True),
        ("embargoed", "20260611T120000Z", "usable", True),
        ("embargoed", "", "withheld", False),
        ("Embargoed", "soon", "withheld", False),
        ("withheld", "", "withheld", False),
        ("canceled", "", "canceled", False),
        ("spiked", "", "withheld", False),
    ],
)
def test_status_and_release(status: str, release: str, expected: str, held: bool) -> None:
    """A release after the issue is an embargo whatever the status says; what isn't known is held."""
    data = DOC + (f'<date.release norm="{release}"/>' if release else "")
    record = article(data, f'management-status="{status}"')
    assert (record["pub_status"], "embargoed_until" in record) == (expected, held)
    doubtful = expected == "withheld" and status != "withheld"
    assert bool(record.get("warnings")) == doubtful


def test_a_date_that_was_never_filled_in_is_no_fault() -> None:
    """Templates leave such dates in the head."""
    record = article(DOC + '<date.release norm="YYYYMMDD000000-HHMM"/>')
    assert "warnings" not in record


@pytest.mark.parametrize(
    ("data", "provider"),
    [
        ('<doc-id id-string="i" regsrc="ISLE"/>', "ISLE"),
        ('<doc-id id-string="i"/><del-list><from-src src-name="IP"/></del-list>', "IP"),
        ('<doc-id id-string="i"/><doc.rights agent="IA" owner="O"/><doc.copyright holder="C"/>', "IA"),
        ('<doc-id id-string="i"/><doc.copyright holder="Isle Press. All rights reserved."/>',
         "Isle Press"),
        ('<doc-id id-string="urn:newsml:isle.example:1"/>', "isle.example"),
    ],
)  # fmt: skip
def test_the_sender_is_found_where_heads_name_it(data: str, provider: str) -> None:
    """Registrar, delivery, rights, copyright and at last the id itself."""
    assert article(data)["provider"] == provider


def test_an_article_without_an_id_gets_one_from_its_text() -> None:
    """The same text has the same id again, and a warning says where it comes from."""
    made = [article('<doc-id regsrc="ISLE"/>') for _ in range(2)]
    assert made[0]["uri"] == made[1]["uri"] != article(DOC)["uri"]
    assert "no doc-id" in made[0]["warnings"][0]


def test_a_correction_names_what_it_corrects() -> None:
    """The element is a signal, its note stands first, and its id is the item replaced."""
    record = article(DOC + '<correction info="Corrects river." id-string="isle-0"/>')
    assert (record["signals"], record["ed_note"]) == (["correction"], "Corrects river.")
    assert record["alt_ids"] == {"evolvedfrom": "isle-0"}


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (("<p>   Blake Example has been named to make his return at <br />"
         "centre in the trial against Aldhaven on Saturday.</p>"),
         ("Blake Example has been named to make his return at centre in the trial against Aldhaven on"
         " Saturday.")),
        ("<p>One.<br/><br/>Two.</p>", "One.\n\nTwo."),
        (("<p>Talks:</p><table><tr><td>Mon</td><td>10:00</td></tr></table>"
         "<p>They will go on until the end of the week, officials said.</p>"),
         "Talks:\n\nMon 10:00\n\nThey will go on until the end of the week, officials said."),
        ("<p>Text.</p><p>&lt;div class='x'>&lt;/div>&lt;script src='y'>&lt;/script></p>", "Text."),
    ],
)  # fmt: skip
def test_paragraphs_are_those_of_the_text(content: str, body: str) -> None:
    """Line breaks of a narrow screen are joined, others kept; tables in a text stay; code goes."""
    assert article(content=content)["body"] == body


def test_a_table_without_a_report_is_refused() -> None:
    """Rows and a line of scores are results, not news."""
    error = refusal((FIXTURES / "nitf_table.xml").read_bytes())
    assert isinstance(error, NotNews)
    assert error.kind == "results table"


def test_what_is_no_article_is_refused() -> None:
    """Another document, an article without text, an entity and a cut file: typed errors."""
    assert "no NITF" in str(refusal(b"<rss/>"))
    assert "neither a headline nor a text" in str(refusal(b"<nitf><body/></nitf>"))
    leak = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "canary.txt">]><nitf>&x;</nitf>'
    assert isinstance(refusal(leak), UnsafeDocument)
    assert isinstance(refusal(SOUND[1][:2_000]), IncompleteDocument)


def test_a_paragraph_of_ten_megabytes_is_whole() -> None:
    """The last paragraph is there, within seconds and a few times the input's memory."""
    head, tail = SHORT.format(data=DOC, status="", content="@", head="").encode().split(b"@")
    data = b"%s<p>%s</p><p>END-OF-STORY</p>%s" % (head, b"wave " * 2_100_000, tail)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    (outcome,) = parse(data, HINTS)
    assert isinstance(outcome, Read)
    assert outcome.record["body"].endswith("wave\n\nEND-OF-STORY")
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 105_000


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_spoilt_articles_have_outcomes(seed: int) -> None:
    """Articles with bytes cut, doubled and replaced have outcomes that intake can judge, and soon."""
    dice = random.Random(seed)
    data = bytearray(dice.choice(SOUND))
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data))
        data[at : at + dice.randint(0, 40)] = dice.choice(
            [b"", b"<", b"&#0;", b"\xff", b'"', b"</p>", b"<p>", bytes(data[at : at + 200])]
        )
    started = time.process_time()
    outcomes = list(parse(bytes(data), HINTS))
    assert outcomes
    assert time.process_time() - started < 5
    for outcome in outcomes:
        if isinstance(outcome, Read):
            read_record(outcome.record, HINTS.arrival, ReadingRules())


@pytest.mark.parametrize(
    ("release", "until"),
    [
        ("20260611T150000", "2026-06-11T15:00:00"),
        ("20260612", "2026-06-12"),
        ("20260611T100000", None),
        ("20260611", None),
    ],
)
def test_a_release_in_doubt_still_holds(release: str, until: str | None) -> None:
    """Without a zone the clock decides whether it is after the issue, without a time the day."""
    data = f'{DOC}<date.release norm="{release}"/>'
    assert article(data).get("embargoed_until") == until


@pytest.mark.parametrize("word", ["withdrawn", "Recalled", "stat:canceled", "killed"])
def test_each_word_for_a_kill_is_one(word: str) -> None:
    """The status counts in the senders' words too."""
    assert article(status=f'management-status="{word}"')["pub_status"] == "canceled"


@pytest.mark.parametrize("stamp", ["99991231T235959-1200", "00010101T000000+1200"])
def test_a_stamp_outside_the_calendar_stops_nothing(stamp: str) -> None:
    """An article without an id and with such a date is read, undated."""
    record = article(f'<date.issue norm="{stamp}"/>')
    assert "version_created" not in record and record["uri"].startswith("urn:newswire:nitf:")
