"""Answers that are worked out once and kept: news repeats its words, and asking the large tables is slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 100_000
"""Answers that are kept; then all are forgotten (a bound on memory, not on results)."""

Answer = TypeVar("Answer")


class Remembered(dict[str, Answer], Generic[Answer]):
    """A table that fills itself: `table[key]` is `find(key)`, a pure function, asked the first time only."""

    def __init__(self, find: Callable[[str], Answer], most: int = MOST) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, key: str) -> Answer:
        if len(self) >= self._most:
            self.clear()
        self[key] = found = self._find(key)
        return found
