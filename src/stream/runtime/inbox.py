"""What waits for a stage: the chunks of its partitions, taken together when the stage is free.

An agent that waits for Kafka after each small chunk does a hundred of them a second, whatever is in
them, and one that works on each alone pays for requests, wake-ups and acknowledgements each time. So a stage
takes all that came while it was busy: the more there is, the less each costs (docs/adr/0005).
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

ROOM = 64
"""Chunks that may wait for one stage before it takes no more from Faust."""

LOOKS = 5
"""How often in a pause is looked whether anything came: if not, nothing is waited for any longer."""


class Inbox:
    """Chunk events by partition, in order of arrival within each.

    `records` is how many records of one partition are taken at once (a chunk is never cut). For `pause`
    seconds records gather before anything is taken, unless a partition has that many already (a backlog
    worked off at one batch a pause made counts of 3,000 updates take a minute), or nothing more comes for a
    fifth of it: a lone update's counts need not wait for others.
    """

    def __init__(self, records: int, pause: float = 0.0, room: int = ROOM) -> None:
        self._records, self._pause, self._room = records, pause, room
        self._waiting: dict[int, deque[Any]] = {}
        self._count = 0
        self._filled, self._freed, self._enough = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def put(self, event: Any) -> None:
        """Append the event of a chunk; wait while there is no room."""
        mine = self._waiting.setdefault(event.message.partition, deque())
        mine.append(event)
        self._count += 1
        self._filled.set()
        if self._pause and self._is_enough(mine):
            self._enough.set()
        while self._count >= self._room:
            self._freed.clear()
            await self._freed.wait()

    async def take(self) -> dict[int, list[Any]]:
        """Wait until something is there, and for the pause; then what may be taken at once, by partition."""
        while not self._count:
            self._filled.clear()
            await self._filled.wait()
        if self._pause:
            await self._gather()
        found = {partition: self._some(events) for partition, events in self._waiting.items()}
        self._waiting = {partition: left for partition, left in self._waiting.items() if left}
        self._count -= sum(map(len, found.values()))
        self._freed.set()
        return found

    async def _gather(self) -> None:
        if any(map(self._is_enough, self._waiting.values())):
            return
        self._enough.clear()
        for _ in range(LOOKS):
            before = self._count
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), self._pause / LOOKS)
            if self._enough.is_set() or self._count == before:
                return

    def _is_enough(self, events: deque[Any]) -> bool:
        """Whether a partition has a whole batch waiting, or nothing more can come while it waits."""
        return (
            self._count >= self._room or sum(len(event.value) for event in events) >= self._records
        )

    def _some(self, events: deque[Any]) -> list[Any]:
        taken = [events.popleft()]
        size = len(taken[0].value)
        while events and size + len(events[0].value) <= self._records:
            size += len(events[0].value)
            taken.append(events.popleft())
        return taken
