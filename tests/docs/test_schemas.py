"""schemas/asyncapi.yaml and schemas/README.md say what the code does."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import yaml

from stream.adapters.kafka.admin import wanted_topics
from stream.alert import AlertStage
from stream.alert.life.events import attributes
from stream.alert.watch.rulebook import RULES_KEY
from stream.bootstrap.schemas import SchemaSet, schemas_dir
from stream.model import Alert
from stream.pipeline import headers
from stream.pipeline.headers import Origin
from stream.pipeline.replay import Record
from stream.pipeline.topics import TOPICS
from stream.settings import Settings
from stream.wire import IntakeStage

README = schemas_dir().joinpath("README.md").read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = yaml.safe_load(
    schemas_dir().joinpath("asyncapi.yaml").read_text(encoding="utf-8")
)
CHANNELS: dict[str, dict[str, Any]] = {c["address"]: c for c in DOCUMENT["channels"].values()}
NAMES = [spec.name for spec in TOPICS]
BY_NAME = {spec.name: spec for spec in TOPICS}
TRAITS = {
    name: trait["headers"]["properties"]
    for name, trait in DOCUMENT["components"]["messageTraits"].items()
}


def target(reference: str) -> Any:
    """What a `$ref` within the document leads to."""
    node: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def references(node: Any) -> Iterator[str]:
    """Every `$ref` below a node."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from references(part)


def message(topic: str) -> dict[str, Any]:
    """The message of a topic's channel (the first, where ticks go by as well)."""
    first: dict[str, Any] = next(iter(CHANNELS[topic]["messages"].values()))
    found: dict[str, Any] = target(first["$ref"])
    return found


def test_the_document_is_asyncapi_3_0_0() -> None:
    """The models of AsyncAPI 3.0 take it: known keys only, in the right places."""
    assert DOCUMENT["asyncapi"] == "3.0.0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        models = pytest.importorskip("asyncapi3.models.asyncapi")
    models.AsyncAPI3.model_validate(DOCUMENT)


def test_every_reference_leads_somewhere() -> None:
    """Those within the document to a node, the others to a file that is there."""
    found = set(references(DOCUMENT))
    inside = {ref for ref in found if ref.startswith("#/")}
    assert all(target(ref) for ref in inside)
    files = found - inside
    assert files == {f"./{topic}/v1.json" for topic in NAMES}
    assert all(schemas_dir().joinpath(*ref.split("/")[1:]).is_file() for ref in files)


def test_the_channels_are_the_topics() -> None:
    """No topic without a channel, no channel without a topic, each under one name only."""
    assert list(CHANNELS) == NAMES
    assert len(DOCUMENT["channels"]) == len(NAMES)


@pytest.mark.parametrize("topic", NAMES)
def test_a_channel_has_the_settings_of_its_topic(topic: str) -> None:
    """Partitions, policy, retention, size, visibility and summary are those of the code."""
    wanted = wanted_topics("", "g", Settings().kafka.partitions, ())
    partitions = {topic.name: topic.partitions for topic in wanted}
    spec, channel = BY_NAME[topic], CHANNELS[topic]
    kafka = channel["bindings"]["kafka"]
    stated = {
        key: ",".join(value) if isinstance(value, list) else str(value)
        for key, value in kafka["topicConfiguration"].items()
    }
    assert (kafka["topic"], kafka["partitions"]) == (topic, partitions[topic])
    assert stated == spec.config
    assert [target(tag["$ref"])["name"] for tag in channel["tags"]] == [spec.visibility]
    assert channel["summary"] == spec.about


@pytest.mark.parametrize("topic", NAMES)
def test_a_message_has_its_topics_schema_and_key(topic: str) -> None:
    """The payload (for dead letters the headers) is the topic's file; the key is explained."""
    part = message(topic)["headers" if topic.endswith(".dlq") else "payload"]
    assert part["schemaFormat"] == "application/schema+json;version=2020-12"
    assert part["schema"] == {"$ref": f"./{topic}/v1.json"}
    key = message(topic)["bindings"]["kafka"]["key"]
    assert key["type"] and BY_NAME[topic].key.split()[-1] in key["description"].lower()


def test_operations_are_from_our_view() -> None:
    """What comes in is received, all else is sent, and every channel is used once."""
    done = {
        target(operation["channel"]["$ref"])["address"]: operation["action"]
        for operation in DOCUMENT["operations"].values()
    }
    assert done == {name: "receive" if name == "wire.updates" else "send" for name in NAMES}
    assert len(DOCUMENT["operations"]) == len(NAMES)


def test_operations_name_messages_of_their_channel() -> None:
    """An operation's messages are those of its channel, all of them."""
    for operation in DOCUMENT["operations"].values():
        channel = operation["channel"]["$ref"]
        named = {ref["$ref"] for ref in operation["messages"]}
        assert named == {f"{channel}/messages/{name}" for name in target(channel)["messages"]}


def test_the_headers_are_those_of_the_code() -> None:
    """Names and forms are what pipeline/headers.py writes."""
    source = Record("wire.updates", 3, 9, 1_732_885_640_418, None, b"{}")
    made, returned = TRAITS["made"], TRAITS["returned"]
    assert set(made) == {headers.ORIGIN, headers.TIMES}
    assert set(returned) == {headers.ATTEMPT}
    origin = Origin(3, 9, 0, source.timestamp).encode().decode()
    assert re.fullmatch(made[headers.ORIGIN]["pattern"], origin)
    times = headers.times_with(
        headers.heads_of(source), IntakeStage.name, source.timestamp
    ).decode()
    assert re.fullmatch(made[headers.TIMES]["pattern"], times)
    assert re.fullmatch(made[headers.TIMES]["pattern"], times + times)
    tick = target("#/components/messages/tick")["headers"]["properties"][headers.TICK]
    assert headers.TICK in headers.heads_of(
        Record("t", 0, 0, 0, b"tick", b"{}", [(headers.TICK, b"1")])
    )
    assert tick["const"] == "1"
    rules = target("#/components/messages/rules")
    told = rules["headers"]["properties"]
    assert set(told) == {headers.TICK, headers.CONTROL}
    assert told[headers.CONTROL]["const"] == AlertStage.name
    assert rules["bindings"]["kafka"]["key"]["const"].encode() == RULES_KEY


def test_the_headers_of_an_alert_are_a_cloudevent_s() -> None:
    """Each attribute that the stage writes is described, and has the form that the document gives."""
    example = SchemaSet(schemas_dir()).documents["news.alerts"]["examples"][0]
    written = dict(attributes(msgspec.convert(example, Alert)))
    assert set(written) == set(TRAITS["event"])
    for name, about in TRAITS["event"].items():
        value = written[name].decode()
        assert about.get("const", value) == value
        assert re.fullmatch(about.get("pattern", ".+"), value), name


@pytest.mark.parametrize("topic", NAMES)
def test_the_readme_lists_the_topic_with_its_readers(topic: str) -> None:
    """Each topic is in a row of the table that says who may read it."""
    rows = [line for line in README.splitlines() if line.startswith("|") and f"`{topic}`" in line]
    assert len(rows) == 1 and rows[0].split("|")[2].strip() == BY_NAME[topic].visibility


def test_the_readme_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python lines of the README work, and say what is missing."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "'sequence' is a required property" in capsys.readouterr().out
