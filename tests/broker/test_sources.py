"""Every kind of source on a real Kafka: what arrives, what is refused and kept, and what a failure does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from typer.testing import CliRunner

from stream.adapters.kafka.connect import TopicMissing
from stream.adapters.kafka.dead_letters import Letter
from stream.adapters.sources.lines import SourceError
from stream.bootstrap.dead_letters import kept, replay
from stream.bootstrap.ingest import Refusal
from stream.bootstrap.ingest_command import Request, run
from stream.bootstrap.sources import Sources
from stream.bootstrap.topics import create_topics
from stream.settings import Settings, SourceSettings
from support.kafka import read

pytestmark = pytest.mark.kafka

TOKEN = "the-token-of-this-test"


def item(uri: str, **more: Any) -> bytes:
    """A document in ninjs 1.x; pretty-printed, so that it is no line of JSON Lines."""
    made = {
        "uri": uri, "type": "text", "version": "1", "versioncreated": "2026-06-11T05:12:00Z",
        "pubstatus": "usable", "language": "en", "headline": f"Ferry {uri} delayed by fog",
        "body_text": "ALDHAVEN - The ferry left two hours late.", **more,
    }  # fmt: skip
    return orjson.dumps(made, option=orjson.OPT_INDENT_2)


PICTURE = item("pic:1", type="picture", body_text="")
MIXED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour desk</title>'
    b"<item><guid>u:good</guid><title>Harbour reopens</title></item>"
    b"</channel></rss>"
)


@asynccontextmanager
async def running(settings: Settings, *sources: SourceSettings) -> AsyncIterator[list[str]]:
    """The sources at work; gives what they say."""
    await create_topics(settings)
    said: list[str] = []
    all_of = settings.model_copy(update={"sources": list(sources)})
    job = Sources(all_of, said.append)
    job.start()
    try:
        yield said
    finally:
        await job.stop()


async def until(true: Callable[[], Any], what: str, seconds: float = 60) -> None:
    """Wait for something; fail with what it was."""
    try:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"still not so after {seconds} s: {what}") from None


async def updates(settings: Settings) -> list[dict[str, Any]]:
    """All records of wire.updates."""
    return [orjson.loads(r.value) for r in await read(settings, "wire.updates")]


def watch(folder: Path, **more: Any) -> SourceSettings:
    """A watched folder that settles quickly."""
    folder.mkdir(exist_ok=True)
    return SourceSettings(
        name="inbox", kind="watch", path=folder, settle=0.3, provider="AP", **more
    )


def names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none while it is not there."""
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


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


@pytest.fixture
def http(tmp_path: Path) -> SourceSettings:
    """An http source on a free port."""
    (tmp_path / "token").write_text(TOKEN + "\n")
    return SourceSettings(
        name="desk", kind="http", port=0, token_file=tmp_path / "token", provider="AP"
    )


async def address(said: list[str]) -> str:
    """Where the http source listens."""
    await until(lambda: any("POST http" in line for line in said), "it listens")
    return next(line for line in said if "POST http" in line).split()[-1]


async def post(url: str, data: bytes, token: str = TOKEN) -> tuple[int, Any]:
    """Post a document; the status and the answer."""
    heads = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    async with ClientSession() as session, session.post(url, data=data, headers=heads) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_post_wire(settings: Settings, http: SourceSettings) -> None:
    """202 means that Kafka has it; a refused document is named, kept, and not sent."""
    async with running(settings, http) as said:
        url = await address(said)
        status, answer = await post(url, item("u:1"))
        assert (status, answer["ids"]) == (202, ["u:1"])
        assert [r["uri"] for r in await updates(settings)] == ["u:1"]
        assert (await post(url, item("u:1")))[0] == 202
        both = b"[" + item("u:2") + b"," + item("") + b"]"
        status, answer = await post(url, both)
        assert (status, answer["ids"], answer["status"]) == (202, ["u:2"], "partly accepted")
        status, answer = await post(url, PICTURE)
        assert status == 422
        assert "picture" in answer["detail"]
        assert (await post(url, item("u:9"), "wrong"))[0] == 403
    found = [r["uri"] for r in await updates(settings)]
    assert sorted(found) == ["u:1", "u:1", "u:2"]
    assert [letter.value for letter in await kept(settings)] == [both, PICTURE]
    assert TOKEN not in "".join(said)


async def test_post_wire_without_kafka_is_503(http: SourceSettings, settings: Settings) -> None:
    """Nothing is accepted that Kafka does not have: the sender is told to come again."""
    away = settings.model_copy(
        update={"kafka": settings.kafka.at("127.0.0.1:1"), "sources": [http]}
    )
    said: list[str] = []
    job = Sources(away, said.append)
    job.start()
    try:
        url = await address(said)
        status, answer = await post(url, item("u:1"))
        assert status == 503
        assert "send it again" in answer["detail"]
    finally:
        await job.stop()


async def test_an_http_source_without_a_token_does_not_listen(
    settings: Settings, http: SourceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty token would let everybody in: it is told, and no port is opened."""
    monkeypatch.setenv("DESK_TOKEN", " ")
    none = http.model_copy(update={"token_file": None, "token_variable": "DESK_TOKEN"})
    async with running(settings, none) as said:
        await until(lambda: any("DESK_TOKEN" in line for line in said), "it says which variable")
    assert not any("POST http" in line for line in said)


class Feed:
    """A server of one feed, whose items a test changes."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.asked = 0

    async def answer(self, request: web.Request) -> web.Response:
        """The feed as it is now."""
        self.asked += 1
        made = "".join(
            f"<item><guid>{uri}</guid><title>Harbour news {uri}</title>"
            "<pubDate>Thu, 11 Jun 2026 10:00:00 GMT</pubDate></item>"
            for uri in self.items
        )
        text = f'<rss version="2.0"><channel><title>Desk</title>{made}</channel></rss>'
        return web.Response(body=text.encode(), content_type="application/rss+xml")


@pytest.fixture
async def feed() -> AsyncIterator[Feed]:
    """A feed and its `url`, on a free port."""
    served, app = Feed(), web.Application()
    app.router.add_get("/rss", served.answer)
    server = TestServer(app)
    await server.start_server()
    served.url = str(server.make_url("/rss"))  # type: ignore[attr-defined]
    yield served
    await server.close()


async def test_a_feed_is_polled_and_remembered(settings: Settings, feed: Any) -> None:
    """Only what is new is sent, also after a restart."""
    of = SourceSettings(
        name="world", kind="feed", url=feed.url, every=0.3, provider="AP", allow_private=True
    )
    feed.items = ["u:1"]
    async with running(settings, of):
        await until(lambda: feed.asked > 2, "it is polled again and again")
        feed.items.append("u:2")
        before = feed.asked
        await until(lambda: feed.asked > before + 2, "and again")
    feed.items.append("u:3")
    before = feed.asked
    async with running(settings, of):
        await until(lambda: feed.asked > before + 2, "and after a restart")
    found = [r["headline"] for r in await updates(settings)]
    assert sorted(found) == [f"Harbour news u:{n}" for n in (1, 2, 3)]


async def test_ingest_of_an_address(settings: Settings, feed: Any) -> None:
    """An address is asked once and all that is there is sent; one of this machine only if that is meant."""
    feed.items = ["u:1", "u:2"]
    with pytest.raises(SourceError, match=r"loopback address.*allow_private"):
        await ingested(settings, feed.url, provider="AP")
    counts, refused = await ingested(settings, feed.url, provider="AP", allow_private=True)
    assert (counts.sent, refused, feed.asked) == (2, [], 1)
    assert len(await updates(settings)) == 2


async def ingested(settings: Settings, path: Path | str, **more: Any) -> tuple[Any, list[Refusal]]:
    """What `newswire ingest` counts and refuses."""
    await create_topics(settings)
    refused: list[Refusal] = []
    counts = await run(settings, Request(str(path), **more), refused.append)
    return counts, refused


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
