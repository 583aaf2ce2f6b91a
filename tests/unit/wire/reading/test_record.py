"""The project's record."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from stream.errors import MalformedUpdate, UnknownSchema
from stream.model import Concept, Update

Read = Callable[..., Update]


def test_a_full_record_is_read_without_warnings(read: Read) -> None:
    """Every key of the schema arrives in the update."""
    update = read(
        schema="wire.updates/v1",
        first_created="2026-06-11T11:00:00Z",
        pub_status="usable",
        urgency=3,
        embargoed_until="2026-06-12T09:00:00+02:00",
        slugline="Ferry",
        located="Aldhaven",
        signals=["sig:update"],
        ed_note="Adds quotes",
        subjects=[{"name": "transport", "code": "t1", "scheme": "medtop"}],
        places=["Aldhaven"],
        people=[],
        organisations=[{"code": "x"}],
        alt_ids={"desk": "17"},
    )
    assert update.warnings == []
    assert update.event_time == datetime(2026, 6, 11, 11, 0, tzinfo=UTC)
    assert update.embargoed_until == datetime(2026, 6, 12, 7, 0, tzinfo=UTC)
    assert (update.declared, update.urgency, update.version) == ("update", 3, "1")
    assert update.subjects == [Concept(name="transport", code="t1", scheme="medtop")]
    assert (update.places, update.organisations) == (
        [Concept(name="Aldhaven")],
        [Concept(code="x")],
    )
    assert (update.slugline, update.located, update.alt_ids) == (
        "Ferry",
        "Aldhaven",
        {"desk": "17"},
    )


@pytest.mark.parametrize("key", ["uri", "provider"])
@pytest.mark.parametrize("value", [None, "", "  ", 7, ["x"], {"a": 1}, "x" * 5_000])
def test_an_item_without_a_readable_identity_is_refused(read: Read, key: str, value: Any) -> None:
    """The refusal names the key."""
    with pytest.raises(MalformedUpdate, match=key) as caught:
        read(**{key: value})
    assert caught.value.where == key


@pytest.mark.parametrize(
    ("key", "value"), [("headline", 7), ("body", ["a"]), ("headline", {"a": 1})]
)
def test_a_text_of_another_type_is_refused(read: Read, key: str, value: Any) -> None:
    """A headline that is a number or a body that is a list is refused by name."""
    with pytest.raises(MalformedUpdate, match=f"{key} is a.* not text"):
        read(**{key: value})


def test_an_item_needs_a_headline_or_a_body(read: Read) -> None:
    """One of the two is enough; control characters are no text."""
    assert read(body=None).body == ""
    assert read(headline=None).headline == ""
    with pytest.raises(MalformedUpdate, match="neither headline nor body"):
        read(headline="\x07 ", body=None)


def test_a_kill_needs_no_text(read: Read) -> None:
    """A kill without headline and body is the most important thing to let through."""
    assert read(headline=None, body=None, pub_status="canceled").declared == "kill"
    assert read(headline=None, body=None, signals=["edStat:D"]).declared == "kill"


def test_another_schema_is_refused(read: Read) -> None:
    """The refusal names the one that is known."""
    with pytest.raises(UnknownSchema, match=r"'wire.updates/v2', known is wire.updates/v1"):
        read(schema="wire.updates/v2")


@pytest.mark.parametrize(("value", "version"), [("9", "9"), (10, "10"), (" 3 ", "3"), ("", None)])
def test_a_version_is_text_or_a_whole_number(read: Read, value: Any, version: str | None) -> None:
    """Versions are kept as text, and an empty one is none."""
    update = read(version=value)
    assert (update.version, update.warnings) == (version, [])


@pytest.mark.parametrize(
    ("changes", "field", "value", "warning"),
    [
        ({"urgency": 10}, "urgency", None, "urgency 10 is not 1 to 9: ignored"),
        ({"urgency": 3.5}, "urgency", None, "urgency 3.5 is not 1 to 9: ignored"),
        ({"urgency": True}, "urgency", None, "urgency True is not 1 to 9: ignored"),
        ({"urgency": "3"}, "urgency", 3, "urgency '3' is text: read as a number"),
        ({"version": 1.5}, "version", None, "version is a number, not text: ignored"),
        ({"version": True}, "version", None, "version is a truth value, not text: ignored"),
        (
            {"language": "english"},
            "language",
            "und",
            "language 'english' is not a language tag: ignored",
        ),
        ({"slugline": 5}, "slugline", "", "slugline is a number, not text: ignored"),
        ({"signals": {"a": 1}}, "signals", [], "signals is an object, not a list: ignored"),
        ({"signals": [1, "x"]}, "signals", ["x"], "signals has 1 entries without a code: ignored"),
        (
            {"signals": [{"code": "x"}, {}]},
            "signals",
            ["x"],
            "signals has 1 entries without a code: ignored",
        ),
        ({"places": [{}]}, "places", [], "places has 1 entries without a name or a code: ignored"),
        ({"alt_ids": {"a": [1]}}, "alt_ids", {}, "alt_ids has 1 entries without text: ignored"),
        ({"alt_ids": "x"}, "alt_ids", {}, "alt_ids is text, not an object: ignored"),
        (
            {"pub_status": "embargoed"},
            "pub_status",
            "withheld",
            "pub_status 'embargoed' is not usable, withheld or canceled: withheld",
        ),
        (
            {"embargoed_until": "tomorrow"},
            "pub_status",
            "withheld",
            "embargoed_until 'tomorrow' is not a time: withheld",
        ),
        (
            {"version_created": "yesterday", "first_created": "2026-06-11T11:00:00Z"},
            "version_created",
            None,
            "version_created 'yesterday' is not a time: ignored",
        ),
        ({"headline": "a\0b"}, "headline", "ab", "headline has 1 NUL: dropped"),
    ],
)
def test_what_breaks_the_schema_is_listed_and_the_item_accepted(
    read: Read, changes: dict[str, Any], field: str, value: Any, warning: str
) -> None:
    """Readable beats valid: the item is read, and one warning says what was wrong."""
    update = read(**changes)
    assert getattr(update, field) == value
    assert update.warnings == [warning]
    with pytest.raises(MalformedUpdate, match="strict: "):
        read(strict=True, **changes)


def test_unknown_keys_get_one_warning_that_names_them(read: Read) -> None:
    """Up to ten keys are named, in order, and the rest are counted."""
    assert read(zeta=1, alpha=2).warnings == ["unknown keys ignored: alpha, zeta"]
    many = read(**{f"k{number:02}": 1 for number in range(12)})
    assert many.warnings[0].endswith("k09 and 2 more")


def test_what_intake_judges_can_not_be_sent(read: Read) -> None:
    """A sender can't set event_time, declared, test or warnings."""
    update = read(event_time="1999-01-01T00:00:00Z", declared="kill", test=True)
    assert (update.declared, update.test) == ("none", False)
    assert update.warnings == ["unknown keys ignored: declared, event_time, test"]


def test_an_undated_item_gets_its_arrival(read: Read) -> None:
    """Without any stated time the arrival counts, with a warning."""
    update = read(version_created=None)
    assert update.event_time == update.ingested_at
    assert update.warnings == ["undated: the arrival is used"]


def test_a_canceled_item_stays_canceled_under_a_broken_embargo(read: Read) -> None:
    """An unreadable embargo withholds a usable item, but never softens a kill."""
    assert read(pub_status="canceled", embargoed_until="soon").pub_status == "canceled"


def test_tests_are_marked(read: Read) -> None:
    """A test is accepted, and says that it is one."""
    assert read(ed_note="THIS IS A TEST").test
    assert not read().test


def test_the_project_s_words_win_over_ninjs_words_in_one_record(read: Read) -> None:
    """A status in ninjs's spelling is not lost, and does not replace one in the project's."""
    assert read(pubstatus="canceled").pub_status == "canceled"
    assert read(pubstatus="usable", pub_status="canceled").pub_status == "canceled"
