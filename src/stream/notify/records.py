"""The records of the outbox: one delivery (alert message, channel), from planned to its end."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stream.errors import MalformedUpdate
from stream.model.topics import ALERTS

State = Literal["planned", "sending", "waiting", "sent", "failed", "expired", "dropped"]
"""planned: not tried yet. sending: an attempt is under way. waiting: an attempt failed, another follows.
sent: accepted by the receiver. failed: refused for good. expired: too old to be news. dropped: overtaken by a
later message of its alert before it went out."""

Reached = Literal["no", "maybe", "yes"]
"""Whether the channel has the message; maybe: the connection broke, or the process, before the answer came."""

PENDING: frozenset[State] = frozenset(("planned", "sending", "waiting"))
STATES: tuple[State, ...] = get_args(State)

LARGEST = 1_048_576
"""Bytes of an alert message that is told: a delivery holds it as text, quoted, and must fit into a record."""

WITHDRAWN = "withdrawn"
RAISED = "raised"


class Delivery(Struct, frozen=True, kw_only=True):
    """One delivery as it stands (topic `news.deliveries`, an upsert by `id`).

    `id` is the idempotency key too, but for a digest, whose members share `digest`. `kind` is what the
    channel is told: the alert's status, or `raised` if it is the first that the channel hears of it.
    `partition` and `offset` are the alert message's place, `at` is when `news.alerts` took it; `due_at` is the
    next attempt's time. `message` is the alert as JSON while it may yet be sent, and empty afterwards.
    """

    id: str
    channel: str
    alert: str
    sequence: int
    kind: str
    state: State
    reached: Reached
    rule: str
    severity: str
    headline: str
    partition: int
    offset: int
    at: datetime
    attempts: int
    answer: str
    digest: str
    due_at: datetime | None
    updated_at: datetime
    message: str

    @property
    def pending(self) -> bool:
        """Whether it may yet be sent."""
        return self.state in PENDING

    @property
    def order(self) -> tuple[datetime, int, int]:
        """Sorts by the alert messages' arrival; within an alert by their sequence."""
        return (self.at, self.partition, self.offset)

    def now(self, state: State, at: datetime, **changes: Any) -> Delivery:
        """The delivery in another state; what has ended keeps no message."""
        if state not in PENDING:
            changes.update(message="", due_at=None)
        return replace(self, state=state, updated_at=at, **changes)


class Heading(Struct, frozen=True):
    """What planning reads of an alert message; the rest goes by as it is (`stream.model.Alert`)."""

    id: str
    sequence: int
    status: str
    rule: str
    severity: str
    channels: list[str]
    headline: str
    language: str
    at: datetime
    changes: list[str] = []


class Arrival(Struct, frozen=True):
    """An alert message as `news.alerts` gave it: its bytes, its place, and when the broker took it."""

    value: bytes
    partition: int
    offset: int
    at: datetime


_HEADING = msgspec.json.Decoder(Heading)
_DELIVERY = msgspec.json.Decoder(Delivery)


def heading(arrival: Arrival) -> Heading:
    """Read an alert message. Raises MalformedUpdate."""
    where = f"{ALERTS}/{arrival.partition}@{arrival.offset}"
    if len(arrival.value) > LARGEST:
        raise MalformedUpdate(f"{len(arrival.value):,} bytes, {LARGEST:,} at most", where)
    try:
        return _HEADING.decode(arrival.value)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedUpdate(f"not an alert message: {error}", where) from error


def decode(value: bytes, where: str) -> Delivery:
    """Read a record of the outbox. Raises MalformedUpdate."""
    try:
        return _DELIVERY.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedUpdate(f"not a delivery: {error}", where) from error


def delivery_id(alert: Heading, channel: str) -> str:
    """The delivery's id, 32 hexadecimal digits: the same for the same message and channel, always.

    The event time is in it because an alert that was forgotten starts again at sequence 1.
    """
    text = f"{alert.id}\0{alert.sequence}\0{alert.at.isoformat()}\0{channel}"
    return blake2b(text.encode(), digest_size=16).hexdigest()


def digest_id(members: list[str]) -> str:
    """The idempotency key of one message that holds several deliveries."""
    return blake2b("\0".join(sorted(members)).encode(), digest_size=16).hexdigest()
