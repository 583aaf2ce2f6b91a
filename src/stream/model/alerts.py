"""The messages of an alert, of a story or of a series."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from stream.model.updates import Value

AlertStatus = Literal["raised", "corroborated", "escalated", "amended", "withdrawn"]
Severity = Literal["low", "medium", "high", "critical"]


class Named(Value, frozen=True):
    """A label as the public topics show it: an id to join on and a name to read.

    `evidence` are the words that it was read from, each with its field ("headline: HTS").
    """

    id: str
    name: str
    role: str = ""
    evidence: list[str] = field(default_factory=list)


class Moment(Struct, frozen=True, kw_only=True):
    """A point of an alert's time line: a report that was there before it, or one of its messages."""

    at: datetime
    status: Literal["reported", "raised", "corroborated", "escalated", "amended", "withdrawn"]
    provider: str
    headline: str


class Alert(Struct, frozen=True, kw_only=True):
    """One message of one alert (topic `news.alerts`); the alert is (rule, story) and lives over its messages.

    `id` names the alert, `sequence` its message (from 1). `channels` are exactly those to be told: those
    of the rule for a raise, those already told for all that follows. `at` is when the version that caused
    the message was made, or its event time if it does not say; `ingested_at` is a processing time.
    `figures` are casualties in words ("killed 12–20"), `link` is a key for links that begins with the story,
    `stories` are those of a digest.
    """

    id: str
    sequence: int
    status: AlertStatus
    rule: str
    story: str
    severity: Severity
    channels: list[str]
    headline: str
    reason: str
    changes: list[str]
    actors: list[Named]
    places: list[Named]
    sources: list[str]
    single_source: bool
    uri: str
    provider: str
    version: str | None
    urgency: int | None
    language: str
    at: datetime
    ingested_at: datetime
    events: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    timeline: list[Moment] = field(default_factory=list)
    stories: list[Named] = field(default_factory=list)
    link: str = ""
    test: bool = False


class SeriesFigures(Struct, frozen=True, kw_only=True):
    """What an alert on a series of counts rests on.

    `stories` distinct stories in the `window_seconds` before `window_end` where `expected` are usual;
    `probability` is how likely so many (for a silence: none since `since`) are by the series' own history.
    `agencies` is the most in one window of it. For a first appearance `expected` and `probability` are 0.
    """

    kind: Literal["surge", "silence", "first_seen"]
    dimension: str
    value: str
    name: str
    window_end: datetime
    window_seconds: int
    stories: int
    expected: float
    probability: float
    agencies: int
    since: datetime | None


class SeriesAlert(Alert, frozen=True, kw_only=True):
    """A message of an alert on a series of counts: `story` is an id of its own, `provider` is "newswire"."""

    series: SeriesFigures
