"""A desk for the tests: sends updates to the stage one by one, and remembers what the stage said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stream.dedupe.recall.memory import Memory
from stream.dedupe.rows import EntryRow
from stream.dedupe.stage import DedupeStage
from stream.model import StoryUpdate, Update
from stream.ports import Effects

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

QUAKE = (
    "ANKARA, March 2 (Reuters) - An earthquake of magnitude 6.1 killed 12 people in the eastern "
    "province of Elazig on Monday, the governor's office said, and flattened dozens of houses. "
    "Rescue teams searched the ruins of an apartment block in the village of Sivrice, where "
    "families had gathered around fires in the snow. Schools will stay closed for a week. "
    "Electricity failed across the province and the road to Malatya was blocked by a landslide."
)
HARBOUR = (
    "Dockers at the port of Gdynia voted on Monday to walk out over shift rules, their union said. "
    "The vote stops grain loading at two terminals and container traffic at a third from midnight. "
    "Managers called the walkout unlawful and asked a court in Gdansk to forbid it. The union "
    "answered that talks had gone on for nine weeks without an offer that its members could read."
)


def at(minutes: float) -> datetime:
    """A time so many minutes after START."""
    return START + timedelta(minutes=minutes)


@dataclass
class Record:
    """A record of a topic (ports.Raw)."""

    offset: int
    timestamp: int
    value: bytes | None
    headers: list[tuple[str, bytes]] = field(default_factory=list)
    topic: str = "wire.accepted"
    partition: int = 0
    key: bytes | None = None


class Desk:
    """Runs a stage on one partition as the shell does: decide, then fold the rows."""

    def __init__(self, **settings: Any) -> None:
        self.stage = DedupeStage(**settings)
        self.memory: Memory = self.stage.new_state(0)
        self.offset = 0
        self.rows: dict[tuple[int, int], tuple[Any, int]] = {}
        self.expired: set[tuple[int, int]] = set()

    def record(self, uri: str, minutes: float, **fields: Any) -> Record:
        """An update as a record, sent so many minutes after START."""
        time = at(minutes)
        given = {"provider": "Reuters", "language": "en", "event_time": time, "ingested_at": time}
        value = msgspec.json.encode(Update(uri=uri, **(given | fields)))
        return Record(self.offset, int(time.timestamp() * 1000), value)

    def run(self, record: Record) -> Effects:
        """Decide a record and fold its rows."""
        effects = self.stage.decide(record, self.memory)
        for n, row in enumerate(effects.rows):
            key = (record.offset, n)
            self.rows[key] = row, record.timestamp
            self.expired.update(self.memory.apply(key, row, record.timestamp))
        self.offset += 1
        return effects

    def send(self, uri: str, minutes: float = 0, **fields: Any) -> StoryUpdate:
        """Send an update and return the record that the stage made of it."""
        effects = self.run(self.record(uri, minutes, **fields))
        assert effects.emits, effects.outcome
        return effects.emits[0].value  # type: ignore[return-value]

    def topics(self, uri: str, minutes: float = 0, **fields: Any) -> list[str]:
        """Send an update and return the topics that it went to."""
        return [emit.topic for emit in self.run(self.record(uri, minutes, **fields)).emits]


def entry_row() -> EntryRow:
    """The row that dedupe remembers of a first report of the earthquake."""
    desk = Desk()
    record = desk.record("urn:e:1", 0, headline="Quake kills 12 in eastern Turkey", body=QUAKE)
    found = desk.stage.decide(record, desk.stage.new_state(0)).rows[0]
    assert isinstance(found, EntryRow)
    return found
