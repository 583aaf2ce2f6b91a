"""Send dead letters back: records to their topic, documents of sources through their parser again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from stream.adapters.kafka.dead_letters import Letter, Replayer, letter_at, letters
from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.letters import document_of
from stream.bootstrap.ingest import Refusal, Wire, sender
from stream.errors import NotNews
from stream.model.topics import DEAD_LETTERS
from stream.settings import Settings, kafka_client_options


@dataclass(slots=True)
class Replayed:
    """Offsets of the letters that were sent back and of those left, and what was refused again."""

    sent: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


async def kept(settings: Settings) -> list[Letter]:
    """All dead letters that are kept, oldest first."""
    kafka = settings.kafka
    return await letters(kafka_client_options(kafka), kafka.topic(DEAD_LETTERS))


async def replay(settings: Settings, offsets: list[int] | None = None) -> Replayed:
    """Send back the letters at `offsets`, or all that wait; return once Kafka has acknowledged.

    What is no text news waits for nothing: it is left, unless its offset is given. Raises NoSuchLetter.
    """
    kafka, done = settings.kafka, Replayed()
    replayer = Replayer(
        kafka_client_options(kafka), kafka.topic(DEAD_LETTERS), f"{kafka.group_id}-dlq"
    )
    found = await kept(settings)
    if offsets:
        chosen = [letter_at(found, offset) for offset in offsets]
    else:
        chosen, left = news_and_rest(await replayer.waiting(found))
        done.left = [letter.offset for letter in left]
    async with sender(settings) as out:
        await _send_back(settings, out, replayer, chosen, done)
    if not offsets:
        await replayer.remember(found)
    done.sent = [letter.offset for letter in chosen]
    return done


def news_and_rest(waiting: Iterable[Letter]) -> tuple[list[Letter], list[Letter]]:
    """The letters that wait to be sent back, and those that were no text news, each in order.

    One pass: comparing letters with each other took minutes for twenty thousand.
    """
    news: list[Letter] = []
    rest: list[Letter] = []
    for letter in waiting:
        (rest if letter.why.get("error") == NotNews.__name__ else news).append(letter)
    return news, rest


async def _send_back(
    settings: Settings, out: Sender, replayer: Replayer, chosen: list[Letter], done: Replayed
) -> None:
    await replayer.send_back(out, [letter for letter in chosen if letter.on_topic])
    for letter in chosen:
        if not letter.on_topic:
            wire = Wire(out, settings, done.refused.append, attempt=letter.attempt + 1)
            await wire.document(*document_of(letter.why, letter.value or b""))
