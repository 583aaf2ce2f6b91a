"""Send what comes in to `wire.updates`, the refused to the dead letters, and say what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

import orjson

from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.documents import Document, visible
from stream.adapters.sources.inputs import STDIN, Piece, Unread
from stream.adapters.sources.letters import RefusedItem, letter_headers
from stream.adapters.sources.lines import Line, Pace, Positions
from stream.adapters.sources.reading import read_document
from stream.errors import MalformedUpdate, NewswireError, NotNews, RecordTooLarge
from stream.formats.outcome import Hints, Outcome, Read
from stream.model.topics import DEAD_LETTERS, UPDATES
from stream.pipeline.arrival import key_of
from stream.pipeline.headers import ATTEMPT
from stream.pipeline.runner import MAX_RECORD_BYTES
from stream.settings import Settings, kafka_client_options
from stream.wire.reading.text import quote

REFUSAL_FACTOR = 2
"""Larger than this times `limits.update_bytes`, an update is refused here: Kafka would not take it. What is
only somewhat too large is sent, so that the dead letters have it with its bytes."""

CHECKPOINT_SECONDS = 1.0
"""Pause between notes of how far Kafka has acknowledged."""


class Refusal(NamedTuple):
    """Something that was not sent: the file or address it is of, and why. `error` is the error's class."""

    name: str
    error: str
    reason: str
    not_news: bool = False

    @classmethod
    def of(cls, name: str, error: NewswireError, note: str = "", place: str = "") -> Refusal:
        """A refusal as an error says it, with the item's place before it and a note behind."""
        said = f"{place}{error}{note}"
        return cls(name, type(error).__name__, said, isinstance(error, NotNews))

    def __str__(self) -> str:
        return visible(f"{self.name}: {self.reason}")

    def summary(self) -> dict[str, str]:
        """For programs."""
        return {"name": self.name, "error": self.error, "reason": self.reason}


class Item(NamedTuple):
    """An update that was sent."""

    uri: str
    version: str | None


@dataclass(slots=True)
class Receipt:
    """What became of one document; Kafka has it once `acknowledged`."""

    items: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    pending: list[asyncio.Future[Any]] = field(default_factory=list)

    @property
    def malformed(self) -> list[Refusal]:
        """The refusals that somebody should mend."""
        return [refusal for refusal in self.refused if not refusal.not_news]

    async def acknowledged(self) -> None:
        """Wait until Kafka has all of it; raises the first failure."""
        if self.pending:
            await asyncio.wait(self.pending)
            for future in self.pending:
                future.result()


@dataclass(slots=True)
class Counts:
    """What was sent, refused, and passed over as no text news."""

    sent: int = 0
    refused: int = 0
    not_news: int = 0


class Out(Protocol):
    """Where records go: a Sender, or the terminal of a dry run."""

    async def send(
        self, topic: str, key: bytes | None, value: bytes | None,
        headers: list[tuple[str, bytes]] | None = None, partition: int | None = None,
    ) -> asyncio.Future[Any]:  # fmt: skip
        """Queue a record; the future is done once it is there."""


class Wire:
    """The way to `wire.updates`. `tell` is given each refusal, `counts` counts.

    `rate` is the most updates a second. `attempt` marks what comes back from the dead letters. In a
    `dry` run a line is read before it is shown, and not only by intake.
    """

    def __init__(
        self, out: Out, settings: Settings, tell: Callable[[Refusal], None],
        counts: Counts | None = None, rate: float | None = None, attempt: int = 0,
        dry: bool = False,
    ) -> None:  # fmt: skip
        self._out, self._tell, self._attempt, self._pace = out, tell, attempt, Pace(rate)
        self.dry = dry
        self._updates = settings.kafka.topic(UPDATES)
        self._dead = settings.kafka.topic(DEAD_LETTERS)
        self._most = settings.limits.update_bytes * REFUSAL_FACTOR
        self.counts = counts or Counts()

    async def line(self, line: Line, hints: Hints) -> None:
        """Send a line of JSON Lines as it stands; read it first only if there is something to add to it."""
        name = f"{line.path or STDIN}, line {line.number}"
        if self.dry or _says_something(hints):
            document = Document(line.value, name, "jsonl")
            hints = replace(hints, name=name, arrival=now())
            # In this thread: another one costs more than reading a line does.
            await self.outcomes(document, hints, read_document(document, hints))
            return
        try:
            await self._update(line.value)
        except RecordTooLarge as error:
            document = Document(line.value, name, "jsonl")
            hints = replace(hints, name=name, arrival=now())
            await self._refuse(document, hints, [RefusedItem(error)], Receipt())

    async def document(self, document: Document, hints: Hints) -> Receipt:
        """Read a document and send what is in it."""
        hints = replace(hints, name=document.name)
        return await self.outcomes(
            document, hints, await asyncio.to_thread(read_document, document, hints)
        )

    async def outcomes(self, document: Document, hints: Hints, outcomes: list[Outcome]) -> Receipt:
        """Send what was read of a document, and one dead letter for what was not."""
        receipt, refused = Receipt(), list[RefusedItem]()
        for outcome in outcomes:
            if not isinstance(outcome, Read):
                refused.append(RefusedItem(*outcome))
                continue
            uri = str(outcome.record["uri"])
            try:
                receipt.pending.append(await self._update(_encoded(outcome.record)))
            except (RecordTooLarge, MalformedUpdate) as error:
                refused.append(RefusedItem(type(error)(f"{error}, uri {quote(uri)}")))
                continue
            receipt.items.append(Item(uri, outcome.record.get("version")))
        await self._refuse(document, hints, refused, receipt)
        return receipt

    async def _refuse(
        self, document: Document, hints: Hints, refused: list[RefusedItem], receipt: Receipt
    ) -> None:
        """Bury what was refused of a document, count it and tell it."""
        for of, note in await self._bury(document, hints, refused, receipt):
            place = f"item {of.item}: " if len(refused) + len(receipt.items) > 1 and of.item else ""
            refusal = Refusal.of(document.name, of.error, note, place)
            receipt.refused.append(refusal)
            self.refuse(refusal)

    def refuse(self, refusal: Refusal) -> None:
        """Count a refusal and tell it."""
        self.counts.not_news += refusal.not_news
        self.counts.refused += not refusal.not_news
        self._tell(refusal)

    async def _update(self, value: bytes) -> asyncio.Future[Any]:
        if len(value) > self._most:
            raise RecordTooLarge(f"{len(value):,} bytes, {self._most:,} at most")
        await self._pace.turn()
        heads = [(ATTEMPT, b"%d" % self._attempt)] if self._attempt else []
        future = await self._out.send(self._updates, key_of(value), value, heads)
        self.counts.sent += 1
        return future

    async def _bury(
        self, document: Document, hints: Hints, refused: list[RefusedItem], receipt: Receipt
    ) -> list[tuple[RefusedItem, str]]:
        """Send one dead letter with the document, or, where it is too large for that, one for each item.

        Return what to say of each item: something where its bytes are in no letter.
        """
        if len(document.data) <= MAX_RECORD_BYTES:
            if refused:
                await self._letter(document, hints, refused, receipt)
            return [(of, "") for of in refused]
        said = []
        for of in refused:
            fits = 0 < len(of.data) <= MAX_RECORD_BYTES
            if fits:
                await self._letter(document._replace(data=of.data), hints, [of], receipt)
            whole = f"; not kept: {len(document.data):,} bytes don't fit the dead letters"
            said.append((of, "" if fits else whole))
        return said

    async def _letter(
        self, document: Document, hints: Hints, refused: list[RefusedItem], receipt: Receipt
    ) -> None:
        heads = letter_headers(document, hints, refused, self._updates, self._attempt)
        receipt.pending.append(await self._out.send(self._dead, None, document.data, heads))


def sender(settings: Settings) -> Sender:
    """A sender for this installation's Kafka."""
    kafka = settings.kafka
    return Sender(kafka_client_options(kafka), kafka.compression_type)


def now() -> datetime:
    """The time at which something arrives: the only clock of what comes in."""
    return datetime.now(UTC)


async def ingest(wire: Wire, pieces: AsyncIterator[Piece], hints: Hints) -> None:
    """Send all pieces; flushing is the caller's, who holds the sender."""
    async for piece in pieces:
        if isinstance(piece, Line):
            await wire.line(piece, hints)
        elif isinstance(piece, Unread):
            wire.refuse(Refusal.of(piece.name, piece.error))
        else:
            await wire.document(piece, replace(hints, arrival=now()))


async def ingest_lines(
    wire: Wire,
    out: Sender,
    lines: AsyncIterator[Line],
    hints: Hints,
    checkpoint: Callable[[Positions], None],
) -> None:
    """Send every line; return once Kafka has acknowledged all.

    `checkpoint` is given, now and then and at the end, the file positions that are acknowledged.
    """
    sent = _Sent(checkpoint)
    saver = asyncio.create_task(sent.save_now_and_then(out))
    try:
        async for line in lines:
            await wire.line(line, hints)
            sent.passed(line)
    finally:
        saver.cancel()
        await sent.save(out)


class _Sent:
    """Positions handed to Kafka, told on once they are acknowledged."""

    def __init__(self, checkpoint: Callable[[Positions], None]) -> None:
        self._checkpoint = checkpoint
        self._positions: Positions = {}
        self._saved: Positions = {}

    def passed(self, line: Line) -> None:
        if line.path is not None:
            self._positions[str(line.path)] = line.position

    async def save(self, out: Sender) -> None:
        snapshot = dict(self._positions)
        await out.flush()
        if snapshot != self._saved:
            self._checkpoint(snapshot)
            self._saved = snapshot

    async def save_now_and_then(self, out: Sender) -> None:
        while True:
            await asyncio.sleep(CHECKPOINT_SECONDS)
            if self._positions != self._saved:
                await self.save(out)


def _encoded(record: dict[str, Any]) -> bytes:
    """A record as JSON; one that a parser's fault made unfit for it harms no other item."""
    try:
        return orjson.dumps(record)
    except TypeError as error:
        raise MalformedUpdate(f"can't be written as JSON: {error}") from error


def _says_something(hints: Hints) -> bool:
    return bool(hints.provider or hints.zone or hints.language or hints.strict)
