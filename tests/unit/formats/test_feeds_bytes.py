"""What comes before the items: encodings, document types, broken XML."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from stream.errors import MalformedUpdate
from stream.formats.feeds import mended as feeds_mended
from stream.formats.feeds import parse, read_feed
from stream.formats.feeds import parts as feeds_parts
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.formats.xml import IncompleteDocument, UnsafeDocument

HINTS = Hints(arrival=datetime(2026, 6, 11, 12, tzinfo=UTC))
TITLE = "Łódź: zamknięte mosty"


def feed(*titles: str, declaration: str = "") -> str:
    """An RSS document with an item for each title."""
    items = "".join(
        f"<item><title>{title}</title><guid>https://wire.example/{n}</guid></item>"
        for n, title in enumerate(titles, 1)
    )
    return f'{declaration}<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'


def headlines(found: list[Outcome]) -> list[str]:
    """The headlines of what was read; an outcome that is a refusal is named by its class."""
    return [
        outcome.record["headline"] if isinstance(outcome, Read) else type(outcome.error).__name__
        for outcome in found
    ]


def warnings(outcome: Outcome) -> str:
    """An item's warnings as one text."""
    assert isinstance(outcome, Read)
    return "; ".join(outcome.record.get("warnings", []))


@pytest.mark.parametrize(
    ("code", "declared", "charset"),
    [
        ("utf-8", "UTF-8", ""),
        ("utf-8", "", ""),
        ("utf-8", "", "utf-8"),
        ("utf-8", "UTF-8", "iso-8859-1"),
        ("utf-8-sig", "iso-8859-2", "iso-8859-1"),
        ("iso-8859-2", "iso-8859-2", ""),
        ("iso-8859-2", "utf-8", "ISO-8859-2"),
        ("iso-8859-2", "", "iso-8859-2"),
        ("utf-16", "utf-16", ""),
        ("utf-16-be", "utf-16", ""),
    ],
)
def test_an_encoding_is_found_by_bytes_header_or_declaration(
    code: str, declared: str, charset: str
) -> None:
    """A mark and valid UTF-8 go before HTTP's charset, and that before the declaration."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = feed(TITLE, declaration=declaration).encode(code)
    assert headlines(list(read_feed(data, HINTS, charset))) == [TITLE]


def test_a_bad_byte_spoils_one_letter_of_one_item() -> None:
    """The item with the byte has a warning that counts it, its neighbour has none."""
    data = feed("cafX reopens", TITLE).encode().replace(b"cafX", b"caf\xf1")
    first, second = parse(data, HINTS)
    assert headlines([first, second]) == ["caf\ufffd reopens", TITLE]
    assert "1 bytes" in warnings(first)
    assert "bytes" not in warnings(second)


@pytest.mark.parametrize("charset", ["x-unheard-of", "utf-7", "unicode_escape", "\udcff;", "rot13"])
def test_a_strange_charset_is_no_obstacle(charset: str) -> None:
    """What isn't a character encoding of the web is passed over."""
    assert headlines(list(read_feed(feed(TITLE).encode(), HINTS, charset))) == [TITLE]


def test_an_external_entity_is_refused_and_its_file_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The named pipe would block whoever opens it; the refusal says what was declared."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("canary.txt")
    doctype = (
        '<!DOCTYPE rss [<!ENTITY leak SYSTEM "canary.txt"><!ENTITY % more SYSTEM "canary.txt">]>'
    )
    (outcome,) = parse(feed("Quake &leak;", declaration=doctype).encode(), HINTS)
    assert isinstance(outcome, Refused) and isinstance(outcome.error, UnsafeDocument)
    assert "external entity" in str(outcome.error)


@pytest.mark.parametrize("junk", ["", "<!-- a -->", "PHP Warning: x\n", "</nonsense>"])
def test_entities_are_refused_whatever_stands_before_them(junk: str) -> None:
    """A document that is broken as well is still refused for its entities."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    (outcome,) = parse(junk.encode() + feed("&b; & more", declaration=bomb).encode(), HINTS)
    assert isinstance(outcome, Refused) and isinstance(outcome.error, UnsafeDocument)


def test_a_plain_document_type_is_passed_over() -> None:
    """RSS 0.91 names its document type by an address, which nobody asks."""
    doctype = '<!DOCTYPE rss PUBLIC "-//Example//DTD RSS 0.91//EN" "https://dtd.example/rss.dtd">'
    assert headlines(list(parse(feed("One", declaration=doctype).encode(), HINTS))) == ["One"]


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("<item><title>Bad</titel><guid>9</guid></item>", "Bad"),
        ("<item><title>Bad</title><description>a <b>b</description><guid>9</guid></item>", "Bad"),
        ("<item><title>Bad</title><description>a<br>b</description><guid>9</guid></item>", "Bad"),
        ("<item><title>Bad</title><guid isPermaLink=false>9</guid></item>", "Bad"),
        ("<item><title>Bad</title><guid>9</guid>", "Bad"),
        ("<item><title>Bad & worse</title><guid>9</guid></item>", "Bad & worse"),
        ("<item><title>Caf&eacute;&nbsp;bad</title><guid>9</guid></item>", "Café bad"),
        ("<item><title><![CDATA[Bad]]</title><guid>9</guid></item>", ""),
        ("<item><media:title>x</media:title><title>Bad</title><guid>9</guid></item>", "Bad"),
    ],
)
def test_a_broken_item_leaves_its_neighbours_whole(broken: str, expected: str) -> None:
    """The items before and after a broken one are read, and so is what can be had of it."""
    whole = feed("One", "Two").replace("</item><item>", f"</item>{broken}<item>")
    found = headlines(list(parse(whole.encode(), HINTS)))
    assert (found[0], found[-1], len(found)) == ("One", "Two", 3)
    if expected:
        assert found[1] == expected


def test_a_broken_feed_says_so_and_strict_refuses_it() -> None:
    """What was read leniently has a warning; `strict` takes no such document."""
    broken = feed("One").replace("</rss>", "<x></rss>").encode()
    (read,) = parse(broken, HINTS)
    assert "leniently" in warnings(read)
    (refused,) = parse(broken, Hints(strict=True))
    assert isinstance(refused, Refused)


def test_a_namespace_that_is_no_address_is_dropped() -> None:
    """lxml reads such a name where it mends a document, but makes no element of it."""
    bad = '<r:RDF xmlns:r="http://ex\x7fample/"><channel/><item r:about="u:1"><title>Fog</title></item></r:RDF>'
    root = etree.fromstring(bad, etree.XMLParser(recover=True))
    apart = feeds_parts.take_apart(root, [])
    (item,) = apart.items
    assert apart.head == b"<RDF><channel/></RDF>"
    assert isinstance(item, feeds_parts.Item) and b"<item><title>Fog</title></item>" in item.text


def test_a_cut_feed_gives_its_whole_items_and_never_half_of_one() -> None:
    """The item in which the document ends is refused, and so it is known to be incomplete."""
    whole = feed("One", "Two", "Three")
    for end in range(whole.index("</channel>")):
        found = list(parse(whole[:end].encode(), HINTS))
        assert found
        read = [text for text in headlines(found) if text != "IncompleteDocument"]
        assert all(text in ("One", "Two", "Three", "MalformedUpdate") for text in read)
        last = found[-1]
        assert isinstance(last, Refused) and isinstance(last.error, MalformedUpdate)
        if "<item>" in whole[:end]:
            assert isinstance(last.error, IncompleteDocument)


def test_too_large_a_document_is_refused() -> None:
    """The limit is named."""
    (outcome,) = parse(feed("One").encode(), Hints(max_bytes=20))
    assert isinstance(outcome, Refused) and "the limit is 20" in str(outcome.error)


@pytest.mark.parametrize(("broken", "module"), [("", feeds_parts), ("<x>", feeds_mended)])
def test_items_beyond_the_limit_are_named_not_dropped(
    broken: str, module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document with more items than are read of one says how many, after those that were read."""
    monkeypatch.setattr(module, "_MAX_ITEMS", 2)
    data = feed("One", "Two", "Three").replace("</channel>", f"{broken}</channel>")
    found = list(parse(data.encode(), HINTS))
    assert headlines(found) == ["One", "Two", "MalformedUpdate"]
    assert "3 items are more than 2" in str(getattr(found[-1], "error", ""))


def test_json_at_the_address_of_a_feed_is_read_as_json() -> None:
    """A site that serves JSON Feed where RSS was asked for gives its items; another object is refused."""
    items = (
        '[{"id":"https://p.example/1","title":"One"},{"id":"https://p.example/2","title":"Two"}]'
    )
    version = "https://jsonfeed.org/version/1.1"
    data = f'\ufeff{{"version":"{version}","title":"Wire","items":{items}}}'.encode()
    assert headlines(list(parse(data, HINTS))) == ["One", "Two"]
    (outcome,) = parse(b'{"error":"try later"}', HINTS)
    assert isinstance(outcome, Refused) and "no news" in str(outcome.error)


def test_a_json_feed_is_judged_strictly_where_that_is_asked_for() -> None:
    """What is only warned of refuses the item, as in any other feed."""
    data = (
        b'{"version":"https://jsonfeed.org/version/1.1","title":"Wire","items":[{"title":"One"}]}'
    )
    (read,) = parse(data, HINTS)
    assert isinstance(read, Read) and read.record["warnings"]
    (refused,) = parse(data, Hints(strict=True))
    assert isinstance(refused, Refused) and refused.item == 1
