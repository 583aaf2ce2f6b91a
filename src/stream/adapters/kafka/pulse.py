"""Whether the process has run without a break.

One that stood still (its machine paused, suspended or swapping) for longer than the group waits has lost its
partitions and does not know it. What it had decided before would be written behind what its successor has
written since: a row that the successor has deleted came back, and a killed item counted again; or a channel
would be told what the successor has told it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from stream.errors import StoodStill

BEAT_SECONDS = 0.5
"""Between two beats."""


def running_clock() -> float:
    """Seconds, those of a suspended machine included where the system counts them (Linux)."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class Pulse:
    """Beats now and then, and is looked at before anything leaves the process, from whatever thread.

    `limit` is the longest break, in seconds, after which the group surely still waits
    (`KafkaSettings.longest_break_seconds`).
    """

    def __init__(self, limit: float, clock: Callable[[], float] = running_clock) -> None:
        self._limit, self._clock = limit, clock
        self._last: float | None = None

    def beat(self) -> None:
        """The process runs. Raises StoodStill if it did not for longer than the limit."""
        self.check()
        self._last = self._clock()

    async def go_on(self) -> None:
        """Beat twice a second, until it raises StoodStill or is cancelled."""
        while True:
            self.beat()
            await asyncio.sleep(BEAT_SECONDS)

    def check(self) -> None:
        """Raise StoodStill if the last beat is longer ago than the limit; before the first, nothing."""
        last = self._last
        if last is not None and (gap := self._clock() - last) > self._limit:
            raise StoodStill(
                f"the process stood still for {gap:.1f} s: its group may have given its partitions away"
            )
