"""Frozen value types that the stages hand on to each other; what Kafka carries is these as JSON.

Times are aware UTC datetimes. Fields use ninjs's words in snake_case. A field that has its default
value is left out of the JSON.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

PubStatus = Literal["usable", "withheld", "canceled"]
Declared = Literal["none", "update", "correction", "refile", "repeat", "kill"]
"""What the sender says an update is: by its status, signals or the wording of its headline."""

Verdict = Literal["new", "revision", "follow_up", "repeat", "duplicate", "stale", "kill"]
"""What dedupe found an update to be; the table is in docs/verdicts.md."""

ActorRole = Literal["participant", "source"]
Direction = Literal["", "acting", "acted_upon"]
EventClass = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
]  # fmt: skip
"""PLOVER's sixteen classes of events (Halterman et al., 2023)."""

CasualtyKind = Literal["killed", "wounded", "missing", "displaced"]
PlaceRole = Literal["dateline", "event", "mention", "demonym"]
AlertStatus = Literal["raised", "corroborated", "escalated", "amended", "withdrawn"]
Severity = Literal["low", "medium", "high", "critical"]
Dimension = Literal[
    "all", "actor", "place", "admin1", "country", "actor_place", "mention", "event", "source", "language",
]  # fmt: skip
"""What counts are by; docs/counts.md says what each takes in."""


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of the value types: immutable, keyword only, defaults left out of the JSON."""


class Concept(Value, frozen=True):
    """A subject, person, place or organisation as the sender coded it."""

    name: str = ""
    code: str = ""
    scheme: str = ""


class Update(Value, frozen=True):
    """One wire update as intake accepted it (topic `wire.accepted`).

    `event_time` is the time that windows use: the stated one where it is plausible against arrival,
    else the arrival. `ingested_at` is when `wire.updates` took the record (a processing time).
    `priority` is the urgency in the sender's own words ("r", "3"), `times_as_sent` its times in its own
    words by field ("10:30 IST"), `format` what the item was sent in ("newsml-g2 2.10").
    """

    uri: str
    provider: str
    event_time: datetime
    ingested_at: datetime
    headline: str = ""
    body: str = ""
    version: str | None = None
    version_created: datetime | None = None
    first_created: datetime | None = None
    pub_status: PubStatus = "usable"
    declared: Declared = "none"
    urgency: int | None = None
    embargoed_until: datetime | None = None
    slugline: str = ""
    language: str = "und"
    located: str = ""
    signals: list[str] = field(default_factory=list)
    ed_note: str = ""
    subjects: list[Concept] = field(default_factory=list)
    places: list[Concept] = field(default_factory=list)
    people: list[Concept] = field(default_factory=list)
    organisations: list[Concept] = field(default_factory=list)
    alt_ids: dict[str, str] = field(default_factory=dict)
    priority: str = ""
    times_as_sent: dict[str, str] = field(default_factory=dict)
    format: str = ""
    test: bool = False
    warnings: list[str] = field(default_factory=list)


class Original(Value, frozen=True):
    """The earlier update that a duplicate or repeat is a copy of; `similarity` is a Jaccard index, 0 to 1."""

    uri: str
    provider: str
    similarity: float


class StoryUpdate(Value, frozen=True):
    """An update with its verdict and the story it belongs to (topics `wire.stories`, `wire.duplicates`).

    `agency` is the origin agency of this text (the provider, or the agency that it credits), the unit in
    which independent sources are counted. `sources` are the story's independent agencies so far,
    this update included, sorted. `changes` says in words what a revision changed ("12 → 20"), and what a follow-up says
    against the story's other reports ("contradicts AP: upholds ↔ strikes", "after AP: closed → open", "as AP before its
    revision: 140 → 14").
    For a kill, `update.uri` is the killed item and `resolved` says whether it was known; `remaining` is
    the number of items that the story still has.
    """

    story: str
    verdict: Verdict
    update: Update
    agency: str
    sources: list[str] = field(default_factory=list)
    original: Original | None = None
    changes: list[str] = field(default_factory=list)
    resolved: bool = True
    remaining: int = 1


class Evidence(Value, frozen=True):
    """The words that caused a label: characters `start` to `end` of `field`, and the rule that read them."""

    field: Literal["headline", "body", "located", "places", "organisations", "people"]
    start: int
    end: int
    text: str
    rule: str


class ActorLabel(Value, frozen=True):
    """An actor of a story; `confidence` is 0 to 1; `country` is ISO 3166-1 alpha-2 or empty.

    `direction` is empty for a source, and where no sentence makes it plain. `parents` are the ids of what the
    actor belongs to, so that a rule on a state meets its police; `person` is the leader in office by whom
    a state or body was named.
    """

    id: str
    name: str
    kind: str
    role: ActorRole
    country: str = ""
    direction: Direction = ""
    parents: list[str] = field(default_factory=list)
    person: str = ""
    confidence: float = 1.0
    evidence: list[Evidence] = field(default_factory=list)


class PlaceLabel(Value, frozen=True):
    """A place of a story: GeoNames id (negative for the project's own places),
    ISO 3166-1 alpha-2 country, degrees north and east (WGS 84).

    `admin1` is the name of the first-order division that it lies in, `division` its ISO 3166-2 code ("SY-ID").
    `focus` marks the one place that the story is about.
    """

    id: int
    name: str
    role: PlaceRole
    country: str
    kind: Literal["city", "admin1", "admin2", "country", "natural", "site"]
    admin1: str = ""
    division: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    confidence: float = 1.0
    evidence: list[Evidence] = field(default_factory=list)
    focus: bool = False


class EventLabel(Value, frozen=True):
    """What kind of event headline and lead tell of: a hint. `planned` is announced or feared, not done."""

    type: EventClass
    planned: bool = False
    confidence: float = 1.0
    evidence: list[Evidence] = field(default_factory=list)


class CasualtyLabel(Value, frozen=True):
    """A number of persons: `least` of them, and at most `most` (None where it is open: "at least 20").

    `stated_by` is an actor's id or the words that name who says so; `country` is that of those hit.
    """

    kind: CasualtyKind
    least: int
    most: int | None = None
    stated_by: str = ""
    country: str = ""
    evidence: list[Evidence] = field(default_factory=list)


class Classified(Value, frozen=True):
    """A story update with its labels (topic `wire.classified`); a kill, repeat or stale copy has none."""

    item: StoryUpdate
    actors: list[ActorLabel] = field(default_factory=list)
    places: list[PlaceLabel] = field(default_factory=list)
    events: list[EventLabel] = field(default_factory=list)
    casualties: list[CasualtyLabel] = field(default_factory=list)


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
    of the rule for a raise, those already told for all that follows. `at` is the event time of the update
    that caused the message; `ingested_at` is a processing time. `figures` are casualties in words ("killed
    12–20"), `link` is a key for links that begins with the story, `stories` are those of a digest.
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


class Toll(Struct, frozen=True, kw_only=True):
    """Casualties of one kind in the stories of a window: of each story the lowest and the highest figure.

    A story's figures are the latest of each agency that gives one. `least` and `most` are sums over
    `stories` different stories, never over the updates of one.
    """

    kind: CasualtyKind
    stories: int
    least: int
    most: int


class Tally(Value, frozen=True):
    """One label's figures in a window; `sources` are agencies, sorted."""

    dimension: Dimension
    value: str
    name: str
    stories: int = 0
    updates: int = 0
    sources: list[str] = field(default_factory=list)
    casualties: list[Toll] = field(default_factory=list)


class Tallies(Value, frozen=True):
    """One source partition's part of the counts of one window that an update changed (topic `wire.tallies`).

    `window` is its start, `size` its length in seconds, `part` the partition. `watermark` is the event
    time that the partition has passed, None before the first dated update; a record without tallies says
    only that it has passed this window.
    """

    window: datetime
    size: int
    part: int
    tallies: list[Tally] = field(default_factory=list)
    watermark: datetime | None = None


class Baseline(Struct, frozen=True, kw_only=True):
    """What a series had in the same window of earlier weeks: means over the `weeks` (1 to 4) that are known."""

    weeks: int
    stories: float
    updates: float


class Count(Struct, frozen=True, kw_only=True):
    """The current count of one window and label (topic `news.counts`, an upsert by key).

    `window_start` is event time in UTC, `window_seconds` its length. `stories` are distinct stories,
    `updates` items in force (a killed one is in neither), `sources` distinct origin agencies. `folded` is
    the number of values that the value `other` stands for; on another series 1 says that its figures have
    gone into `other`. `final` says that the window was over when this was counted, `corrected` that it
    changed since.
    """

    window_start: datetime
    window_seconds: int
    dimension: Dimension
    value: str
    name: str
    stories: int
    updates: int
    sources: int
    casualties: list[Toll] = field(default_factory=list)
    baseline: Baseline | None = None
    folded: int = 0
    final: bool = False
    corrected: bool = False


class TopEntry(Struct, frozen=True, kw_only=True):
    """One value of a top list, with figures as in `Count`."""

    value: str
    name: str
    stories: int
    updates: int
    sources: int


class Top(Struct, frozen=True, kw_only=True):
    """The leading values of one dimension in one window (topic `news.top`, an upsert by key).

    `entries` go by stories, then updates, then value; `values` is how many values there are in all.
    `final` and `corrected` as in `Count`.
    """

    window_start: datetime
    window_seconds: int
    dimension: Dimension
    values: int
    entries: list[TopEntry]
    final: bool = False
    corrected: bool = False


class TrendCount(Value, frozen=True):
    """One series in a trend window: `stories`, `updates` and `sources` as in `Count`."""

    dimension: Dimension
    value: str
    name: str
    stories: int = 0
    updates: int = 0
    sources: int = 0


class Trend(Value, frozen=True):
    """Series of one window that changed since the last record of it (topic `wire.trends`, one partition).

    `window` is its start, `size` its length in seconds. `final` is true in the one record that says that
    the window is over (its watermark passed the grace); `watermark` is the event time that all active
    parts have passed. A later record of a final window is a correction of it.
    """

    window: datetime
    size: int
    watermark: datetime
    counts: list[TrendCount]
    final: bool = False
