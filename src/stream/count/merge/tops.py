"""The records of a window beside its series: `news.top` for each dimension, `wire.trends`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from heapq import nsmallest

from stream.count.merge.counts import Changed, label_of
from stream.count.merge.ranking import ByPart, Rank, rank_of
from stream.count.merge.rows import Figures, Place
from stream.count.merge.state import MergedWindow
from stream.count.reading import EPOCH
from stream.count.windows import prefix_of, window_at
from stream.model import Top, TopEntry, Trend, TrendCount
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
        ranks = [rank_of(value, parts.values()) for value, parts in values.items()]
        ranks = [rank for rank in ranks if rank[1]]
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
        yield Emit("news.top", key, top, upsert=True)


def _entry(rank: Rank, values: Mapping[str, ByPart]) -> TopEntry:
    stories, updates, value = rank
    parts = values[value]
    sources = {source for part in parts.values() for source in part.sources}
    return TopEntry(
        value=value, name=label_of(parts).name, stories=-stories, updates=-updates, sources=len(sources)
    )  # fmt: skip


def trends(
    place: Place, changed: Changed, watermark: int | None, *, final: bool = False
) -> Iterator[Emit]:
    """What `wire.trends` is told of a record; nothing for windows of another length."""
    if place[0] != TREND_SECONDS:
        return
    counts = [_trend(one, parts) for one, parts in changed if one.dimension in _IN_TRENDS]
    if not (counts or final):
        return
    time = _start(place)
    passed = EPOCH + timedelta(seconds=watermark or 0)
    trend = Trend(window=time, size=place[0], watermark=passed, counts=counts, final=final)
    yield Emit("wire.trends", prefix_of(time, place[0]), trend)


def _trend(label: Figures, parts: ByPart) -> TrendCount:
    stories, updates, value = rank_of(label.value, parts.values())
    return TrendCount(
        dimension=label.dimension, value=value, name=label.name, stories=-stories, updates=-updates,
        sources=len({source for part in parts.values() for source in part.sources}),
    )  # fmt: skip


def _start(place: Place) -> datetime:
    return window_at(place[1] * 1000, place[0]).time
