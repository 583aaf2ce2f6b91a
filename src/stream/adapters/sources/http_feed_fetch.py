"""One request for a feed: conditional, bounded in time and size, redirects followed by hand."""

from __future__ import annotations

import ipaddress
import re
import socket
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import aiohttp

from stream.adapters.address_guard import SETTING, connector

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
_AGENT = "newswire-stream"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_CHUNK = 65_536
_GZIP = b"\x1f\x8b\x08"
_USER = re.compile(r"(?<=://)[^/?#@]*@")
_SECRET = re.compile(
    r"(?i)((?:[?&;]|^)[^=&;#]*(?:key|token|secret|passw|auth|signature)[^=&;#]*=)[^&;#]*"
)


def public(address: str) -> str:
    """An address as it may be shown, logged and kept: without user, password and keys of a query."""
    return _SECRET.sub(r"\1***", _USER.sub("", address))


class FetchFailed(Exception):
    """There is no whole answer: the message says why. The poller tries again later."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Seconds for the whole request, bytes of the document (decompressed), and redirects in a row."""

    seconds: float = 30.0
    max_bytes: int = 16 * 1_048_576
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. `address` is where permanent redirects led, `body` empty unless 200."""

    status: int
    address: str
    body: bytes = b""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    retry_after: str = ""


def feed_session(*, allow_private: bool, permit: str = SETTING) -> aiohttp.ClientSession:
    """A session for feeds. It keeps no cookies: a poll must not depend on the one before.

    Unless `allow_private`, it connects to addresses of the public internet alone, whatever a name or a
    redirect says: judged when the socket is made, as webhooks' are; `permit` is what would allow the others,
    for the message. Made inside a running loop.
    """
    # Names are looked up anew for each poll: a feed that moves is followed, and hours lie between polls.
    return aiohttp.ClientSession(
        connector=connector(allow_private=allow_private, permit=permit),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def fetch(
    session: aiohttp.ClientSession,
    address: str,
    conditions: Mapping[str, str],
    limits: FetchLimits,
) -> Answer:
    """Ask for a feed; `conditions` are headers like If-None-Match. Raises FetchFailed."""
    try:
        return await _follow(session, address, conditions, limits)
    except TimeoutError:
        raise FetchFailed(f"no whole answer within {limits.seconds:g} seconds") from None
    except aiohttp.InvalidURL:
        raise FetchFailed("no address: give https://HOST/PATH") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        said = str(error).replace(address, public(address))
        raise FetchFailed(f"{type(error).__name__}: {said}"[:200]) from error


async def _follow(
    session: aiohttp.ClientSession,
    address: str,
    conditions: Mapping[str, str],
    limits: FetchLimits,
) -> Answer:
    """Follow redirects; only an unbroken row of permanent ones changes the feed's address."""
    moved, at, permanent = address, address, True
    headers = {"Accept": _ACCEPT, "User-Agent": _AGENT, **conditions}
    timeout = aiohttp.ClientTimeout(total=limits.seconds)
    for _ in range(limits.redirects + 1):
        async with session.get(
            at, headers=headers, allow_redirects=False, timeout=timeout
        ) as response:
            location = response.headers.get("Location", "")
            if response.status not in _REDIRECTS or not location:
                return await _answer(response, moved, limits)
            at = _target(at, location, address)
            permanent = permanent and response.status in _PERMANENT
            moved = at if permanent else moved
    raise FetchFailed(f"more than {limits.redirects} redirects")


def _target(at: str, location: str, address: str) -> str:
    """Where a redirect leads; not to another scheme, nor from outside to a machine of our own net."""
    target = urljoin(at, location)
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https"):
        raise FetchFailed(f"redirect to {parts.scheme}: not followed")
    host = parts.hostname or ""
    if host != urlsplit(address).hostname and _is_local(host):
        raise FetchFailed(f"redirect to the local address {host}: not followed")
    return target


def _is_local(host: str) -> bool:
    """Whether a host is an address of our own net, in any notation that a resolver takes ("127.1")."""
    host = host.lower().rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    try:
        return not ipaddress.ip_address(socket.inet_aton(host)).is_global
    except (OSError, UnicodeError):
        return False


async def _answer(response: aiohttp.ClientResponse, moved: str, limits: FetchLimits) -> Answer:
    return Answer(
        status=response.status,
        address=moved,
        body=await _body(response, limits.max_bytes) if response.status == 200 else b"",
        charset=response.charset or "",
        etag=response.headers.get("ETag", ""),
        modified=response.headers.get("Last-Modified", ""),
        retry_after=response.headers.get("Retry-After", ""),
    )


async def _body(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The document, read no further than the limit: a small answer can unpack to a huge one.

    One that is gzip all the same was packed without a header that says so, or twice.
    """
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
    return _unpacked(bytes(body), max_bytes) if body.startswith(_GZIP) else bytes(body)


def _unpacked(data: bytes, max_bytes: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        body = unpacker.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise FetchFailed(f"the document is broken gzip: {error}") from error
    if len(body) > max_bytes:
        raise _too_large(max_bytes)
    if not unpacker.eof:
        raise FetchFailed("the document is gzip that ends too early")
    return body


def _too_large(max_bytes: int) -> FetchFailed:
    return FetchFailed(f"the document has more than {max_bytes} bytes")
