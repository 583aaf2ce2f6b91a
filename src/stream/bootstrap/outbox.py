"""The outbox topic: written record by record in the order of decisions, read as a whole at a start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import structlog

from stream.adapters.kafka.produce import Sender
from stream.adapters.kafka.read import Reader
from stream.errors import MalformedUpdate
from stream.model.topics import DELIVERIES
from stream.notify.records import Delivery, decode
from stream.pipeline.runner import encode
from stream.settings import Settings, kafka_client_options

log = structlog.get_logger("newswire.notify")


class OutboxTopic:
    """Writes deliveries with a Sender; one caller after the other, so that the log has the order of the folds."""

    def __init__(self, out: Sender, topic: str) -> None:
        self._out, self._topic = out, topic
        self._turn = asyncio.Lock()

    async def write(self, records: Sequence[Delivery], *, wait: bool = True) -> None:
        """Append records; return once Kafka has all of them, and so all before them.

        Without `wait`, once they are on their way: the next write that waits waits for them too, because the
        log keeps their order; a failure is raised by it.
        """
        if not records:
            return
        async with self._turn:
            sent = [
                await self._out.send(self._topic, d.id.encode(), encode(d), partition=0)
                for d in records
            ]
        if wait:
            await sent[-1]


async def stored(settings: Settings) -> AsyncIterator[Delivery]:
    """The records of the outbox, oldest first; one that can't be read is logged and passed over."""
    kafka = settings.kafka
    async with Reader(kafka_client_options(kafka), [kafka.topic(DELIVERIES)]) as reader:
        async for record in reader.until_now():
            if record.value is None:
                continue
            try:
                yield decode(record.value, f"{record.topic}/{record.partition}@{record.offset}")
            except MalformedUpdate as error:
                log.error("a record of the outbox can't be read", error=str(error))


async def latest(settings: Settings) -> list[Delivery]:
    """All deliveries that the topic keeps, as they stand, by the arrival of their alert messages."""
    found: dict[str, Delivery] = {}
    async for record in stored(settings):
        found[record.id] = record
    return sorted(found.values(), key=lambda d: (d.order, d.channel))
