"""The series of the windows that change now, made from the items where they are not at hand.

Series take some hundred bytes for each label of each window of each item; the items alone say the same.
So only the windows used last keep theirs: what is kept is no state, and changes no result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stream.count.rows import ItemRow
from stream.count.series import Change, Moves, Series, moves_of
from stream.count.windows import Window

MOST = 256
"""Windows kept: an hour of minutes, a day of quarters of an hour and then some."""

_Place = tuple[int, int]


class HotWindows:
    """Series by window and `dimension|value`; `items_in` gives the items that count in a window."""

    def __init__(self, items_in: Callable[[Window], Iterable[ItemRow]], most: int = MOST) -> None:
        self._items_in, self._most = items_in, most
        self._windows: dict[_Place, dict[str, Series]] = {}  # the one used last is last

    def series(self, window: Window) -> dict[str, Series]:
        """The series of a window; one without items is left out."""
        place = (window.size, window.start)
        found = self._windows.pop(place, None)
        if found is None:
            found = self._made(window)
        self._windows[place] = found
        if len(self._windows) > self._most:
            del self._windows[next(iter(self._windows))]
        return found

    def fold(self, window: Window, moves: Moves) -> None:
        """Fold moves in; a window that is not at hand will be made of the items."""
        series = self._windows.get((window.size, window.start))
        if series is not None:
            _fold(series, moves)

    def forget(self, start: int, end: int) -> None:
        """Drop the windows that start in a stretch of time (seconds since 1970)."""
        for place in [place for place in self._windows if start <= place[1] < end]:
            del self._windows[place]

    def _made(self, window: Window) -> dict[str, Series]:
        series: dict[str, Series] = {}
        for item in self._items_in(window):
            for _, moves in moves_of(Change(None, item), (window.size,)):
                _fold(series, moves)
        return series


def _fold(series: dict[str, Series], moves: Moves) -> None:
    for key, (_, move) in moves.items():
        one = series.get(key)
        if one is None:
            one = series[key] = Series()
        one.add(move)
        if not one.updates:
            del series[key]
