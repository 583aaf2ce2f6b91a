"""NewsML-G2: what a news item says, in each way in which the standard lets it be said."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import MalformedUpdate, NotNews
from stream.formats.newsml_g2 import parse
from stream.formats.outcome import Hints, Read, Refused
from stream.formats.xml import IncompleteDocument, UnsafeDocument
from stream.wire.reading.record import ReadingRules, read_record

FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"
HINTS = Hints(arrival=datetime(2026, 6, 11, 18, tzinfo=UTC))
SOUND = [path.read_bytes() for path in sorted(FIXTURES.glob("g2_*.xml"))]
SHORT = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:nw.example:20260611:1"
 version="2" standardversion="2.29" xml:lang="en"><catalog>{catalog}</catalog>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="NW"/>
<versionCreated>2026-06-11T09:30:00Z</versionCreated>{meta}</itemMeta>
<contentMeta>{about}<headline>Bank names new chief</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def item(
    meta: str = "", about: str = "", content: str = "", catalog: str = "", hints: Hints = HINTS
) -> dict[str, Any]:
    """The record of a short item with some parts of its own."""
    text = SHORT.format(meta=meta, about=about, content=content, catalog=catalog)
    (outcome,) = parse(text.encode(), hints)
    assert isinstance(outcome, Read), outcome
    return outcome.record


def refusal(data: bytes) -> MalformedUpdate:
    """The error of a document that has one outcome, a refusal."""
    (outcome,) = parse(data, HINTS)
    assert isinstance(outcome, Refused)
    return outcome.error


def test_an_item_is_read_field_for_field() -> None:
    """Each part of an item lands under its key, in the item's language, with its codes."""
    (outcome,) = parse((FIXTURES / "g2_text.xml").read_bytes(), HINTS)
    assert isinstance(outcome, Read)
    assert outcome.record == {
        "uri": "urn:newsml:nordwire.example:20260611:7001",
        "provider": "Nordwire",
        "version": "4",
        "version_created": "2026-06-11T11:30:00+02:00",
        "first_created": "2026-06-11T09:00:00+02:00",
        "embargoed_until": "2026-06-11T14:00:00+02:00",
        "times_as_sent": {
            "version_created": "2026-06-11T11:30:00+02:00",
            "first_created": "2026-06-11T09:00:00+02:00",
            "embargoed_until": "2026-06-11T14:00:00+02:00",
        },
        "pub_status": "usable",
        "urgency": 2,
        "language": "en",
        "headline": "Three ferries out of service in Aldhaven",
        "slugline": "FERRIES-HARBOUR/ (UPDATE 2)",
        "located": "ALDHAVEN",
        "body": (
            "ALDHAVEN, June 11 (Nordwire) - Three ferries were out of service on Thursday, "
            '"for some days".\n\nOne has a leak.\nTwo lack crews.\n\n'
            "The mayor asked for patience.\nBuses will run."
        ),
        "signals": ["sig:update", "sig:correction"],
        "ed_note": ("Corrects number of ferries in paragraph two. Adds quote from the mayor."),
        "subjects": [{"name": "transport", "code": "20000337", "scheme": "medtop"}],
        "people": [{"name": "Kim Example", "code": "12", "scheme": "nwperson"}],
        "organisations": [{"name": "Harbour Council"}],
        "places": [{"name": "Norway", "code": "NO", "scheme": "iso3166-1a2"}],
        "alt_ids": {
            "usn": "NW7001",
            "usn@b": "NB7001",
            "evolvedfrom": "urn:newsml:nordwire.example:20260610:6990",
        },
        "format": "newsml-g2 2.29",
    }


def test_each_item_of_a_message_has_its_own_outcome() -> None:
    """A package, a picture, an empty item and a table are refused by kind; the text beside them is read."""
    package, text, picture, empty, table = parse((FIXTURES / "g2_message.xml").read_bytes(), HINTS)
    assert [getattr(o.error, "kind", "") for o in (package, picture, empty, table)] == [  # type: ignore[union-attr]
        *("package", "picture", ""),
        "results table",
    ]
    assert isinstance(text, Read)
    record = text.record
    assert (record["headline"], record["provider"]) == (
        "Quake shakes Aldhaven",
        "southwire.example",
    )
    assert record["body"] == "A quake shook the town.\n\nNobody was hurt."
    assert (record["located"], record["signals"]) == ("Aldhaven", ["edStat:N"])
    assert (record["urgency"], record["priority"]) == (3, "3")


def test_a_text_that_brings_its_own_layout_keeps_it() -> None:
    """Indented lines in one `p` are paragraphs, and a "table" signal doesn't turn prose into one."""
    (outcome,) = parse((FIXTURES / "g2_wire_layout.xml").read_bytes(), HINTS)
    assert isinstance(outcome, Read)
    assert outcome.record["body"].split("\n\n") == [
        "(Adds detail)",
        "* Tin down 2 percent",
        "* Traders see weak demand",
        "ALDHAVEN, June 11 (Worldwire) - Tin fell on Thursday as demand from makers of cans stayed weak.",
        "Traders expect little change this week.",
    ]
    assert outcome.record["located"] == "ALDHAVEN"


@pytest.mark.parametrize(
    ("status", "catalog", "expected"),
    [
        ("", "", "usable"),
        ('<pubStatus qcode="stat:canceled"/>', "", "canceled"),
        ('<pubStatus uri="https://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "", "canceled"),
        ('<pubStatus qcode="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "", "canceled"),
        ('<pubStatus qcode="ps:withheld"/>', "pubstatusg2/", "withheld"),
        ('<pubStatus qcode="ps:celed"/>', "pubstatusg2/can", "canceled"),
        ('<pubStatus literal="Canceled"/>', "", "canceled"),
        ("<pubStatus/>", "", "withheld"),
        ('<pubStatus qcode="stat:hold"/>', "", "withheld"),
        ('<pubStatus qcode="usable:x"/>', "", "withheld"),
    ],
)
def test_a_status_is_resolved_or_withheld(status: str, catalog: str, expected: str) -> None:
    """Qcode, address, literal or another prefix; what can't be resolved is never usable."""
    scheme = f'<scheme alias="ps" uri="http://cv.iptc.org/newscodes/{catalog}"/>'
    record = item(meta=status, catalog=scheme if catalog else "")
    assert record["pub_status"] == expected
    assert bool(record.get("warnings")) == (expected == "withheld" and "withheld" not in status)


def test_a_kill_needs_no_text() -> None:
    """A canceled item without headline and content is a record, where another one is refused."""
    bare = SHORT.replace("<headline>Bank names new chief</headline>", "")
    killed = bare.format(meta='<signal qcode="edStat:D"/>', about="", content="", catalog="")
    (outcome,) = parse(killed.encode(), HINTS)
    assert isinstance(outcome, Read)
    assert read_record(outcome.record, HINTS.arrival, ReadingRules()).declared == "kill"
    error = refusal(bare.format(meta="", about="", content="", catalog="").encode())
    assert "neither a headline nor a text" in str(error)


def test_an_empty_embargo_has_no_end() -> None:
    """It means until further notice: the item is held, and a warning says why."""
    record = item(meta="<embargoed/><pubStatus qcode='stat:usable'/>")
    assert record["pub_status"] == "withheld"
    assert record["warnings"] == ["embargoed until further notice: withheld"]


def test_an_embargo_without_a_zone_uses_the_source_zone() -> None:
    """Where the settings know the zone it gives the instant; the sender's words are kept."""
    zoned = Hints(arrival=HINTS.arrival, zone="Europe/Oslo")
    record = item(meta="<embargoed>2026-06-11T14:00:00</embargoed>", hints=zoned)
    assert record["embargoed_until"] == "2026-06-11T14:00:00+02:00"
    assert record["times_as_sent"]["embargoed_until"] == "2026-06-11T14:00:00"


@pytest.mark.parametrize(
    ("relation", "key"),
    [
        *(("evolvedFrom", "evolvedfrom"), ("supersedes", "evolvedfrom")),
        *(("isNewVersionOf", "evolvedfrom"), ("previousVersion", "evolvedfrom")),
        *(("supersededBy", "supersededby"), ("seeAlso", None), ("derivedFrom", None)),
    ],
)
def test_only_links_that_say_so_replace(relation: str, key: str | None) -> None:
    """An item that only relates to another one or draws on it does not take its place."""
    link = f'<link rel="irel:{relation}" residref="urn:newsml:nw.example:20260610:9"/>'
    assert item(meta=link).get("alt_ids", {}) == (
        {key: "urn:newsml:nw.example:20260610:9"} if key else {}
    )


@pytest.mark.parametrize(
    ("sent", "urgency", "priority"),
    [("1", 1, None), ("9", 9, None), ("0", None, "0"), ("12", None, "12"), ("flash", 1, "flash")],
)
def test_urgency_outside_the_scale_is_kept_as_sent(
    sent: str, urgency: int | None, priority: str | None
) -> None:
    """One to nine are taken over; all else stays in the priority."""
    record = item(about=f"<urgency>{sent}</urgency>")
    assert (record.get("urgency"), record.get("priority")) == (urgency, priority)


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<inlineXML><p>One.</p>Two.<p>Three.</p></inlineXML>", "One.\n\nTwo.\n\nThree."),
        ("<inlineXML>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</inlineXML>",
         "One & two.\n\nThree."),
        ('<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>',
         "One.\n\nTwo."),
        ('<inlineData contenttype="text/plain">One.\n\nTwo,\nlater.</inlineData>',
         "One.\n\nTwo,\nlater."),
        ('<inlineData contenttype="text/plain" encoding="enc:base64">T25lLgoKVHdvLg==</inlineData>',
         "One.\n\nTwo."),
        (('<inlineData contenttype="text/plain">Short.</inlineData>'
         "<inlineXML><p>A longer text than the summary.</p></inlineXML>"),
         "A longer text than the summary."),
        (('<inlineXML xml:lang="no"><p>Norsk tekst som er lang.</p></inlineXML>'
         '<inlineXML xml:lang="en"><p>English.</p></inlineXML>'), "English."),
    ],
)  # fmt: skip
def test_content_is_read_in_each_form(content: str, body: str) -> None:
    """Markup, escaped markup, plain and base64 text; the item's language and the whole text first."""
    assert item(content=content)["body"] == body


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ('<provider qcode="nprov:NW"/>', "NW"),
        ('<provider uri="http://www.nw.example/about/"/>', "nw.example"),
        ('<provider qcode="web:www.nw.example"/>', "nw.example"),
        ('<provider literal="nw"/>', "nw"),
        ("<provider><name>North Wire</name></provider>", "North Wire"),
        ("", "Source Inc"),
    ],
)
def test_a_provider_is_named_in_each_form(provider: str, name: str) -> None:
    """Name, literal, code or the host of an address; without a provider, the source."""
    text = SHORT.replace('<provider literal="NW"/>', provider)
    about = "<infoSource><name>Source Inc</name></infoSource>"
    (outcome,) = parse(text.format(meta="", about=about, content="", catalog="").encode(), HINTS)
    assert isinstance(outcome, Read)
    assert outcome.record["provider"] == name


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("<conceptItem guid='a'><concept/></conceptItem>", "concept"),
        ("<conceptItem guid='a'><concept><eventDetails/></concept></conceptItem>", "event"),
        ("<knowledgeItem guid='a'/>", "list of concepts"),
        ("<planningItem guid='a'/>", "planning item"),
        ("<packageItem guid='a'><groupSet/></packageItem>", "package"),
        ("<newsItem guid='a'><itemMeta><itemClass qcode='x:video'/></itemMeta></newsItem>", "video"),
        ("<newsItem guid='a'><contentSet><inlineXML><events/></inlineXML></contentSet></newsItem>",
         "event"),
        ("<newsItem guid='a'><contentSet><remoteContent contenttype='image/png'/></contentSet></newsItem>",
         "picture"),
    ],
)  # fmt: skip
def test_what_is_no_text_news_is_refused_by_kind(document: str, kind: str) -> None:
    """The refusal says what the item is."""
    error = refusal(document.encode())
    assert isinstance(error, NotNews)
    assert error.kind == kind


def test_items_inside_a_package_are_read() -> None:
    """A package that holds its items, in place of references, is only their wrapping."""
    inner = SHORT.partition("?>")[2].format(meta="", about="", content="", catalog="")
    (outcome,) = parse(
        f"<packageItem guid='p'><itemSet>{inner}</itemSet></packageItem>".encode(), HINTS
    )
    assert isinstance(outcome, Read)


def test_unsafe_and_half_documents_are_refused() -> None:
    """An external entity, and a document without its end, give typed errors and no record."""
    leak = b'<!DOCTYPE newsItem [<!ENTITY leak SYSTEM "canary.txt">]><newsItem>&leak;</newsItem>'
    assert isinstance(refusal(leak), UnsafeDocument)
    assert isinstance(refusal(SOUND[0][:2_000]), IncompleteDocument)


def test_a_set_provider_wins_only_if_told_so() -> None:
    """The source's own name is for items that name nobody, unless the settings say always."""
    assert item(hints=Hints(provider="Feed"))["provider"] == "NW"
    assert item(hints=Hints(provider="Feed", provider_wins=True))["provider"] == "Feed"


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_spoilt_items_have_outcomes(seed: int) -> None:
    """Items with bytes cut, doubled and replaced have outcomes that intake can judge, and soon."""
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
