"""Limits on dead letters: when nearly everything fails, the worker stops rather than drain the topic.

A bad deployment or a wrong schema would otherwise move the whole wire to the dead letters, and commit.
"""

from __future__ import annotations

from collections import deque

from stream.errors import TooManyDeadLetters


class DeadLetterLimit:
    """Watches the share of a stage's records that fail, since the worker started.

    Raises TooManyDeadLetters when more than `ratio` of the last `window` records failed (judged once so
    many were seen; 1 turns it off), or `consecutive` in a row (0 turns it off).
    """

    def __init__(self, stage: str, ratio: float, window: int, consecutive: int) -> None:
        self._stage, self._ratio, self._window = stage, ratio, window
        self._consecutive = consecutive
        self._last: deque[bool] = deque(maxlen=window)
        self._dead = self._row = 0

    def saw(self, failed: bool) -> None:
        """Count one record that was decided, or failed."""
        if len(self._last) == self._window:
            self._dead -= self._last[0]
        self._last.append(failed)
        self._dead += failed
        self._row = self._row + 1 if failed else 0
        if failed:
            self._check()

    def _check(self) -> None:
        if self._consecutive and self._row >= self._consecutive:
            self._stop(f"the last {self._row} records failed", "consecutive")
        if len(self._last) == self._window and self._dead > self._ratio * self._window:
            self._stop(f"{self._dead} of the last {self._window} records failed", "ratio")

    def _stop(self, what: str, setting: str) -> None:
        raise TooManyDeadLetters(
            f"stage {self._stage}: {what} (limits.dead_letter_{setting}); "
            "nothing of this batch is committed"
        )
