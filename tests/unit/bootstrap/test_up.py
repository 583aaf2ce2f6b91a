"""`newswire up`: what it does about a local broker that ends by itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from stream.adapters.broker import BrokerStartFailed
from stream.bootstrap.up import CALM_SECONDS, Up
from stream.settings import load_settings


class Broker:
    """A local broker that was killed; `start` brings it back."""

    running = False
    log_file = Path("kafka.log")
    bootstrap = "127.0.0.1:19092"

    def start(self) -> str:
        """As the real one: the same port."""
        self.running = True
        return self.bootstrap


def _revived(ran_for: float) -> tuple[Broker, list[str]]:
    said: list[str] = []
    broker = Broker()

    async def run() -> None:
        up = Up(load_settings(None, {}), None, [], said.append)
        up._local = broker  # type: ignore[assignment]
        up._began = asyncio.get_running_loop().time() - ran_for
        await up._revive()

    asyncio.run(run())
    return broker, said


def test_a_broker_that_ended_is_started_again() -> None:
    """Killed for memory, say: the workers wait for it, and a person is told where to look."""
    broker, said = _revived(CALM_SECONDS + 1)
    assert broker.running
    assert said == ["the local broker ended by itself; kafka.log says why. Starting it again"]


def test_a_broker_that_ends_at_once_ends_everything() -> None:
    """A disk that is full would end it again and again."""
    with pytest.raises(BrokerStartFailed, match=r"kafka\.log"):
        _revived(1)
