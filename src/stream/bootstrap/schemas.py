"""The JSON Schemas of the topics: where they are, whether they are in order, and validators of values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stream.errors import ConfigError
from stream.pipeline.topics import TOPICS

if TYPE_CHECKING:
    from jsonschema.protocols import Validator
    from referencing import Registry
    from referencing.jsonschema import SchemaResource

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://newswire.example/schemas/"
"""What every `$id` starts with: a name, no address (`.example` is reserved, RFC 2606)."""


def schemas_dir() -> Traversable:
    """The folder with one folder for each topic: in the package, or beside `src` in a checkout.

    Raises ConfigError where there is neither, as in a package that was built without them.
    """
    packaged = files("stream") / "schemas"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).parents[3] / "schemas"
    if checkout.is_dir():
        return checkout
    raise ConfigError("the package has no folder stream/schemas: install newswire-stream again")


def schema(topic: str) -> dict[str, Any]:
    """The schema of a topic's value. Raises ConfigError for an unknown topic or a file that isn't JSON."""
    if topic not in _names():
        raise ConfigError(f'no schema for topic "{topic}"; there is one for {", ".join(_names())}')
    where = f"{topic}/v1.json"
    try:
        loaded = json.loads(schemas_dir().joinpath(topic, "v1.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"schemas/{where}: {error}") from error
    if not isinstance(loaded, dict):
        raise ConfigError(f"schemas/{where}: not an object")
    return loaded


@cache
def validator(topic: str) -> Validator:
    """A validator of a topic's decoded values; for the dead letters, of the header map (name: text).

    It is made once for each topic. Raises ConfigError as `schema` does.
    """
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema(topic), registry=_registry())


def schema_problems() -> list[str]:
    """What is wrong with the schemas, one line each: no JSON, no valid schema, a dead reference, an
    example that doesn't fit. Empty if all is well.
    """
    try:
        _registry()
    except ConfigError as error:
        return [str(error)]
    return [f"schemas/{topic}/v1.json: {said}" for topic in _names() for said in _problems(topic)]


def _names() -> list[str]:
    return [spec.name for spec in TOPICS]


@cache
def _registry() -> Registry[Any]:
    """All schemas under their own addresses, so that references between them are found offline."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resources = ((f"{BASE}{t}/v1.json", DRAFT202012.create_resource(schema(t))) for t in _names())
    registry: Registry[Any] = Registry().with_resources(resources)
    return registry.crawl()


def _problems(topic: str) -> Iterator[str]:
    from jsonschema import Draft202012Validator, SchemaError

    document = schema(topic)
    if document.get("$id") != f"{BASE}{topic}/v1.json" or document.get("$schema") != DIALECT:
        yield f"$id must be {BASE}{topic}/v1.json and $schema {DIALECT}"
    try:
        Draft202012Validator.check_schema(document)
    except SchemaError as error:
        yield f"{error.json_path}: {error.message}"
        return
    dead = list(_dead_references(document, topic))
    yield from dead or _bad_examples(document, topic)


def _dead_references(document: dict[str, Any], topic: str) -> Iterator[str]:
    from referencing.exceptions import Unresolvable

    resolver = _registry().resolver(f"{BASE}{topic}/v1.json")
    for reference in sorted(set(_references(document))):
        try:
            resolver.lookup(reference)
        except Unresolvable:
            yield f"$ref {reference} leads nowhere"


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)


def _bad_examples(document: dict[str, Any], topic: str) -> Iterator[str]:
    examples = document.get("examples", [])
    if not examples:
        yield "no examples"
    for number, example in enumerate(examples, 1):
        for error in validator(topic).iter_errors(example):
            yield f"example {number}: {error.json_path}: {error.message}"
