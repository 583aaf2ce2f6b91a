"""What a program (worker, notify, desk) knows about its own health: its parts tell, the endpoints ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Phase = Literal["starting", "recovering", "ready", "stopping"]
Place = tuple[str, int]
"""A stage and a partition of its source topic."""


@dataclass
class Health:
    """The phase of the program, what it still recovers, and which partitions stand still.

    Live: no partition is stalled. Ready: what it waits for at its start (`awaited`, in words) is there,
    everything assigned is recovered, Kafka answers, and the program is not on its way out. An assignment
    may be empty: a spare worker is ready. Kafka's absence makes nothing less live: a restart would not bring it back.
    Each change replaces a whole value, so that any thread may tell.
    """

    awaited: str = "no assignment from the consumer group yet"
    phase: Phase = "starting"
    _waiting: set[Place] = field(default_factory=set)
    _stalled: dict[Place, float] = field(default_factory=dict)
    _gone: str | None = None

    def recovering(self, places: Iterable[Place]) -> None:
        """Say that the group gave these (stage, partition), whose state is not read yet."""
        self.phase = "recovering"
        self._waiting, self._stalled = set(places), {}

    def ready(self) -> None:
        """Say that everything is there, and what was assigned is recovered."""
        self.phase = "ready"
        self._waiting = set()

    def stalled(self, stage: str, partition: int, seconds: float) -> None:
        """Say that records wait in a partition that has stood still for so many seconds."""
        self._stalled = {**self._stalled, (stage, partition): seconds}

    def moving(self, stage: str, partition: int) -> None:
        """Say that a partition makes progress (again), or isn't ours any more."""
        rest = {place: s for place, s in self._stalled.items() if place != (stage, partition)}
        self._stalled = rest

    def kafka(self, gone: str | None) -> None:
        """Say why Kafka can't be reached, in words; None that it can."""
        self._gone = gone

    def stopping(self) -> None:
        """Say that the program finishes its work: not ready, but not to be killed either."""
        self.phase = "stopping"

    @property
    def live(self) -> bool:
        """Whether the program should be left running."""
        return not self._stalled or self.phase == "stopping"

    def stalls(self) -> list[tuple[str, int, float]]:
        """Return stage, partition and seconds of what stands still, sorted."""
        return sorted((stage, part, seconds) for (stage, part), seconds in self._stalled.items())

    def reasons(self) -> list[str]:
        """Return why the program is not ready, in words; nothing if it is."""
        if self.phase == "stopping":
            return ["it is stopping"]
        return [*([self._gone] if self._gone else []), *self._unfinished()]

    def _unfinished(self) -> list[str]:
        if self.phase == "starting":
            return [self.awaited]
        if self.phase == "recovering":
            waiting = [f"{stage} partition {part} is recovering" for stage, part in self._places()]
            return waiting or ["the state is recovering"]
        return []

    def _places(self) -> list[Place]:
        return sorted(self._waiting)
