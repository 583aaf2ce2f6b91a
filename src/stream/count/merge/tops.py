"""The records of a window beside its series: `news.top` for each dimension, `wire.trends`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from heapq import nsmallest

from stream.count.dimensions import Named
from stream.count.merge.counts import Changed
from stream.count.merge.ranking import Rank, ranks_of
from stream.count.merge.rows import Place
from stream.count.merge.series import Series, Total
from stream.count.merge.window import MergedWindow
from stream.count.windows import prefix_of, window_at
from stream.model import Top, TopEntry, Trend, TrendCount
from stream.model.times import EPOCH
from stream.model.topics import TOP, TRENDS
from stream.ports import Emit

LENGTH = 10
"""Values on a top list."""

TREND_SECONDS = 900
"""The length of the windows that `wire.trends` tells of."""

_IN_TRENDS = frozenset({"all", "actor", "place", "country", "actor_place", "event", "source"})


def tops(window: MergedWindow, length: int, *, final: bool) -> Iterator[Emit]:
    """The top list of each dimension as the window stands; `final` where it is over."""
    time = _start(window.place)
    for dimension in sorted(window.values):
        if dimension == "all":
            continue
        values = window.values[dimension]
        ranks = [rank for rank in ranks_of(values) if rank[1]]
        top = Top(
            window_start=time,
            window_seconds=window.place[0],
            dimension=dimension,
            values=len(ranks),
            entries=[_entry(rank, values) for rank in nsmallest(length, ranks)],
            final=final,
            corrected=window.corrected,
        )
        key = f"{prefix_of(time, window.place[0])}|{dimension}"
        yield Emit(TOP, key, top, upsert=True)


def _entry(rank: Rank, values: Mapping[str, Series]) -> TopEntry:
    series = values[rank[2]]
    stories, updates, sources, _ = series.total
    return TopEntry(
        value=rank[2], name=series.name, stories=stories, updates=updates, sources=sources
    )


def trends(
    place: Place, changed: Changed, watermark: int | None, *, final: bool = False
) -> Iterator[Emit]:
    """What `wire.trends` is told of a record of a window of `TREND_SECONDS`."""
    counts = [_trend(one, total) for one, total in changed if one[0] in _IN_TRENDS]
    if not (counts or final):
        return
    time = _start(place)
    passed = EPOCH + timedelta(seconds=watermark or 0)
    trend = Trend(window=time, size=place[0], watermark=passed, counts=counts, final=final)
    yield Emit(TRENDS, prefix_of(time, place[0]), trend)


def _trend(label: Named, total: Total) -> TrendCount:
    dimension, value, name = label
    stories, updates, sources, _ = total
    return TrendCount(
        dimension=dimension,
        value=value,
        name=name,
        stories=stories,
        updates=updates,
        sources=sources,
    )


def _start(place: Place) -> datetime:
    return window_at(place[1] * 1000, place[0]).time
