"""Webhooks against real local servers, good ones and bad ones."""

from __future__ import annotations

import ssl
import time
from datetime import timedelta

import pytest
import trustme

from stream.adapters.channels.webhook import Webhook, WebhookOptions
from stream.notify.answers import Answer
from stream.notify.messages import Message, Mode
from stream.notify.signing import HEADER, verify
from support.receiver import (
    Behaviour,
    Flood,
    Receiver,
    closes_half_way,
    closes_in_the_body,
    hangs,
    says,
)
from unit.notify.made import NOON, alert

KEYS = (b"first-key-0123456", b"other-key-0123456")
MESSAGE = Message(
    "k1", "desk", "raised", (alert(),), "Ferry aground", "Ferry aground\nWhy: rule coast"
)


async def tell(receiver: Receiver, timeout: float = 2.0, **options: object) -> Answer:
    """Send the message once."""
    given = {"url": receiver.url, "timeout": timeout, "allow_private": True, **options}
    hook = Webhook(WebhookOptions(**given))  # type: ignore[arg-type]
    try:
        return await hook.send(MESSAGE, NOON)
    finally:
        await hook.close()


async def test_a_message_arrives_signed_with_both_keys() -> None:
    """The receiver can check the signature with either key, and finds the alert and the idempotency key."""
    async with Receiver() as receiver:
        answer = await tell(receiver, keys=KEYS)
    assert answer == Answer("yes", "202 queued")
    (got,) = receiver.got
    assert got.key == "k1" and got.value["alert"] == alert() and got.value["kind"] == "raised"
    now = int(NOON.timestamp())
    assert all(verify(got.headers[HEADER], got.body, [key], now) for key in KEYS)
    assert not verify(got.headers[HEADER], got.body + b" ", KEYS, now)


@pytest.mark.parametrize("mode", ["structured", "binary"])
async def test_cloudevents_carry_the_required_attributes(mode: Mode) -> None:
    """Both content modes say specversion, id, source and type, and carry the alert as data."""
    async with Receiver() as receiver:
        await tell(receiver, mode=mode)
    (got,) = receiver.got
    if mode == "structured":
        attributes, data = got.value, got.value["data"]
        assert got.headers["Content-Type"].startswith("application/cloudevents+json")
    else:
        heads = {k.lower(): v for k, v in got.headers.items()}
        attributes, data = {k[3:]: v for k, v in heads.items() if k.startswith("ce-")}, got.value
        assert got.headers["Content-Type"] == "application/json"
    assert (attributes["specversion"], attributes["id"]) == ("1.0", "a1/1/2026-03-02T11:59:00Z")
    assert got.key == "k1"
    assert (attributes["type"], attributes["subject"]) == ("newswire.alert.raised", "a1")
    assert attributes["source"] and attributes["time"] == "2026-03-02T11:59:00Z"
    assert data["alert"] == alert()


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        (says(500, "oops"), Answer("no", "500 oops")),
        (says(429, Retry_After="120"), Answer("no", "429", after=timedelta(seconds=120))),
        (says(401, "login"), Answer("no", "401 login")),
        (says(422, "no such field"), Answer("no", "422 no such field", final=True)),
        (says(204), Answer("yes", "204")),
        (closes_in_the_body, Answer("yes", "200 half")),
    ],
)
async def test_statuses_are_understood(behave: Behaviour, expected: Answer) -> None:
    """Each kind of status is what RFC 9110 says it is."""
    async with Receiver(behave) as receiver:
        assert await tell(receiver) == expected


@pytest.mark.parametrize("behave", [closes_half_way, hangs])
async def test_an_end_without_an_answer_is_a_maybe(behave: Behaviour) -> None:
    """The request went out whole: it may have been taken."""
    async with Receiver(behave) as receiver:
        began = time.monotonic()
        answer = await tell(receiver, timeout=0.5)
    assert answer.reached == "maybe" and not answer.final
    assert time.monotonic() - began < 3
    assert len(receiver.got) == 1


async def test_a_redirect_is_not_followed() -> None:
    """What another server is asked to take was never signed for it."""
    async with Receiver() as other, Receiver(says(307, Location="")) as receiver:
        receiver.behave = says(307, Location=other.url)
        answer = await tell(receiver)
    assert answer.reached == "no" and "redirect" in answer.text
    assert other.got == []


async def test_a_flood_of_an_answer_is_cut() -> None:
    """Of 100 MB little is read, and the yes before it counts."""
    flood = Flood()
    async with Receiver(flood) as receiver:
        answer = await tell(receiver, answer_bytes=1000)
    assert answer.reached == "yes" and len(answer.text) <= 200
    assert flood.sent < 20_000_000


async def test_nobody_listens() -> None:
    """A refused connection surely brought nothing."""
    async with Receiver() as receiver:
        pass
    answer = await tell(receiver)
    assert answer.reached == "no" and "localhost" in answer.text


def certificate(*names: str) -> tuple[trustme.CA, ssl.SSLContext]:
    """An authority, and a server's TLS context with its certificate for the names."""
    authority, context = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    return authority, context


async def test_an_unknown_authority_is_refused() -> None:
    """A certificate that nobody vouches for gets no alert, and no request."""
    _, context = certificate("localhost")
    async with Receiver(tls=context) as receiver:
        answer = await tell(receiver)
    assert answer.reached == "no" and "certificate refused" in answer.text
    assert receiver.got == []


@pytest.mark.parametrize(("name", "reached"), [("localhost", "yes"), ("other.example", "no")])
async def test_a_certificate_must_be_for_the_host(name: str, reached: str) -> None:
    """With the authority trusted, the name decides."""
    authority, context = certificate(name)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    async with Receiver(tls=context) as receiver:
        answer = await tell(receiver, tls=trusted)
    assert answer.reached == reached
    assert len(receiver.got) == (reached == "yes")


async def test_a_private_address_is_refused_after_the_name_was_looked_up() -> None:
    """localhost is a name like any other: what it leads to is judged."""
    async with Receiver() as receiver:
        answer = await tell(receiver, allow_private=False)
    assert answer.reached == "no" and "allow_private" in answer.text
    assert receiver.got == []


async def test_a_literal_private_address_is_refused() -> None:
    """An address in the URL needs no look-up and is judged all the same."""
    async with Receiver() as receiver:
        receiver.url = receiver.url.replace("localhost", "127.0.0.1")
        answer = await tell(receiver, allow_private=False)
    assert answer.reached == "no" and "loopback" in answer.text
    assert receiver.got == []


async def test_secrets_in_the_address_are_not_shown() -> None:
    """A token in the path is in no answer and no repr, even where the server sends it back."""
    async with Receiver(says(500, "no hook T0KEN-abcdef here, key first-key-0123456")) as receiver:
        receiver.url += "/T0KEN-abcdef?sig=s3cretsig"
        answer = await tell(receiver, keys=KEYS)
        shown = repr(WebhookOptions(receiver.url, KEYS))
    assert "T0KEN" not in answer.text + shown
    assert "first-key" not in answer.text + shown and "s3cretsig" not in shown
