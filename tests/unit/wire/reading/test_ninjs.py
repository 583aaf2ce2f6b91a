"""ninjs as it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stream.errors import MalformedUpdate, NotNews
from stream.model import Concept, Update
from stream.wire import ReadingRules, read_record
from stream.wire.reading.ninjs import authority, recognised

ARRIVAL = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
ONE = {
    "uri": "urn:example-agency:item:1",
    "type": "text",
    "version": "1",
    "firstcreated": "2026-06-11T05:02:00+02:00",
    "versioncreated": "2026-06-11T05:12:00+02:00",
    "pubstatus": "usable",
    "urgency": 3,
    "language": "en",
    "embargoed": "2026-06-11T09:00:00+02:00",
    "headline": "Harbour council to close two ferry lines",
    "body_text": "ALDHAVEN - The council voted.\n\nIt affects commuters.",
}
THREE = {
    "uri": "urn:example-agency:item:2",
    "type": "text",
    "version": "1",
    "versionCreated": "2026-06-11T05:12:00+02:00",
    "pubStatus": "usable",
    "urgency": 3,
    "language": "en",
    "embargoedUntil": "2026-06-11T09:00:00+02:00",
    "headlines": [{"role": "main", "value": "Harbour council to close two bus lines"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": "ALDHAVEN - Two lines."}],
}


def _read(base: dict[str, Any], **changes: Any) -> Update:
    return read_record({**base, **changes}, ARRIVAL, ReadingRules())


@pytest.mark.parametrize("item", [ONE, THREE])
def test_both_spellings_carry_times_status_and_embargo(item: dict[str, Any]) -> None:
    """ninjs 1 and ninjs 3 give the same record, embargo and all, without a warning."""
    update = _read(item)
    assert update.embargoed_until == datetime(2026, 6, 11, 7, 0, tzinfo=UTC)
    assert update.version_created == datetime(2026, 6, 11, 3, 12, tzinfo=UTC)
    assert (update.pub_status, update.urgency, update.provider) == ("usable", 3, "example-agency")
    assert update.headline.startswith("Harbour council") and update.body.startswith("ALDHAVEN")
    assert update.warnings == []


def test_ninjs_2_is_read() -> None:
    """The lists of ninjs 3 with the lowercase keys of ninjs 1."""
    body = {"role": "html", "contenttype": "text/html", "value": "<p>One.</p><p>Two.</p>"}
    item = {"uri": "tag:wire.example,2026:1", "versioncreated": "2026-06-11T03:12:00Z"}
    update = _read(
        item, headlines=[{"value": "Ferry"}], bodies=[body], ednote="Adds", pubstatus="canceled"
    )
    assert (update.headline, update.body, update.ed_note) == ("Ferry", "One.\n\nTwo.", "Adds")
    assert (update.provider, update.declared) == ("wire.example", "kill")


def test_an_html_body_becomes_paragraphs() -> None:
    """Without a plain body the markup is read."""
    update = _read({**ONE, "body_text": ""}, body_html="<p>One.</p><script>x</script><p>Two.</p>")
    assert update.body == "One.\n\nTwo."


def test_the_main_text_is_chosen_then_a_plain_one() -> None:
    """Role main first, plain before markup, and an empty text is passed over."""
    lines = [{"role": "seo", "value": "Seo"}, {"role": "main", "value": "Main"}]
    assert _read(THREE, headlines=lines).headline == "Main"
    bodies = [
        {"role": "main", "value": " "},
        {"role": "html", "contentType": "text/html", "value": "<p>Markup</p>"},
        {"role": "text", "contentType": "text/plain", "value": "Plain"},
    ]
    assert _read(THREE, bodies=bodies).body == "Plain"


def test_title_and_description_stand_in_for_missing_texts() -> None:
    """Without a headline the title is read, without a body the description."""
    update = _read({"uri": "http://www.pix.example/1", "title": "Ferry",
                    "description_text": "A ferry on Thursday."})  # fmt: skip
    assert (update.headline, update.body, update.provider) == (
        "Ferry",
        "A ferry on Thursday.",
        "pix.example",
    )


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"type": "picture", "title": "Ferry"}, "picture"),
        ({"type": "Video", "headline": "Ferry"}, "video"),
        ({"type": "event", "title": "Summit"}, "event"),
        ({"type": "planning", "title": "Summit"}, "planning item"),
        ({"type": "component", "headline": "A box"}, "component of an item"),
        ({"type": "composite", "headline": "Ferry"}, "composite without a text"),
        ({"mimetype": "image/jpeg", "headline": "Ferry"}, "picture"),
        ({"eventDetails": {}, "title": "Summit"}, "event"),
        ({"plannedCoverage": [], "title": "Summit"}, "planning item"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(item: dict[str, Any], kind: str) -> None:
    """A caption or a programme is no report, and the refusal says what the item is."""
    with pytest.raises(NotNews) as caught:
        _read({"uri": "http://a.example/1", **item})
    assert caught.value.kind == kind


@pytest.mark.parametrize("kind", ["composite", "story", "TEXT", None, 5])
def test_an_item_with_a_text_of_its_own_is_read(kind: object) -> None:
    """A composite with a body and a producer's own type are text."""
    assert _read(ONE, type=kind).body.startswith("ALDHAVEN")


def test_a_producer_s_guid_and_replaced_id_are_read() -> None:
    """`guid` is the identity; `evolvedfrom` is kept and declares an update."""
    item = {key: value for key, value in ONE.items() if key != "uri"}
    update = _read(item, guid="urn:newsml:desk.example:2026:bb", evolvedfrom="urn:x:aa", priority=5)
    assert (update.uri, update.provider) == ("urn:newsml:desk.example:2026:bb", "desk.example")
    assert (update.declared, update.alt_ids) == ("update", {"evolvedfrom": "urn:x:aa"})
    assert (update.priority, update.warnings) == ("5", [])


def test_concepts_of_both_generations_are_read() -> None:
    """Scheme and code of ninjs 1; address and literal of ninjs 2 and 3."""
    old = _read(
        ONE, place=[{"name": "Italy", "scheme": "iso", "code": "it"}], person=[{"name": "A B"}]
    )
    assert (old.places, old.people) == (
        [Concept(name="Italy", scheme="iso", code="it")],
        [Concept(name="A B")],
    )
    new = _read(THREE, subjects=[{"name": "Sport", "uri": "http://cv.example/medtop/15000000"}])
    assert new.subjects == [
        Concept(name="Sport", code="15000000", scheme="http://cv.example/medtop/")
    ]
    literal = _read(THREE, organisations=[{"literal": "x"}])
    assert literal.organisations == [Concept(code="x")]


def test_alternative_ids_of_both_generations_are_read() -> None:
    """An object in ninjs 1, a list in ninjs 2 and 3."""
    assert _read(ONE, altids={"desk": "1"}).alt_ids == {"desk": "1"}
    assert _read(THREE, altIds=[{"role": "desk", "value": "1"}]).alt_ids == {"desk": "1"}


@pytest.mark.parametrize(
    ("changes", "provider"),
    [
        ({"provider": "A"}, "A"),
        ({"infosource": [{"rel": "x"}, {"name": "B"}]}, "B"),
        ({"infoSources": [{"name": "C"}]}, "C"),
        ({"source": "D"}, "D"),
        ({"infoSources": "bad", "source": 5}, "bad"),
        ({}, "example-agency"),
    ],
)
def test_the_provider_is_named_by_rule(changes: dict[str, Any], provider: str) -> None:
    """A provider, else a named source, else the producer's source, else the uri's authority."""
    assert _read(ONE, **changes).provider == provider


def test_an_item_that_names_nobody_is_read_with_a_warning() -> None:
    """The copyright holder is the last resort; without any the provider is unknown."""
    item = {**ONE, "uri": "urn:8d19cf88-b3ab-4972-8fec-1207599f2872"}
    assert _read(item, copyrightholder="Wire").provider == "Wire"
    update = _read(item)
    assert update.provider == "unknown" and "the provider is 'unknown'" in update.warnings[0]


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("http://www.wire.example/a", "wire.example"),
        ("https://user@News.example:8080/a", "news.example"),
        ("tag:wire.example,2026:x", "wire.example"),
        ("urn:newsml:dpa.example:2026:1", "dpa.example"),
        ("urn:example-agency:item:1", "example-agency"),
        ("urn:uuid:12", ""),
        ("1234", ""),
        (5, ""),
    ],
)
def test_the_authority_of_a_uri(uri: object, name: str) -> None:
    """Host, tag authority or urn provider; a random id names nobody."""
    assert authority(uri) == name


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"headlines": 5}, "headlines"),
        ({"headlines": [5]}, r"headlines\[0\]"),
        ({"bodies": [{"value": 5}]}, r"bodies\[0\].value"),
        ({"body_html": 5}, "body_html"),
        ({"headline": 5}, "headline"),
    ],
)
def test_a_text_of_another_type_is_refused_by_its_key(changes: dict[str, Any], where: str) -> None:
    """The refusal names the key as the sender wrote it."""
    item = {key: value for key, value in THREE.items() if key not in ("headlines", "bodies")}
    with pytest.raises(MalformedUpdate, match=where):
        _read(item, **changes)


def test_a_record_of_the_project_is_not_taken_for_ninjs() -> None:
    """With a provider, only keys that nobody else has make it ninjs."""
    assert not recognised({"uri": "u", "provider": "p", "headline": "h", "type": "text"})
    assert not recognised({"uri": "u", "headline": "h", "body": "b"})
    assert recognised({"uri": "u", "provider": "p", "pubStatus": "usable"})
    assert recognised({"uri": "u", "headline": "h", "type": "text"})


def test_a_lone_text_where_a_list_should_be_is_read() -> None:
    """An object, or a bare text, counts as a list of one: what can be read is read."""
    item = {key: value for key, value in THREE.items() if key not in ("headlines", "bodies")}
    update = _read(item, headlines="Port shut", bodies={"value": "The port shut."})
    assert (update.headline, update.body) == ("Port shut", "The port shut.")
