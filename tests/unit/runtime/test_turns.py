"""Stages that nobody waits for stand back for the urgent ones, and never for long."""

from __future__ import annotations

import asyncio
import time

from stream.runtime.turns import PATIENCE, Turns


async def test_nobody_waits_where_nothing_is_urgent() -> None:
    """Also not after something urgent is over."""
    turns = Turns()
    with turns.urgent():
        pass
    async with asyncio.timeout(1):
        await turns.stand_back(60.0)


async def test_a_patient_stage_waits_until_the_last_urgent_one_is_done() -> None:
    """Two may be urgent at once."""
    turns = Turns()
    with turns.urgent():
        with turns.urgent():
            waiting = asyncio.create_task(turns.stand_back(60.0))
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.01)
        assert not waiting.done()
    async with asyncio.timeout(1):
        await waiting


async def test_it_does_not_wait_for_ever() -> None:
    """In a worker that is always busy it still has its share of the time."""
    turns, began = Turns(), time.monotonic()
    with turns.urgent():
        await turns.stand_back(0.01)
    assert time.monotonic() - began >= PATIENCE * 0.01 * 0.9


async def test_what_fails_is_urgent_no_longer() -> None:
    """A stage whose batch raises does not leave the others waiting."""
    turns = Turns()
    try:
        with turns.urgent():
            raise RuntimeError
    except RuntimeError:
        async with asyncio.timeout(1):
            await turns.stand_back(60.0)
