"""Watch rules as a desk writes them in TOML; `reading` checks a file, `conditions` asks them.

The keys are explained for a desk in docs/rules.md.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct, field, json
from msgspec.structs import replace

from stream.model import ActorRole, CasualtyKind, EventClass, PlaceRole, Severity

Name = Annotated[str, Meta(pattern=r"\S")]
Names = Annotated[tuple[Name, ...], Meta(min_length=1)]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
PlaceKind = Literal["city", "admin1", "admin2", "country", "natural", "site"]
Phase = Literal["done", "planned"]
Field = Literal["headline", "body"]
Tests = Literal["never", "also", "only"]
Around = Literal["never", "also"]
Whole = Annotated[int, Meta(ge=1)]


class Circle(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All places within `km` kilometres of a point in degrees north and east (WGS 84)."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    km: Annotated[float, Meta(gt=0, le=20_000)]


class Where(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Conditions, all of which must hold; of the values inside one any will do.

    The keys on actors ask for one actor that fits them all, those on places for one such place, those on
    events for one such event. `actors` are ids or names, also of what the actor belongs to; `places`
    GeoNames ids or names, `countries` ISO 3166-1 alpha-2, `admin1` names or ISO 3166-2
    codes of first-order divisions,
    `near` circles. A place counts in the roles `place_roles`: what a text only mentions is not where it
    happens. `casualties` are least numbers by kind, any of which will do. `min_urgency` is the least
    urgent that matches, 1 to 9, 1 highest. `max_age_minutes` is how old an update may be by the time that it
    states as it comes in; one without a time, or with one that can't be, is not fresh. `languages` are BCP
    47 tags ("en" takes "en-GB" too), `providers` who sent an update, `agencies` whose text it is.
    `min_sources` counts the story's independent agencies.
    """

    actors: Names = ()
    actor_kinds: Names = ()
    actor_roles: Annotated[tuple[ActorRole, ...], Meta(min_length=1)] = ()
    actor_directions: Annotated[
        tuple[Literal["acting", "acted_upon"], ...], Meta(min_length=1)
    ] = ()
    places: Annotated[tuple[int | Name, ...], Meta(min_length=1)] = ()
    place_kinds: Annotated[tuple[PlaceKind, ...], Meta(min_length=1)] = ()
    countries: Annotated[tuple[Country, ...], Meta(min_length=1)] = ()
    admin1: Names = ()
    near: Annotated[tuple[Circle, ...], Meta(min_length=1)] = ()
    place_roles: Annotated[tuple[PlaceRole, ...], Meta(min_length=1)] = ()
    focus: bool = False
    events: Annotated[tuple[EventClass, ...], Meta(min_length=1)] = ()
    event_phases: Annotated[tuple[Phase, ...], Meta(min_length=1)] = ()
    casualties: Annotated[dict[CasualtyKind, Whole], Meta(min_length=1)] = field(
        default_factory=dict
    )
    words: Names = ()
    word_fields: Annotated[tuple[Field, ...], Meta(min_length=1)] = ()
    languages: Names = ()
    providers: Names = ()
    agencies: Names = ()
    min_urgency: Annotated[int, Meta(ge=1, le=9)] | None = None
    max_age_minutes: Whole | None = None
    min_sources: Whole | None = None
    all: Annotated[tuple[Where, ...], Meta(min_length=1)] = ()
    any: Annotated[tuple[Where, ...], Meta(min_length=1)] = ()
    not_: Annotated[tuple[Where, ...], Meta(min_length=1)] = field(default=(), name="not")


_ABOUT = {
    "actor": ("actors", "actor_kinds"),
    "place": ("places", "place_kinds", "countries", "admin1", "near"),
    "type": ("events",),
    "figure": ("casualties",),
    "word": ("words",),
}


def about(where: Where) -> frozenset[str]:
    """What of a text conditions ask for: actor, place, type, figure, word; not who sent it, when and how urgent."""
    mine = {kind for kind, keys in _ABOUT.items() if any(getattr(where, key) for key in keys)}
    inner = (about(each) for each in (*where.all, *where.any, *where.not_))
    return frozenset(mine).union(*inner)


def asked_tolls(where: Where) -> frozenset[CasualtyKind]:
    """The kinds of casualties without a figure of which the conditions can't hold; none if they can without any."""
    either = [asked_tolls(each) for each in where.any]
    parts = [asked_tolls(each) for each in where.all]
    parts += [frozenset[CasualtyKind]().union(*either)] if all(either) else []
    return frozenset(where.casualties).union(*parts)


W = TypeVar("W", bound="Where")


def halved(where: W) -> W:
    """The conditions with half the casualties: who counts that many may count the same people."""
    return replace(
        where,
        casualties={kind: (n + 1) // 2 for kind, n in where.casualties.items()},
        all=tuple(map(halved, where.all)),
        any=tuple(map(halved, where.any)),
    )


def least_tolls(where: Where) -> dict[CasualtyKind, int]:
    """The least numbers of casualties that any of the conditions asks for, by kind."""
    found = dict(where.casualties)
    for inner in (*where.all, *where.any):
        for kind, n in least_tolls(inner).items():
            found[kind] = min(n, found.get(kind, n))
    return found


SeriesDimension = Literal["all", "actor", "place", "country", "actor_place", "event", "source"]
"""The dimensions whose series a rule can watch: those of `wire.trends`."""


class Watch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The series that a condition watches: all of `dimension` that fit what stands beside it.

    `values` are ids or names of series; `actors` ids or names of actors, also of what an actor belongs
    to, `kinds` their kinds; `places` GeoNames ids or names; `countries` ISO 3166-1 alpha-2 codes.
    """

    dimension: SeriesDimension
    values: Annotated[tuple[int | Name, ...], Meta(min_length=1)] = ()
    actors: Names = ()
    kinds: Names = ()
    places: Annotated[tuple[int | Name, ...], Meta(min_length=1)] = ()
    countries: Annotated[tuple[Country, ...], Meta(min_length=1)] = ()


class Surge(Watch, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """More distinct stories than the series' own history allows, at least `min_stories` of them.

    `min_sources` agencies must be in one window of it: one agency's flood is no surge.
    """

    min_stories: Whole = 3
    min_sources: Whole = 2


class Silence(Watch, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """No story for longer than the series' own history allows; it must have had `min_per_day` a day."""

    min_per_day: Whole = 12


class FirstSeen(Watch, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The series speaks, and had not within `days` days."""

    days: Annotated[int, Meta(ge=1, le=366)] = 28


class Rule(Where, frozen=True, kw_only=True, omit_defaults=True):
    """One watch rule: conditions, and what becomes of a match.

    `tests` says whether test messages match, too, or nothing else does, `background` whether texts around
    the news do (`background.background`). For `cooldown_minutes` after a
    message of an alert only what is owed or escalates is told. An alert without a message for
    `close_hours` is closed. More than `burst_stories` stories within `burst_minutes` become one digest.
    A rule with `surge`, `silence` or `first_seen` watches series of counts and has no other condition.
    """

    id: Name
    description: str = ""
    severity: Severity = "medium"
    channels: tuple[Name, ...] = ()
    tests: Tests = "never"
    background: Around = "never"
    cooldown_minutes: Annotated[int, Meta(ge=0)] = 0
    close_hours: Whole = 48
    burst_stories: Whole = 10
    burst_minutes: Whole = 10
    surge: Surge | None = None
    silence: Silence | None = None
    first_seen: FirstSeen | None = None

    @property
    def watch(self) -> Surge | Silence | FirstSeen | None:
        """The condition on series; None for a rule on the text of stories."""
        return self.surge or self.silence or self.first_seen


LABELS = ("id", "description", "severity", "channels", "tests", "background", "cooldown_minutes", "close_hours",
          "burst_stories", "burst_minutes")  # fmt: skip
"""The keys of a rule that are no condition."""

_UNASKED = {"id": "", "description": "", "severity": "medium", "channels": (), "cooldown_minutes": 0,
            "close_hours": 1, "burst_stories": 1, "burst_minutes": 1}  # fmt: skip


def asks(rule: Rule) -> str:
    """8 hexadecimal digits of what a rule asks of an update: the same whatever becomes of a match."""
    return blake2b(json.encode(replace(rule, **_UNASKED)), digest_size=4).hexdigest()


SERIES = ("surge", "silence", "first_seen")
"""The keys that make a rule one on series."""

SERIES_LABELS = ("id", "description", "severity", "channels", "burst_stories")
"""The keys that may stand beside one of them."""

FITTING = {
    "actors": ("actor", "actor_place"),
    "kinds": ("actor", "actor_place"),
    "places": ("place", "actor_place"),
    "countries": ("country", "place", "actor_place"),
}
"""Keys of a condition on series, each with the dimensions that it can narrow."""

GROUPS = {
    "actor_roles": ("actors", "actor_kinds"),
    "actor_directions": ("actors", "actor_kinds"),
    "place_roles": ("places", "place_kinds", "countries", "admin1", "near"),
    "focus": ("places", "place_kinds", "countries", "admin1", "near"),
    "event_phases": ("events",),
    "word_fields": ("words",),
}
"""Keys that only narrow others, each with those of which one must stand beside it."""
