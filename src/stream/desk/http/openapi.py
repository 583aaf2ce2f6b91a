"""The description of the API: schemas made of the answers' shapes, an example for each, all errors."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from stream.desk.http.access import COOKIE
from stream.desk.http.answers import components
from stream.desk.http.examples import EXAMPLES
from stream.desk.http.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

_ABOUT = """\
Alerts, stories, counts and full text of a news wire, for pages and dashboards. Times are RFC 3339 in UTC.
Lists have `next`: give it as `cursor` for the next page. A parameter that may have several values is repeated.
GETs have an ETag. What is embargoed or withheld is in no answer, and no word of what was killed.
"""
_PROBLEMS = {
    401: "A token is needed, or is wrong.",
    404: "There is no such thing, or it may not be seen.",
    422: "A parameter is wrong; `errors` says which.",
}


def answers(shape: str | None, *more: int) -> Responses:
    """The responses of a route: its answer (204 for None) and its errors."""
    found: Responses = {}
    if shape is None:
        found[204] = {"description": "Done."}
    else:
        content = {"application/json": {"schema": _ref(shape)}}
        found[200] = {"description": "The answer.", "content": content}
        found[304] = {"description": "As If-None-Match has it."}
    return found | _errors(401, 422, *more)


def live_answer(example: str) -> Responses:
    """The responses of the event stream."""
    content = {"text/event-stream": {"schema": {"type": "string"}, "example": example}}
    return {200: {"description": "Events, on and on.", "content": content}, **_errors(401, 422)}


def session_body() -> dict[str, Any]:
    """What `POST /api/session` takes."""
    schema = {
        "type": "object", "required": ["token"], "properties": {"token": {"type": "string"}},
    }  # fmt: skip
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI) -> None:
    """Make the app describe itself so."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, routes=app.routes, description=_ABOUT)
    parts = found.setdefault("components", {})
    parts["schemas"] = components()
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
    }
    found["security"] = [{"token": []}, {"session": []}]
    for operations in found["paths"].values():
        for operation in operations.values():
            operation["responses"] = _own(operation["responses"])
    return found


def _own(responses: dict[str, Any]) -> dict[str, Any]:
    """The responses without those of FastAPI that this API never gives, each with its example.

    The examples come in here because FastAPI would take the nulls out of them.
    """
    own = {code: answer for code, answer in responses.items() if answer != _DEFAULT}
    for answer in own.values():
        content = answer.get("content", {}).get("application/json")
        if content:
            content["example"] = EXAMPLES[content["schema"]["$ref"].rpartition("/")[2]]
    return own


_DEFAULT = {"description": "Successful Response"}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _errors(*statuses: int) -> Responses:
    content = {MEDIA_TYPE: {"schema": _ref("Problem")}}
    return {
        status: {"description": _PROBLEMS[status], "content": content}
        for status in sorted(set(statuses))
    }
