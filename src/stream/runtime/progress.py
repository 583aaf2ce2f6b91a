"""What each source partition has done, and when: for lag, ticks and the watchdog."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Position:
    """One source partition: next offset to decide, end of the topic, last progress (monotonic s)."""

    stage: str
    partition: int
    next: int = 0
    end: int = 0
    moved_at: float = 0.0
    caught_up_at: float = 0.0

    @property
    def lag(self) -> int:
        """Records not yet done."""
        return max(0, self.end - self.next)


@dataclass(slots=True)
class Progress:
    """Positions of the assigned source partitions; safe to read from another thread."""

    clock: Callable[[], float] = time.monotonic
    positions: dict[tuple[str, int], Position] = field(default_factory=dict)
    beat: float = 0.0
    committing: float | None = None
    """Since when the commit under way is so; None without one."""
    _answers: float | None = 0.0
    _recovery: tuple[int, float] | None = None

    def at(self, stage: str, partition: int) -> Position:
        """The position of a source partition, made when it is first asked for."""
        found = self.positions.get((stage, partition))
        if found is None:
            now = self.clock()
            found = Position(stage, partition, moved_at=now, caught_up_at=now)
            self.positions[stage, partition] = found
        return found

    def done(self, stage: str, partition: int, next_offset: int) -> None:
        """A batch is done: `next_offset` is the first offset not decided."""
        position = self.at(stage, partition)
        position.next = next_offset
        position.moved_at = self.clock()

    def saw_end(self, stage: str, partition: int, end: int) -> None:
        """The topic partition ends at `end` (next offset to be written)."""
        position = self.at(stage, partition)
        position.end = end
        if position.lag == 0:
            position.caught_up_at = position.moved_at = self.clock()

    def recovering(self, rows: int) -> None:
        """Recovery is under way and has read `rows` so far; source partitions stand meanwhile."""
        now = self.clock()
        if self._recovery is None or self._recovery[0] != rows:
            self._recovery = (rows, now)
        for position in self.positions.values():
            position.moved_at = now

    def recovered(self) -> None:
        """No recovery is under way."""
        self._recovery = None

    def recovery_stalled(self, seconds: float) -> bool:
        """True if recovery has read nothing for `seconds` in which Kafka answered others."""
        return self._recovery is not None and self._stood(self._recovery[1], seconds)

    def reached(self, answers: bool) -> None:
        """Kafka answers from now on, or not."""
        self._answers = self.clock() if answers else None

    def commit_stalled(self, seconds: float) -> bool:
        """True if a commit has been under way for `seconds` in which Kafka answered others."""
        return self.committing is not None and self._stood(self.committing, seconds)

    def _stood(self, since: float, seconds: float) -> bool:
        """Whether something stands since then; the time without Kafka does not count."""
        return self._answers is not None and self.clock() - max(since, self._answers) > seconds

    def keep_only(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Forget partitions that are no longer assigned."""
        keep = set(assigned)
        for key in [k for k in self.positions if k not in keep]:
            del self.positions[key]

    def lag_seconds(self, position: Position) -> float:
        """Seconds since the partition was last caught up; 0 when it is."""
        return 0.0 if position.lag == 0 else max(0.0, self.clock() - position.caught_up_at)

    def stalled(self, seconds: float) -> Position | None:
        """A partition with lag that has made no progress for `seconds`, or None."""
        now = self.clock()
        for position in list(self.positions.values()):
            if position.lag and now - position.moved_at > seconds:
                return position
        return None
