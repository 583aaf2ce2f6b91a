"""News in JSON, by documents of our own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from stream.errors import MalformedUpdate, NotNews, UnknownSchema
from stream.formats.jsonl import parse as parse_lines
from stream.formats.ninjs import parse
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.wire import ReadingRules, read_record

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "tests/fixtures/formats"
SCHEMA = orjson.loads((ROOT / "schemas/wire.updates/v1.json").read_bytes())
RECORD = Draft202012Validator({"$ref": "#/$defs/record", "$defs": SCHEMA["$defs"]})
ARRIVAL = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
ITEM = {
    "uri": "urn:newsml:aldhaven-wire.example:20260611:fog-1",
    "headline": "Fog stops ferries",
    "body_text": "ALDHAVEN - Fog stopped all ferries on Thursday.",
}


def _hints(**changes: Any) -> Hints:
    return Hints(arrival=ARRIVAL, **changes)


def _fixture(name: str, **changes: Any) -> list[Outcome]:
    return list(parse((FIXTURES / name).read_bytes(), _hints(**changes)))


def _parse(item: Any, **changes: Any) -> Outcome:
    (outcome,) = parse(orjson.dumps(item), _hints(**changes))
    return outcome


def _record(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome, Read), outcome
    return outcome.record


def _error(outcome: Outcome) -> MalformedUpdate:
    assert isinstance(outcome, Refused), outcome
    return outcome.error


@pytest.mark.parametrize(
    ("name", "format_", "headline", "embargo"),
    [
        ("ninjs_1_text.json", "ninjs 1.4", "Harbour council", "2026-06-11T09:00:00+02:00"),
        ("ninjs_2_text.json", "ninjs 2.1", "Centralbanken", None),
        ("ninjs_3_text.json", "ninjs 3.0", "Sube a 20", "2026-06-12T06:00:00-03:00"),
    ],
)
def test_each_generation_is_read_whole(
    name: str, format_: str, headline: str, embargo: str | None
) -> None:
    """Singular and plural, lower and camel case give the same keys, and nothing is found wrong."""
    (outcome,) = _fixture(name, strict=True)
    record = _record(outcome)
    assert (record["format"], record.get("embargoed_until")) == (format_, embargo)
    assert record["headline"].startswith(headline) and " - " in record["body"]
    assert record["version_created"] and record["first_created"] and record["version"]
    assert record["pub_status"] == "usable" and record["urgency"] in (1, 2, 3)
    assert record["subjects"][0]["code"].startswith("20000") and record["places"][0]["name"]
    assert record["alt_ids"] and "warnings" not in record


def test_every_record_keeps_the_schema() -> None:
    """What a parser makes of our own documents is what schemas/wire.updates/v1.json asks for."""
    seen = 0
    for path in sorted(FIXTURES.glob("ninjs_*.json")):
        for outcome in _fixture(path.name):
            if isinstance(outcome, Read):
                RECORD.validate(outcome.record)
                seen += 1
    assert seen >= 10


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ninjs_2_picture.json", "picture"),
        ("ninjs_3_event.json", "event"),
        ("ninjs_3_planning.json", "planning item"),
        ("ninjs_3_no_text.json", "item without a text"),
        ("ninjs_dpa_picture.json", "picture"),
        ("ninjs_dpa_results.json", "results table"),
    ],
)
def test_what_is_no_text_news_is_named(name: str, kind: str) -> None:
    """The refusal says what the item is."""
    (outcome,) = _fixture(name)
    error = _error(outcome)
    assert isinstance(error, NotNews) and error.kind == kind


def test_a_kill_needs_no_text() -> None:
    """A canceled item without headline and body is read, and means a kill."""
    (outcome,) = _fixture("ninjs_1_kill.json", strict=True)
    record = _record(outcome)
    assert record["pub_status"] == "canceled" and "body" not in record
    assert read_record(record, ARRIVAL, ReadingRules()).declared == "kill"


def test_faults_are_warned_of_and_refused_if_strict() -> None:
    """Each fault is told with its place; strict refuses the item and names them all."""
    (outcome,) = _fixture("ninjs_1_faults.json")
    record = _record(outcome)
    told = " | ".join(record["warnings"])
    for fault in ("version is a number", "genre is text", "subject[0].qcode", "mood", "'released'"):
        assert fault in told
    assert record["pub_status"] == "withheld"
    (strict,) = _fixture("ninjs_1_faults.json", strict=True)
    assert "genre is text" in str(_error(strict)) and not isinstance(_error(strict), NotNews)


def test_an_unreadable_text_is_no_missing_text() -> None:
    """A headline that is a number makes the item malformed; an item of another kind it isn't."""
    error = _error(_parse({"uri": ITEM["uri"], "title": 42}))
    assert not isinstance(error, NotNews) and "title is a number" in str(error)


@pytest.mark.parametrize("status", ["released", "stat:withheld", 7])
def test_an_unknown_status_is_never_usable(status: object) -> None:
    """What can't be read as usable is withheld."""
    assert _record(_parse({**ITEM, "pubstatus": status}))["pub_status"] == "withheld"


def test_an_envelope_of_an_agency_holds_several_items() -> None:
    """Each item of a feed has its own outcome, and the picture does not spoil the text."""
    text, picture = _fixture("ninjs_ap_feed.json")
    record = _record(text)
    assert record["uri"] == "https://api.agency.example/media/v/content/5ee9b4b4"
    assert (record["priority"], record["located"]) == ("r", "Port Renning, Oregon")
    assert (record["provider"], record["format"]) == ("AP", "AP Media API")
    assert isinstance(_error(picture), NotNews)


def test_an_address_that_needs_its_query_keeps_it() -> None:
    """Only where the path has the item's id is the query the request's."""
    ids = {"itemid": "77", "etag": "77_1"}
    record = _record(_parse({**ITEM, "uri": "https://a.example/item?id=77", "altids": ids}))
    assert record["uri"] == "https://a.example/item?id=77"


def test_digitalwires_are_read() -> None:
    """Teaser, dateline and text make the body; codes keep their scheme; the correction is the note."""
    record = _record(_fixture("ninjs_triple.json")[0])
    paragraphs = record["body"].split("\n\n")
    assert paragraphs[0].startswith("Rund 3000") and len(paragraphs) == 4
    assert paragraphs[1].startswith("Aldhafen (dpa) - Der Hafenrat")
    assert (record["located"], record["slugline"]) == ("Aldhafen", "Verkehr/Deutschland/Fähren")
    assert {"name": "Verkehr", "code": "20000337", "scheme": "medtop"} in record["subjects"]
    assert record["ed_note"].startswith("Im ersten Satz") and record["signals"] == [
        "sig:correction"
    ]


def test_a_list_has_an_outcome_for_each_entry() -> None:
    """Items in the project's words and in ninjs beside what is none."""
    own, one, other = _fixture("ninjs_list.json")
    assert _record(own)["format"] == "newswire wire.updates/v1"
    assert _record(one)["format"] == "ninjs 1.6"
    assert "[2]" in str(_error(other))


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("ninjs_bare_line_end.json", "controls within a text"),
        ("ninjs_latin.json", "4 bytes are no UTF-8"),
    ],
)
def test_spoilt_json_is_read_as_far_as_it_goes(name: str, warning: str) -> None:
    """A bare line end or a byte of another code is mended, told, and refused if strict."""
    (outcome,) = _fixture(name)
    assert warning in " ".join(_record(outcome)["warnings"])
    (strict,) = _fixture(name, strict=True)
    assert warning in str(_error(strict))


@pytest.mark.parametrize(
    ("code", "language", "headline"),
    [
        ("cp1251", "ru", "Мельница продана певцу"),
        ("gb18030", "zh-Hans", "磨坊出售给歌手"),
        ("cp1252", "fr", "L'été à Évian : élèves, œuvres"),
        ("cp1252", None, "L'été à Évian : élèves, œuvres"),
    ],
)
def test_json_in_an_old_code_is_read_by_its_language(
    code: str, language: str | None, headline: str
) -> None:
    """Standard JSON is UTF-8; old systems send what they always have."""
    item = {"uri": "u:1", "headline": headline} | ({"language": language} if language else {})
    (outcome,) = parse(json.dumps(item, ensure_ascii=False).encode(code), _hints())
    assert _record(outcome)["headline"] == headline


@pytest.mark.parametrize("line", [b"", b"\n"])
def test_json_in_an_unknown_code_is_refused(line: bytes) -> None:
    """Cyrillic letters are never shown as Western European ones, in a document as in a line."""
    data = '{"uri":"u:1","headline":"Мельница продана певцу"}'.encode("cp1251") + line
    for read in (parse, parse_lines):
        (outcome,) = read(data, _hints())
        assert "no other encoding is declared" in str(_error(outcome))


def test_utf_16_is_read() -> None:
    """A byte order mark tells it."""
    (outcome,) = parse(b"\xff\xfe" + orjson.dumps(ITEM).decode().encode("utf-16-le"), _hints())
    assert _record(outcome)["headline"] == ITEM["headline"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "empty message"),
        (b'{"uri":"urn:a:b","headline":"x\\ud800"}', "surrogate"),
        (b'{"uri":"urn:a:b","urgency":NaN,"headline":"a\nb"}', "not JSON"),
        (b"[" * 3_000 + b"]" * 3_000, "deeply"),
        (b"{}", "an empty object; expected is an item, an object with an id (uri) and a headline"),
        (b"[]", "an empty list; expected is an item"),
        (b'"text"', "not an object but text; expected is an item"),
    ],
)
def test_what_is_no_item_is_refused_with_the_reason(value: bytes, reason: str) -> None:
    """One refusal, and it says what was met."""
    (outcome,) = parse(value, _hints())
    assert reason in str(_error(outcome))


def test_a_document_over_the_limit_is_refused() -> None:
    """The limit is the hints'."""
    (outcome,) = parse(orjson.dumps(ITEM), _hints(max_bytes=20))
    assert "more than the limit of 20" in str(_error(outcome))


def test_hints_fill_what_the_document_has_not() -> None:
    """Provider and language where none is stated, and a zone for a wall clock without one."""
    item = {**ITEM, "uri": "urn:uuid:77", "versioncreated": "2026-06-11T10:30:00"}
    record = _record(_parse(item, provider="Aldhaven Wire", language="en", zone="Asia/Kolkata"))
    assert (record["provider"], record["language"]) == ("Aldhaven Wire", "en")
    assert record["version_created"] == "2026-06-11T10:30:00+05:30"
    assert record["times_as_sent"] == {"version_created": "2026-06-11T10:30:00"}
    assert "warnings" not in record


def test_the_source_s_provider_wins_only_if_told() -> None:
    """A named source stays unless the settings say otherwise; an address names nobody."""
    assert _record(_parse(ITEM))["provider"] == "aldhaven-wire.example"
    assert _record(_parse(ITEM, provider="Desk"))["provider"] == "Desk"
    item = {**ITEM, "infosource": [{"name": "Nordwire"}]}
    assert _record(_parse(item, provider="Desk"))["provider"] == "Nordwire"
    assert _record(_parse(item, provider="Desk", provider_wins=True))["provider"] == "Desk"


def test_a_record_of_an_unknown_schema_is_refused() -> None:
    """A later version of the project's record isn't guessed at."""
    own = {"schema": "wire.updates/v9", "uri": "u", "provider": "p", "headline": "h"}
    assert isinstance(_error(_parse(own)), UnknownSchema)


def test_a_record_s_unknown_keys_are_told() -> None:
    """In the project's own words a key that it has not is dropped and named."""
    record = _record(_parse({"uri": "u", "provider": "p", "headline": "h", "mood": "calm"}))
    assert "mood" not in record and "'mood'" in record["warnings"][0]


def test_values_of_other_types_in_digitalwires_are_passed_over() -> None:
    """Where a name is an object and a list has numbers, the rest of the item is read."""
    item = orjson.loads((FIXTURES / "ninjs_triple.json").read_bytes())
    item.update(
        categories=[5, {"type": {}}], ednotes=[None], associations=[{"type": {}}], format=[]
    )
    record = _record(_parse(item))
    assert record["headline"].startswith("Zwei") and record["provider"] == "dpa"


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf16_is_read_with_and_without_its_mark(code: str) -> None:
    """The zero bytes of the first character say which it is."""
    data = orjson.dumps({**ITEM, "headline": "Łódź: fog"}).decode().encode(code)
    (outcome,) = parse(data, _hints())
    assert _record(outcome)["headline"] == "Łódź: fog"
