"""Play the sample wire as if it came now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from stream.adapters.sources.lines import at_rate, lines_of
from stream.bootstrap.ingest import sender
from stream.model.topics import UPDATES
from stream.pipeline.arrival import key_of
from stream.settings import Settings

DATA = Path(__file__).parent / "data"
SAMPLE = DATA / "wire.jsonl"
RULES = DATA / "watch.toml"

HOLD_SECONDS = 6.0
HOLD_UPDATES = 9
"""An embargo ends after 6 seconds, or after 9 more updates where that is sooner: the tenth line after it may be
from after the embargo and tell the same story."""


def sample_size() -> int:
    """Lines of the sample, those that can't be read included."""
    return sum(1 for line in SAMPLE.read_bytes().splitlines() if line.strip())


def hold_of(rate: float) -> timedelta:
    """How long an embargoed line is held, at `rate` updates a second."""
    return timedelta(seconds=min(HOLD_SECONDS, HOLD_UPDATES / rate))


def whole_millis(time: datetime) -> datetime:
    """The time as the pipeline keeps it, whose clock is Kafka's: cut to milliseconds."""
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def with_embargo_until(value: bytes, until: datetime) -> bytes:
    """The line with the end of its embargo moved; a line without an embargo as it stands.

    The sample's embargoes ended in 2024. Only they are moved: the stated times stay, as the windows
    of the counts should be those of the events.
    """
    if b'"embargoed_until"' not in value:
        return value
    return orjson.dumps({**orjson.loads(value), "embargoed_until": until.isoformat()})


class Feed:
    """Sends the sample at `rate` updates a second; `sent` counts, `embargoes` are ends set (UTC)."""

    def __init__(
        self, settings: Settings, rate: float,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        self._settings, self._rate, self._clock = settings, rate, clock
        self.total, self.sent = sample_size(), 0
        self.embargoes: set[datetime] = set()

    async def run(self) -> None:
        """Send every line; return once Kafka has acknowledged all."""
        topic = self._settings.kafka.topic(UPDATES)
        async with sender(self._settings) as out:
            async for line in at_rate(lines_of(SAMPLE), self._rate):
                value = self._as_of_now(line.value)
                await out.send(topic, key_of(value), value)
                self.sent += 1

    def _as_of_now(self, value: bytes) -> bytes:
        until = whole_millis(self._clock() + hold_of(self._rate))
        moved = with_embargo_until(value, until)
        if moved is not value:
            self.embargoes.add(until)
        return moved

    def released(self, seconds: float) -> bool:
        """True once every embargo that was set has been over for so many seconds."""
        late = self._clock() - timedelta(seconds=seconds)
        return all(until < late for until in self.embargoes)
