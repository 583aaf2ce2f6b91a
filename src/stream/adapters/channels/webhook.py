"""Webhooks: one signed POST, no redirect, a bounded answer."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp

from stream.adapters.address_guard import connector
from stream.adapters.channels.base import Scrubber
from stream.notify.answers import Answer, of_status, tidy
from stream.notify.messages import Message, Mode, encode
from stream.notify.signing import HEADER, sign

_CONNECT = 0.8
"""Share of an attempt's time that it may take to connect: then it surely did not arrive."""


@dataclass(frozen=True)
class WebhookOptions:
    """A webhook's settings; `timeout` is in seconds. `tls` is None for the system's certificates."""

    url: str = field(repr=False)
    keys: Sequence[bytes] = field(default=(), repr=False)
    mode: Mode = "plain"
    allow_private: bool = False
    timeout: float = 10.0
    answer_bytes: int = 16_384
    tls: ssl.SSLContext | None = None


class Webhook:
    """A channel that is an HTTP server. `agent` is the User-Agent."""

    def __init__(self, options: WebhookOptions, agent: str = "newswire-stream") -> None:
        self._options, self._agent = options, agent
        self._scrub = Scrubber(
            [options.url, *(key.decode("utf-8", "replace") for key in options.keys)]
        )
        self._host = urlsplit(options.url).hostname or ""
        self._session: aiohttp.ClientSession | None = None

    async def send(self, message: Message, now: datetime) -> Answer:
        """POST the message once."""
        headers, body = encode(message, self._options.mode)
        if self._options.keys:
            headers[HEADER] = sign(body, self._options.keys, int(now.timestamp()))
        try:
            return await self._post(headers, body, now)
        except aiohttp.ClientConnectorError as error:
            return Answer("no", self._said(f"{self._host}: {_why(error)}"))
        except (aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            return Answer("no", self._said(f"{self._host}: can't connect ({type(error).__name__})"))
        except TimeoutError:
            return Answer("maybe", f"{self._host}: no answer within {self._options.timeout:g} s")
        except (aiohttp.ClientError, OSError) as error:
            return Answer("maybe", self._said(f"{self._host}: {type(error).__name__}: {error}"))

    async def _post(self, headers: dict[str, str], body: bytes, now: datetime) -> Answer:
        async with self._open().post(
            self._options.url, data=body, headers=headers, allow_redirects=False
        ) as answer:
            text = await self._read(answer)
            answer.close()  # what is left of the answer is not worth having
            return of_status(
                answer.status, self._scrub(text), answer.headers.get("Retry-After"), now
            )

    async def _read(self, answer: aiohttp.ClientResponse) -> str:
        """The beginning of the answer's body; the status has been said, so nothing in it can fail."""
        said, most = b"", self._options.answer_bytes
        try:
            while len(said) < most and (part := await answer.content.read(most - len(said))):
                said += part
        except (TimeoutError, aiohttp.ClientError, OSError):
            pass
        return said.decode("utf-8", "replace")

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            options = self._options
            self._session = aiohttp.ClientSession(
                connector=connector(
                    allow_private=options.allow_private, force_close=True, ssl=options.tls or True
                ),
                timeout=aiohttp.ClientTimeout(total=options.timeout, connect=options.timeout * _CONNECT),
                headers={"User-Agent": self._agent, "Accept-Encoding": "identity"},
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )  # fmt: skip
        return self._session

    def _said(self, text: str) -> str:
        return tidy(self._scrub(text))

    async def close(self) -> None:
        """Let connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _why(error: aiohttp.ClientConnectorError) -> str:
    """The cause, without the client's own wording around it."""
    cause: BaseException = error.os_error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        return f"certificate refused: {getattr(cause, 'verify_message', '') or cause}"
    return str(getattr(cause, "strerror", None) or cause)
