"""A desk to test with: updates in short, and a worker that folds rows as the shell does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from stream.alert import AlertStage, Rule, parse_rules
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.model import (
    ActorLabel,
    Alert,
    CasualtyLabel,
    Classified,
    Evidence,
    Original,
    PlaceLabel,
    StoryUpdate,
    Update,
)
from stream.ports import Effects

START = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
HTS = ActorLabel(
    id="hts",
    name="Hayat Tahrir al-Sham",
    kind="armed group",
    role="participant",
    evidence=[Evidence(field="headline", start=0, end=3, text="HTS", rule="alias")],
)
SOHR = ActorLabel(id="sohr", name="Syrian Observatory", kind="monitor", role="source")
SAA = ActorLabel(id="saa", name="Syrian army", kind="army", role="participant", country="SY")
ALEPPO = PlaceLabel(id=170063, name="Aleppo", role="event", country="SY", kind="city")
IDLIB = PlaceLabel(id=169389, name="Idlib", role="event", country="SY", kind="city")

RULES = """
[[rule]]
id = "hts"
severity = "critical"
channels = ["foreign-desk", "duty"]
actors = ["hts"]
places = ["Aleppo"]
"""


def classified(
    uri: str = "afp:1",
    *,
    story: str = "s1",
    verdict: str = "new",
    sources: tuple[str, ...] = ("AFP",),
    actors: tuple[ActorLabel, ...] = (HTS,),
    places: tuple[PlaceLabel, ...] = (ALEPPO,),
    changes: tuple[str, ...] = (),
    original: str = "",
    agency: str = "",
    resolved: bool = True,
    remaining: int = 1,
    at: datetime = START,
    **update: Any,
) -> Classified:
    """A classified update; the provider is the uri's prefix in capitals."""
    provider = update.pop("provider", uri.partition(":")[0].upper())
    text = {"headline": "HTS enters Aleppo", "language": "en", "urgency": 2, **update}
    return Classified(
        item=StoryUpdate(
            story=story,
            verdict=verdict,  # type: ignore[arg-type]
            update=Update(uri=uri, provider=provider, event_time=at, ingested_at=at, **text),
            agency=agency or provider,
            sources=list(sources),
            changes=list(changes),
            original=Original(uri=original, provider=provider, similarity=0.9)
            if original
            else None,
            resolved=resolved,
            remaining=remaining,
        ),
        actors=list(actors),
        places=list(places),
    )


@dataclass
class Record:
    """A record of `wire.classified`."""

    value: bytes | None
    offset: int
    timestamp: int
    topic: str = "wire.classified"
    partition: int = 0
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


@dataclass
class Stored:
    """A row as the changelog holds it."""

    key: tuple[int, int]
    data: bytes
    now: int


@dataclass
class Desk:
    """A worker of one partition with a clock that only moves by hand."""

    rules: str = RULES
    options: dict[str, Any] = field(default_factory=dict)
    now: datetime = START

    def __post_init__(self) -> None:
        self.stage = self.staff(self.rules)
        self.state = self.stage.new_state(0)
        self.offset = 0
        self.log: list[Stored] = []
        self.deleted: list[tuple[int, tuple[int, int]]] = []

    def staff(self, rules: str | tuple[Rule, ...]) -> AlertStage:
        """A stage by these rules."""
        parsed = parse_rules(rules, "test.toml") if isinstance(rules, str) else rules
        return AlertStage(parsed, **self.options)

    @property
    def millis(self) -> int:
        """The clock in milliseconds since 1970."""
        return int(self.now.timestamp() * 1000)

    def take(self, update: Classified) -> Effects:
        """Decide one update and fold its rows."""
        value = msgspec.json.encode(update)
        record = Record(value, self.offset, self.millis)
        return self.fold(self.stage.decide(record, self.state))

    def say(self, *args: Any, **kwargs: Any) -> Effects:
        """Decide one update, given in short."""
        return self.take(classified(*args, at=self.now, **kwargs))

    def change(self, rules: str) -> Effects:
        """Put other rules into force, by a record of the log."""
        value = Rulebook(parse_rules(rules, "test.toml")).value
        record = Record(value, self.offset, self.millis, key=RULES_KEY)
        return self.fold(self.stage.decide(record, self.state))

    def tick(self) -> Effects:
        """One tick at the clock's time."""
        return self.fold(self.stage.tick(self.millis, self.state))

    def wait(self, **delta: float) -> None:
        """Move the clock."""
        self.now += timedelta(**delta)

    def fold(self, effects: Effects) -> Effects:
        """Fold the rows of a decision, and log them."""
        for n, row in enumerate(effects.rows):
            key = (self.offset, n)
            self.log.append(Stored(key, msgspec.msgpack.encode(row), self.millis))
            gone = self.state.apply(key, row, self.millis)  # type: ignore[arg-type]
            self.deleted += [(self.offset, old) for old in gone]
        self.offset += 1
        return effects


def alerts(effects: Effects) -> list[Alert]:
    """The messages sent."""
    return [emit.value for emit in effects.emits]  # type: ignore[misc]


def only(effects: Effects) -> Alert:
    """The one message sent."""
    (message,) = alerts(effects)
    return message


BOTH = ("AFP", "REUTERS")
ALL = ("AFP", "AP", "REUTERS")


def toll(killed: int, most: int | None = -1) -> list[CasualtyLabel]:
    """A number of dead; exactly that unless `most` says otherwise."""
    return [CasualtyLabel(kind="killed", least=killed, most=killed if most == -1 else most)]


def tell(
    desk: Desk, *args: Any, killed: int | None = None, open_: bool = False, **kwargs: Any
) -> Effects:
    """One update with a number of dead; with `open_` at least so many."""
    update: Classified = classified(*args, at=desk.now, **kwargs)
    dead = [] if killed is None else toll(killed, None if open_ else -1)
    return desk.take(replace(update, casualties=dead))


def read(label: Any, field: str, text: str) -> Any:
    """The label as read from these words."""
    return replace(label, evidence=[Evidence(field=field, start=0, end=1, text=text, rule="t")])  # type: ignore[arg-type]
