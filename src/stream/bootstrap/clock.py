"""The clock of notify, and waiting by it; tests bring one that runs faster."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import Protocol

_LONGEST = 60.0
"""Seconds of waiting in one go: the machine's clock may be set meanwhile."""


class Clock(Protocol):
    """Says what time it is, and waits."""

    def now(self) -> datetime:
        """The time, in UTC."""

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, or until the time comes; it may return early."""


class SystemClock:
    """The machine's clock; `speed` is how many seconds it counts for each that passes."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed, self._start = speed, datetime.now(UTC)

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._start + (datetime.now(UTC) - self._start) * self._speed

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Wait for the event, or until the time comes, but never longer than a minute."""
        seconds = _LONGEST if until is None else (until - self.now()).total_seconds() / self._speed
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), min(_LONGEST, max(0.0, seconds)))
