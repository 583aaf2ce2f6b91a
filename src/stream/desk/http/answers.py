"""The shapes of the answers, from which their schemas in OpenAPI are made; tests hold the answers to them.

Times are RFC 3339 in UTC. Actor ids are the project's, place ids GeoNames', written as text.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from stream.model import Alert, Count


class Shape(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Base: every key is always there unless it may be left out."""


class Feed(Shape, frozen=True):
    """How far the desk has read; `behind` is null until it is known."""

    last_record_at: datetime | None
    behind: int | None
    connected: bool
    stale_after_seconds: float


class StatusAnswer(Shape, frozen=True):
    """The desk's state."""

    now: datetime
    feed: Feed
    version: str


class AlertShown(Alert, kw_only=True, frozen=True):
    """The newest message of an alert, when its first came, and how many there are."""

    first_at: datetime
    messages: int


class AlertWithHistory(AlertShown, kw_only=True, frozen=True):
    """An alert with every message, oldest first."""

    history: list[Alert]


class AlertList(Shape, frozen=True):
    """A page of alerts, the newest message first."""

    alerts: list[AlertShown]
    next: str | None


class StoryActor(Shape, frozen=True):
    """An actor of a story."""

    id: str
    name: str
    role: str
    kind: str
    country: str


class StoryPlace(Shape, frozen=True):
    """A place of a story; `focus` marks what an update is about. Degrees north and east."""

    id: str
    name: str
    role: str
    country: str
    kind: str
    latitude: float
    longitude: float
    focus: bool


class Figure(Shape, frozen=True):
    """The newest figure of an agency; `most` is null for "at least". Never add them up."""

    kind: str
    least: int
    most: int | None
    stated_by: str
    agency: str
    uri: str


class StoryBrief(Shape, frozen=True):
    """A story as lists have it; `updates` are its items in force, copies left out."""

    id: str
    headline: str
    last_at: datetime
    language: str
    sources: list[str]
    updates: int
    actors: list[StoryActor]
    places: list[StoryPlace]
    alerts: list[str]


class StoryList(Shape, frozen=True):
    """A page of stories, the newest update first."""

    stories: list[StoryBrief]
    next: str | None


class Label(Shape, frozen=True):
    """Words that caused a label: code points `start` to `end` of a field."""

    label: Literal["actor", "place", "event", "casualty"]
    id: str
    name: str
    role: str
    rule: str
    field: Literal["headline", "body"]
    start: int
    end: int


class CopyOf(Shape, frozen=True):
    """What an update is a copy of, or replaces."""

    uri: str
    provider: str
    similarity: float


class StoryUpdateShown(Shape, frozen=True):
    """One version of one item. A killed one has no words; a copy has no body of its own."""

    uri: str
    provider: str
    agency: str
    version: str | None
    verdict: str
    at: datetime
    headline: str
    body: str
    language: str
    state: Literal["current", "superseded", "killed"]
    changes: list[str]
    labels: list[Label]
    original: CopyOf | UnsetType = UNSET
    killed_at: datetime | UnsetType = UNSET
    test: bool | UnsetType = UNSET


class StoryAnswer(Shape, frozen=True):
    """A story with all versions of its items, oldest first."""

    id: str
    state: Literal["live", "killed"]
    headline: str
    first_at: datetime
    last_at: datetime
    language: str
    sources: list[str]
    actors: list[StoryActor]
    places: list[StoryPlace]
    figures: list[Figure]
    alerts: list[str]
    updates: list[StoryUpdateShown]


class Found(Shape, frozen=True):
    """A text that has all the words; `marks` are code points of the snippet."""

    story: str
    uri: str
    headline: str
    snippet: str
    marks: list[tuple[int, int]]
    at: datetime
    provider: str
    language: str


class SearchAnswer(Shape, frozen=True):
    """A page of results, the latest that came first."""

    results: list[Found]
    next: str | None


class CountList(Shape, frozen=True):
    """A page of counts, the newest window first."""

    counts: list[Count]
    next: str | None


class Mover(Count, kw_only=True, frozen=True):
    """A count that rose: `ratio` is (stories + 1) ÷ (stories to be expected + 1)."""

    ratio: float


class TopAnswer(Shape, frozen=True):
    """The highest counts of a window, and those that rose most; `final` says that the window is over.

    `window_start` is null as long as nothing was counted.
    """

    window_start: datetime | None
    window_seconds: int
    dimension: str
    final: bool
    top: list[Count]
    movers: list[Mover]


class PlaceShown(Shape, frozen=True):
    """A place with its stories and its alerts in force."""

    id: str
    name: str
    country: str
    kind: str
    latitude: float
    longitude: float
    stories: int
    alerts: int


class PlaceList(Shape, frozen=True):
    """All places of a span, most stories first."""

    places: list[PlaceShown]


class Problem(Struct, frozen=True):
    """An error (RFC 9457); `errors` names each parameter that is wrong."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | UnsetType = UNSET


SHAPES: tuple[type[Struct], ...] = (
    StatusAnswer, AlertList, AlertWithHistory, StoryList, StoryAnswer, SearchAnswer, CountList, TopAnswer,
    PlaceList, Problem,
)  # fmt: skip


def components() -> dict[str, Any]:
    """The JSON Schemas of all shapes, by name, as OpenAPI's components have them."""
    _, found = msgspec.json.schema_components(SHAPES, ref_template="#/components/schemas/{name}")
    return found
