"""A local SMTP server that stands for a channel, on the test's own event loop."""

from __future__ import annotations

import asyncio
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


class Mailbox:
    """Use as an async context manager. `answer` is what it says to each message, "hang" is nothing."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        self.answer = "250 taken"
        self.url = ""

    async def __aenter__(self) -> Mailbox:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, authenticator=_anybody, auth_require_tls=False), "127.0.0.1", 0
        )
        port = self._server.sockets[0].getsockname()[1]
        self.url = (
            f"mailto://127.0.0.1:{port}?mode=insecure&from=wire@news.example&to=desk@news.example"
        )
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._server.close()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a message."""
        self.got.append(message_from_bytes(envelope.content))
        if self.answer == "hang":
            await asyncio.sleep(60)
        return self.answer

    @property
    def subjects(self) -> list[str]:
        """The subjects of the mails, decoded."""
        return [str(make_header(decode_header(mail["Subject"]))) for mail in self.got]


def _anybody(*login: Any) -> AuthResult:
    """Let any user in: what is sent, not who may send, is looked at."""
    return AuthResult(success=True)
