"""The memory of the trends stage: the history of all series, and the alerts on them, as a fold over rows."""

from __future__ import annotations

from collections.abc import Iterable

from stream.alert.life.rows import RulesRow
from stream.alert.trends.baseline import Day
from stream.alert.trends.history import History, Key, Seen
from stream.alert.trends.rows import (
    AlarmRow,
    AnyTrendRow,
    DayRow,
    EndRow,
    Entry,
    LifeRow,
    OpenRow,
    PastRow,
    ResetRow,
    WindowRow,
)
from stream.alert.trends.weekly import DAY

RowKey = tuple[int, int]
LifeKey = tuple[str, Key]
"""A rule and a series."""

PastKey = tuple[str, int]
"""A rule, and the window in which its alert on the series began."""


class TrendState:
    """A fold over rows.

    `lives` are the alerts in force, `past` those of each series that have ended and may be taken back, both in order
    of their newest rows: so that a fold has it, too. `alarm` and `armed` are the feed's timer
    (`rows.AlarmRow`), `spoke` is the log time (ms) at which it last spoke.
    """

    def __init__(self, size: int, keep: int, warmup: int) -> None:
        self.history = History(size, keep, warmup)
        self.lives: dict[LifeKey, LifeRow] = {}
        self.past: dict[Key, dict[PastKey, LifeRow]] = {}
        self.alarm, self.armed, self.spoke = 0, False, 0
        self.rules: RulesRow | None = None
        self._life_keys: dict[LifeKey, RowKey] = {}
        self._past_keys: dict[tuple[Key, PastKey], RowKey] = {}
        self._windows: dict[int, list[RowKey]] = {}
        self._days: dict[int, list[RowKey]] = {}
        self._alarm_key: RowKey | None = None
        self._rules_key: RowKey | None = None

    def __len__(self) -> int:
        """Rows held."""
        held = sum(map(len, (*self._windows.values(), *self._days.values())))
        held += len(self._life_keys) + len(self._past_keys)
        return held + (self._alarm_key is not None) + (self.rules is not None)

    def due(self) -> int | None:
        """When the feed's silence is to be looked at (milliseconds), or None."""
        return self.alarm or None

    def apply(self, key: RowKey, row: AnyTrendRow, now: int) -> Iterable[RowKey]:
        """Fold one row in; return the keys of the rows that it makes needless."""
        match row:
            case OpenRow():
                self.spoke = row.spoke
                return [*self._set_alarm(None, row.alarm, False), *self._open(key, row)]
            case WindowRow():
                self.spoke = row.spoke
                return [*self._set_alarm(None, row.alarm, False), *self._window(key, row)]
            case DayRow():
                return self._day(key, row)
            case LifeRow():
                return self._live(key, row)
            case PastRow():
                return self._pass(key, row.life)
            case EndRow():
                return self._end(key, row)
            case AlarmRow():
                return self._set_alarm(key, row.alarm, row.armed)
            case ResetRow():
                return self._reset(key, row)
            case RulesRow():
                gone = [self._rules_key] if self._rules_key is not None else []
                self.rules, self._rules_key = row, key
                return gone

    def _open(self, key: RowKey, row: OpenRow) -> list[RowKey]:
        self._windows.setdefault(row.window, []).append(key)
        self.history.put_open(row.window, *_read(row.entries))
        return []

    def _window(self, key: RowKey, row: WindowRow) -> list[RowKey]:
        gone = self._windows.get(row.window, [])
        self._windows[row.window] = [key]
        self.history.put_window(row.window, *_read(row.entries))
        return gone

    def _day(self, key: RowKey, row: DayRow) -> list[RowKey]:
        self._days.setdefault(row.day, []).append(key)
        entries = (
            ((dimension, each[0]), each[1], Day(row.day, *each[2:]))
            for dimension, series in row.series.items()
            for each in series
        )
        self.history.put_day(row.day, entries, row.seen, row.hours)
        return self._close(row.day) if row.last else []

    def _close(self, day: int) -> list[RowKey]:
        end = (day + 1) * DAY
        gone = [key for at in sorted(self._windows) if at < end for key in self._windows.pop(at)]
        for old in self.history.close_day(day):
            gone += self._days.pop(old)
        return gone

    def _live(self, key: RowKey, row: LifeRow) -> list[RowKey]:
        life = (row.rule, (row.dimension, row.value))
        gone = self._drop(life)
        self.lives[life], self._life_keys[life] = row, key
        return gone

    def _drop(self, life: LifeKey) -> list[RowKey]:
        self.lives.pop(life, None)
        before = self._life_keys.pop(life, None)
        return [] if before is None else [before]

    def _pass(self, key: RowKey, row: LifeRow) -> list[RowKey]:
        series, past = (row.dimension, row.value), (row.rule, row.window)
        live = self.lives.get((row.rule, series))
        gone = self._drop((row.rule, series)) if live and live.window == row.window else []
        gone += self._drop_past(series, past)
        self.past.setdefault(series, {})[past] = row
        self._past_keys[series, past] = key
        return gone

    def _drop_past(self, series: Key, past: PastKey) -> list[RowKey]:
        before = self._past_keys.pop((series, past), None)
        if before is None:
            return []
        del self.past[series][past]
        if not self.past[series]:
            del self.past[series]
        return [before]

    def _end(self, key: RowKey, row: EndRow) -> list[RowKey]:
        series = (row.dimension, row.value)
        gone = (
            self._drop_past(series, (row.rule, row.window))
            if row.window
            else self._drop((row.rule, series))
        )
        # The row itself goes last: without the one before it, it has nothing to say.
        return [*gone, key]

    def _set_alarm(self, key: RowKey | None, alarm: int, armed: bool) -> list[RowKey]:
        gone = [self._alarm_key] if self._alarm_key is not None else []
        self.alarm, self.armed, self._alarm_key = alarm, armed, key
        return gone

    def _reset(self, key: RowKey, row: ResetRow) -> list[RowKey]:
        self.history.forget_after(row.after)
        gone: list[RowKey] = []
        for at in [at for at in sorted(self._windows) if at > row.after]:
            gone += self._windows.pop(at)
        for day in [day for day in sorted(self._days) if day * DAY > row.after]:
            gone += self._days.pop(day)
        return [*gone, key]


def _read(entries: Iterable[Entry]) -> tuple[dict[Key, str], dict[Key, Seen]]:
    names: dict[Key, str] = {}
    window: dict[Key, Seen] = {}
    for dimension, value, name, stories, sources, capped in entries:
        key = (dimension, value)
        names[key] = name
        window[key] = Seen(stories, sources, capped)
    return names, window
