"""The stage and what it remembers."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import MalformedUpdate
from stream.model import Update
from stream.model.marks import COPIED, COPY
from stream.wire import IntakeStage, IntakeState, UriRow
from stream.wire.intake import LanguageRow, Row

from .conftest import ARRIVAL_MS, Partition, Record

Make = Callable[..., Partition]
ITEM = {
    "uri": "urn:example-agency:item:1",
    "provider": "EXAMPLE",
    "version": "1",
    "version_created": "2026-06-11T11:59:00Z",
    "headline": "Ferry strike enters second day",
}


def test_an_item_goes_out_under_its_language(partition: Make) -> None:
    """One record for wire.accepted, keyed by language; the uri and its provider's language are kept."""
    effects = partition().send({**ITEM, "language": "en-GB"})
    assert (effects.outcome, effects.emits[0].topic, effects.emits[0].key) == (
        "accepted",
        "wire.accepted",
        "en",
    )
    assert effects.rows == [UriRow(ITEM["uri"], "en", True), LanguageRow("EXAMPLE", "en")]


@pytest.mark.parametrize(
    ("stated", "own"), [(None, "en"), ("und", "en"), ("de", "de"), ("!", "en")]
)
def test_a_kill_follows_its_item_whatever_language_it_states(
    partition: Make, stated: str | None, own: str
) -> None:
    """It is routed by the item's first language, keeps its own, and makes no new row."""
    one = partition()
    one.send({**ITEM, "language": "en"})
    effects = one.send({**ITEM, "version": "2", "pub_status": "canceled", "language": stated})
    update = effects.emits[0].value
    assert isinstance(update, Update) and (effects.emits[0].key, update.language) == ("en", own)
    assert effects.rows == []


def test_an_item_without_a_language_stays_where_it_went_first(partition: Make) -> None:
    """A language that comes later does not move the item."""
    one = partition()
    assert one.send(ITEM).emits[0].key == "und"
    later = one.send({**ITEM, "version": "2", "language": "en"}).emits[0]
    assert isinstance(later.value, Update) and (later.key, later.value.language) == ("und", "en")


def test_a_tombstone_is_not_a_kill(partition: Make) -> None:
    """A null value has an outcome of its own and does nothing; an empty value is refused."""
    one = partition()
    one.send(ITEM)
    effects = one.send(None)
    assert (effects.outcome, effects.emits, effects.rows) == ("tombstone", [], [])
    with pytest.raises(MalformedUpdate, match="empty message"):
        one.send(b"")
    assert one.send({**ITEM, "version": "2"}).outcome == "accepted"


def test_a_lost_version_is_warned_of(partition: Make) -> None:
    """An item that had versions and comes without one is ordered by time, and says so."""
    one = partition()
    one.send(ITEM)
    plain = {key: value for key, value in ITEM.items() if key != "version"}
    effects = one.send(plain)
    update = effects.emits[0].value
    assert isinstance(update, Update) and update.version is None
    assert "no version on a later record" in update.warnings[0]
    assert effects.outcome == "accepted_with_warnings"
    assert partition().send(plain).outcome == "accepted"


def test_the_strict_mode_refuses_any_warning(partition: Make) -> None:
    """What would be a warning is a refusal, also one that only the memory can give."""
    strict = partition(strict=True)
    strict.send(ITEM)
    with pytest.raises(MalformedUpdate, match="urgency 10"):
        strict.send({**ITEM, "urgency": 10})
    with pytest.raises(MalformedUpdate, match="no version"):
        strict.send({key: value for key, value in ITEM.items() if key != "version"})


def test_the_size_limit_and_the_tolerance_can_be_set(partition: Make) -> None:
    """The options of the stage reach the readers."""
    with pytest.raises(MalformedUpdate, match="limit of 50"):
        partition(max_bytes=50).send(ITEM)
    future = {**ITEM, "version_created": "2026-06-11T12:30:00Z"}
    assert partition().send(future).outcome == "accepted_with_warnings"
    assert partition(tolerance=timedelta(hours=1)).send(future).outcome == "accepted"


def test_a_uri_is_forgotten_after_its_time(partition: Make) -> None:
    """Seven days after its row an item counts as new, and the old row's key is given back."""
    one = partition()
    one.send({**ITEM, "language": "en"})
    week = timedelta(days=7)
    assert one.send({**ITEM, "language": "de"}, week - timedelta(seconds=1)).emits[0].key == "en"
    assert one.send({**ITEM, "language": "de"}, week).emits[0].key == "de"
    assert (one.gone, len(one.state)) == ([(0, 0), (0, 1)], 2)


def test_the_oldest_uris_leave_first_when_there_are_too_many(partition: Make) -> None:
    """The number of rows is bounded, and the oldest keys come back in order."""
    one = partition(max_uris=3)
    for number in range(4):
        one.send({**ITEM, "uri": f"urn:x:{number}"})
    assert (one.gone, len(one.state)) == ([(0, 0), (0, 1)], 3)


KILL = {
    "uri": "urn:example-agency:advisory:1",
    "provider": "EXAMPLE",
    "headline": "ADVISORY: please kill item 157",
}


def _sent(language: str | None, seen: list[str]) -> list[tuple[str, str]]:
    """Where a kill in words goes, with its mark, when its provider has sent items in `seen`."""
    one = Partition()
    for number, known in enumerate(seen):
        one.send({**ITEM, "uri": f"urn:x:{number}", "language": known})
    emits = one.send({**KILL, "language": language}).emits
    return [(e.key, "".join(e.value.signals)) for e in emits]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "seen", "sent"),
    [
        ("en", [], [("en", "")]),
        (None, [], [("und", "")]),
        (None, ["en"], [("en", "")]),
        ("en", ["en", "de"], [("en", ""), ("de", COPY)]),
        ("fr", ["en"], [("en", ""), ("fr", COPY)]),
        (None, ["en", "de"], [("de", COPIED), ("en", COPY)]),
        ("fr", ["en", "de"], [("de", COPIED), ("en", COPY), ("fr", COPY)]),
    ],
)
def test_a_kill_of_an_unknown_id_goes_to_every_language_of_its_provider(
    language: str | None, seen: list[str], sent: list[tuple[str, str]]
) -> None:
    """One record is without the mark of a copy, so exactly one partition reports."""
    assert _sent(language, seen) == sent


def test_another_providers_languages_get_no_kill() -> None:
    """Only the languages of the kill's own provider count."""
    one = Partition()
    one.send({**ITEM, "provider": "OTHER", "language": "de"})
    assert [e.key for e in one.send({**KILL, "language": "en"}).emits] == ["en"]


def test_a_row_is_small_and_survives_msgpack() -> None:
    """A row is stored as a tagged array."""
    row = UriRow("urn:x:1", "en", True)
    data = msgspec.msgpack.encode(row)
    assert msgspec.msgpack.decode(data, type=IntakeStage.row_type) == row
    assert len(data) < 25


def test_ticks_do_nothing(partition: Make) -> None:
    """Intake has no timers."""
    one = partition()
    assert one.state.due() is None
    assert one.stage.tick(ARRIVAL_MS, one.state).emits == []


TEXT = (
    "ALDHAVEN, June 11 (EXAMPLE) - Ferry crews stayed out for a second day on Thursday. No boats sailed, and"
    " hundreds of travellers slept in the halls of the port, the operator said."
)


@pytest.mark.parametrize(
    ("headlines", "declared", "status"),
    [
        (["WITHDRAWN: Ferries leave the lake"], "none", "usable"),
        (["WITHDRAWN: Ferries leave the lake"] * 2, "none", "usable"),
        (["Ferries leave the lake", "WITHDRAWN: Ferries leave the lake"], "kill", "usable"),
        (["HOLD: Ferries leave the lake"], "none", "usable"),
        (["Ferries leave the lake", "HOLD: Ferries leave the lake"], "none", "withheld"),
    ],
)
def test_a_tag_that_an_item_did_not_have_before_is_one(
    partition: Make, headlines: list[str], declared: str, status: str
) -> None:
    """Over a text of the news the word is the headline's own, unless the item was sent without it."""
    one = partition()
    for headline in headlines:
        update = one.send({**ITEM, "headline": headline, "body": TEXT}).emits[0].value
    assert isinstance(update, Update) and (update.declared, update.pub_status) == (declared, status)


Rows = list[tuple[tuple[int, int], Row, int]]


def _rows(count: int, seed: int) -> Rows:
    """Rows whose log time runs forward, and now and then a little back."""
    dice = random.Random(seed)
    now, rows = ARRIVAL_MS, []
    for offset in range(count):
        now += dice.choice([0, 1, 5, 40, -3])
        row = UriRow(f"u{dice.randrange(count)}", "en", True)
        rows.append(((offset, 0), row, now))
        if dice.random() < 0.2:
            rows.append(((offset, 1), LanguageRow("p", dice.choice(["de", "en", "fr"])), now))
    return rows


def _fold(rows: Rows, remember: int, most: int) -> tuple[IntakeState, list[tuple[int, int]]]:
    state, gone = IntakeState(remember, most), []
    for key, row, now in rows:
        gone += state.apply(key, row, now)
    return state, gone


@given(st.integers(0, 10_000), st.integers(1, 200), st.integers(1, 20), st.data())
def test_the_state_is_a_fold_over_what_is_left(
    seed: int, remember: int, most: int, data: Any
) -> None:
    """Whichever of the returned rows are deleted, folding the rest gives the same answers."""
    rows = _rows(60, seed)
    whole, gone = _fold(rows, remember, most)
    assert len(gone) == len(set(gone)) and len(rows) - len(gone) == len(whole)
    deleted = set(gone[: data.draw(st.integers(0, len(gone)))])
    rest, _ = _fold([row for row in rows if row[0] not in deleted], remember, most)
    end = rows[-1][2]
    for _, row, _ in rows:
        for now in (end, end + remember // 2, end + remember):
            assert whole.languages("p", now) == rest.languages("p", now)
            if isinstance(row, UriRow):
                assert whole.lookup(row.uri, now) == rest.lookup(row.uri, now)
    assert len(whole) == len(rest)


@given(st.integers(0, 10_000))
def test_deciding_changes_nothing(seed: int) -> None:
    """A record can be decided again, with the same result, before its rows are applied."""
    state, _ = _fold(_rows(20, seed), 100, 10)
    stage = IntakeStage()
    record = Record(orjson.dumps({**ITEM, "uri": "u1"}))
    before = len(state)
    assert stage.decide(record, state) == stage.decide(record, state)
    assert len(state) == before


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    *("schema", "version", "version_created", "first_created", "pub_status", "urgency", "body"),
    *("embargoed_until", "slugline", "language", "located", "provider", "signals", "ed_note"),
    *("subjects", "places", "people", "organisations", "alt_ids", "guid", "pubstatus", "headlines"),
    *(
        "versionCreated",
        "embargoed",
        "bodies",
        "body_html",
        "altIds",
        "infosource",
        "type",
        "title",
    ),
    *("description_text", "evolvedfrom", "source", "person", "standard", "x"),
]


@settings(max_examples=150)
@given(
    st.fixed_dictionaries(
        {"uri": st.just("urn:x:1") | JSON, "headline": st.text() | JSON},
        optional={key: JSON | st.text(alphabet="<p>&/ab\0\r\n", max_size=9) for key in KEYS},
    )
)
def test_any_object_is_accepted_whole_or_refused(raw: dict[str, Any]) -> None:
    """Whatever the values, the outcome is a refusal or an update that survives JSON unchanged."""
    stage = IntakeStage()
    try:
        effects = stage.decide(Record(orjson.dumps(raw)), stage.new_state(0))
    except MalformedUpdate:
        return
    update = effects.emits[0].value
    assert msgspec.json.decode(msgspec.json.encode(update), type=Update) == update


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_accepted(value: bytes) -> None:
    """No bytes whatever stop the worker."""
    stage = IntakeStage()
    try:
        stage.decide(Record(value), stage.new_state(0))
    except MalformedUpdate as error:
        assert error.reason


def test_a_deep_value_under_any_key_is_no_crash() -> None:
    """A thousand nested lists under each key are refused or ignored."""
    stage = IntakeStage()
    for key in KEYS:
        value = f'{{"uri":"u","provider":"p","headline":"h","{key}":{"[" * 1000}{"]" * 1000}}}'
        try:
            effects = stage.decide(Record(value.encode()), stage.new_state(0))
        except MalformedUpdate:
            continue
        assert effects.outcome == "accepted_with_warnings" or key in ("infosource", "type", "title")


def test_bare_numbers_of_two_providers_are_two_items(partition: Make) -> None:
    """Feeds that number their items share ids: the second goes where its own language is."""
    one = partition()
    one.send({**ITEM, "uri": "1042", "language": "en"})
    other = one.send(
        {**ITEM, "uri": "1042", "provider": "ANDERE", "language": "de", "version": None}
    )
    update = other.emits[0].value
    assert isinstance(update, Update) and other.emits[0].key == "de"
    assert not any("no version" in warning for warning in update.warnings)


def test_a_bare_number_follows_its_own_first_record(partition: Make) -> None:
    """Within a provider, in whatever case its name is written, the number is one item."""
    one = partition()
    one.send({**ITEM, "uri": "1042", "language": "en"})
    later = {**ITEM, "uri": "1042", "provider": "Example", "version": "2", "language": "de"}
    assert one.send(later).emits[0].key == "en"
