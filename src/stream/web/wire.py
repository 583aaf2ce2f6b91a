"""`POST /wire`: take documents over HTTP, and answer 202 only once Kafka has them.

There is no TLS: it listens on loopback unless told otherwise; put a proxy that has TLS before any other.
The same document twice is harmless: downstream it is a repeat.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any, NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler

from stream.adapters.sources.documents import Document
from stream.errors import ConfigError, DeliveryFailed

GOODBYE_SECONDS = 2.0
"""How long requests that are under way may take once the server stops."""

BODY_SECONDS = 60.0
"""How long a document may be on its way: a sender that trickles must not hold its place for ever."""

RETRY_SECONDS = 5
"""What a 503 tells the sender to wait."""

FORMATS_OF_TYPES: Mapping[str, str] = {
    "application/json": "auto",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json-lines": "jsonl",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/xml": "auto",
    "text/xml": "auto",
    "text/plain": "auto",
    "application/octet-stream": "auto",
    "application/x-www-form-urlencoded": "auto",
}
"""The parser that a Content-Type names (IANA's list; those of IPTC and `+xml`, `+json` by their shape). The
last one is what curl says of any body if it isn't told."""


class Taken(NamedTuple):
    """What became of a document: the (uri, version) of each item that Kafka has, and the refusals.

    A refusal says `name`, `error` (its class) and `reason`, in words, with where in the document.
    """

    items: list[tuple[str, str | None]]
    refused: list[dict[str, str]]


Receive = Callable[[Document], Awaitable[Taken]]
"""Sends a document and returns once Kafka has acknowledged it; raises DeliveryFailed."""


class WireApp:
    """The application. `format` is what a document is taken for whose request names none.

    `formats` are the names that `?format=` takes, `max_bytes` is the largest document.
    """

    def __init__(
        self, receive: Receive, token: str, formats: tuple[str, ...], max_bytes: int,
        format: str = "auto", body_seconds: float = BODY_SECONDS,
    ) -> None:  # fmt: skip
        self._receive, self._token, self._formats = receive, token.encode(), formats
        self._most, self._format, self._patience = max_bytes, format, body_seconds

    def application(self) -> web.Application:
        """As aiohttp runs it."""
        app = web.Application(client_max_size=self._most, middlewares=[self._problems])
        app.router.add_post("/wire", self._post)
        return app

    async def _post(self, request: web.Request) -> web.Response:
        if denied := self._denied(request):
            return denied
        format = self._format_of(request)
        if isinstance(format, web.Response):
            return format
        if (request.content_length or 0) > self._most:
            return self._too_large()
        data = await self._body(request)
        if isinstance(data, web.Response):
            return data
        name = f"POST /wire from {request.remote or 'somewhere'}"
        try:
            return _answer(await self._receive(Document(data, name, format)))
        except DeliveryFailed as error:
            retry = {"Retry-After": str(RETRY_SECONDS)}
            return _problem(503, f"Kafka has not acknowledged it: {error}; send it again", retry)

    async def _body(self, request: web.Request) -> bytes | web.Response:
        """The whole document, unpacked if it came packed; or the answer to one that isn't whole."""
        try:
            async with asyncio.timeout(self._patience):
                return await request.read()
        except TimeoutError:
            return _problem(408, f"the document was not here within {self._patience:g} s")
        except (web.RequestPayloadError, ConnectionResetError) as error:
            return _problem(400, f"the document can't be read: {' '.join(str(error).split())}")

    def _denied(self, request: web.Request) -> web.Response | None:
        """The answer to a request without the token: 401 if there is none, 403 if it is another."""
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not given.strip():
            ask = {"WWW-Authenticate": 'Bearer realm="wire"'}
            return _problem(401, "send the header Authorization: Bearer TOKEN", ask)
        if not hmac.compare_digest(given.strip().encode("utf-8", "replace"), self._token):
            ask = {"WWW-Authenticate": 'Bearer realm="wire", error="invalid_token"'}
            return _problem(403, "the token is not the right one", ask)
        return None

    def _format_of(self, request: web.Request) -> str | web.Response:
        """The parser's name, by ?format= or else by the Content-Type."""
        if (asked := request.query.get("format")) is not None:
            known = asked in self._formats
            return asked if known else self._unknown(f"there is no format {asked!r}", asked)
        if "Content-Type" not in request.headers:
            return self._format
        kind = request.content_type
        if kind.startswith("application/vnd.iptc.g2."):
            return "newsml-g2"
        if (found := FORMATS_OF_TYPES.get(kind)) is None and kind.endswith(("+xml", "+json")):
            found = "auto"
        if found is None:
            return self._unknown(f"{kind} is no type of news", kind)
        return self._format if found == "auto" else found

    def _unknown(self, what: str, asked: str) -> web.Response:
        near = get_close_matches(asked, self._formats, 1)
        hint = f"; the nearest is {near[0]}" if near else ""
        return _problem(415, f"{what}{hint}; ?format= takes {', '.join(self._formats)}")

    def _too_large(self) -> web.Response:
        return _problem(413, f"a document has {self._most:,} bytes at most")

    @web.middleware
    async def _problems(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer in problem+json whatever the framework itself refuses."""
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return self._too_large()
        except web.HTTPMethodNotAllowed as error:
            return _problem(405, "only POST", {"Allow": ",".join(sorted(error.allowed_methods))})
        except web.HTTPException as error:
            return _problem(error.status, f"{error.reason}; documents go to POST /wire")


class WireServer:
    """The application on the running event loop, from `start` until `stop`."""

    def __init__(self, app: web.Application) -> None:
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE_SECONDS)

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port. Raises ConfigError if that can't be."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            why = error.strerror or error
            raise ConfigError(f"can't listen on {host}:{port}: {why}") from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()


def _answer(taken: Taken) -> web.Response:
    refused = taken.refused
    if not taken.items:
        first = refused[0]["reason"] if refused else "there is no item in it"
        more = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
        return _problem(422, f"{first}{more}", refused=refused)
    items = [{"uri": uri, "version": version} for uri, version in taken.items]
    body = {
        "status": "partly accepted" if refused else "accepted",
        "ids": [item["uri"] for item in items],
        "items": items,
        "refused": refused,
    }
    return web.json_response(body, status=202)


def _problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> web.Response:
    """An answer as RFC 9457 has it."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return web.json_response(
        body, status=status, headers=headers, content_type="application/problem+json"
    )
