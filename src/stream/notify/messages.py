"""What a channel is sent: a body for programs (plain JSON or a CloudEvent), words for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from stream.notify.records import Delivery
from stream.notify.together import as_one, grouped

Mode = Literal["plain", "structured", "binary"]
"""plain: the alert in a JSON object of our own. structured, binary: CloudEvents 1.0 over HTTP in that content
mode (CloudEvents HTTP protocol binding 1.0.2)."""

SOURCE = "/newswire-stream"
TYPE = "newswire.alert."
KEY_HEADER = "Idempotency-Key"

_SAFE = set(map(chr, range(0x21, 0x7F))) - set('"%')


class Message(msgspec.Struct, frozen=True):
    """One message to one channel. `key` is its idempotency key; `kind` a status, or `digest` for several."""

    key: str
    channel: str
    kind: str
    alerts: tuple[dict[str, Any], ...]
    title: str
    text: str


def alert_of(delivery: Delivery) -> dict[str, Any]:
    """The alert message that a delivery carries."""
    found: dict[str, Any] = msgspec.json.decode(delivery.message)
    return found


def content(deliveries: Sequence[Delivery], *, one: bool) -> tuple[str, tuple[dict[str, Any], ...]]:
    """What a message of these deliveries is, and its alerts; with `one`, those of one update are one."""
    if not one:
        kind = "digest" if deliveries[0].digest else deliveries[0].kind
        return kind, tuple(alert_of(d) for d in deliveries)
    told = [as_one(group) for group in grouped(deliveries)]
    return told[0][0] if len(told) == 1 else "digest", tuple(alert for _, alert in told)


def encode(message: Message, mode: Mode) -> tuple[dict[str, str], bytes]:
    """The headers and the body of an HTTP request."""
    headers = {KEY_HEADER: message.key}
    if mode == "plain":
        body = {
            "key": message.key,
            "channel": message.channel,
            "kind": message.kind,
            **_content(message),
        }
        return {**headers, "Content-Type": "application/json"}, msgspec.json.encode(body)
    attributes = _attributes(message)
    if mode == "structured":
        event = {**attributes, "data": _content(message)}
        return {
            **headers,
            "Content-Type": "application/cloudevents+json; charset=utf-8",
        }, msgspec.json.encode(event)
    del attributes["datacontenttype"]
    heads = {f"ce-{name}": _header(value) for name, value in attributes.items()}
    return {**headers, **heads, "Content-Type": "application/json"}, msgspec.json.encode(
        _content(message)
    )


def _content(message: Message) -> dict[str, Any]:
    words = {"title": message.title, "text": message.text}
    if message.kind == "digest":
        return {**words, "alerts": list(message.alerts)}
    return {**words, "alert": message.alerts[0]}


def event_id(alert: dict[str, Any]) -> str:
    """The id of an alert message as an event: the one in the headers of its record on `news.alerts`."""
    return f"{alert['id']}/{alert['sequence']}/{alert['at']}"


def _attributes(message: Message) -> dict[str, str]:
    """A digest is an event of its own; else the id is the message's, whatever the channel."""
    last = message.alerts[-1]
    found = {
        "specversion": "1.0",
        "id": message.key if message.kind == "digest" else event_id(last),
        "source": SOURCE,
        "type": TYPE + message.kind,
        "time": str(last["at"]),
        "datacontenttype": "application/json",
    }
    return found if message.kind == "digest" else {**found, "subject": str(last["id"])}


def _header(value: str) -> str:
    """A value as the binding wants it in a header: what is not plain ASCII percent-encoded."""
    parts = (c if c in _SAFE else "".join(f"%{byte:02X}" for byte in c.encode()) for c in value)
    return "".join(parts)
