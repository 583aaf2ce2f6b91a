"""`POST /wire` without Kafka: who may, what is taken for what, and what each answer says."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from stream.adapters.sources.documents import Document
from stream.errors import ConfigError, DeliveryFailed
from stream.web.wire import Taken, WireApp, WireServer

TOKEN = "a-token-of-the-test"
FORMATS = ("auto", "ninjs", "newsml-g2", "nitf", "jsonl", "rss", "atom")
REFUSAL = {"name": "x", "error": "MalformedUpdate", "reason": "uri is missing (at item 2)"}
MOST = 100_000


class Receiver:
    """Stands for Kafka: keeps what it is given and answers as the test wants."""

    def __init__(self) -> None:
        self.got: list[Document] = []
        self.answer: Taken | Exception = Taken([("a:1", "2")], [])

    async def __call__(self, document: Document) -> Taken:
        self.got.append(document)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def receiver() -> Receiver:
    """A receiver that takes everything."""
    return Receiver()


@pytest.fixture
async def post(receiver: Receiver) -> AsyncIterator[Any]:
    """A function that posts to a server: (data, headers, query) → (status, answer, headers)."""
    server = WireServer(WireApp(receiver, TOKEN, FORMATS, MOST).application())
    port = await server.start("127.0.0.1", 0)

    async def send(
        data: bytes = b"<nitf/>", headers: dict[str, str] | None = None, query: str = "",
        token: str | None = TOKEN, method: str = "POST", path: str = "/wire",
    ) -> tuple[int, Any, Any]:  # fmt: skip
        heads = {"Content-Type": "application/xml", **(headers or {})}
        if token is not None:
            heads["Authorization"] = f"Bearer {token}"
        url = f"http://127.0.0.1:{port}{path}{query}"
        async with (
            ClientSession() as session,
            session.request(method, url, data=data, headers=heads) as answer,
        ):
            return answer.status, await answer.json(content_type=None), answer.headers

    yield send
    await server.stop()


async def test_an_accepted_document_is_answered_with_its_ids(post: Any, receiver: Receiver) -> None:
    """202 lists each item that Kafka has, with its version, and the bytes arrive untouched."""
    receiver.answer = Taken([("a:1", "2"), ("a:2", None)], [])
    status, answer, _ = await post(b"<x>\xff</x>")
    assert status == 202
    assert answer["ids"] == ["a:1", "a:2"]
    assert answer["items"][1] == {"uri": "a:2", "version": None}
    assert answer["status"] == "accepted"
    assert [d.data for d in receiver.got] == [b"<x>\xff</x>"]


async def test_a_partial_refusal_says_so(post: Any, receiver: Receiver) -> None:
    """What was sent and what was not are both in the answer."""
    receiver.answer = Taken([("a:1", "2")], [REFUSAL])
    status, answer, _ = await post()
    assert (status, answer["status"]) == (202, "partly accepted")
    assert answer["refused"] == [REFUSAL]


async def test_a_refused_document_is_named_with_what_and_where(
    post: Any, receiver: Receiver
) -> None:
    """422 in problem+json, with every refusal."""
    receiver.answer = Taken([], [REFUSAL, REFUSAL])
    status, answer, headers = await post()
    assert status == 422
    assert headers["Content-Type"].startswith("application/problem+json")
    assert answer["detail"] == "uri is missing (at item 2), and 1 more"
    assert len(answer["refused"]) == 2


async def test_no_answer_of_kafka_is_503_with_a_time_to_come_again(
    post: Any, receiver: Receiver
) -> None:
    """The sender keeps the document and tries again: it is not accepted."""
    receiver.answer = DeliveryFailed("no answer within 10 s")
    status, answer, headers = await post()
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert "no answer within 10 s" in answer["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": "Basic YTpi"}, 401),
        ({"Authorization": "Bearer wrong"}, 403),
        ({"Authorization": f"Bearer {TOKEN}x"}, 403),
        ({"Authorization": "Bearer ü"}, 403),
        ({"Authorization": f"bearer {TOKEN}"}, 202),
    ],
)
async def test_only_the_token_opens(
    post: Any, receiver: Receiver, headers: dict[str, str], status: int
) -> None:
    """No token is 401, another is 403, and neither is read any further or told what was wrong with it."""
    found, answer, heads = await post(headers=headers, token=None)
    assert found == status
    assert len(receiver.got) == (status == 202)
    if status != 202:
        assert heads["WWW-Authenticate"].startswith("Bearer")
        assert TOKEN not in str(answer)


@pytest.mark.parametrize(
    ("content_type", "query", "format"),
    [
        ("application/xml", "", "auto"),
        ("application/json; charset=utf-8", "", "auto"),
        ("application/x-ndjson", "", "jsonl"),
        ("application/rss+xml", "", "rss"),
        ("application/vnd.iptc.g2.newsitem+xml", "", "newsml-g2"),
        ("application/vnd.iptc.g2.newsmessage+xml", "", "newsml-g2"),
        ("application/nitf+xml", "", "auto"),
        ("text/plain", "", "auto"),
        ("image/png", "?format=nitf", "nitf"),
        ("application/rss+xml", "?format=auto", "auto"),
    ],
)
async def test_the_content_type_or_the_query_chooses_the_parser(
    post: Any, receiver: Receiver, content_type: str, query: str, format: str
) -> None:
    """?format= wins over the Content-Type; types that say only XML, JSON or text are looked into."""
    status, _, _ = await post(headers={"Content-Type": content_type}, query=query)
    assert status == 202
    assert receiver.got[0].format == format


@pytest.mark.parametrize(
    ("content_type", "query", "words"),
    [
        ("image/png", "", "image/png is no type of news"),
        ("multipart/form-data; boundary=x", "", "?format= takes auto, ninjs"),
        ("application/xml", "?format=newsmlg2", "the nearest is newsml-g2"),
    ],
)
async def test_what_is_no_news_format_is_415(
    post: Any, receiver: Receiver, content_type: str, query: str, words: str
) -> None:
    """The answer names the nearest format and those there are."""
    status, answer, _ = await post(headers={"Content-Type": content_type}, query=query)
    assert status == 415
    assert words in answer["detail"]
    assert receiver.got == []


@pytest.mark.parametrize("extra", [0, 1])
async def test_the_size_limit(post: Any, receiver: Receiver, extra: int) -> None:
    """A document of the largest size is taken; one byte more is 413 with the limit."""
    status, answer, _ = await post(b"x" * (MOST + extra))
    assert status == (413 if extra else 202)
    if extra:
        assert "100,000 bytes" in answer["detail"]
        assert receiver.got == []


async def test_a_body_that_is_large_only_unpacked_is_413(post: Any, receiver: Receiver) -> None:
    """The limit holds for what comes out of a compressed body: a small bomb is refused too."""
    import gzip

    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < MOST
    status, _, _ = await post(bomb, headers={"Content-Encoding": "gzip"})
    assert status == 413
    assert receiver.got == []


async def test_other_methods_and_paths_are_problems_too(post: Any) -> None:
    """Whatever the server refuses comes as problem+json that says where documents go."""
    status, answer, headers = await post(method="GET")
    assert (status, headers["Allow"]) == (405, "POST")
    status, answer, headers = await post(path="/elsewhere")
    assert status == 404
    assert "POST /wire" in answer["detail"]
    assert headers["Content-Type"].startswith("application/problem+json")


async def test_a_port_that_is_taken_is_named(receiver: Receiver) -> None:
    """Two servers on one port: the second says which address it could not have."""
    app = WireApp(receiver, TOKEN, FORMATS, MOST)
    first, second = WireServer(app.application()), WireServer(app.application())
    port = await first.start("127.0.0.1", 0)
    with pytest.raises(ConfigError, match=f"127.0.0.1:{port}"):
        await second.start("127.0.0.1", port)
    await first.stop()


async def test_a_body_that_is_packed_wrongly_is_the_senders_fault(
    post: Any, receiver: Receiver
) -> None:
    """400 and not 500 where the body is not the gzip that its header says; gzip that is one is unpacked."""
    heads = {"Content-Encoding": "gzip"}
    status, answer, _ = await post(b"no gzip", heads)
    assert (status, "can't be read" in answer["detail"]) == (400, True)
    status, _, _ = await post(gzip.compress(b"<nitf/>"), heads)
    assert (status, [d.data for d in receiver.got]) == (202, [b"<nitf/>"])


async def test_a_body_that_trickles_is_given_up(receiver: Receiver) -> None:
    """A sender that stops in the middle of its document gets 408 and holds no place."""
    app = WireApp(receiver, TOKEN, FORMATS, MOST, body_seconds=0.2)
    server = WireServer(app.application())
    port = await server.start("127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /wire HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
    writer.write(f"{head}Content-Length: 20\r\n\r\n<nitf".encode())
    async with asyncio.timeout(5):
        assert b" 408 " in await reader.readline()
    writer.close()
    await server.stop()
    assert receiver.got == []


async def test_a_type_that_says_nothing_leaves_it_to_the_bytes(
    post: Any, receiver: Receiver
) -> None:
    """What curl sends if it isn't told a type is taken as if there were none."""
    status, _, _ = await post(b"<nitf/>", {"Content-Type": "application/x-www-form-urlencoded"})
    assert (status, [d.format for d in receiver.got]) == (202, ["auto"])
