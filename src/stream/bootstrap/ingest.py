"""Send lines of updates to `wire.updates`, and say what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.lines import Line, Positions
from stream.errors import RecordTooLarge
from stream.pipeline.arrival import key_of
from stream.pipeline.topics import UPDATES
from stream.settings import Settings, kafka_client_options

REFUSAL_FACTOR = 2
"""Larger than this times `limits.update_bytes`, a line is refused here: Kafka would not take it. What is
only somewhat too large is sent, so that the dead letters have it with its bytes."""

CHECKPOINT_SECONDS = 1.0
"""Pause between notes of how far Kafka has acknowledged."""


@dataclass(slots=True)
class Ingested:
    """How many updates Kafka has, and which lines were refused and why."""

    sent: int = 0
    refused: list[str] = field(default_factory=list)


def sender(settings: Settings) -> Sender:
    """A sender for this installation's Kafka."""
    kafka = settings.kafka
    return Sender(kafka_client_options(kafka), kafka.compression_type)


async def ingest(
    settings: Settings,
    lines: AsyncIterator[Line],
    checkpoint: Callable[[Positions], None] = lambda positions: None,
) -> Ingested:
    """Send every line; return once Kafka has acknowledged all. A line too large is refused, named.

    `checkpoint` is given, now and then and at the end, the file positions that are acknowledged.
    """
    done, sent = Ingested(), _Sent(checkpoint)
    topic = settings.kafka.topic(UPDATES)
    most = settings.limits.update_bytes * REFUSAL_FACTOR
    async with sender(settings) as out:
        saver = asyncio.create_task(sent.save_now_and_then(out))
        try:
            async for line in lines:
                try:
                    await _send(out, topic, line, most)
                except RecordTooLarge as error:
                    where = f"{line.path or 'standard input'}, line {line.number}"
                    done.refused.append(f"{where}: {error}")
                sent.passed(line)
        finally:
            saver.cancel()
            await sent.save(out)
    done.sent = out.acknowledged
    return done


class _Sent:
    """Positions handed to Kafka, told on once they are acknowledged."""

    def __init__(self, checkpoint: Callable[[Positions], None]) -> None:
        self._checkpoint = checkpoint
        self._positions: Positions = {}

    def passed(self, line: Line) -> None:
        if line.path is not None:
            self._positions[str(line.path)] = line.position

    async def save(self, out: Sender) -> None:
        snapshot, self._positions = self._positions, {}
        await out.flush()
        if snapshot:
            self._checkpoint(snapshot)

    async def save_now_and_then(self, out: Sender) -> None:
        while True:
            await asyncio.sleep(CHECKPOINT_SECONDS)
            if self._positions:
                await self.save(out)


async def _send(out: Sender, topic: str, line: Line, most: int) -> None:
    if len(line.value) > most:
        raise RecordTooLarge(f"{len(line.value):,} bytes, {most:,} at most")
    await out.send(topic, key_of(line.value), line.value)
