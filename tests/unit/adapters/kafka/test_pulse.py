"""A process that stood still for longer than its group waits says so, wherever it is looked at first."""

from __future__ import annotations

import asyncio

import pytest

from stream.adapters.kafka.pulse import Pulse, running_clock
from stream.errors import StoodStill


class Clock:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        """The time it was set to."""
        return self.now


def test_a_long_break_is_told_at_the_next_look() -> None:
    """Just within the limit nothing is said; beyond it, how long it was."""
    clock = Clock()
    pulse = Pulse(5.0, clock)
    pulse.beat()
    clock.now += 5.0
    pulse.check()
    clock.now += 0.5
    with pytest.raises(StoodStill, match=r"stood still for 5\.5 s"):
        pulse.check()


def test_a_beat_after_a_long_break_does_not_hide_it() -> None:
    """The thread that beats may wake first: what the loop had decided must not go out after that."""
    clock = Clock()
    pulse = Pulse(5.0, clock)
    pulse.beat()
    clock.now += 9.0
    with pytest.raises(StoodStill):
        pulse.beat()
    with pytest.raises(StoodStill):
        pulse.check()


def test_before_the_first_beat_nothing_is_known() -> None:
    """A start may take its time."""
    Pulse(5.0, Clock()).check()


def test_the_clock_runs() -> None:
    """Seconds, never backwards."""
    before = running_clock()
    assert 0 <= running_clock() - before < 60


async def test_it_goes_on_until_the_process_stood_still() -> None:
    """The task that beats ends with the error, and so does who looks after it."""
    clock = Clock()
    pulse = Pulse(5.0, clock)
    beating = asyncio.create_task(pulse.go_on())
    await asyncio.sleep(0)
    clock.now += 9.0
    with pytest.raises(StoodStill):
        await beating
    with pytest.raises(StoodStill):
        pulse.check()
