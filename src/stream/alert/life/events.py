"""Alert messages as CloudEvents: the attributes that go into a record's headers (Kafka binding 1.0.2, binary mode)."""

from __future__ import annotations

import msgspec

from stream.model import Alert

SOURCE = "/newswire-stream"
TYPE = "newswire.alert."

_ALWAYS = (
    ("ce_specversion", b"1.0"),
    ("ce_source", SOURCE.encode()),
    ("content-type", b"application/json"),
)


def attributes(message: Alert) -> tuple[tuple[str, bytes], ...]:
    """The headers of a message. Its event's id and source are those of webhooks that tell it."""
    at: str = msgspec.to_builtins(message.at)
    return (
        *_ALWAYS,
        ("ce_id", f"{message.id}/{message.sequence}/{at}".encode()),
        ("ce_type", f"{TYPE}{message.status}".encode()),
        ("ce_time", at.encode()),
        ("ce_subject", message.id.encode()),
    )
