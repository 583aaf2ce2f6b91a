"""What a document is, by its bytes."""

import subprocess
import sys

import pytest

from stream.errors import ConfigError, MalformedUpdate, NotNews
from stream.formats.detect import AUTO, FORMATS, detect, parser
from stream.formats.detect.held import held
from stream.formats.outcome import Hints, Read, Refused

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
NAR = b'xmlns="http://iptc.org/std/nar/2006-10-01/"'
IPTC = b"\x01bdt0042 3 vm 45  dpa 0042\r\n\r\nVerkehr/\r\n\x02Zwei Linien =\r\n"
ANPA = (
    b"\x16\x16\x01W2870\x1fasian\r\nf l\x13\x11 BC-Ferry     06-11 0049\r\n\x02^BC-Ferry,466<\r\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (XML + b"<newsItem " + NAR + b"/>", "newsml-g2"),
        (b"<ns0:newsMessage xmlns:ns0='http://iptc.org/std/nar/2006-10-01/'/>", "newsml-g2"),
        (b"\xef\xbb\xbf" + XML + b"<packageItem " + NAR + b"/>", "newsml-g2"),
        (XML + b'<!DOCTYPE NewsML SYSTEM "a.dtd" [<!ATTLIST a b CDATA "c">]><NewsML/>', "newsml1"),
        (b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\r\n<nitf version='3.3'/>", "nitf"),
        (b"\r\n <rss version='2.0'><channel/></rss>", "rss"),
        (b"<!DOCTYPE html><rss><channel/></rss>", "rss"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "rss"),
        ("<feed/>".encode("utf-16"), "atom"),
        (b"<RBNews><NewsID>1</NewsID></RBNews>", "ritzau"),
        (b"<Answer><List><RBNews><NewsID>1</NewsID></RBNews></List></Answer>", "ritzau"),
        (b'{"uri": "urn:a:1"}', "ninjs"),
        (b'\xef\xbb\xbf[{"uri": "urn:a:1"}]', "ninjs"),
        (b'{\n "uri": "urn:a:1"\n}\n', "ninjs"),
        ('{"uri": "urn:a:1"}'.encode("utf-16"), "ninjs"),
        (b'{"uri": "urn:a:1"}\n\n{"uri": "urn:a:2"}\n', "jsonl"),
        (IPTC, "iptc7901"),
        (b"\0\0\r\n" + IPTC, "iptc7901"),
        (b"\x01eca062 4 i 211 ccccb   dpa 061\r\n\r\n", "iptc7901"),
        (ANPA, "anpa"),
        (b"\x16\x16\x01s0284\x1f-----\r\nr s\x14\x12 BC-BBO--Glance\r\n\x02^Glance<", "anpa"),
    ],
)
def test_the_bytes_say_what_a_document_is(data: bytes, name: str) -> None:
    """By its root element, its transmission header or its first brace; the file's name is no matter."""
    assert detect(data, "liar.txt") == name
    assert name in FORMATS


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture (JPEG)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture (PNG)"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36", "picture (BMP)"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio (WAV)"),
        (b"\0\0\0\x18ftypmp42", "video (MP4)"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar (iCalendar)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "graphic (SVG)"),
    ],
)
def test_what_can_hold_no_text_news_is_refused_by_its_kind(data: bytes, kind: str) -> None:
    """A picture, a sound, a film, a calendar."""
    with pytest.raises(NotNews) as caught:
        detect(data)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        (b"   \r\nDelivered-To: a@desk.example\r\nReceived: by 10.0.0.1\r\n\r\nText", "an e-mail"),
        (b"Subject: Fog\nFrom: a@desk.example\n\nFog stops ferries.", "an e-mail"),
        (b"<!doctype html>\n<html><body><p>Fog</p></body></html>", "a web page"),
        (b"<p>Fog</p>", "XML of a kind that is not known: <p>"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "a gzip file"),
        (b"\0\x01\x02" * 50, "binary data"),
        (b"Fog stops ferries.\n", "plain text"),
        (b"BMW recalls cars.", "plain text"),
        (XML + b"<contentSet/>", "a part of a NewsML-G2 item"),
        (XML, "without a root element"),
        (b"<!-- only this -->", "without a root element"),
        (b"", "empty document"),
        (b" \r\n\0", "nothing but white space"),
        (
            b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel></channel></rss>',
            "an export of WordPress",
        ),
    ],
)
def test_of_what_is_not_known_the_refusal_says_what_it_looks_like(
    data: bytes, looks_like: str
) -> None:
    """So that whoever put it there sees the mistake."""
    with pytest.raises(MalformedUpdate, match=looks_like) as caught:
        detect(data)
    assert not isinstance(caught.value, NotNews)


@pytest.mark.parametrize(
    ("name", "format_"),
    [("ferry.iptc", "iptc7901"), ("A.ANPA", "anpa"), ("feed.rss", "rss"), ("a.jsonl", "jsonl")],
)
def test_a_name_decides_only_what_the_bytes_leave_open(name: str, format_: str) -> None:
    """Plain text under a wire's ending is given to that wire's parser."""
    assert detect(b"Fog stops ferries.\n", name) == format_


def test_auto_reads_what_it_detects() -> None:
    """The parser of that name looks at each document and refuses what it can't place."""
    auto = parser(AUTO)
    item = b'{"uri":"urn:a:1","headline":"Fog","infosource":[{"name":"A"}]}'
    (read,) = auto(item, Hints())
    assert isinstance(read, Read)
    for data, hints in ((b"Fog", Hints()), (item, Hints(max_bytes=5))):
        (refused,) = auto(data, hints)
        assert isinstance(refused, Refused)


def test_an_empty_document_says_so() -> None:
    """A feed that is right and holds nothing has one outcome, as the contract asks."""
    (refused,) = parser("rss")(
        b"<rss version='2.0'><channel><title>A</title></channel></rss>", Hints()
    )
    assert isinstance(refused, Refused) and str(refused.error).startswith("document without items")


def test_what_intake_would_refuse_is_refused_at_the_source() -> None:
    """A parser that reads an item without text or with an endless id does not get by."""
    readings = [
        Read({"uri": "urn:a:1", "provider": "A", "headline": "Fog"}),
        Read({"uri": "urn:a:1", "provider": "A"}),
        Read({"uri": "u" * 3_000, "provider": "A", "headline": "Fog"}),
    ]
    outcomes = list(held(lambda data, hints: iter(readings))(b"", Hints()))
    assert [type(outcome) for outcome in outcomes] == [Read, Refused, Refused]


def test_an_unknown_format_is_a_wrong_setting() -> None:
    """The message names what there is."""
    with pytest.raises(ConfigError, match="auto, ninjs, newsml-g2"):
        parser("docx")


def test_parsers_are_imported_only_when_used() -> None:
    """Help and settings need neither lxml nor feedparser."""
    code = (
        "import sys, stream.formats.detect as d; d.detect(b'{}');"
        "sys.exit(any(m in sys.modules for m in ('lxml', 'feedparser', 'stream.formats.ninjs')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_prolog_is_passed_over_in_one_go() -> None:
    """Comments and document types of megabytes cost a search each."""
    assert detect(b"<!--" + b"-" * 2_000_000 + b"--><rss/>") == "rss"
    assert detect(b"<?a ?>" * 100_000 + b"<nitf/>") == "nitf"
