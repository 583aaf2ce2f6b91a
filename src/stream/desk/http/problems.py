"""Errors as application/problem+json (RFC 9457): what is wrong and where, never what was sent."""

from __future__ import annotations

import http
from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from stream.desk.read.query import BadCursor

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """An answer that says what went wrong."""
    body = {
        "type": "about:blank", "title": http.HTTPStatus(status).phrase, "status": status,
        "detail": detail, **more,
    }  # fmt: skip
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(orjson.dumps(body), status, kept, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of the app be told so; what nobody expects is the guard's."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadCursor, _cursor)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = error.detail
    if error.status_code == 404 and detail == "Not Found":
        detail = "there is nothing at this address; /api/openapi.json says what there is"
    return problem(error.status_code, detail, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": ".".join(map(str, each["loc"])), "reason": _reason(each)}
        for each in error.errors()
    ]
    detail = "; ".join(f"{each['where']}: {each['reason']}" for each in errors)
    return problem(422, detail, errors=errors)


def _reason(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "there is no such parameter"
    return str(error["msg"]).removeprefix("Value error, ")


async def _cursor(request: Request, error: Exception) -> Response:
    errors = [{"where": "query.cursor", "reason": str(error)}]
    return problem(422, f"query.cursor: {error}", errors=errors)
