"""One push for what one update does to several alerts of a channel: which deliveries share it, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, get_args

import msgspec
from msgspec import Struct

from stream.model import Severity
from stream.notify.records import RAISED, WITHDRAWN, Delivery

FOLD = timedelta(seconds=1)
"""How long a message to people waits for those of other rules that the same update caused: the worker sends
them at once, but they lie in several partitions of `news.alerts`, which are not read at the same moment."""

_GRAVER = (RAISED, "corroborated", "escalated", "amended")
"""Of several kinds in one push, the last of these is its kind: a correction may not look like news."""

_SEVERITIES = get_args(Severity)
"""From the least to the gravest."""


class Origin(Struct, frozen=True):
    """What caused an alert message: one version of one item of a story, or a timer of it at `at`.

    And what it shows: of two reports that one kill takes back, each is named by its own headline.
    """

    story: str = ""
    headline: str = ""
    uri: str = ""
    version: str | None = None
    at: str = ""


_ORIGIN = msgspec.json.Decoder(Origin)


def origin(delivery: Delivery) -> Origin | None:
    """What caused the message that a delivery carries; None if it doesn't say."""
    try:
        found = _ORIGIN.decode(delivery.message)
    except msgspec.DecodeError:
        return None
    return found if found.story else None


def together(first: Delivery, heads: Iterable[Delivery]) -> list[Delivery]:
    """Those of the channel's next messages that go out with `first`, and it; the most severe first.

    They have its origin and surely have not arrived. A withdrawal shares its push with withdrawals only.
    """
    cause = origin(first)
    if cause is None or first.reached != "no":
        return [first]
    mates = [d for d in heads if d.reached == "no" and _taken_back(d) == _taken_back(first)]
    return sorted((d for d in mates if origin(d) == cause), key=_rank)


def grouped(deliveries: Iterable[Delivery]) -> list[list[Delivery]]:
    """The deliveries of one message, those that one update caused beside each other."""
    groups: dict[tuple[Origin | str, bool], list[Delivery]] = {}
    for delivery in deliveries:
        cause = origin(delivery) or delivery.id
        groups.setdefault((cause, _taken_back(delivery)), []).append(delivery)
    return list(groups.values())


def as_one(deliveries: Sequence[Delivery]) -> tuple[str, dict[str, Any]]:
    """The kind of the one message, and the alert that it shows.

    It is the most severe alert, with the names of all rules, their reasons, and all changes.
    """
    ranked = sorted(deliveries, key=_rank)
    kind = max((d.kind for d in ranked), key=lambda k: _GRAVER.index(k) if k in _GRAVER else 9)
    alerts = [msgspec.json.decode(d.message) for d in ranked]
    if len(ranked) == 1:
        return kind, alerts[0]
    changes = dict.fromkeys(change for alert in alerts for change in alert.get("changes", ()))
    reasons = dict.fromkeys(str(alert.get("reason", "")) for alert in alerts)
    names = (d.rule if d.kind == kind else f"{d.rule} ({d.kind})" for d in ranked)
    return kind, {
        **alerts[0], "status": kind, "rule": ", ".join(names), "changes": list(changes),
        "reason": " | ".join(reasons),
    }  # fmt: skip


def _taken_back(delivery: Delivery) -> bool:
    return delivery.kind == WITHDRAWN


def _rank(delivery: Delivery) -> tuple[int, str, str]:
    """The same order whichever partition was read first."""
    known = delivery.severity in _SEVERITIES
    return (-_SEVERITIES.index(delivery.severity) if known else 0, delivery.rule, delivery.id)
