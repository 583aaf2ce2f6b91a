"""What SIGTERM does until a command has handlers of its own: while modules load and settings are read."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType

SERVICES = ("up", "worker", "serve", "notify", "broker")
"""Commands that run until they are told to stop; the others die of SIGTERM, as their work is not done."""

_ONCE = {"notify": ("preview", "log")}
"""Their subcommands that end by themselves."""


def stop_early(words: Sequence[str]) -> None:
    """Have SIGTERM end a service with 0: it has begun nothing, so it was stopped cleanly.

    `words` are the command line's, without the program's name.
    """
    if runs_on(words):
        signal.signal(signal.SIGTERM, _leave)


def runs_on(words: Sequence[str]) -> bool:
    """Whether a command line is that of a service."""
    command, *rest = words or ("",)
    return command in SERVICES and not set(rest) & set(_ONCE.get(command, ()))


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
