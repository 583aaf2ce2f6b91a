"""An update of the wire, and what dedupe found it to be."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

PubStatus = Literal["usable", "withheld", "canceled"]
Declared = Literal["none", "update", "correction", "refile", "repeat", "kill"]
"""What the sender says an update is: by its status, signals or the wording of its headline."""

Verdict = Literal["new", "revision", "follow_up", "repeat", "duplicate", "stale", "kill"]
"""What dedupe found an update to be; the table is in docs/verdicts.md."""


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


def made(update: Update) -> datetime:
    """When this version was made, as far as that is plausible; `event_time` is that of its item's first version."""
    stated = update.version_created
    if stated is None or stated > update.ingested_at:
        return update.event_time
    return max(update.event_time, stated)


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
