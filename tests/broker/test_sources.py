"""Watched folders and files of lines on a real Kafka: what arrives, what is kept, what a failure does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import orjson
import pytest

from stream.adapters.kafka.connect import TopicMissing
from stream.bootstrap.dead_letters import kept
from stream.bootstrap.ingest_command import Request, run
from stream.settings import Settings, SourceSettings
from support.sources import PICTURE, item, names, running, until, updates, watch

pytestmark = pytest.mark.kafka


async def test_a_watched_folder(settings: Settings, tmp_path: Path) -> None:
    """Good documents go to the wire and to done/, bad ones to the dead letters and failed/, with a reason."""
    inbox = tmp_path / "in"
    async with running(settings, watch(inbox, give_up=1.0)) as said:
        (inbox / "good.json").write_bytes(item("u:1"))
        (inbox / "picture.json").write_bytes(PICTURE)
        (inbox / "noise.dat").write_bytes(b"\x00\x01\xff" * 50)
        (inbox / "half.json").write_bytes(item("u:2")[:-30])
        (inbox / "later.json.part").write_bytes(item("u:3"))
        await until(lambda: len(names(inbox / "failed")) == 4, "two files have failed")
        await until(lambda: len(names(inbox / "done")) == 2, "two files are done")
        (inbox / "later.json.part").rename(inbox / "later.json")
        await until(lambda: "later.json" in names(inbox / "done"), "the renamed file is done")
    assert names(inbox / "done") == ["good.json", "later.json", "picture.json"]
    assert [n for n in names(inbox / "failed") if not n.endswith(".txt")] == [
        "half.json",
        "noise.dat",
    ]
    assert "MalformedUpdate" in (inbox / "failed" / "noise.dat.reason.txt").read_text()
    assert sorted(r["uri"] for r in await updates(settings)) == ["u:1", "u:3"]
    letters = {letter.why["where"]: letter for letter in await kept(settings)}
    assert letters[str(inbox / "noise.dat")].value == b"\x00\x01\xff" * 50
    assert letters[str(inbox / "picture.json")].why["error"] == "NotNews"
    assert any("noise.dat" in line for line in said)


async def test_topics_that_are_not_there_are_told_within_seconds(
    settings: Settings, tmp_path: Path
) -> None:
    """aiokafka alone looks for a topic as long as a request may take, which is half a minute."""
    (tmp_path / "a.json").write_bytes(item("u:1"))
    with pytest.raises(TopicMissing, match=r"wire\.updates: run `newswire topics create`"):
        async with asyncio.timeout(settings.kafka.request_timeout_seconds / 2):
            await run(settings, Request(str(tmp_path / "a.json")), lambda refusal: None)


async def test_two_watchers_share_a_folder(settings: Settings, tmp_path: Path) -> None:
    """Of forty files each is sent once, whichever of two watchers took it."""
    inbox = tmp_path / "in"
    one = watch(inbox)
    two = one.model_copy(update={"name": "other"})
    async with running(settings, one, two):
        for n in range(40):
            (inbox / f"{n}.json").write_bytes(item(f"u:{n}"))
        await until(lambda: len(names(inbox / "done")) == 40, "all are done")
    found = [r["uri"] for r in await updates(settings)]
    assert sorted(found) == sorted(f"u:{n}" for n in range(40))


async def test_a_source_that_fails_harms_no_other(settings: Settings, tmp_path: Path) -> None:
    """A folder that is not there is told and tried again; the others work, and so does it once it is."""
    inbox, missing = tmp_path / "in", tmp_path / "missing"
    bad = SourceSettings(name="bad", kind="watch", path=missing, settle=0.3, provider="AP")
    async with running(settings, bad, watch(inbox)) as said:
        (inbox / "a.json").write_bytes(item("u:1"))
        await until(lambda: any("no such folder" in line for line in said), "the failure is told")
        await until(lambda: (inbox / "done" / "a.json").exists(), "the other goes on")
        missing.mkdir()
        (missing / "b.json").write_bytes(item("u:2"))
        await until(lambda: (missing / "done" / "b.json").exists(), "it has been tried again")
    assert "trying again" in next(line for line in said if line.startswith("source bad"))


async def test_lines_go_on_where_kafka_has_acknowledged(settings: Settings, tmp_path: Path) -> None:
    """A followed file is not sent again from its start by the next run."""
    path = tmp_path / "wire.jsonl"
    line = b'{"uri":"u:%d","provider":"AP","headline":"Line"}\n'
    path.write_bytes(line % 1)
    of = SourceSettings(name="lines", kind="file", path=path, follow=True)
    book = settings.worker.data_dir / "sources" / "lines.json"
    async with running(settings, of):
        await until(book.exists, "the place is kept")
    with path.open("ab") as more:
        more.write(line % 2)
    async with running(settings, of):
        await until(
            lambda: orjson.loads(book.read_bytes())[str(path)] == 2 * len(line % 1), "both are sent"
        )
    assert [r["uri"] for r in await updates(settings)] == ["u:1", "u:2"]
