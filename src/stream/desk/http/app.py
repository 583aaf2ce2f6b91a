"""The desk's HTTP application: routes over a store, an event hub, and who may read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from stream.desk.http import examples, page, problems
from stream.desk.http import params as p
from stream.desk.http.access import COOKIE, SESSION_SECONDS, Access
from stream.desk.http.guard import Guard
from stream.desk.http.live import Hub, LiveResponse
from stream.desk.http.openapi import answers, describe, live_answer, session_body
from stream.desk.http.status import Status
from stream.desk.http.timing import Timed, Timing
from stream.desk.read.alerts import AlertQuery, alert_with_history, alerts
from stream.desk.read.counts import CountQuery, counts, top
from stream.desk.read.search import SearchQuery, search
from stream.desk.read.stories import StoryQuery, places, stories, story
from stream.desk.state.store import Store

MOST_SESSION_BYTES = 8192


def create_app(
    store: Store,
    hub: Hub,
    status: Status,
    access: Access,
    cors_origins: Sequence[str] = (),
    folder: Path = page.PAGE,
    timed: Timed | None = None,
) -> FastAPI:
    """The application; `folder` is where the page is, if it is built; `timed` is told of each request."""
    app = FastAPI(
        title="Newswire desk", version=status()["version"], docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", default_response_class=Response,
    )  # fmt: skip
    problems.install(app)
    reads = Reads(store)
    for router in (_news(reads), _figures(reads), _life(hub, status), _sessions(access)):
        app.include_router(router, prefix="/api")
    describe(app)
    page.install(app, folder)
    app.add_middleware(Guard, access=access)
    if timed is not None:
        app.add_middleware(Timing, timed=timed)
    if cors_origins:
        app.add_middleware(
            CORSMiddleware, allow_origins=list(cors_origins), allow_methods=["GET"],
            allow_headers=["Authorization", "If-None-Match", "Last-Event-ID"], expose_headers=["ETag"],
        )  # fmt: skip
    return app


class Reads:
    """Answers with what a query finds, or with 304 if the client has that already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def answer(
        self, request: Request, query: Callable[..., dict[str, Any] | None], *args: Any
    ) -> Response:
        """The query's answer as JSON with its ETag; 404 for None."""
        body = await self._store.read(_encoded, query, args)
        if body is None:
            raise HTTPException(404, "there is no such thing, or it may not be seen")
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if _known(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="application/json")


def _encoded(
    db: sqlite3.Connection, query: Callable[..., dict[str, Any] | None], args: tuple[Any, ...]
) -> bytes | None:
    found = query(db, *args)
    return None if found is None else orjson.dumps(found)


def _known(header: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return etag in tags or "*" in tags


def _news(reads: Reads) -> APIRouter:
    router = APIRouter(tags=["news"])

    @router.get("/alerts", responses=answers("AlertList"))
    async def list_alerts(request: Request, wanted: Annotated[p.AlertParams, Query()]) -> Response:
        """Alerts, the one with the newest message first."""
        return await reads.answer(request, alerts, AlertQuery(**dict(wanted)))

    @router.get("/alerts/{id}", responses=answers("AlertWithHistory", 404))
    async def one_alert(
        request: Request, id: str, wanted: Annotated[p.NoParams, Query()]
    ) -> Response:
        """An alert with every message that it had, oldest first."""
        return await reads.answer(request, alert_with_history, id)

    @router.get("/stories", responses=answers("StoryList"))
    async def list_stories(request: Request, wanted: Annotated[p.StoryParams, Query()]) -> Response:
        """Stories, the one with the newest update first."""
        return await reads.answer(request, stories, StoryQuery(**dict(wanted)))

    @router.get("/stories/{id}", responses=answers("StoryAnswer", 404))
    async def one_story(
        request: Request, id: str, wanted: Annotated[p.NoParams, Query()]
    ) -> Response:
        """A story with all versions of its items, what changed, and the words behind each label."""
        return await reads.answer(request, story, id)

    @router.get("/search", responses=answers("SearchAnswer"))
    async def find(request: Request, wanted: Annotated[p.SearchParams, Query()]) -> Response:
        """Texts in force that have all the words, the latest that came first."""
        return await reads.answer(request, search, SearchQuery(**dict(wanted)))

    return router


def _figures(reads: Reads) -> APIRouter:
    router = APIRouter(tags=["figures"])

    @router.get("/counts", responses=answers("CountList"))
    async def list_counts(request: Request, wanted: Annotated[p.CountParams, Query()]) -> Response:
        """Counts of windows, the newest window first."""
        return await reads.answer(request, counts, CountQuery(**dict(wanted)))

    @router.get("/counts/top", responses=answers("TopAnswer"))
    async def highest(request: Request, wanted: Annotated[p.TopParams, Query()]) -> Response:
        """The highest counts of one window, and those that rose most."""
        asked = (wanted.dimension, wanted.window, wanted.at, wanted.n)
        return await reads.answer(request, top, *asked)

    @router.get("/places", responses=answers("PlaceList"))
    async def list_places(request: Request, wanted: Annotated[p.Span, Query()]) -> Response:
        """Places with their stories and their alerts in force."""
        return await reads.answer(request, places, wanted.since, wanted.until)

    return router


def _life(hub: Hub, status: Status) -> APIRouter:
    router = APIRouter(tags=["live"])

    @router.get("/status", responses=answers("StatusAnswer"))
    async def how_it_is(wanted: Annotated[p.NoParams, Query()]) -> Response:
        """How far the desk has read, and when the last sign of life came."""
        headers = {"Cache-Control": "no-store"}
        return Response(orjson.dumps(status()), headers=headers, media_type="application/json")

    @router.get("/live", responses=live_answer(examples.LIVE))
    async def live(request: Request, wanted: Annotated[p.LiveParams, Query()]) -> Response:
        """What changes, as server-sent events: alert, story, counts, status; reset: load everything again.

        Every event but status has an id. A client that comes back with Last-Event-ID gets what it missed.
        """
        # The header first: a browser that comes back by itself sends the newer id there, to the same address.
        last = request.headers.get("last-event-id") or wanted.last_event_id
        return LiveResponse(hub, last[:100])

    return router


def _sessions(access: Access) -> APIRouter:
    router = APIRouter(tags=["session"])

    @router.post("/session", responses=answers(None), openapi_extra=session_body())
    async def begin(request: Request) -> Response:
        """Exchange a token for a cookie, for a page whose streams can send no header."""
        token = _token(await _body(request))
        if not access.open and not access.knows(token):
            raise HTTPException(401, "the token is not one of the desk's")
        response = Response(status_code=204)
        if not access.open:
            response.set_cookie(
                COOKIE, access.session(token), max_age=SESSION_SECONDS, httponly=True, samesite="strict",
                secure=request.url.scheme == "https", path="/api",
            )  # fmt: skip
        return response

    @router.delete("/session", responses=answers(None))
    async def end() -> Response:
        """Let the cookie go."""
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, path="/api", httponly=True, samesite="strict")
        return response

    return router


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_SESSION_BYTES:
            raise HTTPException(413, "a session's body is a token and no more")
    return body


def _token(body: bytes) -> str:
    try:
        token = orjson.loads(body)["token"]
    except (ValueError, KeyError, TypeError):
        token = None
    if not isinstance(token, str):
        raise HTTPException(422, 'wanted is JSON: {"token": "…"}')
    return token
