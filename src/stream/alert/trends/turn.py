"""One decision on a record of trends: what each rule on series makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from stream.alert.life.events import attributes
from stream.alert.trends.grounds import KEPT, covers, grounds
from stream.alert.trends.history import ALL, Key, Seen, Window
from stream.alert.trends.judging import (
    NORMAL,
    Back,
    Quiet,
    counted,
    quiet,
    silence_threshold,
    surge_threshold,
)
from stream.alert.trends.messages import began, goes_on, lasting, message, said
from stream.alert.trends.rows import Count, EndRow, LifeRow, PastRow
from stream.alert.trends.state import TrendState
from stream.alert.trends.watch import SeriesRules
from stream.alert.trends.weekly import DAY
from stream.alert.watch.rules import FirstSeen, Rule, Silence, Surge
from stream.model.topics import ALERTS
from stream.ports import Effects, Emit

OUTCOMES = ("raised", "withdrawn", "escalated", "amended")
"""A record of several messages counts as the first of these."""


@dataclass(slots=True)
class Turn:
    """What is known when a record is decided, and what it causes.

    `start` is its window, `window` all that is known of it with this record, `at` the event time (both in
    seconds), `now` the log's time (ms), `false_alarms` those allowed a day for each 1,000 series.
    """

    state: TrendState
    rules: SeriesRules
    false_alarms: float
    now: int
    at: int
    start: int = 0
    window: Window = field(default_factory=dict)
    effects: Effects = field(default_factory=lambda: Effects("silent"))
    raises: dict[str, list[tuple[LifeRow, str]]] = field(default_factory=dict)
    silent: dict[Key, list[LifeRow]] = field(init=False)
    back: Back = field(init=False)

    def __post_init__(self) -> None:
        """Find the series whose next story is awaited."""
        self.back = Back(self.state.history, self.start, self.window)
        self.silent = {}
        for (_, key), life in self.state.lives.items():
            if life.kind == "silence":
                self.silent.setdefault(key, []).append(life)

    def holds(self, rule: str, key: Key) -> bool:
        """Whether the rule's alert on the series goes on after this turn."""
        ended = any(_ends(row, rule, key) for row in self.effects.rows)
        return (rule, key) in self.state.lives and not ended

    # --- what a changed series may begin ---------------------------------------------------------

    def changed(self, key: Key, name: str, seen: Seen, *, late: bool) -> None:
        """A series has other figures in the window; `late`: the window was over already."""
        if not seen.stories:
            return
        for life in self.silent.get(key, ()):
            if self.start + self.size > life.since:
                self._speaks(life, key)
        for rule in self.rules.of(key, name):
            match rule.watch:
                case Surge() as surge if not late:
                    self._surge(rule, surge, key, name)
                case FirstSeen() as first:
                    self._first(rule, first, key, name, seen)

    def _surge(self, rule: Rule, surge: Surge, key: Key, name: str) -> None:
        history = self.state.history
        if not history.is_warm():
            return
        life = self.state.lives.get((rule.id, key))
        if life is not None:
            self._escalate(life, key)
            return
        found = self.back.score(key, surge.min_sources, surge.min_stories)
        if (
            found.probability > surge_threshold(self.false_alarms, history.size)
            or found.stories < surge.min_stories
            or found.sources < surge.min_sources
        ):
            return
        figures = f"{found.stories} stories in {lasting(found.span * history.size)}"
        headline = f"Surge: {name}: {figures}, {said(found.expected)} expected"
        row = began(
            rule, "surge", key, name, self.start, headline=headline, at=self.at, span=found.span,
            stories=found.stories, expected=found.expected, probability=found.probability,
            sources=found.sources, agencies=surge.min_sources,
        )  # fmt: skip
        self._raise(row, f"{figures}, {said(found.expected)} expected")

    def _escalate(self, life: LifeRow, key: Key) -> None:
        """A surge that has doubled since its last message."""
        size = self.state.history.size
        stories = self.back.stories(key, life.span, life.agencies)
        if stories < 2 * life.stories or self.start < life.hot:
            return
        figures = f"{stories} stories in {lasting(life.span * size)}"
        seen = self.window[key]
        row = replace(
            life, stories=stories, hot=self.start, sources=max(life.sources, seen.sources)
        )
        headline = f"Surge: {life.name}: {figures}, {said(life.expected)} expected"
        row = goes_on(replace(row, counts=self._grounds(row)), "escalated", headline, self.at)
        self._say(row, "twice as many as told before", (f"stories {life.stories} → {stories}",))

    def _first(self, rule: Rule, first: FirstSeen, key: Key, name: str, seen: Seen) -> None:
        history, start = self.state.history, self.start
        if not history.reaches(start, first.days) or (rule.id, key) in self.state.lives:
            return
        before, now = history.last_seen(key, start), history.seen(key, start)
        if (now is not None and now.stories) or (
            before is not None and before >= start - first.days * DAY
        ):
            return
        headline = f"First in {first.days} days: {name}"
        row = began(
            rule, "first_seen", key, name, start, headline=headline, at=self.at,
            stories=seen.stories, sources=seen.sources,
        )  # fmt: skip
        self._raise(row, f"no story in the {first.days} days before")

    # --- what becomes of the alerts there are ----------------------------------------------------

    def _speaks(self, life: LifeRow, key: Key) -> None:
        """A series that was silent speaks again."""
        silent = lasting(max(self.size, self.start - life.since))
        row = goes_on(life, "amended", f"{life.name} speaks again after {silent}", self.at)
        self._say(row, f"a story after {silent}", (f"spoke again after {silent}",))
        self.effects.rows.append(EndRow(life.rule, *key))

    def taken_back(self, changed: Mapping[Key, Seen], now: int) -> None:
        """Withdraw what rests on stories that were killed, also of alerts that have ended; `now` is the event time
        (seconds) of the kill."""
        for (_, key), life in self.state.lives.items():
            if key in changed and covers(life, self.start, self.size):
                self._weigh(life, now, None)
        for key in changed:
            for life in self.state.past.get(key, {}).values():
                if covers(life, self.start, self.size):
                    self._weigh(life, now, life.window)

    def _weigh(self, life: LifeRow, now: int, past: int | None) -> None:
        """Take an alert back if too little is left of what it rests on; `past`: when the ended one had begun."""
        counts = self._grounds(life)
        left = sum(counted(stories, agencies, life.agencies) for _, stories, agencies in counts)
        if not left or (life.kind == "surge" and 2 * left < life.stories):
            row = goes_on(life, "withdrawn", life.headline, now)
            changes = (f"stories {life.stories} → {left}",)
            self._send(row, "stories that it rests on were withdrawn", changes)
            self.effects.rows.append(EndRow(life.rule, life.dimension, life.value, past or 0))
        elif counts != life.counts and not self.state.history.holds(self.start):
            # Nobody else keeps the figures of a day that is over.
            row = replace(life, counts=counts)
            self.effects.rows.append(row if past is None else PastRow(row))

    def _grounds(self, life: LifeRow) -> tuple[Count, ...]:
        return grounds(life, self.state.history, self.start, self.window)

    def over(self) -> None:
        """With a window over: alerts that have run their course end, without a word."""
        for lives in self.state.past.values():
            for past in lives.values():
                if past.hot + KEPT < self.start:
                    self.effects.rows.append(
                        EndRow(past.rule, past.dimension, past.value, past.window)
                    )
        for (_, key), life in self.state.lives.items():
            if life.hot >= self.start:
                continue
            if life.kind == "surge":
                found = self.back.score(key, life.agencies)
                # What is new is one surge for its first day, whatever its night is like.
                ended = found.probability > NORMAL and self.state.history.knows(key)
            else:
                ended = life.kind == "first_seen" and self.start > life.window + DAY
            if ended:
                self.effects.rows.append(PastRow(replace(life, counts=self._grounds(life))))

    # --- what nothing says -------------------------------------------------------------------------

    def silences(self) -> None:
        """With a window over: series that have been silent for too long."""
        history = self.state.history
        if not history.is_warm():
            return
        for rule in self.rules.silences:
            watch = rule.silence
            if watch is None or watch.dimension == ALL[0]:
                continue
            for key, name in self._speakers(rule, watch):
                if (rule.id, key) not in self.state.lives:
                    self._silence(rule, key, name)

    def _speakers(self, rule: Rule, watch: Silence) -> list[tuple[Key, str]]:
        """The series that a rule on silence can be about: those that speak often enough."""
        memo, name = self.state.history.memo, f"{self.rules.digest} {rule.id}"
        if name not in memo:
            kept = self.state.history.series.get(watch.dimension, {})
            keys = [((watch.dimension, value), kept[value]) for value in sorted(kept)]
            memo[name] = [
                (key, series.name)
                for key, series in keys
                if series.days
                and rule in self.rules.of(key, series.name)
                and self.state.history.baseline(key).a_day() >= watch.min_per_day
            ]
        found: list[tuple[Key, str]] = memo[name]
        return found

    def _silence(self, rule: Rule, key: Key, name: str) -> None:
        history = self.state.history
        found = quiet(history, key, self.start, self.window)
        if found is None:
            return
        a_day = history.baseline(key).a_day()
        if found.probability <= silence_threshold(self.false_alarms, a_day, history.size):
            self.fell_silent(rule, key, name, found, self.start + history.size)

    def fell_silent(self, rule: Rule, key: Key, name: str, found: Quiet, until: int) -> None:
        """Raise the alert on a silence that lasts until a time (seconds)."""
        since = datetime.fromtimestamp(found.since, UTC)
        words = f"no story since {since:%-d %b %H:%M} UTC ({lasting(until - found.since)})"
        row = began(
            rule, "silence", key, name, until - self.size, since=found.since, at=until,
            headline=f"Silence: {name}: {words}, {said(found.expected)} expected",
            span=max(1, (until - found.since) // self.size), expected=found.expected,
            probability=found.probability,
        )  # fmt: skip
        self._raise(row, f"{words}, {said(found.expected)} expected")

    # --- saying it -----------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """The length of a window in seconds."""
        return self.state.history.size

    def _raise(self, row: LifeRow, reason: str) -> None:
        if row.kind != "silence":
            row = replace(row, counts=self._grounds(row))
        self.raises.setdefault(row.rule, []).append((row, reason))

    def tell_raises(self) -> None:
        """Tell what was raised; of one rule more than its limit at once become one alert of the least likely."""
        for rule, rows in self.raises.items():
            limit = self.rules.rules[rule].burst_stories
            if len(rows) <= limit:
                for row, reason in rows:
                    self._say(row, reason)
                continue
            (first, reason), *others = sorted(rows, key=lambda each: each[0].probability)
            named = tuple((f"{row.dimension}|{row.value}", row.headline) for row, _ in others)
            headline = f"{first.headline}; and {len(others)} more series"
            self._say(_with_others(first, headline, named), reason)
            self.effects.rows += [replace(row, folded=True) for row, _ in others]

    def _say(self, row: LifeRow, reason: str, changes: tuple[str, ...] = ()) -> None:
        """Remember a message, and send it unless the series' alert is folded into another's."""
        self.effects.rows.append(row)
        self._send(row, reason, changes)

    def _send(self, row: LifeRow, reason: str, changes: tuple[str, ...]) -> None:
        if row.folded:
            return
        value = message(row, self.size, self.now, reason=reason, changes=changes)
        self.effects.emits.append(Emit(ALERTS, value.id, value, headers=attributes(value)))
        statuses = {self.effects.outcome, value.status}
        self.effects.outcome = next(name for name in OUTCOMES if name in statuses)


def _ends(row: object, rule: str, key: Key) -> bool:
    """Whether a row is the end of the rule's alert in force on the series."""
    match row:
        case PastRow(life=life):
            return (life.rule, life.dimension, life.value) == (rule, *key)
        case EndRow(window=0):
            return (row.rule, row.dimension, row.value) == (rule, *key)
    return False


def _with_others(row: LifeRow, headline: str, others: tuple[tuple[str, str], ...]) -> LifeRow:
    """The alert that tells those of other series, too."""
    timeline = ((row.timeline[0][0], row.timeline[0][1], headline),)
    return replace(row, headline=headline, timeline=timeline, others=others)


def merged(state: TrendState, start: int, changed: Mapping[Key, Seen]) -> Window:
    """All that is known of a window, with figures that have changed."""
    history = state.history
    return {**history.windows.get(start, {}), **history.open.get(start, {}), **changed}
