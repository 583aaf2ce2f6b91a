"""Which channels are told of an alert message: by their wishes for what is new, by what they hold for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from stream.notify.outbox import Outbox, collapse, restated
from stream.notify.policy import ChannelPolicy
from stream.notify.records import RAISED, WITHDRAWN, Arrival, Delivery, Heading, delivery_id

FIRST = frozenset((RAISED, "corroborated", "escalated"))
"""What a channel may be told of an alert that it does not hold; all else changes something that was told."""


def plan(
    alert: Heading,
    arrival: Arrival,
    outbox: Outbox,
    policies: Mapping[str, ChannelPolicy],
    now: datetime,
) -> list[Delivery]:
    """The records that an alert message adds to the outbox; nothing for a message that came before."""
    if _sent_again(alert, arrival, outbox):
        return []
    records: list[Delivery] = []
    for name in sorted({*outbox.channels(alert.id), *policies}):
        id_ = delivery_id(alert, name)
        if id_ in outbox:
            continue
        kind = _kind(alert, outbox, name, policies.get(name))
        if kind is None:
            continue
        made = _planned(id_, alert, arrival, name, kind, now)
        changed = collapse([*outbox.thread(alert.id, name), made], now)
        records += changed if any(d.id == id_ for d in changed) else [made, *changed]
    return records


def _sent_again(alert: Heading, arrival: Arrival, outbox: Outbox) -> bool:
    """Whether the message was planned from another place of the topic: then it is no news to any channel.

    From the same place it comes again after an end of the process, and what is missing is planned.
    """
    place = (arrival.partition, arrival.offset)
    for name in outbox.channels(alert.id):
        id_ = delivery_id(alert, name)
        if id_ in outbox:
            before = outbox.get(id_)
            return (before.partition, before.offset) != place
    return False


def _kind(alert: Heading, outbox: Outbox, channel: str, policy: ChannelPolicy | None) -> str | None:
    """What the channel is told, or None for nothing."""
    if outbox.holds(alert.id, channel):
        return alert.status
    if alert.status in FIRST and policy is not None and policy.wants(alert):
        return RAISED
    return None


def _planned(
    id_: str, alert: Heading, arrival: Arrival, channel: str, kind: str, now: datetime
) -> Delivery:
    message = arrival.value.decode()
    if kind != alert.status:
        message = restated(message, kind, [])
    return Delivery(
        id=id_, channel=channel, alert=alert.id, sequence=alert.sequence, kind=kind, state="planned",
        reached="no", rule=alert.rule, severity=alert.severity, headline=alert.headline,
        partition=arrival.partition, offset=arrival.offset, at=arrival.at, attempts=0, answer="",
        digest="", due_at=None, updated_at=now, message=message,
    )  # fmt: skip


def unset(alert: Heading, policies: Mapping[str, ChannelPolicy]) -> list[str]:
    """Channels that a new alert names and that nobody has set: told by nothing else than a log."""
    if alert.status == WITHDRAWN:
        return []
    return sorted(set(alert.channels) - policies.keys())
