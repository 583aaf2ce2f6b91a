"""The schemas are in order, say what the code says, and fit what goes in and out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stream import model
from stream.bootstrap.replay import new_replay, replay_lines
from stream.bootstrap.schemas import NAMES, SchemaSet, schema_problems, schemas_dir, validator
from stream.errors import ConfigError
from stream.notify.records import Delivery
from stream.pipeline.dead_letters import MESSAGE_CHARACTERS, dead_letter_headers
from stream.pipeline.replay import Record
from stream.pipeline.runner import DeadLetter, encode
from stream.pipeline.stages import StageOptions
from stream.pipeline.topics import TOPICS

BAD = Path(__file__).parents[2] / "fixtures" / "bad"
ROOT = Path(str(schemas_dir()))
WIRE = files("stream.demo").joinpath("data/wire.jsonl").read_bytes().splitlines()
NOON_MS = 1_733_000_000_000


class AnyAlert(model.Alert, frozen=True, kw_only=True):
    """What the topic carries: alerts on stories, and those on series, which say more."""

    series: model.SeriesFigures | msgspec.UnsetType = msgspec.UNSET


SHAPES: dict[str, type[msgspec.Struct]] = {
    "wire.accepted": model.Update,
    "wire.stories": model.StoryUpdate,
    "wire.classified": model.Classified,
    "wire.tallies": model.Tallies,
    "news.alerts": AnyAlert,
    "wire.trends": model.Trend,
    "news.counts": model.Count,
    "news.top": model.Top,
    "news.deliveries": Delivery,
}
"""The topics whose schema follows a type of the code, key by key; duplicates refer to stories."""


def documents() -> dict[str, Any]:
    """The shipped schemas by topic."""
    return SchemaSet(schemas_dir()).documents


def errors(topic: str, value: object) -> list[str]:
    """What a topic's schema has against a value."""
    return [f"{e.json_path}: {e.message}" for e in validator(topic).iter_errors(value)]


# ---- the files


def test_the_shipped_schemas_are_in_order() -> None:
    """Every schema is valid, every reference leads somewhere, every example fits."""
    assert schema_problems() == []


def test_every_topic_has_a_schema_and_no_schema_is_without_a_topic() -> None:
    """The folders are the topics."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    assert folders == {spec.name for spec in TOPICS} == set(NAMES)


@pytest.mark.parametrize("topic", NAMES)
def test_a_schema_explains_itself(topic: str) -> None:
    """Title, description, two examples or more, and a description of every property."""
    document = documents()[topic]
    assert document["title"] and document["description"]
    assert len(document["examples"]) >= 2
    silent = [where for where, part in properties(document) if not described(part, document)]
    assert silent == []


def properties(node: Any, where: str = "$") -> Iterator[tuple[str, Any]]:
    """Every property that a schema declares, with its path; conditions declare nothing."""
    if not isinstance(node, dict):
        return
    for name, part in node.get("properties", {}).items():
        if isinstance(part, dict):
            yield f"{where}.{name}", part
        yield from properties(part, f"{where}.{name}")
    for key in ("items", "additionalProperties"):
        yield from properties(node.get(key), f"{where}.{key}")
    for name, part in node.get("$defs", {}).items():
        yield from properties(part, f"{where}.$defs.{name}")


def described(part: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether a property, or the local definition that it names, has a description."""
    target = part.get("$ref", "")
    local = document["$defs"][target.rsplit("/", 1)[1]] if target.startswith("#/$defs/") else {}
    return bool(part.get("description") or local.get("description"))


@pytest.mark.parametrize("topic", [spec.name for spec in TOPICS if spec.visibility == "public"])
def test_a_public_schema_is_open_and_needs_no_other_file(topic: str) -> None:
    """Consumers take one file, and a key added later breaks none of them."""
    text = json.dumps(documents()[topic])
    assert "additionalProperties" not in text and "unevaluatedProperties" not in text
    assert set(SchemaSet(schemas_dir()).references(topic)) <= {"#/$defs/time", "#/$defs/named"}
    example = documents()[topic]["examples"][0]
    assert errors(topic, {**example, "added_later": {"any": 1}}) == []


# ---- what the check finds


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the schemas that a test may spoil."""
    return Path(shutil.copytree(ROOT, tmp_path / "schemas"))


def spoil(copy: Path, topic: str, **changed: object) -> list[str]:
    """The problems after some top-level keys of a schema were changed."""
    path = copy / topic / "v1.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changed}), "utf-8")
    return schema_problems(copy)


def test_a_file_that_is_missing_is_named(copy: Path) -> None:
    """A build that lost a file says which."""
    (copy / "news.counts" / "v1.json").unlink()
    assert schema_problems(copy) == ["schemas/news.counts/v1.json is missing"]


def test_a_file_that_is_no_json_is_named(copy: Path) -> None:
    """Half a file is a problem, not a crash."""
    (copy / "news.counts" / "v1.json").write_text('{"$id"', "utf-8")
    assert "schemas/news.counts/v1.json is not JSON" in schema_problems(copy)[0]


def test_an_invalid_schema_is_named(copy: Path) -> None:
    """A type that JSON Schema doesn't know is found before it is used."""
    assert "schemas/news.counts/v1.json: $.type" in spoil(copy, "news.counts", type="objekt")[0]


def test_an_invalid_schema_that_others_refer_to_is_named_once(copy: Path) -> None:
    """The examples of those that refer to it are not tried with it."""
    (found,) = spoil(copy, "wire.accepted", type="objekt")
    assert found.startswith("schemas/wire.accepted/v1.json: $.type")


def test_a_wrong_id_is_named(copy: Path) -> None:
    """An `$id` copied from another file would make references lead to it."""
    assert "$id must be" in spoil(copy, "wire.tallies", **{"$id": "urn:x"})[0]


def test_a_dead_reference_is_named(copy: Path) -> None:
    """A reference to a file or a definition that isn't there is found, at home and through others."""
    found = spoil(copy, "wire.duplicates", allOf=[{"$ref": "../wire.story/v1.json"}])
    assert found == ["schemas/wire.duplicates/v1.json: $ref ../wire.story/v1.json leads nowhere"]


def test_an_example_that_does_not_fit_is_named(copy: Path) -> None:
    """An example without a required key is found, and so is a schema without any."""
    found = spoil(copy, "news.counts", examples=[{"stories": 1}])
    assert any("example 1: $: 'window_start' is a required property" in line for line in found)
    assert spoil(copy, "news.counts", examples=[]) == ["schemas/news.counts/v1.json: no examples"]


def test_an_unknown_topic_has_no_validator() -> None:
    """The message names the topics that there are."""
    with pytest.raises(ConfigError, match=r'"news\.alert"; there is one for wire\.updates'):
        validator("news.alert")


# ---- the schemas against the model


@pytest.mark.parametrize("topic", SHAPES)
def test_a_schema_and_its_model_say_the_same(topic: str) -> None:
    """Keys, types, words, bounds of objects and required keys agree, in both directions."""
    (made,), parts = msgspec.json.schema_components([SHAPES[topic]], ref_template="{name}")
    schemas = documents()
    theirs = shape(made, lambda ref, _: (parts[ref], ""))
    assert shape({"$ref": f"../{topic}/v1.json"}, Lookup(schemas), topic) == theirs


class Lookup:
    """Finds what a reference in one of the schemas leads to."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def __call__(self, ref: str, topic: str) -> tuple[dict[str, Any], str]:
        """The target, and the topic whose file holds it."""
        if ref.startswith("#/$defs/"):
            return self.schemas[topic]["$defs"][ref.rsplit("/", 1)[1]], topic
        topic = ref.split("/")[1]
        return self.schemas[topic], topic


def shape(node: dict[str, Any], lookup: Any, topic: str = "") -> Any:
    """A schema reduced to what both sides state: types, words, items, keys, required keys.

    A key that is left out at its default null never is null: there, null doesn't count.
    """
    if "$ref" in node:
        target, topic = lookup(node["$ref"], topic)
        return shape(target, lookup, topic)
    if "anyOf" in node:
        inner = [part for part in node["anyOf"] if part != {"type": "null"}]
        only = shape(inner[0], lookup, topic)
        nullable = len(inner) < len(node["anyOf"]) and node.get("default", "none") is not None
        return (only, "or null") if nullable else only
    if "enum" in node:
        return ("words", tuple(sorted(node["enum"])))
    kind = node["type"]
    if isinstance(kind, list):
        return (shape({**node, "type": kind[0]}, lookup, topic), "or null")
    if kind == "array":
        return ("list", shape(node["items"], lookup, topic))
    if kind != "object":
        return kind
    if "properties" not in node:
        return ("map", shape(node["additionalProperties"], lookup, topic))
    keys = {name: shape(part, lookup, topic) for name, part in node["properties"].items()}
    return ("object", keys, tuple(sorted(node.get("required", ()))))


@pytest.mark.parametrize("topic", SHAPES)
def test_times_are_times_in_utc(topic: str) -> None:
    """The keys that are times in the model, and only they, are so in the schema, with a Z."""
    schemas, stated = documents(), {}
    for name, part in schemas[topic]["properties"].items():
        stated[name] = {**Lookup(schemas)(part["$ref"], topic)[0]} if "$ref" in part else part
    times = {name for name, part in stated.items() if part.get("format") == "date-time"}
    fields = msgspec.structs.fields(SHAPES[topic])
    assert times == {f.name for f in fields if f.type in (datetime, datetime | None)}
    assert all(stated[name]["pattern"].endswith("Z$") for name in times)


def test_duplicates_have_some_of_the_verdicts() -> None:
    """What goes to wire.duplicates is a story update with a verdict that the model knows."""
    document = documents()["wire.duplicates"]
    assert document["allOf"] == [{"$ref": "../wire.stories/v1.json"}]
    assert set(document["properties"]["verdict"]["enum"]) < set(get_args(model.Verdict))


@pytest.mark.parametrize("topic", [*SHAPES, "wire.duplicates"])
def test_an_example_is_what_the_code_would_write(topic: str) -> None:
    """An example, read into the model and encoded again, is the same: defaults left out, UTC."""
    kind = SHAPES.get(topic, model.StoryUpdate)
    for example in documents()[topic]["examples"]:
        again = encode(msgspec.json.decode(json.dumps(example), type=kind))
        assert json.loads(again) == example


def test_defaults_in_the_schema_are_those_of_the_model() -> None:
    """A consumer that fills in the schema's default has what the code left out."""
    for topic, kind in SHAPES.items():
        stated = documents()[topic]["properties"]
        for field in msgspec.structs.fields(kind):
            if field.default not in (msgspec.NODEFAULT, msgspec.UNSET, None):
                assert stated[field.encode_name]["default"] == field.default, field.name


# ---- what the code emits

UTC_TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
TEXT = st.text(min_size=1, max_size=12)
HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
COUNTRY = st.sampled_from(["", "SY", "US"])
WHOLE = st.integers(0, 10**6)
LANGUAGE = st.sampled_from(["en", "und", "ar", "fil"])
SURE = st.floats(0, 1)
URGENCY = st.none() | st.integers(1, 9)
WINDOW = UTC_TIMES.map(lambda at: at.replace(microsecond=0))
UPDATES = st.builds(
    model.Update, uri=TEXT, provider=TEXT, event_time=UTC_TIMES, ingested_at=UTC_TIMES,
    headline=st.text(), body=st.text(), version=st.none() | TEXT,
    version_created=st.none() | UTC_TIMES, first_created=st.none() | UTC_TIMES,
    pub_status=st.sampled_from(get_args(model.PubStatus)),
    declared=st.sampled_from(get_args(model.Declared)), urgency=URGENCY,
    embargoed_until=st.none() | UTC_TIMES, language=LANGUAGE, signals=st.lists(TEXT, max_size=2),
    subjects=st.lists(st.builds(model.Concept, name=st.text(), code=st.text()), max_size=2),
    alt_ids=st.dictionaries(TEXT, st.text(), max_size=2), test=st.booleans(),
    warnings=st.lists(TEXT, max_size=2),
)  # fmt: skip
STORIES = st.builds(
    model.StoryUpdate, story=HEX, verdict=st.sampled_from(get_args(model.Verdict)),
    update=UPDATES, agency=TEXT, sources=st.lists(TEXT, max_size=2),
    original=st.none() | st.builds(model.Original, uri=TEXT, provider=TEXT, similarity=SURE),
    changes=st.lists(TEXT, max_size=2), resolved=st.booleans(), remaining=WHOLE,
)  # fmt: skip
EVIDENCE = st.lists(
    st.builds(model.Evidence, start=WHOLE, end=WHOLE, text=TEXT, rule=TEXT), max_size=2
)
ACTORS = st.builds(
    model.ActorLabel, id=TEXT, name=TEXT, kind=TEXT, country=COUNTRY, confidence=SURE,
    evidence=EVIDENCE,
)  # fmt: skip
PLACES = st.builds(
    model.PlaceLabel, id=st.integers(-99, 10**8), name=TEXT, country=COUNTRY,
    latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), confidence=SURE,
    evidence=EVIDENCE,
)  # fmt: skip
CLASSIFIED = st.builds(
    model.Classified, item=STORIES, actors=st.lists(ACTORS, max_size=2),
    places=st.lists(PLACES, max_size=2),
)  # fmt: skip
NAMED = st.lists(st.builds(model.Named, id=TEXT, name=TEXT, role=st.text()), max_size=2)
ALERTS = st.builds(
    model.Alert, id=HEX, sequence=st.integers(1, 99), rule=TEXT, story=HEX,
    channels=st.lists(TEXT, max_size=2), actors=NAMED, places=NAMED, uri=TEXT, provider=TEXT,
    version=st.none() | st.text(), urgency=URGENCY, language=LANGUAGE, at=UTC_TIMES,
    ingested_at=UTC_TIMES,
)  # fmt: skip
TOLLS = st.lists(
    st.builds(model.Toll, stories=st.integers(1, 99), least=WHOLE, most=WHOLE), max_size=2
)
TALLY = st.builds(
    model.Tally, value=TEXT, stories=WHOLE, updates=WHOLE, sources=st.lists(TEXT, max_size=2),
    casualties=TOLLS,
)  # fmt: skip
TALLIES = st.builds(
    model.Tallies, window=WINDOW, size=st.integers(1, 86_400), part=WHOLE,
    tallies=st.lists(TALLY, max_size=2), watermark=st.none() | WINDOW,
)  # fmt: skip
COUNTS = st.builds(
    model.Count, window_start=WINDOW, window_seconds=st.integers(1, 86_400), value=TEXT,
    stories=WHOLE, updates=WHOLE, sources=WHOLE, casualties=TOLLS, folded=WHOLE,
    baseline=st.none() | st.builds(
        model.Baseline, weeks=st.integers(1, 4), stories=st.floats(0, 99), updates=st.floats(0, 99)
    ),
)  # fmt: skip
ENTRY = st.builds(model.TopEntry, value=TEXT, stories=WHOLE, updates=WHOLE, sources=WHOLE)
TOPS = st.builds(
    model.Top, window_start=WINDOW, window_seconds=st.integers(1, 86_400), values=WHOLE,
    entries=st.lists(ENTRY, max_size=2),
)  # fmt: skip
TREND = st.builds(model.TrendCount, value=TEXT, stories=WHOLE, updates=WHOLE, sources=WHOLE)
TRENDS = st.builds(
    model.Trend, window=WINDOW, size=st.integers(1, 86_400), watermark=WINDOW,
    counts=st.lists(TREND, max_size=2),
)  # fmt: skip
VALUES = {
    "wire.accepted": UPDATES,
    "wire.stories": STORIES,
    "wire.classified": CLASSIFIED,
    "wire.tallies": TALLIES,
    "news.alerts": ALERTS,
    "wire.trends": TRENDS,
    "news.counts": COUNTS,
    "news.top": TOPS,
}


@pytest.mark.parametrize("topic", VALUES)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_of_the_model_fits_once_encoded(topic: str, data: st.DataObject) -> None:
    """Whatever values the fields have, what the runner encodes fits the schema."""
    value = data.draw(VALUES[topic])
    assert errors(topic, json.loads(encode(value))) == []


@pytest.fixture(scope="module")
def played() -> dict[str, list[Record]]:
    """What all stages make of the demo's wire, by topic."""
    made: dict[str, list[Record]] = {}
    for record in replay_lines(new_replay(StageOptions()), WIRE):
        made.setdefault(record.topic, []).append(record)
    return made


def test_the_demo_reaches_every_topic(played: dict[str, list[Record]]) -> None:
    """So that the next test has something to look at everywhere."""
    assert set(played) == set(NAMES) - {"wire.updates", "news.deliveries"}


@pytest.mark.parametrize(
    "topic", sorted(set(NAMES) - {"wire.updates", "wire.updates.dlq", "news.deliveries"})
)
def test_what_the_stages_make_fits(topic: str, played: dict[str, list[Record]]) -> None:
    """Every record that the demo's wire leads to fits its topic's schema."""
    found = [errors(topic, json.loads(record.value or b"")) for record in played[topic]]
    assert [said for said in found if said] == []


def test_dead_letters_have_the_headers_that_are_described(played: dict[str, list[Record]]) -> None:
    """The header map of each dead letter fits, with the failed record's own headers as well."""
    for record in played["wire.updates.dlq"]:
        assert errors("wire.updates.dlq", {k: v.decode() for k, v in record.headers}) == []
    failed = Record("wire.updates", 3, 7, NOON_MS, None, b"\xff", [("x-feed", b"seven")])
    heads = dead_letter_headers(DeadLetter(failed, "intake", "MalformedUpdate", "x" * 5000), "1")
    assert errors("wire.updates.dlq", {k: v.decode() for k, v in heads}) == []
    stated = documents()["wire.updates.dlq"]
    assert stated["properties"]["newswire-dlq-message"]["maxLength"] == MESSAGE_CHARACTERS
    assert {k for k, _ in heads} - {"x-feed"} == set(stated["required"])
