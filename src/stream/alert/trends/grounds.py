"""What an alert on a series rests on: the counts of its windows, as long as stories in them may be killed."""

from __future__ import annotations

from stream.alert.trends.history import History, Window
from stream.alert.trends.rows import Count, LifeRow
from stream.alert.trends.weekly import DAY

KEPT = 7 * DAY
"""How long after its last window an alert that has ended can be taken back: as long as one on a story. The counts
themselves take kills for `count.retention_days`."""


def grounds(life: LifeRow, history: History, start: int, window: Window) -> tuple[Count, ...]:
    """The windows of a surge or a first appearance as they stand, with `window` for the one at `start`.

    Those of days that are over, which the history has no more, are as the alert has them itself.
    """
    key = (life.dimension, life.value)
    found = {at: (stories, agencies) for at, stories, agencies in life.counts}
    for at in range(life.hot - (life.span - 1) * history.size, life.hot + 1, history.size):
        if at == start or history.holds(at):
            seen = (window if at == start else history.window(at)).get(key)
            found[at] = (seen.stories, seen.sources) if seen is not None else (0, 0)
    return tuple((at, *found[at]) for at in sorted(found) if found[at][0])


def covers(life: LifeRow, start: int, size: int) -> bool:
    """Whether the window that starts then is one of those that the alert rests on."""
    return life.kind != "silence" and life.hot - (life.span - 1) * size <= start <= life.hot
