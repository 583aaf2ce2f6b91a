"""Whole, well-formed feeds: identity, texts, times, subjects."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stream.errors import MalformedUpdate, NotNews
from stream.formats.feeds import parse
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.wire.reading.record import ReadingRules, read_record

FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"
ARRIVAL = datetime(2026, 6, 11, 12, tzinfo=UTC)
HINTS = Hints(arrival=ARRIVAL)


def outcomes(document: str | bytes, hints: Hints = HINTS) -> list[Outcome]:
    """The outcomes of a document."""
    return list(parse(document.encode() if isinstance(document, str) else document, hints))


def records(document: str | bytes, hints: Hints = HINTS) -> list[dict[str, Any]]:
    """The records of a document that is read whole."""
    found = outcomes(document, hints)
    assert all(isinstance(outcome, Read) for outcome in found), found
    return [outcome.record for outcome in found if isinstance(outcome, Read)]


def rss(items: str, channel: str = "<title>Post</title><link>https://post.example/</link>") -> str:
    """An RSS 2.0 document with these items."""
    return f'<rss version="2.0"><channel>{channel}{items}</channel></rss>'


def atom(entries: str) -> str:
    """An Atom document with these entries."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Eco</title>{entries}</feed>'


def test_a_full_rss_item_is_read_field_by_field() -> None:
    """The first item of the desk's feed comes out with all that it says."""
    first = outcomes((FIXTURES / "rss_desk.xml").read_bytes())[0]
    assert isinstance(first, Read)
    assert first.record == {
        "uri": "post-7001",
        "alt_ids": {
            "link": "https://post.example/2026/06/dock?from=rss&edition=2",
            "source": "https://worldwire.example/feed",
        },
        "provider": "Aldhaven Post",
        "first_created": "2026-06-11T09:15:00+02:00",
        "version_created": "2026-06-11T08:40:00+00:00",
        "times_as_sent": {
            "first_created": "Thu, 11 Jun 26 09:15 +0200",
            "version_created": "2026-06-11T08:40:00Z",
        },
        "headline": "Dock & harbour talks resume, union says",
        "body": "Talks between the dockers and the port resumed on Thursday.\n\n"
        "Both sides asked for £4 million.\n\npay\nhours",
        "language": "en-gb",
        "format": "rss 2.0",
        "subjects": [
            {
                "name": "labour-dispute",
                "code": "labour-dispute",
                "scheme": "https://post.example/topics",
            },
            {"name": "Coast"},
        ],
        "places": [{"name": "Aldhaven", "code": "54.1 7.9", "scheme": "georss:point"}],
        "ed_note": "Source: Worldwire",
    }


def test_the_other_items_of_an_rss_feed_have_outcomes_of_their_own() -> None:
    """A Dutch item, one without id and date, a picture and an empty one stand side by side."""
    _, dutch, nameless, picture, empty = outcomes((FIXTURES / "rss_desk.xml").read_bytes())
    assert isinstance(dutch, Read) and isinstance(nameless, Read)
    assert dutch.record["language"] == "nl"
    assert dutch.record["version_created"] == "2026-06-11T10:30:00+02:00"
    assert dutch.record["body"] == "De sluis is dicht.\n\nDe boten wachten buiten de haven."
    assert nameless.record["uri"].startswith("urn:content:")
    assert "version_created" not in nameless.record
    assert nameless.record["warnings"] == [
        "item has no guid or link of its own: its id is made from its text"
    ]
    assert isinstance(picture, Refused) and isinstance(picture.error, NotNews)
    assert picture.error.kind == "picture"
    assert isinstance(empty, Refused) and "https://post.example/empty" in str(empty.error)


def test_a_full_atom_feed_is_read_field_by_field() -> None:
    """Markup of each type, an inherited base, a draft and a deleted entry are read."""
    first, german, draft, deleted = records((FIXTURES / "atom_desk.xml").read_bytes())
    assert first == {
        "uri": "urn:example:e1",
        "alt_ids": {
            "link": "https://eco.example/news/rates/1",
            "source": "urn:example:worldwire",
        },
        "provider": "Economy desk",
        "first_created": "2026-06-11T09:00:00+02:00",
        "version_created": "2026-06-11T09:20:00+02:00",
        "times_as_sent": {
            "first_created": "2026-06-11T09:00:00+02:00",
            "version_created": "2026-06-11T09:20:00+02:00",
        },
        "headline": "Bank holds rate at <2% again",
        "body": "The bank held its rate.\n\nAnalysts had expected it.",
        "language": "en",
        "format": "atom 1.0",
        "subjects": [
            {
                "name": "economy",
                "code": "20000170",
                "scheme": "http://cv.iptc.org/newscodes/mediatopic/",
            }
        ],
        "ed_note": "Source: Worldwire markets",
    }
    assert (german["language"], german["headline"]) == ("de", "Häfen <offen>")
    assert german["body"] == "Die Häfen sind wieder offen."
    assert draft["pub_status"] == "withheld"
    assert deleted == {
        "uri": "urn:example:e0",
        "provider": "Economy desk",
        "pub_status": "canceled",
        "version_created": "2026-06-11T11:00:00+00:00",
        "times_as_sent": {"version_created": "2026-06-11T11:00:00Z"},
        "language": "en",
        "format": "atom 1.0",
        "ed_note": "Sent by mistake.",
    }


@pytest.mark.parametrize("name", ["rss_desk.xml", "atom_desk.xml"])
def test_intake_accepts_every_record(name: str) -> None:
    """Intake reads each record and has nothing to add but what is undated."""
    for outcome in outcomes((FIXTURES / name).read_bytes()):
        if isinstance(outcome, Read):
            update = read_record(outcome.record, ARRIVAL, ReadingRules())
            new = set(update.warnings) - set(outcome.record.get("warnings", []))
            assert new <= {"undated: the arrival is used"}


def test_a_guid_on_several_items_names_none() -> None:
    """Items that share a guid and differ in their links are known by their links."""
    found = records(
        rss(
            "<item><title>One</title><link>https://post.example/1</link><guid>0</guid></item>"
            "<item><title>Two</title><link>https://post.example/2</link><guid>0</guid></item>"
        )
    )
    assert [record["uri"] for record in found] == [
        "https://post.example/1",
        "https://post.example/2",
    ]
    assert found[0]["alt_ids"] == {"guid": "0"}
    assert found[0]["warnings"] == ["guid '0' is also that of the feed or of other items: not used"]


@pytest.mark.parametrize("link", ["https://post.example/", "https://post.example/live"])
def test_a_link_to_the_front_page_or_of_several_items_names_none(link: str) -> None:
    """Items without guids that all lead to the same page stay different items."""
    item = f"<item><title>{{}}</title><link>{link}</link></item>"
    found = records(rss(item.format("One") + item.format("Two")))
    assert len({record["uri"] for record in found}) == 2
    assert all(record["uri"].startswith("urn:content:") for record in found)
    assert all(record["alt_ids"] == {"link": link} for record in found)


def test_two_versions_of_one_atom_entry_keep_their_id() -> None:
    """The same id with the same link twice is one item in two versions."""
    entry = '<entry><id>urn:e:1</id><link href="https://e.example/1"/><title>{}</title></entry>'
    found = records(atom(entry.format("Before") + entry.format("After")))
    assert [record["uri"] for record in found] == ["urn:e:1", "urn:e:1"]


def test_a_content_id_is_the_same_at_the_next_poll_and_another_for_another_provider() -> None:
    """An item without id or link is named by its text and its provider."""
    document = rss("<item><title>One</title></item>")
    first, again = records(document)[0]["uri"], records(document)[0]["uri"]
    assert first == again
    assert first != records(document, Hints(provider="Other"))[0]["uri"]


def test_the_scheme_of_a_guid_is_kept_as_sent() -> None:
    """What http and https have in common is for dedupe to say."""
    item = "<item><title>One</title><guid>{}://post.example/1</guid></item>"
    found = [records(rss(item.format(scheme)))[0]["uri"] for scheme in ("http", "https")]
    assert found == ["http://post.example/1", "https://post.example/1"]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Jobless rate &lt;4% in May, &gt;10% in 1999", "Jobless rate <4% in May, >10% in 1999"),
        ("Minister: &lt;no comment&gt;", "Minister: <no comment>"),
        ("&lt;b&gt;Bold&lt;/b&gt; move &lt;5%", "Bold move <5%"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("Fish &amp; chips", "Fish & chips"),
        ("R&amp;D up", "R&D up"),
        ("<![CDATA[Rates &lt;5% &#8211; bank]]>", "Rates <5% – bank"),
        ("Tag &lt;em&gt; explained", "Tag <em> explained"),
        ("Line one&lt;br /&gt;line two", "Line one line two"),
        ("One <i>unescaped</i> word", "One unescaped word"),
    ],
)
def test_rss_titles_show_by_themselves_whether_they_are_markup(title: str, headline: str) -> None:
    """RSS doesn't say what a title is; a less-than sign alone is no markup."""
    assert records(rss(f"<item><title>{title}</title></item>"))[0]["headline"] == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ('<title type="text">Rate &lt;4%</title>', "Rate <4%"),
        ("<title>Reply: &lt;b&gt;no&lt;/b&gt;</title>", "Reply: <b>no</b>"),
        ('<title type="html">Rate &lt;4%, &lt;b&gt;bank&lt;/b&gt;</title>', "Rate <4%, bank"),
        ('<title type="html">A &amp;lt;tag&amp;gt;</title>', "A <tag>"),
    ],
)
def test_atom_titles_are_what_their_type_says(title: str, headline: str) -> None:
    """Atom states the type of a title; without one it is text."""
    assert records(atom(f"<entry><id>u:1</id>{title}</entry>"))[0]["headline"] == headline


@pytest.mark.parametrize(
    ("description", "body"),
    [
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &lt;4%.&lt;/p&gt;", "One.\n\nTwo <4%."),
        ("One.\n\nTwo\nlines.", "One.\n\nTwo lines."),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("&lt;b&gt;One.&lt;/b&gt;\n\nTwo.", "One.\n\nTwo."),
        ("He said &lt;nothing&gt; more.", "He said <nothing> more."),
        ("One&lt;br&gt;two", "One\ntwo"),
    ],
)
def test_bodies_keep_their_paragraphs(description: str, body: str) -> None:
    """Paragraphs come from elements, or from blank lines where there is none."""
    found = records(rss(f"<item><title>T</title><description>{description}</description></item>"))
    assert found[0]["body"] == body


def test_an_empty_content_leaves_the_description() -> None:
    """A full text that is only a picture isn't taken for the text."""
    item = (
        "<item><title>T</title><description>The text.</description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "&lt;img src='a.jpg'&gt;</content:encoded></item>"
    )
    assert records(rss(item))[0]["body"] == "The text."


@pytest.mark.parametrize(
    ("stated", "zone", "read", "warned"),
    [
        ("Thu, 11 Jun 2026 10:30:00 IST", "", "2026-06-11T10:30:00", "IST"),
        ("Thu, 11 Jun 2026 10:30:00 IST", "Asia/Kolkata", "2026-06-11T10:30:00+05:30", ""),
        ("Thu, 11 Jun 2026 10:30:00 CEST", "Asia/Kolkata", "2026-06-11T10:30:00+02:00", ""),
        ("Thu,11 Jun 2026 4:35:5 GMT+9", "", "2026-06-11T04:35:05+09:00", ""),
        ("11 juin 2026 08:00 +0200", "", "2026-06-11T08:00:00+02:00", ""),
        ("2 hours ago", "", "2026-06-11T10:00:00", "relative"),
        ("1781164800", "", "2026-06-11T08:00:00+00:00", ""),
        ("1781164800000", "", "2026-06-11T08:00:00+00:00", ""),
        ("vor 3 Tagen", "", "2026-06-08T12:00:00", "relative"),
        ("soon", "", "", "can't be read"),
    ],
)
def test_dates_are_read_or_doubted(stated: str, zone: str, read: str, warned: str) -> None:
    """No date gets a zone that nobody stated; the words as sent stay beside it."""
    item = f"<item><title>T</title><guid>1</guid><pubDate>{stated}</pubDate></item>"
    record = records(rss(item), Hints(zone=zone, arrival=ARRIVAL))[0]
    assert record.get("version_created", "") == read
    assert record["times_as_sent"]["version_created"] == stated
    assert warned in " ".join(record.get("warnings", []))
    assert warned or "warnings" not in record


@pytest.mark.parametrize(
    ("channel", "hints", "provider"),
    [
        ("<title>Post</title>", Hints(provider="Settings"), "Settings"),
        (
            '<title>Post</title><dc:publisher xmlns:dc="http://purl.org/dc/elements/1.1/">House</dc:publisher>',
            Hints(),
            "House",
        ),
        ("<title>Post</title><webMaster>it@post.example</webMaster>", Hints(), "Post"),
        ("<link>https://www.post.example/</link>", Hints(), "post.example"),
        ("", Hints(name="https://feeds.example/rss"), "feeds.example"),
        ("", Hints(), "item.example"),
    ],
)
def test_the_provider_is_named_by_settings_or_feed(
    channel: str, hints: Hints, provider: str
) -> None:
    """The settings' provider, the publisher, the title and the hosts count in this order."""
    item = "<item><title>T</title><link>https://item.example/1</link></item>"
    assert records(rss(item, channel), hints)[0]["provider"] == provider


def test_a_country_in_place_of_a_language_is_ignored() -> None:
    """`US` is no language: the settings' language is taken, with a warning."""
    document = rss(
        "<item><title>T</title><guid>1</guid></item>", "<title>P</title><language>US</language>"
    )
    record = records(document, Hints(language="en"))[0]
    assert record["language"] == "en"
    assert record["warnings"] == ["language 'US' is not a language of ISO 639: ignored"]


def test_an_older_rss_is_read() -> None:
    """RSS 1.0 has its items beside the channel and names them by rdf:about."""
    record = records(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://o.example/">'
        "<title>Old</title><dc:language>fr</dc:language></channel>"
        '<item rdf:about="https://o.example/1"><title>Un</title><link>https://o.example/1</link>'
        "<dc:date>2026-06-11T08:00:00Z</dc:date></item></rdf:RDF>"
    )[0]
    assert (record["uri"], record["format"], record["language"]) == (
        "https://o.example/1",
        "rss 1.0",
        "fr",
    )
    assert record["version_created"] == "2026-06-11T08:00:00+00:00"


def test_posts_of_an_export_that_are_no_news_are_told_apart() -> None:
    """An attachment is refused by its kind, a draft is withheld."""
    wordpress = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    picture, draft = outcomes(
        rss(
            f"<item {wordpress}><title>a.jpg</title><wp:post_type>attachment</wp:post_type></item>"
            f"<item {wordpress}><title>Later</title><wp:status>draft</wp:status></item>"
        )
    )
    assert isinstance(picture, Refused) and isinstance(picture.error, NotNews)
    assert isinstance(draft, Read) and draft.record["pub_status"] == "withheld"


def test_an_empty_feed_has_no_outcome() -> None:
    """A feed without items is a feed."""
    assert outcomes(rss("")) == []


@pytest.mark.parametrize(
    "document", ["<html><body>Down for repair</body></html>", "", "gone", "{}"]
)
def test_what_is_no_feed_is_refused(document: str) -> None:
    """A page, nothing at all and other formats are each one refusal."""
    (outcome,) = outcomes(document)
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, MalformedUpdate)


def test_what_is_escaped_twice_is_resolved() -> None:
    """Quotes and ampersands that a sender escaped twice are characters; `<` stays as it was meant."""
    item = "<item><title><![CDATA[Smith &amp;amp; Sons &amp;#8217; fire]]></title><guid>a</guid>"
    body = "<description>He said &amp;amp;quot;no&amp;amp;quot;, &amp;lt;5%</description></item>"
    (record,) = records(rss(item + body))
    assert (record["headline"], record["body"]) == ("Smith & Sons ’ fire", 'He said "no", <5%')


def test_ids_without_what_nobody_sees() -> None:
    """A mark of direction before a guid or a link makes neither another id nor another address."""
    item = "<item><title>A</title><link>\u200ehttps://p.example/1\u200b</link></item>"
    with_guid = item.replace("</item>", "<guid>\u200fpost-1</guid></item>")
    assert records(rss(item))[0]["uri"] == "https://p.example/1"
    (record,) = records(rss(with_guid))
    assert (record["uri"], record["alt_ids"]) == ("post-1", {"link": "https://p.example/1"})
