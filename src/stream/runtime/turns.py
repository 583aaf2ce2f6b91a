"""Whose turn it is: stages that nobody waits for work while the urgent ones have nothing to decide.

All stages of a worker share one event loop. Count and merge take a second's updates at a time, and an alert
that came meanwhile had every other turn at best: at 100 updates a second its p99 was half a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 3.0
"""How many times as long as it has just worked a patient stage stands back at most, so that it keeps a quarter
of a worker that is busy throughout, and catches up, and stops when told to."""


class Turns:
    """The stages' agreement; each says what it is about, and nobody is told what to do."""

    def __init__(self) -> None:
        self._urgent = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Somebody waits for what is done in here."""
        self._urgent += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._urgent -= 1
            if not self._urgent:
                self._quiet.set()

    async def stand_back(self, worked: float) -> None:
        """Wait until nothing is urgent, but no longer than `PATIENCE` times `worked` seconds."""
        if self._urgent:
            try:
                async with asyncio.timeout(PATIENCE * worked):
                    await self._quiet.wait()
            except TimeoutError:
                return
