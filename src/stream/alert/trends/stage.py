"""The trends stage: counts of series in (`wire.trends`), alerts on surge, silence and first appearance out.

Event time is that of the windows, log time only that of the feed's silence: a worker that was down reads
what came meanwhile as what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from stream.alert.life.rows import RulesRow
from stream.alert.trends.history import ALL, Key, Seen, Window
from stream.alert.trends.judging import capped, feed_alarm, feed_quiet, silence_threshold
from stream.alert.trends.rows import (
    AlarmRow,
    AnyTrendRow,
    DayEntry,
    DayRow,
    Entry,
    OpenRow,
    ResetRow,
    WindowRow,
)
from stream.alert.trends.state import TrendState
from stream.alert.trends.turn import Turn, merged
from stream.alert.trends.watch import Lore, SeriesRules
from stream.alert.trends.weekly import DAY, HOUR
from stream.alert.watch.rulebook import RULES_KEY, Bookshelf, Rulebook, read_rules
from stream.alert.watch.rules import Rule
from stream.errors import ConfigError, MalformedUpdate
from stream.model import Trend, TrendCount
from stream.model.times import EPOCH
from stream.model.topics import ALERTS, TRENDS
from stream.ports import Effects, Raw

SIZE = 900
"""Length in seconds of the windows that the stage reads; those of another length are not for it."""

KEEP_DAYS = 29
WARMUP_DAYS = 7
FALSE_ALARMS = 1.0

_CONFIRM = 5 * 60_000
"""How long (ms) the stage waits before it calls the feed silent: after an outage of the pipeline itself
what was held up comes within minutes."""

_TOGETHER = 5_000
"""Series in one row of a day."""

_EMPTY: Window = {}


class TrendStage:
    """Alerts on series of counts. `lore` is asked for only once a rule needs it.

    `false_alarms` are those allowed a day for each 1,000 series, `warmup_days` the days of history before a
    surge or a silence is judged, `keep_days` those that are held.
    """

    name = "trends"
    source = TRENDS
    outputs: tuple[str, ...] = (ALERTS,)
    row_type: Any = AnyTrendRow

    def __init__(
        self,
        rules: Iterable[Rule],
        lore: Callable[[], Lore] = Lore,
        false_alarms: float = FALSE_ALARMS,
        warmup_days: int = WARMUP_DAYS,
        keep_days: int = KEEP_DAYS,
    ) -> None:
        book = Rulebook(rules)
        self._lore, self._false_alarms = lore, false_alarms
        self._warmup, self._keep = warmup_days, keep_days
        self.check(book)
        self._shelf = Bookshelf(book)
        self._made: tuple[str, SeriesRules] | None = None
        self._decoder = msgspec.json.Decoder(Trend)

    @property
    def rulebook(self) -> Rulebook:
        """The rules where the log has none yet."""
        return self._shelf.first

    def check(self, book: Rulebook) -> None:
        """Raise ConfigError for a rule that asks for more history than is kept."""
        for rule in book.rules.values():
            if rule.first_seen is not None and rule.first_seen.days >= self._keep:
                raise ConfigError(
                    f'rule "{rule.id}": key "first_seen.days": {rule.first_seen.days} days need '
                    f"alert.history_days of at least {rule.first_seen.days + 1}, not {self._keep}"
                )

    def new_state(self, partition: int) -> TrendState:
        """An empty memory of one source partition."""
        return TrendState(SIZE, self._keep, self._warmup)

    def decide(self, record: Raw, state: TrendState) -> Effects:
        """What the counts of one record cause.

        Outcomes: those of `turn.OUTCOMES`, `silent`, `late` (its day is closed), `ahead` (its window lies
        in the log's future), `reset` (a clock had been ahead), `rules`, `ignored`.
        """
        if record.key == RULES_KEY:
            return self._change(record, state)
        trend = self._read(record)
        start = _seconds(trend.window)
        if trend.size != SIZE or not (trend.counts or trend.final):
            return Effects("ignored")
        if start > record.timestamp // 1000 + HOUR:
            return Effects("ahead")
        if state.history.newest > record.timestamp // 1000 + HOUR:
            return Effects("reset", rows=[AlarmRow(0), ResetRow(record.timestamp // 1000)])
        if start // DAY in state.history.days or start < state.history.newest - DAY:
            return self._late(trend, start, record.timestamp, state)
        return self._judge(trend, start, record.timestamp, state)

    def _change(self, record: Raw, state: TrendState) -> Effects:
        """Other rules, from here on. What was alerted keeps its channels."""
        book = read_rules(record)
        self._shelf.keep(book)
        same = state.rules is not None and state.rules.digest == book.digest
        return Effects("silent" if same else "rules", rows=[] if same else [book.row])

    def _read(self, record: Raw) -> Trend:
        where = f"{record.topic}/{record.partition}@{record.offset}"
        try:
            trend = self._decoder.decode(record.value or b"")
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedUpdate(f"no counts of series: {error}", where) from error
        if trend.window.tzinfo is None or trend.watermark.tzinfo is None:
            raise MalformedUpdate("a time has no zone", where)
        return trend

    def _rules(self, row: RulesRow | None) -> SeriesRules:
        book = self._shelf.book(row)
        if self._made is None or self._made[0] != book.digest:
            self._made = (book.digest, SeriesRules(book.rules.values(), book.digest, self._lore))
        return self._made[1]

    def _judge(self, trend: Trend, start: int, now: int, state: TrendState) -> Effects:
        changed = _changed(trend)
        names: dict[Key, str] = {(c.dimension, c.value): c.name for c in trend.counts}
        at = max(start, min(start + SIZE, _seconds(trend.watermark)))
        turn = self._turn(state, now, at, start, merged(state, start, changed))
        is_over = start in state.history.windows
        turn.taken_back(changed, max(start, _seconds(trend.watermark)))
        for key, seen in changed.items():
            turn.changed(key, names[key], seen, late=is_over)
        if trend.final and not is_over and start > state.history.newest:
            turn.over()
            turn.silences()
        turn.tell_raises()
        spoke = now if trend.counts else state.spoke
        alarm = self._alarm(turn, spoke)
        if trend.final or is_over:
            turn.effects.rows[:0] = _days(state, start)
            turn.effects.rows.append(WindowRow(start, spoke, alarm, _closed(turn, names)))
        else:
            turn.effects.rows.append(OpenRow(start, spoke, alarm, _entries(trend.counts)))
        return turn.effects

    def _late(self, trend: Trend, start: int, now: int, state: TrendState) -> Effects:
        """Figures of a day that is closed: they change no baseline, but what they killed takes alerts back."""
        changed, at = _changed(trend), max(start, _seconds(trend.watermark))
        turn = self._turn(state, now, at, start, changed)
        turn.taken_back(changed, at)
        if not turn.effects.emits:
            turn.effects.outcome = "late"
        return turn.effects

    def _turn(
        self, state: TrendState, now: int, at: int, start: int = 0, window: Window = _EMPTY
    ) -> Turn:
        rules = self._rules(state.rules)
        return Turn(state, rules, self._false_alarms, now, at, start, window)

    # The feed's silence: the only thing that time alone decides

    def _alarm(self, turn: Turn, spoke: int) -> int:
        """When the feed would have been silent for too long (ms); 0 if nobody asks, or was told."""
        waiting = [r for r in self._feed_rules(turn) if not turn.holds(r.id, ALL)]
        if not waiting:
            return 0
        history = turn.state.history
        threshold = silence_threshold(self._false_alarms, history.baseline(ALL).a_day(), SIZE)
        return (feed_alarm(history, spoke // 1000, threshold) or 0) * 1000

    def _feed_rules(self, turn: Turn) -> list[Rule]:
        """The rules on the feed's silence, if enough is known of it."""
        history = turn.state.history
        if not turn.rules.silences or not history.is_warm() or not history.knows(ALL):
            return []
        a_day = history.baseline(ALL).a_day()
        return [
            rule
            for rule in turn.rules.silences
            if rule.silence is not None
            and rule.silence.dimension == ALL[0]
            and rule.silence.min_per_day <= a_day
        ]

    def tick(self, now: int, state: TrendState) -> Effects:
        """The feed has been silent for too long: wait a little, then say so, once."""
        if not state.alarm or state.alarm > now:
            return Effects("ignored")
        if not state.armed:
            return Effects("silent", rows=[AlarmRow(now + _CONFIRM, armed=True)])
        turn = self._turn(state, now, now // 1000)
        found = feed_quiet(state.history, state.spoke // 1000, now // 1000)
        for rule in self._feed_rules(turn):
            if (rule.id, ALL) not in state.lives:
                turn.fell_silent(rule, ALL, "the whole feed", found, now // 1000)
        turn.tell_raises()
        turn.effects.rows.append(AlarmRow(0))
        return turn.effects


def _changed(trend: Trend) -> Window:
    return {(c.dimension, c.value): Seen(c.stories, c.sources) for c in trend.counts}


def _seconds(time: datetime) -> int:
    return (time - EPOCH) // timedelta(seconds=1)


def _days(state: TrendState, start: int) -> list[Any]:
    """The rows of the days that are over now."""
    return [row for day in state.history.over(start) for row in _day(state, day)]


def _day(state: TrendState, day: int) -> Iterator[DayRow]:
    history = state.history
    seen, hours, entries = history.figures(day)
    rows: list[tuple[str, DayEntry]] = [
        (key[0], (key[1], history.name(key), *figures[1:])) for key, figures in entries
    ]
    pieces = [rows[at : at + _TOGETHER] for at in range(0, len(rows), _TOGETHER)] or [[]]
    for piece in pieces[:-1]:
        yield DayRow(day, _by_dimension(piece))
    kept = {dimension: tuple(counts) for dimension, counts in sorted(hours.items())}
    yield DayRow(day, _by_dimension(pieces[-1]), tuple(seen), kept, last=True)


def _by_dimension(rows: Sequence[tuple[str, DayEntry]]) -> dict[str, tuple[DayEntry, ...]]:
    found: dict[str, list[DayEntry]] = {}
    for dimension, entry in rows:
        found.setdefault(dimension, []).append(entry)
    return {dimension: tuple(entries) for dimension, entries in found.items()}


def _entries(counts: Iterable[TrendCount]) -> tuple[Entry, ...]:
    return tuple((c.dimension, c.value, c.name, c.stories, c.sources, 0) for c in counts)


def _closed(turn: Turn, names: dict[Key, str]) -> tuple[Entry, ...]:
    """All series of a window that is over, as their baselines take them."""
    history = turn.state.history
    return tuple(
        (*key, names.get(key) or history.name(key), seen.stories, seen.sources,
         capped(turn.back, key, seen.stories))
        for key, seen in turn.window.items()
        if seen.stories
    )  # fmt: skip
