"""How the desk is: how far it has read, when the last sign of life came, and which version it is."""

from __future__ import annotations

from typing import Any

from stream.desk.state.times import Clock, shown

STALE_SECONDS = 300.0
"""A feed that is silent for so long is said to stand still: a busy wire has many records a minute."""


class Status:
    """What `/api/status` and the heartbeat say; the feed keeps it up to date."""

    def __init__(self, version: str, clock: Clock, stale_seconds: float = STALE_SECONDS) -> None:
        self._version, self._clock, self._stale = version, clock, stale_seconds
        self.last_record_at: int | None = None
        """The log time (ms) of the newest record read, ticks included."""
        self.behind: int | None = None
        """Records not yet read; None until that is known."""
        self.connected = False
        """Whether the brokers can be reached."""

    def read(self, newest: int, behind: int) -> None:
        """Say what the newest record read was (ms of log time), and how many wait."""
        self.last_record_at = max(newest, self.last_record_at or newest)
        self.behind = behind

    def __call__(self) -> dict[str, Any]:
        """The answer."""
        last = self.last_record_at
        return {
            "now": shown(self._clock()),
            "feed": {
                "last_record_at": None if last is None else shown(last),
                "behind": self.behind,
                "connected": self.connected,
                "stale_after_seconds": self._stale,
            },
            "version": self._version,
        }
