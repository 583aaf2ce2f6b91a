"""What a channel asks for: which alerts, when, how many, and for how long each is worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from stream.model.times import EPOCH
from stream.notify.records import WITHDRAWN, Delivery, Heading

Take = Literal["named", "all"]

CORRECTIONS = frozenset((WITHDRAWN, "amended"))
"""What takes back something that the channel was told: it is worth telling for longer."""


@dataclass(frozen=True)
class QuietHours:
    """Local times between which only what is urgent is told; `end` before `start` is the next morning."""

    start: time
    end: time
    zone: ZoneInfo

    def over(self, at: datetime) -> datetime:
        """When the quiet hours that hold at `at` end; `at` itself outside them.

        Clock times are the zone's: in the night of a clock change the quiet hours are longer or shorter.
        """
        local = at.astimezone(self.zone)
        clock = local.time().replace(tzinfo=None)
        if not self._holds(clock):
            return at
        day = local.date() + timedelta(days=1 if clock >= self.end else 0)
        over = datetime.combine(day, self.end, self.zone).astimezone(UTC)
        return max(over, at)

    def _holds(self, clock: time) -> bool:
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True)
class ChannelPolicy:
    """One channel's wishes. Empty `rules`, `severities` or `languages` stand for all of them.

    `take` is whether an alert must name the channel. `at_once` are severities that wait neither for
    quiet hours to end nor for a digest; a withdrawal never does. `digest` gathers for so long, zero is none.
    `fold` is how long a message waits for others that the same update caused, which then share one push;
    zero tells each by itself, as programs want it. `per_minute` is the most messages in any 60 s, 0 for no
    limit. Raised and alike expire `expire` after they could first have gone out, corrections (amended,
    withdrawn) `expire_corrections` after.
    """

    name: str
    take: Take = "named"
    rules: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset(("critical",))
    quiet: QuietHours | None = None
    digest: timedelta = timedelta(0)
    digest_most: int = 50
    fold: timedelta = timedelta(0)
    per_minute: int = 0
    expire: timedelta = timedelta(hours=6)
    expire_corrections: timedelta = timedelta(days=7)
    queue: int = 1000
    backoff: timedelta = timedelta(seconds=1)
    backoff_most: timedelta = timedelta(minutes=5)
    breaker_failures: int = 5
    breaker_pause: timedelta = timedelta(seconds=30)
    breaker_most: timedelta = timedelta(minutes=5)

    def wants(self, alert: Heading) -> bool:
        """Whether the channel wants to hear of an alert that it does not hold yet."""
        return (
            (self.take == "all" or self.name in alert.channels)
            and _in(self.rules, alert.rule)
            and _in(self.severities, alert.severity)
            and _in(self.languages, alert.language)
        )

    def urgent(self, delivery: Delivery) -> bool:
        """Whether it goes out at night, and by itself."""
        return delivery.kind == WITHDRAWN or delivery.severity in self.at_once

    def ready_at(self, delivery: Delivery) -> datetime:
        """When it may first go out, by quiet hours and digest; both are the channel's as it is set now."""
        if not (self.digest or self.quiet) or self.urgent(delivery):
            return delivery.at
        ready = delivery.at
        if self.digest:
            ready = EPOCH + ((ready - EPOCH) // self.digest + 1) * self.digest
        return self.quiet.over(ready) if self.quiet else ready

    def gathers(self, delivery: Delivery) -> bool:
        """Whether it shares a message with others that waited: for a digest, or for the morning."""
        return self.ready_at(delivery) > delivery.at

    def expires_at(self, delivery: Delivery) -> datetime:
        """From when on it is reported, not sent."""
        correction = delivery.kind in CORRECTIONS
        return self.ready_at(delivery) + (self.expire_corrections if correction else self.expire)


def _in(chosen: frozenset[str], value: str) -> bool:
    return not chosen or value in chosen
