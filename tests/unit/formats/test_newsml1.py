"""NewsML 1: items of a document, and Ritzau's own XML."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import MalformedUpdate, NotNews
from stream.formats import ritzau
from stream.formats.newsml1 import parse
from stream.formats.newsml1.tree import without_revision
from stream.formats.outcome import Hints, Outcome, Read, Refused

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
TEXT = (FIXTURES / "n1_text.xml").read_text(encoding="utf-8")
HINTS = Hints(arrival=datetime(2026, 3, 14, 19, 0, tzinfo=UTC))


def _record(text: str, hints: Hints = HINTS) -> dict[str, Any]:
    (outcome,) = parse(text.encode(), hints)
    assert isinstance(outcome, Read), outcome
    return outcome.record


def _file(name: str) -> list[Outcome]:
    return list(parse((FIXTURES / name).read_bytes(), HINTS))


def test_text() -> None:
    """A text item: caption, picture and sign-off are no part of its text; codes stay as sent."""
    assert _record(TEXT) == {
        "uri": "urn:newsml:oldwire.example:20260314:TX-1",
        "provider": "OLDWIRE",
        "version": "1",
        "headline": "Village cleared after dike gives way",
        "body": "A dike gave way near Oostdijk.\n\nSome 300 people left.",
        "slugline": "dike-flood",
        "language": "en",
        "format": "newsml 1.2",
        "version_created": "2026-03-14T11:30:00+01:00",
        "first_created": "2026-03-14T11:00:00+01:00",
        "times_as_sent": {
            "version_created": "20260314T113000+0100",
            "first_created": "20260314T110000+0100",
        },
        "pub_status": "usable",
        "priority": "3",
        "urgency": 3,
        "located": "Oostdijk",
        "subjects": [
            {"code": "03000000", "scheme": "IptcSubjectCodes"},
            {"code": "03005000", "scheme": "IptcSubjectCodes"},
            {"name": "dike", "scheme": "keyword"},
        ],
        "places": [{"name": "Oostdijk"}, {"code": "NLD", "scheme": "iso3166-1a3"}],
        "alt_ids": {
            "sequence": "0912",
            "public_identifier": "urn:newsml:oldwire.example:20260314:TX-1:1N",
        },
    }


def test_several() -> None:
    """Each item of a document has its own outcome: a revision, a picture, a kill, one of unknown
    status, a correction that replaces another item."""
    revision, picture, kill, unknown, correction = _file("n1_several.xml")
    assert isinstance(revision, Read)
    assert isinstance(kill, Read)
    assert isinstance(unknown, Read)
    assert isinstance(correction, Read)
    assert (revision.record["uri"], revision.record["version"]) == (
        "urn:newsml:oldwire.example:20260314:TX-1",
        "2",
    )
    assert isinstance(picture, Refused)
    assert isinstance(picture.error, NotNews)
    assert picture.error.kind == "picture"
    assert (kill.record["pub_status"], kill.record["signals"]) == ("canceled", ["kill"])
    assert kill.record["ed_note"] == "The mayor denies it."
    assert unknown.record["pub_status"] == "withheld"
    assert any("Provisional" in warning for warning in unknown.record["warnings"])
    assert correction.record["signals"] == ["correction"]
    assert correction.record["alt_ids"]["evolvedfrom"] == "urn:newsml:oldwire.example:20260314:TX-1"


def test_embargo() -> None:
    """An embargo ends when the status is to become usable; without such a time it has no end."""
    timed, endless = _file("n1_embargo.xml")
    assert isinstance(timed, Read)
    assert isinstance(endless, Read)
    assert timed.record["embargoed_until"] == "2026-03-15T06:00:00+01:00"
    assert endless.record["pub_status"] == "withheld"
    assert "embargoed_until" not in endless.record


@pytest.mark.parametrize(
    ("status", "read"),
    [
        *(("USABLE", "usable"), ("Cancelled", "canceled"), ("withheld", "withheld")),
        *(("EMBARGOED", "withheld"), ("Draft", "withheld")),
    ],
)
def test_status(status: str, read: str) -> None:
    """A status is read in any case of letters, and one that isn't known is never usable."""
    text = TEXT.replace('<Status FormalName="Usable"/>', f'<Status FormalName="{status}"/>')
    assert _record(text)["pub_status"] == read


@pytest.mark.parametrize(
    ("sent", "uri"),
    [
        ("urn:newsml:a.example:20260314:TX-1:2N", "urn:newsml:a.example:20260314:TX-1"),
        ("urn:newsml:a.example:20260314:TX-1:2", "urn:newsml:a.example:20260314:TX-1"),
        ("urn:newsml:a.example:20260314:5511", "urn:newsml:a.example:20260314:5511"),
        ("a.example:20260314:5511", "urn:newsml:a.example:20260314:5511"),
        ("some-id", "some-id"),
    ],
)
def test_revisions_share_an_id(sent: str, uri: str) -> None:
    """A public identifier loses its revision, and an item number is not taken for one."""
    assert without_revision(sent) == uri


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("<![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>", ["One & two.", "Three."]),
        ("One line\nand its rest.\n\nA second.", ["One line and its rest.", "A second."]),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><body><p>A<br/>b</p></body></html>', ["A\nb"]),
    ],
)
def test_contents(content: str, parts: list[str]) -> None:
    """Text as NITF, as XHTML, as HTML in a text and as plain text keeps its paragraphs."""
    start, end = TEXT.index("<nitf>"), TEXT.index("</nitf>") + len("</nitf>")
    assert _record(TEXT[:start] + content + TEXT[end:])["body"].split("\n\n") == parts


def test_languages() -> None:
    """Of one item in two languages the source's own is read, else the first."""
    start = TEXT.index("<NewsComponent>")
    end = TEXT.rindex("</NewsComponent>") + len("</NewsComponent>")
    dutch = TEXT[start:end].replace('"en"', '"nl"').replace("Village cleared", "Dorp ontruimd")
    text = f"{TEXT[:start]}<NewsComponent EquivalentsList='yes'>{TEXT[start:end]}{dutch}</NewsComponent>"
    text += TEXT[end:]
    assert _record(text)["language"] == "en"
    read = _record(text, Hints(language="nl"))
    assert (read["language"], read["headline"][:4]) == ("nl", "Dorp")


def test_part_of_an_item() -> None:
    """An item that only changes parts of an earlier one has no text to read: it is refused."""
    start = TEXT.index("<NewsComponent>")
    end = TEXT.rindex("</NewsComponent>") + len("</NewsComponent>")
    (outcome,) = parse((TEXT[:start] + "<Update/>" + TEXT[end:]).encode(), HINTS)
    assert isinstance(outcome, Refused)
    assert "changes parts" in str(outcome.error)


def test_file_is_not_read() -> None:
    """An external entity is refused, in NewsML 1 as elsewhere."""
    doctype = '<!DOCTYPE NewsML [<!ENTITY leak SYSTEM "canary.txt">]><NewsML'
    (outcome,) = parse(TEXT.replace("<NewsML", doctype, 1).encode(), HINTS)
    assert isinstance(outcome, Refused)
    assert "external entity" in str(outcome.error)


def test_ritzau() -> None:
    """Ritzau's item: Copenhagen's time, what it replaces, a flash without a headline."""
    (outcome,) = ritzau.parse((FIXTURES / "n1_ritzau.xml").read_bytes(), HINTS)
    assert isinstance(outcome, Read)
    record = outcome.record
    assert record["version_created"] == "2026-03-14T18:12:03.500000+01:00"
    assert (record["headline"], record["version"]) == ("Et dige brast lørdag.", "2")
    assert record["signals"] == ["correction", "update"]
    assert record["alt_ids"] == {"evolvedfrom": "urn:newsml:ritzau.dk:0d1c-70"}
    assert record["ed_note"] == "Retter tal."


@settings(max_examples=150)
@given(st.binary(max_size=200), st.integers(0, len(TEXT)), st.integers(0, 60))
def test_any_bytes(noise: bytes, at: int, cut: int) -> None:
    """Any bytes, and a document with any part replaced, give an outcome in good time."""
    data = TEXT.encode()
    for mutated in (noise, data[:at] + noise + data[at + cut :], data[:at] + data[at + cut :]):
        for parser in (parse, ritzau.parse):
            start = time.process_time()
            outcomes = list(parser(mutated, HINTS))
            assert outcomes
            assert all(
                isinstance(o, Read) or isinstance(o.error, MalformedUpdate) for o in outcomes
            )
            assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("around", "unit"),
    [
        ("NewsItem", "<x/>"),
        ("NewsML", "<NewsItem><NewsComponent><ContentItem/></NewsComponent></NewsItem>"),
        ("NewsComponent", "<ContentItem><DataContent>a</DataContent></ContentItem>"),
        ("DataContent", "<media/>x"),
        (
            "NewsComponent",
            "<DescriptiveMetadata><SubjectCode FormalName='1'/></DescriptiveMetadata>",
        ),
    ],
)
def test_large(around: str, unit: str) -> None:
    """The time that a document takes grows as its size does."""
    closing = TEXT.rindex(f"</{around}>")
    text = TEXT[:closing] + unit * (400_000 // len(unit)) + TEXT[closing:]
    start = time.process_time()
    assert list(parse(text.encode(), HINTS))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "name", ["MandatoryKill", "CANCELLED", "Withdrawn", "x:Kill", "Kill Advisory", "Retraction"]
)
def test_instructions_that_kill(name: str) -> None:
    """Senders have several names for the order to kill."""
    text = TEXT.replace("</NewsManagement>", f'<Instruction FormalName="{name}"/></NewsManagement>')
    assert "kill" in _record(text)["signals"]


@pytest.mark.parametrize("name", ["CancelEmbargo", "KillerWhale"])
def test_instructions_that_only_sound_so(name: str) -> None:
    """Other instructions are kept as they are."""
    text = TEXT.replace("</NewsManagement>", f'<Instruction FormalName="{name}"/></NewsManagement>')
    assert name in _record(text)["signals"] and "kill" not in _record(text)["signals"]
