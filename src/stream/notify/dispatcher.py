"""All that notify decides, in one object: it plans, keeps the outbox and has a line for each channel."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime

from stream.notify.line import Line
from stream.notify.outbox import Outbox
from stream.notify.plan import plan
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Arrival, Delivery, Heading

_SEEN = 20_000
"""Alert messages remembered although nobody was told, so that one sent again is not judged anew."""


class Dispatcher:
    """Plans deliveries and hands out lines. Records that it returns are folded already.

    A channel with deliveries that is not set any more has a line too: it may come back before they expire.
    """

    def __init__(self, policies: Iterable[ChannelPolicy]) -> None:
        self.policies = {policy.name: policy for policy in policies}
        self.outbox = Outbox()
        self._lines: dict[str, Line] = {}
        self._seen: OrderedDict[tuple[str, int, datetime], None] = OrderedDict()

    def line(self, channel: str) -> Line:
        """The channel's queue."""
        if channel not in self._lines:
            policy = self.policies.get(channel) or ChannelPolicy(channel)
            self._lines[channel] = Line(policy, self.outbox)
        return self._lines[channel]

    def recover(self, now: datetime) -> list[Delivery]:
        """After the outbox was folded, once: the records that its last process did not come to write."""
        names = sorted({*self.policies, *self.outbox.waiting_channels()})
        return [record for name in names for record in self.line(name).recover(now)]

    def plan(self, alert: Heading, arrival: Arrival, now: datetime) -> list[Delivery]:
        """What the alert message leads to; nothing if it came before."""
        mark = (alert.id, alert.sequence, alert.at)
        if mark in self._seen:
            return []
        self._seen[mark] = None
        if len(self._seen) > _SEEN:
            self._seen.popitem(last=False)
        records = plan(alert, arrival, self.outbox, self.policies, now)
        for record in records:
            self.outbox.fold(record)
        return records
