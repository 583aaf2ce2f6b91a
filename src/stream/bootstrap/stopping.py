"""What a program does when it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable


def at_stop_signal(call: Callable[[], object]) -> None:
    """Have SIGINT and SIGTERM call it, from the running event loop, until another call is set."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, call)
