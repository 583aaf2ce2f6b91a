"""POST /wire on a real Kafka: what is accepted, refused and kept, and who may post."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from stream.bootstrap.dead_letters import kept
from stream.bootstrap.sources import Sources
from stream.settings import Settings, SourceSettings
from support.sources import PICTURE, item, running, until, updates

pytestmark = pytest.mark.kafka

TOKEN = "the-token-of-this-test"


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
