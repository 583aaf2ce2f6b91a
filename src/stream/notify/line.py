"""One channel's queue: what goes out next, and what an attempt's end means for it and for the channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from stream.notify.answers import Answer
from stream.notify.outbox import Outbox, collapse
from stream.notify.pacing import WINDOW, Breaker, RateLimit, backoff
from stream.notify.policy import CORRECTIONS, ChannelPolicy
from stream.notify.records import WITHDRAWN, Delivery, Reached, State, digest_id
from stream.notify.together import together

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Send:
    """One message to send now: a delivery, or several as a digest. `key` is its idempotency key."""

    key: str
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class Wait:
    """Nothing goes out before `until`; None: not before something is planned."""

    until: datetime | None


class Line:
    """The queue of one channel over the outbox. Every method that returns records has folded them already.

    Messages of one alert go out in order; those of different alerts pass each other, urgent ones first.
    """

    def __init__(self, policy: ChannelPolicy, outbox: Outbox) -> None:
        self.policy, self._outbox = policy, outbox
        self.breaker = Breaker(policy.breaker_failures, policy.breaker_pause, policy.breaker_most)
        self._rate = RateLimit(policy.per_minute)
        self._hold = self._revived = self._expiry = _LONG_AGO
        self._version = -1

    @property
    def pending(self) -> list[Delivery]:
        """What may yet be sent, in order."""
        return self._outbox.pending(self.policy.name)

    def recover(self, now: datetime) -> list[Delivery]:
        """After a start: an attempt under way when the process ended may have reached the channel."""
        mine = [d for d in self._outbox if d.channel == self.policy.name and d.attempts]
        for at in sorted(d.updated_at for d in mine if d.updated_at > now - WINDOW):
            self._rate.count(at)
        cut = [
            d.now("waiting", now, reached="maybe", due_at=None, answer="interrupted")
            for d in mine
            if d.state == "sending"
        ]
        alerts = {d.alert for d in self.pending}
        return self._settle(cut, now, sorted(alerts))

    def expire(self, now: datetime) -> list[Delivery]:
        """What is not worth sending any more, and what is too much: ended, to be reported."""
        version = self._outbox.version(self.policy.name)
        if now < self._expiry and version == self._version:
            return []
        waiting = [d for d in self.pending if d.state != "sending"]
        ended, rest = list[Delivery](), list[Delivery]()
        for delivery in waiting:
            if self.policy.expires_at(delivery) <= now:
                ended.append(delivery.now("expired", now, answer=_last("expired", delivery)))
            else:
                rest.append(delivery)
        excess = max(0, len(rest) - self.policy.queue)
        news = [d for d in rest if d.kind not in CORRECTIONS and d.reached == "no"]
        over = sorted(news, key=lambda d: (self.policy.urgent(d), d.order))[:excess]
        why = f"more than {self.policy.queue} waited"
        ended += [d.now("failed", now, answer=_last(why, d)) for d in over]
        self._expiry = min((self.policy.expires_at(d) for d in rest), default=_NEVER)
        self._version = version
        return self._settle(ended, now)

    def next(self, now: datetime) -> Send | Wait:
        """What to do now. Call `expire` first."""
        allowed = max(self.breaker.allowed_at(now), self._hold)
        heads = self._heads()
        if not heads:
            return Wait(None)
        due = [(self._due(d), d) for d in heads]
        first = max(allowed, min(when for when, _ in due))
        if first <= now:
            first = self._rate.slot(now)
            if first <= now:
                return self._choose([d for when, d in due if when <= now], heads)
        return Wait(min(first, self._expiry))

    def _heads(self) -> list[Delivery]:
        """The first pending delivery of each alert, unless it is under way."""
        heads: dict[str, Delivery] = {}
        for delivery in self.pending:
            heads.setdefault(delivery.alert, delivery)
        return [d for d in heads.values() if d.state != "sending"]

    def _due(self, delivery: Delivery) -> datetime:
        ready = max(self.policy.ready_at(delivery), delivery.at + self.policy.fold)
        if delivery.due_at is None or delivery.updated_at <= self._revived:
            return ready
        return max(ready, delivery.due_at)

    def _choose(self, ready: Sequence[Delivery], heads: Sequence[Delivery]) -> Send:
        """A digest that was begun, else what is urgent, else the oldest, each with what goes out with it.

        For a digest that is all that gathers; for one push, the other alerts that the same update changed.
        """
        begun = next((d.digest for d in ready if d.digest), "")
        if begun:
            return Send(begun, tuple(d for d in heads if d.digest == begun))
        urgent = [d for d in ready if self.policy.urgent(d)]
        first = min(urgent, key=lambda d: d.kind != WITHDRAWN) if urgent else ready[0]
        gathered = [d for d in ready if d.reached == "no" and self.policy.gathers(d)]
        if first in gathered and len(gathered) > 1:
            return _send(gathered[: self.policy.digest_most])
        return _send(together(first, heads) if self.policy.fold else [first])

    def begin(self, send: Send, now: datetime) -> tuple[Send, list[Delivery]]:
        """Before an attempt: the records to write first, so that no end of the process hides it."""
        self._rate.count(now)
        digest = send.key if len(send.deliveries) > 1 or send.deliveries[0].digest else ""
        begun = [
            d.now("sending", now, attempts=d.attempts + 1, digest=digest, due_at=None)
            for d in send.deliveries
        ]
        return Send(send.key, tuple(begun)), self._fold(begun)

    def finish(self, send: Send, answer: Answer, now: datetime, random: float) -> list[Delivery]:
        """After an attempt: what became of its deliveries, and of others that waited for it."""
        if answer.reached == "yes" or answer.final:
            if self.breaker.succeeded():
                self._revived = now
            state: State = "sent" if answer.reached == "yes" else "failed"
            ended = [
                d.now(state, now, answer=answer.text, reached=_surely(d, answer))
                for d in send.deliveries
            ]
            return self._settle(ended, now)
        self.breaker.failed(now)
        if answer.after is not None:
            self._hold = max(self._hold, now + answer.after)
        return self._settle([self._again(d, answer, now, random) for d in send.deliveries], now)

    def _again(self, delivery: Delivery, answer: Answer, now: datetime, random: float) -> Delivery:
        policy, reached = self.policy, _surely(delivery, answer)
        pause = backoff(delivery.attempts, policy.backoff, policy.backoff_most, random)
        due = now + max(pause, answer.after or pause)
        return delivery.now(
            "waiting", now, reached=reached, due_at=due, answer=answer.text,
            digest=delivery.digest if reached == "maybe" else "",
        )  # fmt: skip

    def _fold(self, records: list[Delivery]) -> list[Delivery]:
        for record in records:
            self._outbox.fold(record)
        return records

    def _settle(
        self, records: list[Delivery], now: datetime, alerts: Sequence[str] = ()
    ) -> list[Delivery]:
        """Fold records, and let later messages overtake what is free to be overtaken now."""
        made = self._fold(records)
        for alert in dict.fromkeys([*alerts, *(d.alert for d in records)]):
            made = made + self._fold(collapse(self._outbox.thread(alert, self.policy.name), now))
        return made


def _send(chosen: Sequence[Delivery]) -> Send:
    """One message of these: its key is theirs, whoever sends it."""
    key = chosen[0].id if len(chosen) == 1 else digest_id([d.id for d in chosen])
    return Send(key, tuple(chosen))


def _surely(delivery: Delivery, answer: Answer) -> Reached:
    """What is known of all attempts: what may have arrived once is not unsent by a refusal."""
    return "maybe" if answer.reached == "no" and delivery.reached == "maybe" else answer.reached


def _last(why: str, delivery: Delivery) -> str:
    return f"{why}; last answer: {delivery.answer}" if delivery.answer else why
