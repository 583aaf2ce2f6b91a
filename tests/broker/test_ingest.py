"""`newswire ingest` of files on a real Kafka, and the replay of the documents that it refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from stream.adapters.kafka.dead_letters import Letter
from stream.bootstrap.dead_letters import kept, replay
from stream.settings import Settings
from support.sources import MIXED, PICTURE, ingested, item, updates

pytestmark = pytest.mark.kafka


async def test_ingest_of_a_folder_of_anything(settings: Settings, tmp_path: Path) -> None:
    """Documents and JSON Lines are sent in order of name; the refused are kept with their bytes."""
    folder = tmp_path / "in"
    folder.mkdir()
    line = b'{"uri":"u:%d","provider":"AP","headline":"Line"}\n'
    (folder / "a.jsonl").write_bytes(line % 1 + line % 2)
    (folder / "b.rss").write_bytes(MIXED)
    (folder / "c.json").write_bytes(item("u:3", language=""))
    (folder / "d.dat").write_bytes(b"\x00noise")
    (folder / "e.json").write_bytes(PICTURE)
    counts, refused = await ingested(settings, folder, provider="Desk", language="sv")
    assert (counts.sent, counts.refused, counts.not_news) == (4, 1, 1)
    assert [Path(r.name).name for r in refused] == ["d.dat", "e.json"]
    found = {r["uri"]: r for r in await updates(settings)}
    assert found["u:1"]["provider"] == "AP"
    assert found["u:3"]["language"] == "sv"
    assert len(found) == 4
    assert [letter.value for letter in await kept(settings)] == [b"\x00noise", PICTURE]


async def test_a_document_too_large_is_named_and_not_sent(
    settings: Settings, tmp_path: Path
) -> None:
    """A document over the limit, and an update over its own: both are refused by name."""
    limits = settings.limits.model_copy(update={"document_bytes": 50_000, "update_bytes": 10_000})
    settings = settings.model_copy(update={"limits": limits})
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_bytes(item("u:1", body_text="wave " * 20_000))
    (folder / "b.json").write_bytes(item("u:2", provider="AP", body_text="wave " * 6_000))
    counts, refused = await ingested(settings, folder, provider="AP")
    assert (counts.sent, counts.refused) == (0, 2)
    assert [r.error for r in refused] == ["TooLarge", "RecordTooLarge"]
    assert "limits.document_bytes" in refused[0].reason
    assert await updates(settings) == []


async def letter_of_noise(settings: Settings, tmp_path: Path, data: bytes) -> Letter:
    """The dead letter that `newswire ingest --format rss` makes of a document."""
    (tmp_path / "a.xml").write_bytes(data)
    await ingested(settings, tmp_path / "a.xml", format="rss", provider="Desk")
    (letter,) = await kept(settings)
    return letter


async def test_a_document_that_still_cannot_be_read_says_so_at_replay(
    settings: Settings, tmp_path: Path
) -> None:
    """Replaying reads it again with its format; refused again it is a letter of attempt 1, sent no more."""
    letter = await letter_of_noise(settings, tmp_path, b"\x00noise")
    assert (letter.why["format"], letter.why["provider"]) == ("rss", "Desk")
    done = await replay(settings)
    assert (done.sent, len(done.refused)) == ([0], 1)
    assert [found.attempt for found in await kept(settings)] == [0, 1]
    assert (await replay(settings)).sent == []
    assert await updates(settings) == []


async def test_a_document_that_can_be_read_by_now_is_sent_at_replay(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its parser was mended the items go to the wire, not the document's bytes."""
    from stream.adapters.sources import reading
    from stream.errors import MalformedUpdate
    from stream.formats.outcome import Refused

    with monkeypatch.context() as broken:
        broken.setattr(
            reading,
            "parser",
            lambda name: lambda data, hints: [Refused(MalformedUpdate("a fault"))],
        )
        letter = await letter_of_noise(settings, tmp_path, MIXED)
    assert letter.value == MIXED
    flags = [
        "--bootstrap",
        settings.kafka.bootstrap,
        "--set",
        f"kafka.prefix={settings.kafka.prefix}",
    ]
    from stream.cli.app import app

    told = await asyncio.to_thread(CliRunner().invoke, app, ["dlq", "replay", "--json", *flags])
    assert orjson.loads(told.stdout) == {"sent": [0], "left": [], "refused": []}
    assert [r["uri"] for r in await updates(settings)] == ["u:good"]
    listed = await asyncio.to_thread(CliRunner().invoke, app, ["dlq", "list", *flags])
    assert str(tmp_path / "a.xml") in listed.stdout


async def test_what_is_no_text_news_is_left_at_replay(settings: Settings, tmp_path: Path) -> None:
    """A picture waits for nothing: it is named as left, once, and sent back only when it is asked for."""
    (tmp_path / "a.json").write_bytes(PICTURE)
    await ingested(settings, tmp_path / "a.json")
    assert (await replay(settings)).left == [0]
    assert (await replay(settings)).left == []
    assert len((await replay(settings, [0])).refused) == 1
