"""Answers that are worked out once and kept: news repeats its words, and asking the large tables is slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

MOST = 100_000
"""Answers that are kept; then all are forgotten (a bound on memory, not on results)."""

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Remembered(dict[Key, Answer], Generic[Key, Answer]):
    """A table that fills itself: `table[key]` is `find(key)`, a pure function, asked the first time only."""

    def __init__(self, find: Callable[[Key], Answer], most: int = MOST) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, key: Key) -> Answer:
        if len(self) >= self._most:
            self.clear()
        self[key] = found = self._find(key)
        return found
