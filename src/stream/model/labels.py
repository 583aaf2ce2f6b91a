"""Who, where, what and how many: what classification reads in an update."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from stream.model.updates import StoryUpdate, Value

ActorRole = Literal["participant", "source"]
Direction = Literal["", "acting", "acted_upon"]
EventClass = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
]  # fmt: skip
"""PLOVER's sixteen classes of events (Halterman et al., 2023)."""

CasualtyKind = Literal["killed", "wounded", "missing", "displaced"]
PlaceRole = Literal["dateline", "event", "mention", "demonym"]


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
    `of` is the id of the actor whose people they are, where the words count an armed group's or an army's.
    """

    kind: CasualtyKind
    least: int
    most: int | None = None
    stated_by: str = ""
    country: str = ""
    of: str = ""
    evidence: list[Evidence] = field(default_factory=list)


class Classified(Value, frozen=True):
    """A story update with its labels (topic `wire.classified`); a kill, repeat or stale copy has none."""

    item: StoryUpdate
    actors: list[ActorLabel] = field(default_factory=list)
    places: list[PlaceLabel] = field(default_factory=list)
    events: list[EventLabel] = field(default_factory=list)
    casualties: list[CasualtyLabel] = field(default_factory=list)
