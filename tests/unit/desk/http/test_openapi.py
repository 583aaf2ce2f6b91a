"""The description of the API is complete, and its examples are answers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from stream.desk.http import answers
from support.desk import DeskServer

WITHOUT_EXAMPLE = {"post /api/session", "delete /api/session"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document as it is served."""
    desk = DeskServer()
    found: dict[str, Any] = desk.app.openapi()
    desk.store.close()
    return found


def _operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method} {path}": operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def test_every_route_of_the_contract_is_described(document: dict[str, Any]) -> None:
    """No more, no fewer, each with words."""
    operations = _operations(document)
    assert set(operations) == {
        "get /api/status", "get /api/alerts", "get /api/alerts/{id}", "get /api/stories",
        "get /api/stories/{id}", "get /api/search", "get /api/counts", "get /api/counts/top",
        "get /api/places", "get /api/live", *WITHOUT_EXAMPLE,
    }  # fmt: skip
    assert all(operation["description"] for operation in operations.values())
    for operation in operations.values():
        assert all(
            p.get("description") or p["in"] == "path" for p in operation.get("parameters", [])
        )


def test_every_answer_has_an_example_that_fits(document: dict[str, Any]) -> None:
    """By its own schema, and by the shape that real answers are held to."""
    seen = 0
    for name, operation in _operations(document).items():
        for kind, content in operation["responses"].get("200", {}).get("content", {}).items():
            assert content["example"], name
            if kind != "application/json":
                continue
            shape = content["schema"]["$ref"].rpartition("/")[2]
            schema = {**content["schema"], "components": document["components"]}
            assert [
                e.message for e in Draft202012Validator(schema).iter_errors(content["example"])
            ] == []
            msgspec.convert(content["example"], getattr(answers, shape))
            seen += 1
    assert seen == 9


def test_errors_are_problems(document: dict[str, Any]) -> None:
    """Each operation names 401, and no answer is one that FastAPI would make."""
    for name, operation in _operations(document).items():
        assert "application/problem+json" in operation["responses"]["401"]["content"], name
    assert "HTTPValidationError" not in str(document)


def test_all_references_lead_somewhere(document: dict[str, Any]) -> None:
    """Every $ref is a schema of the document."""
    schemas = document["components"]["schemas"]
    references = _references(document)
    assert references and {r.rpartition("/")[2] for r in references} <= set(schemas)


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*map(_references, node.values()))
    return set().union(*map(_references, node)) if isinstance(node, list) else set()
