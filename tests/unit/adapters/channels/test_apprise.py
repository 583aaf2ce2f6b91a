"""Apprise against a real local SMTP server."""

from __future__ import annotations

import pytest

from stream.adapters.channels.apprise import AppriseChannel
from stream.errors import ConfigError
from stream.notify.answers import Answer
from stream.notify.messages import Message
from support.mailbox import Mailbox
from unit.notify.made import NOON, alert

MESSAGE = Message(
    "k1", "mail", "withdrawn", (alert(),), "WITHDRAWN: Łódź ferry", "Do not use.\nRef: a1/4 k1"
)
ADDRESSES = ["json://10.0.0.1/x", "syslog://", "nosuch://abc:secret@x", "plain"]


async def tell(url: str, timeout: float = 5.0) -> Answer:
    """Send the message once."""
    channel = AppriseChannel(url, timeout, "channel mail")
    try:
        return await channel.send(MESSAGE, NOON)
    finally:
        await channel.close()


async def test_a_message_arrives_with_its_key() -> None:
    """Subject, text and idempotency key are in the mail."""
    async with Mailbox() as box:
        assert (await tell(box.url)).reached == "yes"
    assert box.subjects == ["WITHDRAWN: Łódź ferry"]
    assert box.got[0]["Idempotency-Key"] == "k1"
    parts = [p.get_payload(decode=True) for p in box.got[0].walk() if not p.is_multipart()]
    assert any(b"Do not use." in part for part in parts if isinstance(part, bytes))


async def test_a_refusal_is_told_without_the_password() -> None:
    """The server's no is in the answer; the address's secrets are not."""
    async with Mailbox() as box:
        box.answer = "554 not today"
        answer = await tell(box.url.replace("mailto://", "mailto://wire-user:hunter2hunter2@"))
    assert answer.reached == "maybe" and answer.text
    assert "hunter2" not in answer.text and "wire-user" not in answer.text


async def test_a_server_that_hangs_is_given_up() -> None:
    """The attempt ends in time as a maybe; the next waits for no thread that is still busy."""
    async with Mailbox() as box:
        box.answer = "hang"
        channel = AppriseChannel(box.url, 0.4, "channel mail")
        first = await channel.send(MESSAGE, NOON)
        second = await channel.send(MESSAGE, NOON)
        await channel.close()
    assert first.reached == "maybe" and second.reached in ("no", "maybe")
    assert len(box.got) <= 2


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_no_channel_is_refused(url: str) -> None:
    """The message names the channel, and nothing of what may be secret."""
    with pytest.raises(ConfigError, match="channel mail") as caught:
        AppriseChannel(url, 1.0, "channel mail")
    assert "secret" not in str(caught.value)
