"""uvloop, where it is installed, in a way that aiokafka bears."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any

from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """What makes event loops for a program with Kafka clients."""
    fast = _uvloop()
    return asyncio.new_event_loop if fast is None else fast.new_event_loop


def use_fast_loops() -> None:
    """Make every loop of this process such a one; must come before Faust makes its own."""
    fast = _uvloop()
    if fast is not None:
        asyncio.set_event_loop_policy(fast.EventLoopPolicy())


def _uvloop() -> Any:
    """The module, with aiokafka prepared for it; None where it is not installed."""
    try:
        import uvloop
    except ImportError:
        return None
    bear_closed_connections()
    return uvloop


def bear_closed_connections() -> None:
    """Let a connection that its broker closed be an error of the connection, as aiokafka expects.

    To a write into it asyncio says OSError or nothing, uvloop RuntimeError. That one ended aiokafka's metadata
    task for good: after some restarts of a broker a worker never found it again, and did nothing more
    (aiokafka 0.14, uvloop 0.23; 3 of 3 runs with a broker that was killed every few seconds).
    """
    stock = AIOKafkaConnection.send
    if hasattr(stock, "__wrapped__"):
        return

    @functools.wraps(stock)
    def send(self: Any, request: Any, expect_response: bool = True) -> Any:
        try:
            return stock(self, request, expect_response)
        except RuntimeError as error:
            self.close(reason=CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(f"Connection at {self.host}:{self.port} broken") from error

    AIOKafkaConnection.send = send
