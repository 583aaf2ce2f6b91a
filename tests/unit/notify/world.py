"""A small world for notify: alerts, an outbox that compacts, receivers, crashes. No clock but its own."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from stream.notify.answers import Answer
from stream.notify.dispatcher import Dispatcher
from stream.notify.line import Send
from stream.notify.messages import alert_of
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Arrival, Delivery, heading
from unit.notify.made import NOON, alert, arrival


class Crash(Exception):
    """The process ends here."""


class World:
    """Runs a Dispatcher as the process does, and checks what receivers see.

    `budget` is the number of steps (record writes and requests) until the next crash, None for none.
    """

    def __init__(self, policies: Iterable[ChannelPolicy], seed: int = 1) -> None:
        self.policies = list(policies)
        self.now, self.rng = NOON, random.Random(seed)
        self.alerts: list[Any] = []
        self.last: dict[str, dict[str, Any]] = {}
        self.log: list[Delivery] = []
        self.committed = 0
        self.budget: int | None = None
        self.got: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
        self.unsure: dict[str, set[str]] = defaultdict(set)
        self.seen: dict[str, dict[str, bool]] = defaultdict(dict)
        self.repeats: list[str] = []
        self.start()

    def start(self) -> None:
        """Start the process: read the outbox, write what its end left open."""
        while True:
            self.desk = Dispatcher(self.policies)
            for record in self.log:
                self.desk.outbox.fold(record)
            try:
                return self.write(self.desk.recover(self.now))
            except Crash:
                self.budget = None

    def step(self) -> None:
        """One thing is done; the process may end before it."""
        if self.budget is not None:
            self.budget -= 1
            if self.budget < 0:
                raise Crash

    def write(self, records: Iterable[Delivery]) -> None:
        """Append to the outbox, one by one."""
        for record in records:
            self.step()
            self.log.append(record)

    def compact(self) -> None:
        """Keep the last record of each key, where it stands."""
        last = {record.id: n for n, record in enumerate(self.log)}
        self.log = [record for n, record in enumerate(self.log) if last[record.id] == n]

    def publish(self, id_: str, status: str, **more: Any) -> None:
        """The alert stage says something of an alert, if its life allows it."""
        before = self.last.get(id_)
        alive = before is not None and before["status"] != "withdrawn"
        if (status == "raised") == alive or (before is None and status != "raised"):
            return
        told = before["channels"] if before and status != "raised" else ["desk", "phone", "night"]
        sequence = before["sequence"] + 1 if before else 1
        made = alert(id_, sequence, status, **{"channels": told, **more})
        self.last[id_] = made
        self.append(made)

    def append(self, made: dict[str, Any]) -> None:
        """Put a message on the topic."""
        self.alerts.append(arrival(made, len(self.alerts), self.now))

    def resend(self, n: int) -> None:
        """The alert stage sends its last messages again, after a crash of its own."""
        for again in self.alerts[-n:]:
            self.alerts.append(Arrival(again.value, 0, len(self.alerts), self.now))

    def consume(self) -> None:
        """Plan the next message, then commit."""
        if self.committed < len(self.alerts):
            came = self.alerts[self.committed]
            self.write(self.desk.plan(heading(came), came, self.now))
            self.step()
            self.committed += 1

    def attempt(self, channel: str, outcome: str) -> bool:
        """Let a channel do what is due; return whether it tried to send."""
        if channel not in self.desk.policies:
            return False
        line = self.desk.line(channel)
        self.write(line.expire(self.now))
        found = line.next(self.now)
        if not isinstance(found, Send):
            return False
        send, begun = line.begin(found, self.now)
        try:
            self.write(begun)
            self.step()
            self.deliver(channel, send, outcome)
            self.write(line.finish(send, self.answer(outcome), self.now, self.rng.random()))
        except Crash:
            # For all that the next process can know, what is written down as under way has arrived.
            stored = {d.id: d.state for d in self.log}
            begun = [d for d in send.deliveries if stored[d.id] == "sending"]
            self.unsure[channel].update([send.key] if begun else [])
            self.note(channel, Send(send.key, tuple(begun)))
            raise
        return True

    def answer(self, outcome: str) -> Answer:
        """What the process makes of the receiver's behaviour."""
        if outcome == "yes":
            return Answer("yes", "200")
        if outcome == "final":
            return Answer("no", "400", final=True)
        if outcome == "busy":
            return Answer("no", "429", after=timedelta(seconds=90))
        return Answer("no" if outcome == "no" else "maybe", outcome)

    def deliver(self, channel: str, send: Send, outcome: str) -> None:
        """The request as the receiver sees it; it may take it, or not, and say so, or not."""
        told = [(d.alert, alert_of(d)["status"], d.sequence) for d in send.deliveries]
        again = send.key in self.seen[channel]
        if again:
            assert send.key in self.unsure[channel], f"{channel}: {told} sent twice for no reason"
        for id_, status, sequence in told:
            self.check(channel, send.key, id_, status, sequence)
        if outcome in ("cut", "lost"):
            self.unsure[channel].add(send.key)
        taken = outcome in ("yes", "cut")
        self.seen[channel][send.key] = taken or self.seen[channel].get(send.key, False)
        if taken or outcome == "lost":
            self.note(channel, send)
        if outcome in ("no", "final", "busy") and not again:
            del self.seen[channel][send.key]

    def note(self, channel: str, send: Send) -> None:
        """The receiver has the message, or may have it."""
        told = [(d.alert, alert_of(d)["status"], d.sequence) for d in send.deliveries]
        new = [entry for entry in told if (send.key, *entry) not in self.got[channel]]
        self.got[channel] += [(send.key, *entry) for entry in new]

    def check(self, channel: str, key: str, id_: str, status: str, sequence: int) -> None:
        """A receiver that keeps what may have reached it never sees an order that makes no sense."""
        before = [entry for entry in self.got[channel] if entry[1] == id_ and entry[0] != key]
        holds = bool(before) and before[-1][2] != "withdrawn"
        if status in ("withdrawn", "amended", "corroborated", "escalated"):
            assert holds, f"{channel}: {status} of {id_}, which it does not hold"
        if before:
            assert sequence > before[-1][3], f"{channel}: {id_}/{sequence} after {before[-1]}"

    def drain(self) -> None:
        """Everything works again: plan all, send all."""
        self.budget = None
        while self.committed < len(self.alerts):
            self.consume()
        for _ in range(2000):
            tried = [self.attempt(name, "yes") for name in self.desk.policies]
            if not self.desk.outbox.waiting_channels():
                return
            if not any(tried):
                self.now += timedelta(seconds=45)
        raise AssertionError(f"still waiting: {self.desk.outbox.waiting_channels()}")
