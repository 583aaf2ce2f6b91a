"""What stands before every request: the host's name, the token, and headers that bind the browser."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stream.desk.http.access import COOKIE, Access
from stream.desk.http.problems import problem

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_FREE = ("/api/session", "/api/openapi.json")
"""Addresses under /api that need no token: they hold no news."""

_WANTED = "a token is needed: Authorization: Bearer …"

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Guard:
    """Lets a request pass or answers it; puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        started = False

        async def sealed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers, path = Headers(scope=scope), scope["path"]
        if self._access.open and not _is_loopback(headers.get("host", "")):
            # A page of another site whose name was made to point at this machine says that name.
            refusal = problem(403, "without a token the desk answers to names of this machine only")
            await refusal(scope, receive, sealed)
        elif path.startswith("/api/") and path not in _FREE and not self._may_read(headers):
            asked = {"WWW-Authenticate": 'Bearer realm="newswire"'}
            given = headers.get("authorization", "").lower().startswith("bearer ")
            why = "the token is not one of the desk's" if given else _WANTED
            await problem(401, why, asked)(scope, receive, sealed)
        else:
            try:
                await self._app(scope, receive, sealed)
            except Exception:
                if not started:
                    await problem(500, "the desk failed to answer; its log says why")(
                        scope, receive, sealed
                    )
                raise

    def _may_read(self, headers: Headers) -> bool:
        return self._access.allows(headers.get("authorization", ""), _session(headers))


def _session(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _is_loopback(host: str) -> bool:
    name = host.lower()
    if not name.endswith("]"):
        name = name.rpartition(":")[0] or name
    return name in _LOOPBACK_NAMES
