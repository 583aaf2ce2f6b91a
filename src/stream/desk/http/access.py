"""Who may read: tokens compared in constant time, and sessions for the page, whose streams send no header."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from stream.desk.state.times import Clock

COOKIE = "newswire_desk"
SESSION_SECONDS = 7 * 86_400
"""An editor logs in once a week."""

SHORTEST = 16
"""Characters of a token, at least; `openssl rand -hex 32` makes one of 64."""


class Access:
    """The read tokens; with none everybody may read."""

    def __init__(self, tokens: Iterable[str], clock: Clock) -> None:
        self._digests = [_digest(token) for token in tokens]
        self._clock = clock

    @property
    def open(self) -> bool:
        """Whether no token is asked for."""
        return not self._digests

    def knows(self, token: str) -> bool:
        """Whether it is one of the tokens; every one is compared, in constant time."""
        given = _digest(token)
        return sum(hmac.compare_digest(given, known) for known in self._digests) > 0

    def allows(self, authorization: str, cookie: str) -> bool:
        """Whether a request with these headers may read."""
        if self.open:
            return True
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and self.knows(token.strip()):
            return True
        return self._knows_session(cookie)

    def session(self, token: str) -> str:
        """The cookie's value for a token; it ends with the token, and outlives a restart."""
        until = str(self._clock() // 1000 + SESSION_SECONDS)
        return f"{until}.{_sign(_digest(token), until)}"

    def _knows_session(self, cookie: str) -> bool:
        until, _, signature = cookie.partition(".")
        if not until.isascii() or not until.isdigit() or len(until) > 12:
            return False
        given = signature.encode()
        known = sum(hmac.compare_digest(given, _sign(key, until).encode()) for key in self._digests)
        return known > 0 and int(until) > self._clock() // 1000


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def _sign(key: bytes, until: str) -> str:
    return hmac.new(key, until.encode(), hashlib.sha256).hexdigest()
