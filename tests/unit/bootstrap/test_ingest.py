"""Sending what comes in, without Kafka: how far it is noted, when a line arrives, what is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.documents import Document
from stream.adapters.sources.letters import document_of
from stream.adapters.sources.lines import Line
from stream.bootstrap import ingest, polling
from stream.bootstrap.ingest import Refusal, Wire, ingest_lines
from stream.formats.outcome import Hints, Refused
from stream.settings import Settings

FILE = Path("a.jsonl")


class Out:
    """Stands for a sender: keeps what is sent; a flush takes some time."""

    def __init__(self) -> None:
        self.values: list[bytes] = []
        self.dead: list[tuple[bytes, dict[str, str]]] = []

    async def send(
        self, topic: str, key: bytes | None, value: bytes | None,
        headers: list[tuple[str, bytes]] | None = None, partition: int | None = None,
    ) -> asyncio.Future[Any]:  # fmt: skip
        """Keep a value; of a dead letter also why it is one."""
        if topic.endswith(".dlq"):
            heads = {k.removeprefix("newswire-dlq-"): v.decode() for k, v in headers or ()}
            self.dead.append((value or b"", heads))
        else:
            self.values.append(value or b"")
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    async def flush(self) -> None:
        """Take a moment, as Kafka does."""
        await asyncio.sleep(0.05)


async def test_the_last_lines_are_noted_even_if_the_end_comes_during_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The positions that a cancelled note had in hand are told at the end, or all would be sent again."""
    monkeypatch.setattr(ingest, "CHECKPOINT_SECONDS", 0.0)
    noted: list[dict[str, int]] = []

    async def lines() -> AsyncIterator[Line]:
        yield Line(b"{}", FILE, 1, 3)
        await asyncio.sleep(0.02)  # the note of this line waits for its flush meanwhile

    out = Out()
    wire = Wire(out, Settings(), lambda refusal: None)
    await ingest_lines(wire, cast(Sender, out), lines(), Hints(), noted.append)
    assert noted == [{str(FILE): 3}]


async def test_a_line_arrives_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date without a year is completed by the line's arrival, not by the start of a followed source."""
    monkeypatch.setattr(ingest, "now", lambda: datetime(2027, 1, 2, tzinfo=UTC))
    item = {"uri": "urn:x:1", "headline": "Fog", "version_created": "1 Jan 10:30 GMT"}
    out = Out()
    started = Hints(provider="Wire", arrival=datetime(2026, 6, 11, tzinfo=UTC))
    await Wire(out, Settings(), lambda refusal: None).line(
        Line(orjson.dumps(item), FILE, 1, 1), started
    )
    assert orjson.loads(out.values[0])["version_created"] == "2027-01-01T10:30:00+00:00"


def test_a_refusal_is_one_line() -> None:
    """Whatever a file is called, it can't write a line of its own into the log."""
    assert str(Refusal("a\nb.xml\udcff", "MalformedUpdate", "cut")) == "a\\nb.xml\\udcff: cut"


def test_a_feed_reader_that_fails_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the reader reaches the dead letters with the document, and the poll goes on."""

    def fail(data: bytes, hints: Hints, charset: str) -> Any:
        raise RuntimeError("oops")

    monkeypatch.setattr(polling, "read_feed", fail)
    (outcome,) = polling.reader("rss")(b"<rss/>", Hints(), "")
    assert isinstance(outcome, Refused) and "oops" in str(outcome.error)


LIST = [
    {"uri": "urn:x:1", "provider": "EXAMPLE", "headline": "Fog"},
    {"provider": "EXAMPLE", "headline": "Rain"},
    {"uri": "urn:x:3", "type": "picture", "headline": "Sun"},
]


async def test_items_that_are_refused_are_found_again() -> None:
    """One letter has the whole document and names each by its place; so does what is told."""
    out, told = Out(), list[Refusal]()
    data = orjson.dumps(LIST)
    await Wire(out, Settings(), told.append).document(Document(data, "a.json"), Hints())
    ((kept, why),) = out.dead
    assert kept == data and why["where"] == "a.json"
    assert [line[:2] for line in why["items"].splitlines()] == ["2 ", "3 "]
    assert [refusal.reason[:8] for refusal in told] == ["item 2: ", "item 3: "]


async def test_of_a_document_too_large_for_a_letter_each_item_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An item's own bytes are kept, and reading them again says the same."""
    data = orjson.dumps(LIST)
    monkeypatch.setattr(ingest, "MAX_RECORD_BYTES", len(data) - 1)
    out, told = Out(), list[Refusal]()
    await Wire(out, Settings(), told.append).document(Document(data, "a.json"), Hints())
    assert [orjson.loads(value) for value, _ in out.dead] == LIST[1:]
    assert [why["items"][:2] for _, why in out.dead] == ["2 ", "3 "]
    assert not any("not kept" in refusal.reason for refusal in told)
    again, document = list[Refusal](), document_of(out.dead[1][1], out.dead[1][0])
    await Wire(out, Settings(), again.append).document(*document)
    assert again[0].error == "NotNews" and "picture" in again[0].reason


async def test_an_update_that_is_too_large_is_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an item of a document, and as a line of its own."""
    monkeypatch.setattr(ingest, "REFUSAL_FACTOR", 0)
    out, told = Out(), list[Refusal]()
    wire, data = Wire(out, Settings(), told.append), orjson.dumps(LIST[0])
    await wire.document(Document(data, "a.json"), Hints())
    await wire.line(Line(data, FILE, 7, 1), Hints())
    assert [value for value, _ in out.dead] == [data, data]
    assert [why["where"] for _, why in out.dead] == ["a.json", f"{FILE}, line 7"]
    assert [refusal.error for refusal in told] == ["RecordTooLarge", "RecordTooLarge"]
    assert "urn:x:1" in told[0].reason
