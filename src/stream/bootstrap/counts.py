"""Read counts from their topic: what `newswire counts` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from stream.adapters.kafka.read import Reader
from stream.count.table import Span
from stream.count.windows import parse
from stream.errors import MalformedUpdate
from stream.model import Count
from stream.model.topics import COUNTS
from stream.settings import Settings, kafka_client_options

_DECODER = msgspec.json.Decoder(Count)


async def counts(settings: Settings, span: Span) -> list[Count]:
    """The last count of each series in the span, as Kafka has it now."""
    options, topic = kafka_client_options(settings.kafka), settings.kafka.topic(COUNTS)
    async with Reader(options, [topic]) as reader:
        return last_of([record async for record in reader.until_now()], span)


def last_of(records: Iterable[Any], span: Span) -> list[Count]:
    """The last count of each wanted key; raises MalformedUpdate, with its place, for one that can't be read."""
    last = {r.key: r for r in records if r.key is not None and span.holds(parse(r.key.decode()))}
    return [_count(record) for record in last.values()]


def _count(record: Any) -> Count:
    try:
        return _DECODER.decode(record.value)
    except msgspec.DecodeError as error:
        where = f"{record.topic}[{record.partition}]@{record.offset}"
        raise MalformedUpdate(f"not a count: {error}", where) from error
