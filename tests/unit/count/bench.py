"""A small shell for stages under test: keeps their rows as bytes and the last value of each key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from stream.count.windows import window_at
from stream.model import (
    ActorLabel,
    Classified,
    PlaceLabel,
    StoryUpdate,
    Tallies,
    Tally,
    Toll,
    Update,
    WindowTallies,
)
from stream.ports import Effects, Emit

T = datetime(2024, 11, 29, 10, 0, 20, tzinfo=UTC)
"""The event time of an update that says nothing else."""

HOUR = 3600
DAY = 24 * HOUR


def ms(time: datetime) -> int:
    """Milliseconds since 1970."""
    return round(time.timestamp() * 1000)


def after(seconds: float) -> datetime:
    """The time some seconds after T."""
    return T + timedelta(seconds=seconds)


@dataclass(frozen=True)
class Record:
    """A record as a stage sees it."""

    value: bytes | None
    timestamp: int = 0
    offset: int = 0
    topic: str = "wire.classified"
    partition: int = 0
    key: bytes | None = None
    headers: Sequence[tuple[str, bytes]] = ()


def actor(
    id: str, name: str = "", role: str = "participant", confidence: float = 1.0
) -> ActorLabel:
    """An actor label."""
    return ActorLabel(
        id=id, name=name or id.upper(), kind="group", role=role, confidence=confidence
    )


def place(
    id: int,
    name: str = "",
    country: str = "SY",
    kind: str = "city",
    role: str = "event",
    **more: Any,
) -> PlaceLabel:
    """A place label."""
    return PlaceLabel(id=id, name=name or f"P{id}", role=role, country=country, kind=kind, **more)


def update(
    uri: str = "u1",
    story: str = "s1",
    verdict: str = "new",
    agency: str = "AP",
    at: datetime = T,
    actors: Iterable[ActorLabel] = (),
    places: Iterable[PlaceLabel] = (),
    resolved: bool = True,
    **more: Any,
) -> Classified:
    """A classified update; `more` are fields of its `Update`."""
    wire = Update(
        uri=uri,
        provider=agency,
        event_time=at,
        ingested_at=at,
        **{"language": "en", "version_created": at, **more},
    )
    item = StoryUpdate(story=story, verdict=verdict, update=wire, agency=agency, resolved=resolved)
    return Classified(item=item, actors=list(actors), places=list(places))


class Told(NamedTuple):
    """A tally with its label, as it can be read."""

    dimension: str
    value: str
    name: str
    stories: int = 0
    updates: int = 0
    sources: Sequence[str] = ()
    casualties: Sequence[Toll] = ()


def told(tallies: Tallies) -> Iterator[tuple[WindowTallies, Told]]:
    """What a record says of each window, tally by tally."""
    for window in tallies.windows:
        for one in window.tallies:
            figures = (one.stories, one.updates, [*one.sources], [*one.casualties])
            yield window, Told(*tallies.labels[one.label], *figures)


def tallies_of(
    window: datetime, size: int, some: Sequence[Told] = (), *,
    part: int = 0, passed: datetime | None = None,
) -> Tallies:  # fmt: skip
    """A record of one window; a bare one if there is nothing to tell."""
    figures = [
        Tally(n, one.stories, one.updates, tuple(one.sources), tuple(one.casualties))
        for n, one in enumerate(some)
    ]
    start = ms(window) // 1000
    return Tallies(
        part=part,
        labels=[(one.dimension, one.value, one.name) for one in some],
        windows=[WindowTallies(size, start, tuple(figures))] if some else [],
        watermark=None if passed is None else ms(passed) // 1000,
    )


def series_of(emit: Emit) -> dict[str, Any]:
    """What a record says, by series: a count, or each of the tallies that it holds."""
    if not isinstance(emit.value, Tallies):
        return {emit.key: emit.value}
    return {
        f"{window_at(w.start * 1000, w.size).prefix}|{one.dimension}|{one.value}": one
        for w, one in told(emit.value)
    }


Entry = tuple[tuple[int, int], bytes, int]
"""A stored row: its key, its bytes and its log time."""


@dataclass
class Bench:
    """Runs a partition of a stage; `sent` has the last value of each series, `rows` what is stored."""

    stage: Any
    partition: int = 0
    offset: int = 0
    rows: list[Entry] = field(default_factory=list)
    needless: list[tuple[int, tuple[int, int]]] = field(default_factory=list)
    sent: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start from an empty memory."""
        self.state = self.stage.new_state(self.partition)

    def record(self, value: msgspec.Struct, now: datetime | None = None) -> Record:
        """The next record; its log time is T if none is given."""
        return Record(msgspec.json.encode(value), ms(now or T), self.offset)

    def send(self, value: msgspec.Struct, now: datetime | None = None) -> Effects:
        """Decide a record and do what it causes."""
        record = self.record(value, now)
        return self.do(self.stage.decide(record, self.state), record.timestamp)

    def tick(self, now: datetime) -> Effects:
        """Let time pass; a tick is a record of the log like any other."""
        return self.do(self.stage.tick(ms(now), self.state), ms(now))

    def do(self, effects: Effects, now: int) -> Effects:
        """Send and remember what a record caused."""
        for emit in effects.emits:
            self.sent.update(series_of(emit))
        for n, row in enumerate(effects.rows):
            key = (self.offset, n)
            self.rows.append((key, msgspec.msgpack.encode(row), now))
            gone = self.state.apply(key, row, now)
            self.needless += [(self.offset, needless) for needless in gone]
        self.offset += 1
        return effects

    def live_rows(self) -> list[Entry]:
        """The rows that were not returned as needless."""
        dead = {key for _, key in self.needless}
        return [entry for entry in self.rows if entry[0] not in dead]


def fold(stage: Any, rows: Iterable[Entry], partition: int = 0) -> Any:
    """A memory made from stored rows alone."""
    state = stage.new_state(partition)
    for key, row, now in rows:
        state.apply(key, msgspec.msgpack.decode(row, type=stage.row_type), now)
    return state
