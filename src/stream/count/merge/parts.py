"""The watermark of all parts: the event time that every active one has passed.

A part is heard of when its watermark moves on. One that was not for `idle` is left out, so that a
partition without news holds nobody back. When all are idle the time runs on from where they were, so that
the last window of an evening ends as well; an archive that is fed in at noon still has its own time.
"""

from __future__ import annotations

from stream.count.merge.rows import Key


class Parts:
    """The watermarks of the parts that a partition has heard of; `idle` in milliseconds of log time."""

    def __init__(self, idle: int) -> None:
        self._idle = idle
        self._parts: dict[int, tuple[Key, int, int]] = {}

    def __len__(self) -> int:
        """Parts known."""
        return len(self._parts)

    def is_news(self, part: int, watermark: int) -> bool:
        """Whether a part's watermark (seconds) is further on than was known."""
        known = self._parts.get(part)
        return known is None or known[1] < watermark

    def put(self, key: Key, part: int, watermark: int, now: int) -> list[Key]:
        """Note a part's watermark at a log time (ms); return the key of the row that it replaces."""
        known = self._parts.get(part)
        self._parts[part] = (key, watermark, now)
        return [known[0]] if known else []

    def watermark(self, now: int, part: int = -1, at: int | None = None) -> int | None:
        """The event time (seconds) that all active parts have passed at a log time, where a record says that
        a `part` is `at` a time, with that; None without parts.
        """
        parts = {n: (passed, heard) for n, (_, passed, heard) in self._parts.items()}
        if at is not None and self.is_news(part, at):
            parts[part] = (at, now)
        active = [passed for passed, heard in parts.values() if heard + self._idle > now]
        if active:
            return min(active)
        return max(
            (passed + (now - heard) // 1000 for passed, heard in parts.values()), default=None
        )

    def passes(self, target: int) -> int | None:
        """The first log time (ms) at which the watermark is at `target` (seconds) if nothing comes;
        0 if it is there, None if it never will be.
        """
        behind = [
            heard + self._idle for _, passed, heard in self._parts.values() if passed < target
        ]
        if not behind:
            return 0 if self._parts else None
        last = max(heard + self._idle for _, _, heard in self._parts.values())
        if max(behind) < last:
            return max(behind)
        runs_on = min(heard + (target - passed) * 1000 for _, passed, heard in self._parts.values())
        return max(last, runs_on)
