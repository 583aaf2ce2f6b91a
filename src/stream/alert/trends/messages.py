"""The messages of alerts on series. They have no story of the wire: their own id stands where a story's would."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from msgspec.structs import replace

from stream.alert.life.messages import alert_id
from stream.alert.trends.history import Key
from stream.alert.trends.rows import Kind, LifeRow, Moment
from stream.alert.trends.watch import actor_of, place_of
from stream.alert.watch.rules import Rule
from stream.model import AlertStatus, Named, SeriesAlert, SeriesFigures
from stream.model import Moment as ShownMoment
from stream.model.times import from_millis

PROVIDER = "newswire"
"""Who says so: the project itself, from its counts."""

_MOMENTS = 20
_LISTED = 100
_DIGITS = 3


def said(count: float) -> str:
    """An expected count as an editor reads it: "1.2", "0.04"."""
    return f"{count:.2g}" if count < 10 else f"{count:.0f}"


def lasting(seconds: int) -> str:
    """A time span in words: "15 min", "3 h", "2 days"."""
    if seconds < 2 * 3600 and seconds % 3600:
        return f"{max(1, round(seconds / 60))} min"
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 48 else f"{round(seconds / 86_400)} days"


def story_of(kind: Kind, key: Key, rule: str, window: int) -> str:
    """What stands for a story: made of rule, series and the window in which it began."""
    named = f"series\0{kind}\0{rule}\0{key[0]}\0{key[1]}\0{window}"
    return blake2b(named.encode(), digest_size=8).hexdigest()


def began(
    rule: Rule, kind: Kind, key: Key, name: str, window: int, *, headline: str, at: int,
    span: int = 1, stories: int = 0, expected: float = 0.0, probability: float = 0.0,
    sources: int = 0, since: int = 0, agencies: int = 1,
) -> LifeRow:  # fmt: skip
    """A new alert of a rule on a series, as its first message has it."""
    return LifeRow(
        rule=rule.id, kind=kind, dimension=key[0], value=key[1], name=name, window=window,
        sequence=1, severity=rule.severity, channels=rule.channels, headline=headline, hot=window,
        span=span, stories=stories, expected=round(expected, 4), probability=probability,
        sources=sources, timeline=((at, "raised", headline),), since=since, agencies=agencies,
    )  # fmt: skip


def goes_on(life: LifeRow, status: AlertStatus, headline: str, at: int) -> LifeRow:
    """The next message of an alert."""
    timeline = (*life.timeline, (at, status, headline))
    if len(timeline) > _MOMENTS:
        timeline = (timeline[0], *timeline[1 - _MOMENTS :])
    return replace(life, sequence=life.sequence + 1, headline=headline, timeline=timeline)


def message(
    life: LifeRow, size: int, now: int, *, reason: str, changes: tuple[str, ...] = ()
) -> SeriesAlert:
    """The message as `news.alerts` carries it; `size` is a window's length (s), `now` the log's time (ms)."""
    key, status = (life.dimension, life.value), life.timeline[-1][1]
    story = story_of(life.kind, key, life.rule, life.window)
    id_ = alert_id(life.rule, story)
    actor, place = actor_of(key, life.name), place_of(key, life.name)
    return SeriesAlert(
        id=id_, sequence=life.sequence, status=status, rule=life.rule, story=story,
        severity=life.severity, channels=list(life.channels), headline=life.headline,
        reason=f"rule {life.rule}: {reason}", changes=list(changes),
        actors=[_named(actor, "participant")] if actor else [],
        places=[_named(place, "")] if place else [],
        sources=[], single_source=life.sources <= 1,
        uri=f"series:{life.dimension}:{life.value}:{_time(life.window):%Y-%m-%dT%H:%MZ}",
        provider=PROVIDER, version=None, urgency=None, language="en",
        at=_time(life.timeline[-1][0]), ingested_at=from_millis(now),
        timeline=[_shown(moment) for moment in life.timeline], link=f"{story}/{id_}",
        stories=[Named(id=value, name=name) for value, name in life.others[:_LISTED]],
        series=_figures(life, size),
    )  # fmt: skip


def _figures(life: LifeRow, size: int) -> SeriesFigures:
    return SeriesFigures(
        kind=life.kind, dimension=life.dimension, value=life.value, name=life.name,
        window_end=_time(life.hot + size), window_seconds=life.span * size,
        since=_time(life.since) if life.since else None, stories=life.stories,
        expected=life.expected, probability=float(f"{life.probability:.{_DIGITS}g}"),
        agencies=life.sources,
    )  # fmt: skip


def _named(label: tuple[str, str], role: str) -> Named:
    return Named(id=label[0], name=label[1] or label[0], role=role)


def _shown(moment: Moment) -> ShownMoment:
    at, status, headline = moment
    return ShownMoment(at=_time(at), status=status, provider=PROVIDER, headline=headline)


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
