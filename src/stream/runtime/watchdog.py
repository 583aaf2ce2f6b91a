"""End a process that looks alive and does nothing: Faust can stop consuming without an error.

A thread, so that it also sees an event loop that is blocked. What it ends, the supervisor starts again,
and the last commit is where it goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from stream.adapters.kafka.pulse import BEAT_SECONDS, Pulse
from stream.errors import StoodStill
from stream.runtime.progress import Progress


class Watchdog:
    """Calls `fatal(reason)` when a partition with lag, or the event loop, has stood for `seconds`.

    It beats the pulse: the process itself may have stood still.
    """

    def __init__(
        self, progress: Progress, pulse: Pulse, seconds: float, fatal: Callable[[str], None]
    ) -> None:
        self._progress, self._pulse, self._seconds, self._fatal = progress, pulse, seconds, fatal
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns at once."""
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(min(BEAT_SECONDS, self._seconds / 4)):
            if reason := self.reason():
                self._fatal(reason)
                return

    def reason(self) -> str | None:
        """Why the process should end, in words, or None."""
        try:
            self._pulse.beat()
        except StoodStill as still:
            return str(still)
        progress = self._progress
        if progress.beat and progress.clock() - progress.beat > self._seconds:
            return f"the event loop has been blocked for more than {self._seconds:.0f} s"
        if progress.recovery_stalled(self._seconds):
            return f"no partitions from the group, or nothing read by recovery, for {self._seconds:.0f} s"
        if progress.commit_stalled(self._seconds):
            return f"a commit has been under way for {self._seconds:.0f} s, and Kafka answers"
        stuck = progress.stalled(self._seconds)
        if stuck is None:
            return None
        return (
            f"stage {stuck.stage}, partition {stuck.partition}: no progress for {self._seconds:.0f} s "
            f"at offset {stuck.next} with {stuck.lag} records waiting"
        )
