"""When a channel may be tried: rate limit, backoff and circuit breaker. The caller has the clock."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)


class RateLimit:
    """At most `most` messages in any 60 seconds; 0 is no limit. Attempts count, as they do at the receiver."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._times: deque[datetime] = deque(maxlen=most or 1)

    def count(self, at: datetime) -> None:
        """Take note of an attempt."""
        self._times.append(at)

    def slot(self, now: datetime) -> datetime:
        """When the next attempt is allowed; `now` if it is."""
        if not self._most or len(self._times) < self._most:
            return now
        return max(now, self._times[0] + WINDOW)


def backoff(attempts: int, least: timedelta, most: timedelta, random: float) -> timedelta:
    """The pause after so many failed attempts (from 1): doubled each time, up to `most`, less up to a half.

    `random` is from 0 to 1; receivers that come back are not met by all senders in one second.
    """
    pause: timedelta = min(most, least * (1 << min(attempts - 1, 30)))
    return pause * (1 - random / 2)


class Breaker:
    """Stops trying a channel that fails again and again; then lets one attempt through, to see.

    Opens after `failures` in a row, for `pause`; twice as long each time the one attempt fails, at most `most`.
    """

    def __init__(self, failures: int, pause: timedelta, most: timedelta) -> None:
        self._limit, self._pause, self._most = failures, pause, most
        self._failures = self._trips = 0
        self.until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the channel counts as down; the attempt that tries it again is part of that."""
        return self.until is not None

    def allowed_at(self, now: datetime) -> datetime:
        """When the next attempt is allowed; `now` if it is."""
        return max(now, self.until) if self.until else now

    def succeeded(self) -> bool:
        """The channel answered; return whether it had counted as down."""
        was, self.until = self.open, None
        self._failures = self._trips = 0
        return was

    def failed(self, now: datetime) -> None:
        """The channel did not answer, or said that it can't."""
        self._failures += 1
        if self.open or self._failures >= self._limit:
            self.until = now + min(self._most, self._pause * (1 << min(self._trips, 30)))
            self._trips += 1
