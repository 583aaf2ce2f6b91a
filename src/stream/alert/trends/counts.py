"""The stage over a user's own counts: what rules on series would have told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import msgspec
from msgspec.structs import replace

from stream.alert.trends.rows import AnyTrendRow
from stream.alert.trends.stage import SIZE, TrendStage
from stream.alert.trends.watch import Lore
from stream.alert.watch.rules import Rule
from stream.errors import MalformedUpdate
from stream.model import Count, SeriesAlert, Trend, TrendCount
from stream.model.times import millis
from stream.model.topics import TRENDS

_DIMENSIONS = frozenset({"all", "actor", "place", "country", "actor_place", "event", "source"})


@dataclass(frozen=True, slots=True)
class _Record:
    """A record in memory; satisfies `ports.Raw`."""

    value: bytes | None
    timestamp: int
    offset: int
    topic: str = TRENDS
    partition: int = 0
    key: bytes | None = None
    headers: Sequence[tuple[str, bytes]] = ()


def read(lines: Iterable[tuple[str, bytes]]) -> list[Trend]:
    """One final record for each window of 15 minutes, in order, from records of `wire.trends` or `news.counts`.

    Also a line of `newswire replay`, which has its record under `value`. Of several figures of a series in
    a window the last stands. `lines` are (place, bytes); a line that is neither raises MalformedUpdate.
    """
    windows: dict[float, tuple[Trend, dict[tuple[str, str], TrendCount]]] = {}
    for where, line in lines:
        trend = _trend(where, line)
        if trend.size != SIZE:
            continue
        _, kept = windows.setdefault(trend.window.timestamp(), (trend, {}))
        kept.update({(c.dimension, c.value): c for c in trend.counts if c.dimension in _DIMENSIONS})
    if not windows:
        raise MalformedUpdate(f"no counts of windows of {SIZE} seconds")
    return [
        replace(
            trend, counts=list(kept.values()), final=True, watermark=trend.window + timedelta(seconds=SIZE)
        )
        for _, (trend, kept) in sorted(windows.items(), key=lambda item: item[0])
    ]  # fmt: skip


class _Line(msgspec.Struct):
    """A line of `newswire replay`."""

    value: msgspec.Raw


def _trend(where: str, line: bytes) -> Trend:
    try:
        value: bytes | msgspec.Raw = line
        if b'"topic"' in line[:200]:
            value = msgspec.json.decode(line, type=_Line).value
        if b'"window_start"' in bytes(value):
            return _of_count(msgspec.json.decode(value, type=Count))
        trend = msgspec.json.decode(value, type=Trend)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedUpdate(f"no record of counts: {error}", where) from error
    if trend.window.tzinfo is None:
        raise MalformedUpdate("a window has no zone", where)
    return trend


def _of_count(count: Count) -> Trend:
    one = TrendCount(
        dimension=count.dimension, value=count.value, name=count.name, stories=count.stories,
        updates=count.updates, sources=count.sources,
    )  # fmt: skip
    return Trend(
        window=count.window_start,
        size=count.window_seconds,
        watermark=count.window_start,
        counts=[one],
    )


def told(
    rules: Iterable[Rule],
    trends: Iterable[Trend],
    false_alarms: float = 1.0,
    lore: Callable[[], Lore] = Lore,
) -> list[SeriesAlert]:
    """The messages that the stage would have sent, each window read when it was over."""
    stage = TrendStage(rules, lore, false_alarms=false_alarms)
    state = stage.new_state(0)
    found: list[SeriesAlert] = []
    offset = 0
    for trend in trends:
        now = millis(trend.watermark)
        record = _Record(msgspec.json.encode(trend), now, 0)
        for time in (*_ticks(state.due(), now), now):
            effects = stage.decide(record, state) if time == now else stage.tick(time, state)
            for n, row in enumerate(effects.rows):
                state.apply((offset, n), cast("AnyTrendRow", row), time)
            offset += 1
            found += [each.value for each in effects.emits if isinstance(each.value, SeriesAlert)]
    return found


def _ticks(due: int | None, now: int) -> Iterator[int]:
    """The ticks that a worker writes while the feed is silent: when it is due, and once it is certain."""
    if due is not None and due < now:
        yield due
        if due + 300_000 < now:
            yield due + 300_000
