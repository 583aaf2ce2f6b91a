"""The JSON Schemas of the topics: where they are, what is wrong with them, validators of values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stream.errors import ConfigError
from stream.pipeline.topics import TOPICS

if TYPE_CHECKING:
    from jsonschema.protocols import Validator
    from referencing import Registry

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


def validator(topic: str) -> Validator:
    """A validator of a topic's decoded values; for the dead letters, of the headers (name: text).

    It is made once for each topic. Raises ConfigError for a topic that has no schema.
    """
    return _shipped().validator(topic)


def schema_problems(root: Traversable | None = None) -> list[str]:
    """What is wrong with the schemas (those in `root`, else the shipped ones), one line each.

    A file that is no JSON, no valid schema, a reference that leads nowhere, an example that doesn't
    fit (tried only if the schemas are in order). Empty if all is well.
    """
    try:
        schemas = SchemaSet(root) if root is not None else _shipped()
        return _found(schemas, _problems) or _found(schemas, _bad_examples)
    except ConfigError as error:
        return [str(error)]


NAMES = tuple(spec.name for spec in TOPICS)
"""The topics, each of which has a schema."""


class SchemaSet:
    """The schemas under one folder; read when they are asked for, and once."""

    def __init__(self, root: Traversable) -> None:
        self._root = root
        self._validators: dict[str, Validator] = {}

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        """All schemas by topic. Raises ConfigError for one that is missing or no JSON object."""
        return {topic: self._read(topic) for topic in NAMES}

    @cached_property
    def registry(self) -> Registry[Any]:
        """The schemas by their `$id`, so that references between them are found offline."""
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        made = ((address(t), DRAFT202012.create_resource(d)) for t, d in self.documents.items())
        empty: Registry[Any] = Registry()
        return empty.with_resources(made)

    def validator(self, topic: str) -> Validator:
        """A validator of the topic's values."""
        from jsonschema import Draft202012Validator

        if topic not in NAMES:
            raise ConfigError(f'no schema for topic "{topic}"; there is one for {", ".join(NAMES)}')
        if topic not in self._validators:
            made = Draft202012Validator(self.documents[topic], registry=self.registry)
            self._validators[topic] = made
        return self._validators[topic]

    def references(self, topic: str) -> list[str]:
        """The distinct `$ref`s of a topic's schema, sorted."""
        return sorted(set(_references(self.documents[topic])))

    def _read(self, topic: str) -> dict[str, Any]:
        where = f"schemas/{topic}/v1.json"
        try:
            loaded = json.loads(self._root.joinpath(topic, "v1.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{where} is missing") from None
        except ValueError as error:
            raise ConfigError(f"{where} is not JSON: {error}") from error
        if not isinstance(loaded, dict):
            raise ConfigError(f"{where} is not an object")
        return loaded


@cache
def _shipped() -> SchemaSet:
    return SchemaSet(schemas_dir())


def address(topic: str) -> str:
    """The `$id` that a topic's schema must have."""
    return f"{BASE}{topic}/v1.json"


def _found(schemas: SchemaSet, look: Callable[[SchemaSet, str], Iterator[str]]) -> list[str]:
    return [f"schemas/{topic}/v1.json: {said}" for topic in NAMES for said in look(schemas, topic)]


def _problems(schemas: SchemaSet, topic: str) -> Iterator[str]:
    """What is wrong with one schema itself; a reference to it makes others unusable too."""
    from jsonschema import Draft202012Validator, SchemaError

    document = schemas.documents[topic]
    if (document.get("$id"), document.get("$schema")) != (address(topic), DIALECT):
        yield f"$id must be {address(topic)} and $schema {DIALECT}"
    try:
        Draft202012Validator.check_schema(document)
    except SchemaError as error:
        yield f"{error.json_path}: {error.message}"
    else:
        yield from _dead_references(schemas, topic)


def _dead_references(schemas: SchemaSet, topic: str) -> Iterator[str]:
    from referencing.exceptions import Unresolvable

    resolver = schemas.registry.resolver(address(topic))
    for reference in schemas.references(topic):
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


def _bad_examples(schemas: SchemaSet, topic: str) -> Iterator[str]:
    examples = schemas.documents[topic].get("examples", [])
    if not examples:
        yield "no examples"
    for number, example in enumerate(examples, 1):
        for error in schemas.validator(topic).iter_errors(example):
            yield f"example {number}: {error.json_path}: {error.message}"
