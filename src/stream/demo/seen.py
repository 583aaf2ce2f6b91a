"""What has come out so far: alerts, counts, verdicts and dead letters, read off the topics' records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

import msgspec

from stream.adapters.kafka.dead_letters import Letter, letter_of
from stream.model import Alert, Count, Dimension, StoryUpdate
from stream.model.times import from_millis
from stream.model.topics import ALERTS, COUNTS, DEAD_LETTERS, DUPLICATES, STORIES
from stream.pipeline.headers import heads_of, origin_of

TOPICS = (ALERTS, COUNTS, STORIES, DUPLICATES, DEAD_LETTERS)
HOUR_SECONDS = 3600

_alert = msgspec.json.Decoder(Alert)
_count = msgspec.json.Decoder(Count)
_story = msgspec.json.Decoder(StoryUpdate)


@dataclass(frozen=True, slots=True)
class Told:
    """A message of an alert and when Kafka took it; `released`: it is one that an embargo held."""

    alert: Alert
    at: datetime
    released: bool

    @property
    def milliseconds(self) -> float:
        """From the update's arrival on the wire to the alert."""
        return (self.at - self.alert.ingested_at).total_seconds() * 1000


class Top(NamedTuple):
    """A label's updates in all hour windows, and the number of windows that have it."""

    name: str
    updates: int
    hours: int


class Seen:
    """Takes records in any order of topics; each message of an alert is told once.

    `embargoes` are the ends of embargoes, to know a release by; it may grow meanwhile.
    """

    def __init__(self, embargoes: Collection[datetime] = ()) -> None:
        self._embargoes = embargoes
        self._messages: set[tuple[str, int]] = set()
        self._counts: dict[tuple[Dimension, str, datetime], Count] = {}
        self._verdicts: dict[object, str] = {}
        self._stories: set[str] = set()
        self.told: list[Told] = []
        self.letters: list[Letter] = []

    def take(self, topic: str, record: Any) -> Told | None:
        """Note a record of a topic (project name); the alert message, if it is a new one."""
        if topic == DEAD_LETTERS:
            self.letters.append(letter_of(record))
        elif topic == COUNTS:
            self._take_count(_count.decode(record.value))
        elif topic == ALERTS:
            return self._take_alert(_alert.decode(record.value), record.timestamp)
        elif record.value:
            self._take_story(topic, _story.decode(record.value), record)
        return None

    def _take_alert(self, alert: Alert, timestamp: int) -> Told | None:
        if (message := (alert.id, alert.sequence)) in self._messages:
            return None  # sent again after a restart
        self._messages.add(message)
        at = from_millis(timestamp)
        told = Told(alert, at, alert.at in self._embargoes)
        self.told.append(told)
        return told

    def _take_count(self, count: Count) -> None:
        if count.window_seconds == HOUR_SECONDS:
            self._counts[count.dimension, count.value, count.window_start] = count

    def _take_story(self, topic: str, update: StoryUpdate, record: Any) -> None:
        """An update has one verdict, however many records it became; a duplicate may be on both."""
        self._stories.add(update.story)
        origin = origin_of(heads_of(record))
        place = (origin.partition, origin.offset) if origin else record.offset
        if topic == DUPLICATES:
            self._verdicts[place] = update.verdict
        else:
            self._verdicts.setdefault(place, update.verdict)

    @property
    def stories(self) -> int:
        """Distinct stories."""
        return len(self._stories)

    @property
    def verdicts(self) -> Counter[str]:
        """Updates by verdict."""
        return Counter(self._verdicts.values())

    @property
    def duplicates(self) -> int:
        """Updates that were no news: duplicates, repeats, stale versions."""
        return sum(self.verdicts[v] for v in ("duplicate", "repeat", "stale"))

    @property
    def statuses(self) -> Counter[str]:
        """Alert messages by status."""
        return Counter(told.alert.status for told in self.told)

    def top(self, dimension: Dimension, most: int) -> list[Top]:
        """The labels with the most updates, then by name."""
        updates, hours = Counter[str](), Counter[str]()
        names: dict[str, str] = {}
        for (kind, value, _), count in self._counts.items():
            if kind == dimension and count.updates:
                updates[value] += count.updates
                hours[value] += 1
                names[value] = count.name or value
        found = [Top(names[value], n, hours[value]) for value, n in updates.items()]
        return sorted(found, key=lambda top: (-top.updates, top.name))[:most]

    def latency(self, share: float) -> float | None:
        """Milliseconds from wire to alert that `share` (0 to 1) of the messages kept, by nearest rank.

        What an embargo held is left out: it waited on purpose.
        """
        times = sorted(told.milliseconds for told in self.told if not told.released)
        return times[max(1, ceil(share * len(times))) - 1] if times else None
