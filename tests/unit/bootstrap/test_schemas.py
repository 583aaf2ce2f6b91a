"""The schemas are in order, say what the code says, and fit what goes in and out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from stream import model
from stream.bootstrap.schemas import NAMES, SchemaSet, schema_problems, schemas_dir, validator
from stream.errors import ConfigError
from stream.notify.records import Delivery
from stream.pipeline.runner import encode
from stream.pipeline.topics import TOPICS

ROOT = Path(str(schemas_dir()))


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
    if "prefixItems" in node:
        return ("row", *(shape(part, lookup, topic) for part in node["prefixItems"]))
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
