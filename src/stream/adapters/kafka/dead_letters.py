"""Read dead letters and send them back to where they failed, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from stream.adapters.kafka.connect import start, stop
from stream.adapters.kafka.produce import Sender
from stream.adapters.kafka.read import Reader
from stream.errors import NewswireError
from stream.pipeline.dead_letters import PREFIX
from stream.pipeline.headers import ATTEMPT


class NoSuchLetter(NewswireError):
    """There is no dead letter at that offset: `newswire dlq list` shows those that are kept."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: its own offset, why it is one, and the record as it came."""

    offset: int
    why: Mapping[str, str]
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]

    @property
    def attempt(self) -> int:
        """How often it had been sent back before it failed."""
        return int(self.why.get("attempt", "0") or 0)

    @property
    def on_topic(self) -> bool:
        """Whether it was a record of a topic; a document that a source refused was not."""
        return "partition" in self.why

    @property
    def place(self) -> str:
        """Where it failed, for a person: topic/partition@offset, or a source's file or address."""
        if not self.on_topic:
            return self.why.get("where", "?")
        return f"{self.why.get('topic', '?')}/{self.why['partition']}@{self.why.get('offset', '?')}"

    def summary(self) -> dict[str, object]:
        """The reasons, for a list; numbers as numbers."""
        numbers = ("partition", "offset", "timestamp", "attempt")
        why: dict[str, object] = {
            k: int(v) if k in numbers and v.isdigit() else v for k, v in self.why.items()
        }
        if self.on_topic:
            why["record_offset"] = why.pop("offset", None)
        return {"offset": self.offset, **why, "bytes": len(self.value or b"")}


def letter_of(record: Any) -> Letter:
    """A record of the dead-letter topic as a letter."""
    why = {
        name.removeprefix(PREFIX): value.decode("utf-8", "replace")
        for name, value in record.headers
        if name.startswith(PREFIX)
    }
    own = tuple((k, v) for k, v in record.headers if not k.startswith(PREFIX))
    return Letter(record.offset, why, record.key, record.value, own)


async def letters(options: Mapping[str, Any], topic: str) -> list[Letter]:
    """All dead letters kept, oldest first."""
    async with Reader(options, [topic]) as reader:
        found = [letter_of(record) async for record in reader.until_now()]
    return sorted(found, key=lambda letter: letter.offset)


class Replayer:
    """Sends letters back, and remembers how far in a consumer group of its own."""

    def __init__(self, options: Mapping[str, Any], topic: str, group: str) -> None:
        self._options, self._topic, self._group = options, topic, group
        self._where = TopicPartition(topic, 0)

    async def waiting(self, found: list[Letter]) -> list[Letter]:
        """Those that were not sent back yet, and have not failed again after it."""
        done = await self._committed()
        return [letter for letter in found if letter.offset >= done and letter.attempt == 0]

    async def send_back(self, out: Sender, chosen: list[Letter]) -> None:
        """Send records to the topic and partition they failed on; return once acknowledged."""
        for letter in chosen:
            heads = [h for h in letter.headers if h[0] != ATTEMPT]
            heads.append((ATTEMPT, b"%d" % (letter.attempt + 1)))
            await out.send(
                letter.why["topic"], letter.key, letter.value, heads, int(letter.why["partition"])
            )
        await out.flush()

    async def remember(self, found: list[Letter]) -> None:
        """All letters up to the last of `found` are dealt with."""
        if found:
            async with self._consumer() as consumer:
                await consumer.commit({self._where: found[-1].offset + 1})

    async def _committed(self) -> int:
        async with self._consumer() as consumer:
            return int(await consumer.committed(self._where) or 0)

    def _consumer(self) -> _Assigned:
        return _Assigned(self._options, self._group, self._where)


class _Assigned:
    def __init__(self, options: Mapping[str, Any], group: str, where: TopicPartition) -> None:
        self._consumer = AIOKafkaConsumer(**options, group_id=group, enable_auto_commit=False)
        self._where = where

    async def __aenter__(self) -> AIOKafkaConsumer:
        await start(self._consumer)
        self._consumer.assign([self._where])
        return self._consumer

    async def __aexit__(self, *exc: object) -> None:
        await stop(self._consumer)


def letter_at(found: list[Letter], offset: int) -> Letter:
    """The letter at an offset. Raises NoSuchLetter."""
    for letter in found:
        if letter.offset == offset:
            return letter
    raise NoSuchLetter(f"no dead letter at offset {offset} ({len(found)} kept)")
