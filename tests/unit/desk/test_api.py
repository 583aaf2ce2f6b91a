"""Every route of the API: shapes, pages, ETags, errors, hostile input, who may read."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from stream.desk.http import answers
from stream.desk.state.store import Store
from support.desk import DeskServer
from support.news import count, count_record, fixture, system_clock

TOKEN = "0123456789abcdef-reader"
LISTS = {
    "/api/alerts": "alerts", "/api/stories": "stories", "/api/search?q=officials": "results",
    "/api/counts": "counts",
}  # fmt: skip
SHAPES = {
    "/api/status": answers.StatusAnswer,
    "/api/alerts?limit=500": answers.AlertList,
    "/api/alerts/rule-1-0000000000000001": answers.AlertWithHistory,
    "/api/stories?limit=500": answers.StoryList,
    "/api/stories/000000000000002b": answers.StoryAnswer,
    "/api/stories/000000000000002a": answers.StoryAnswer,
    "/api/search?q=officials&limit=100": answers.SearchAnswer,
    "/api/counts?limit=500": answers.CountList,
    "/api/counts/top?dimension=actor": answers.TopAnswer,
    "/api/places": answers.PlaceList,
}
ROUTES = sorted({path.partition("?")[0] for path in SHAPES})


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a desk that has read the made-up wire."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    store = Store(str(path), system_clock)
    asyncio.run(store.apply(fixture()[1]))
    store.close()
    return path


@pytest.fixture
async def desk(read_once: Path, tmp_path: Path) -> AsyncIterator[DeskServer]:
    """A desk over a copy of that."""
    path = shutil.copy(read_once, tmp_path / "desk.db")
    desk = DeskServer(str(path), page=tmp_path / "none")
    yield desk
    desk.store.close()


@pytest.fixture
async def api(desk: DeskServer) -> AsyncIterator[httpx.AsyncClient]:
    """Asks it."""
    async with _client(desk) as client:
        yield client


def _client(desk: DeskServer, host: str = "127.0.0.1:6071") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=desk.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}")


@pytest.mark.parametrize("path", SHAPES)
async def test_answers_have_the_shape_that_is_promised(api: httpx.AsyncClient, path: str) -> None:
    """No key is missing, none is there that the description does not have."""
    answer = await api.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    msgspec.json.decode(answer.content, type=SHAPES[path])


@pytest.mark.parametrize("path", LISTS)
async def test_pages_are_the_whole_list_once(api: httpx.AsyncClient, path: str) -> None:
    """Seven at a time, cursor by cursor, are what one long page has, in the same order."""
    join, name = "&" if "?" in path else "?", LISTS[path]
    whole = (await api.get(f"{path}{join}limit=100")).json()[name]
    found: list[Any] = []
    cursor = ""
    while cursor is not None:
        page = (await api.get(f"{path}{join}limit=7{cursor and f'&cursor={cursor}'}")).json()
        assert 0 < len(page[name]) <= 7
        found, cursor = found + page[name], page["next"]
    assert found == whole and len(whole) > 7


@pytest.mark.parametrize("path", [path for path in SHAPES if path != "/api/status"])
async def test_what_is_known_is_not_sent_again(api: httpx.AsyncClient, path: str) -> None:
    """If-None-Match with the ETag gives 304, weak or among others as well; another tag the answer."""
    tag = (await api.get(path)).headers["etag"]
    for header in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = await api.get(path, headers={"If-None-Match": header})
        assert (answer.status_code, answer.content) == (304, b"") and answer.headers["etag"] == tag
    assert (await api.get(path, headers={"If-None-Match": '"x"'})).status_code == 200


async def test_the_etag_changes_with_the_answer(desk: DeskServer, api: httpx.AsyncClient) -> None:
    """A new count is a new tag."""
    tag = (await api.get("/api/counts")).headers["etag"]
    await desk.push(count_record(count("new")))
    assert (await api.get("/api/counts")).headers["etag"] != tag


@pytest.mark.parametrize(
    ("path", "status", "where"),
    [
        ("/api/alerts/none", 404, None),
        ("/api/stories/none", 404, None),
        ("/api/stories/%00", 404, None),
        ("/api/nothing", 404, None),
        ("/api/alerts?limit=-1", 422, "query.limit"),
        ("/api/alerts?limit=0", 422, "query.limit"),
        ("/api/alerts?limit=501", 422, "query.limit"),
        ("/api/alerts?limit=many", 422, "query.limit"),
        ("/api/alerts?limit=99999999999999999999999", 422, "query.limit"),
        ("/api/alerts?severity=grim", 422, "query.severity.0"),
        ("/api/alerts?status=", 422, "query.status.0"),
        ("/api/alerts?actr=hts", 422, "query.actr"),
        ("/api/alerts?since=yesterday", 422, "query.since"),
        ("/api/alerts?since=2026-03-02T12:00:00", 422, "query.since"),
        ("/api/alerts?until=0", 422, "query.until"),
        ("/api/alerts?cursor=!!", 422, "query.cursor"),
        ("/api/alerts?cursor=WyJ4Il0", 422, "query.cursor"),
        ("/api/alerts?cursor=W3RydWVd", 422, "query.cursor"),
        ("/api/alerts?cursor=WzFlNDBd", 422, "query.cursor"),
        ("/api/alerts?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTldMQ", 422, "query.cursor"),
        ("/api/alerts?cursor=%ff%00", 422, "query.cursor"),
        (f"/api/alerts?cursor={'A' * 10_000}", 422, "query.cursor"),
        (f"/api/alerts?q={'x' * 10_000}", 422, "query.q"),
        (f"/api/alerts?actor={'x' * 300}", 422, "query.actor.0"),
        ("/api/alerts?" + "&".join(["actor=x"] * 60), 422, "query.actor"),
        ("/api/stories?cursor=WzFd", 422, "query.cursor"),
        ("/api/search", 422, "query.q"),
        (f"/api/search?q={'x' * 10_000}", 422, "query.q"),
        ("/api/search?q=x&limit=-5", 422, "query.limit"),
        ("/api/search?q=%22&cursor=zzz", 422, "query.cursor"),
        ("/api/counts?window=0", 422, "query.window"),
        ("/api/counts?window=1e9", 422, "query.window"),
        ("/api/counts?final=perhaps", 422, "query.final"),
        ("/api/counts/top", 422, "query.dimension"),
        ("/api/counts/top?dimension=acter", 422, "query.dimension"),
        ("/api/counts?dimension=actor&dimension=acter", 422, "query.dimension.1"),
        ("/api/counts/top?dimension=actor&n=-1", 422, "query.n"),
        ("/api/places?since=%00", 422, "query.since"),
        ("/api/status?x=1", 422, "query.x"),
        ("/api/live?x=1", 422, "query.x"),
    ],
)
async def test_errors_say_what_and_where(
    api: httpx.AsyncClient, path: str, status: int, where: str | None
) -> None:
    """As problem+json, with the parameter's name and nothing of what was sent."""
    answer = await api.get(path)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["title"] and problem["detail"]
    if where:
        assert [error["where"] for error in problem["errors"]] == [where]
        assert "xxxx" not in answer.text and "AAAA" not in answer.text


@pytest.mark.parametrize(
    "q",
    [
        '"', '""', '"""', "NEAR(", "NEAR(a b, 5)", "*", "a*", "*a", "a AND", "OR", "NOT", "NOT x", "AND OR NOT",
        "headline:officials", "^officials", "{headline body}: x", "(", "))", "a\x00b", "\x00", "-", "--", "-x",
        "'; DROP TABLE versions; --", "officials +", "a^2", "日本 ", "\ud7ff", "%", "_", "\\", "x" * 500,
        "a " * 250, '"a b', 'a" b', "officials -\"gave no\"", "ﷺ", "🙂", "\u202eabc", "e\u0301",
    ],
)  # fmt: skip
async def test_no_query_is_too_strange(api: httpx.AsyncClient, q: str) -> None:
    """Signs of the index's own language are no language here: an answer, never an error."""
    for path in ("/api/search", "/api/alerts"):
        answer = await api.get(path, params={"q": q})
        assert answer.status_code == 200, answer.text


async def test_markup_comes_as_it_was_sent(api: httpx.AsyncClient) -> None:
    """As JSON text; a browser that is shown the answer itself takes it for no page."""
    answer = await api.get("/api/search", params={"q": "script"})
    assert "<script>alert(1)</script>" in answer.json()["results"][0]["headline"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [*ROUTES, "/", "/api/nothing", "/nothing"])
async def test_every_answer_binds_the_browser(api: httpx.AsyncClient, path: str) -> None:
    """Errors and pages too: no script but our own, no frame, no guess at types."""
    headers = (await api.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"


async def test_without_a_page_it_says_what_to_run(api: httpx.AsyncClient) -> None:
    """Plain words, and no path of this machine."""
    answer = await api.get("/")
    assert answer.status_code == 200 and "make page" in answer.text


async def test_the_page_is_served_once_it_is_built(tmp_path: Path) -> None:
    """Its files, and none beside them."""
    page = tmp_path / "page"
    desk = DeskServer(page=page)
    async with _client(desk) as api:
        assert "not built" in (await api.get("/")).text
        (page / "assets").mkdir(parents=True)
        (page / "index.html").write_text("<!doctype html><title>Desk</title>")
        (page / "assets" / "a.js").write_text("let x = 1")
        (tmp_path / "secret.txt").write_text("secret")
        assert "<title>Desk" in (await api.get("/")).text
        script = await api.get("/assets/a.js")
        assert script.text == "let x = 1" and "javascript" in script.headers["content-type"]
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"):
            assert (await api.get(path)).status_code == 404
    desk.store.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_can_be_written(api: httpx.AsyncClient, method: str) -> None:
    """Every address but the session's takes GET alone."""
    for path in ROUTES:
        answer = await api.request(method, path)
        assert answer.status_code == 405
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_time_with_an_unescaped_plus_is_understood(api: httpx.AsyncClient) -> None:
    """Curl sends it so, and it arrives as a space."""
    answer = await api.get("/api/alerts?since=2026-03-02T12:00:00+00:00&until=2100-01-01T00:00:00Z")
    assert answer.status_code == 200 and answer.json()["alerts"]


async def test_another_name_for_this_machine_is_refused_while_it_is_open(desk: DeskServer) -> None:
    """A page of another site can make its own name lead here, and would read with our reader's rights."""
    for host in ("evil.example", "127.0.0.1.evil.example:6071", "localhost.evil.example"):
        async with _client(desk, host) as client:
            assert (await client.get("/api/alerts")).status_code == 403
    for host in ("localhost:6071", "[::1]:6071", "127.0.0.1"):
        async with _client(desk, host) as client:
            assert (await client.get("/api/alerts")).status_code == 200


# --- tokens ------------------------------------------------------------------------------------------


@pytest.fixture
async def locked(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A desk that asks for a token."""
    desk = DeskServer(tokens=[TOKEN, "another-token-0123456789"], page=tmp_path)
    async with _client(desk, "desk.example") as client:
        yield client
    desk.store.close()


@pytest.mark.parametrize("path", [*ROUTES, "/api/live", "/api/nothing"])
async def test_without_a_token_nothing_is_told(locked: httpx.AsyncClient, path: str) -> None:
    """Neither with a wrong one; not even whether the address exists."""
    for headers in (
        {}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer"}, {"Authorization": "Bearer é"}, {"Cookie": "newswire_desk=1.x"},
        {"Cookie": f"newswire_desk={TOKEN}"}, {"Cookie": "newswire_desk=99999999999.aa; =;;"},
    ):  # fmt: skip
        raw = {name: value.encode("latin-1") for name, value in headers.items()}
        answer = await locked.get(path, headers=raw)
        assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_wrong_token_is_told_from_none(locked: httpx.AsyncClient) -> None:
    """Who has sent one must not look for the reason in the header."""
    none = (await locked.get("/api/status")).json()["detail"]
    wrong = await locked.get("/api/status", headers={"Authorization": "Bearer not-the-right-one"})
    assert (
        none.startswith("a token is needed") and "not one of the desk's" in wrong.json()["detail"]
    )


async def test_each_token_opens(locked: httpx.AsyncClient) -> None:
    """So that one can be changed for the other without a gap."""
    for token in (TOKEN, "another-token-0123456789"):
        answer = await locked.get("/api/alerts", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200


async def test_a_session_stands_for_a_token(locked: httpx.AsyncClient) -> None:
    """The cookie is for this site's requests alone, no script reads it, and it can be given back."""
    answer = await locked.post("/api/session", json={"token": TOKEN})
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 204 and TOKEN not in cookie
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower() and "Path=/api" in cookie
    assert (await locked.get("/api/alerts")).status_code == 200
    assert (await locked.delete("/api/session")).status_code == 204
    assert (await locked.get("/api/alerts")).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"token": "wrong"}', 401), (b"{}", 422), (b"[]", 422), (b"", 422), (b"\xff", 422),
        (b'{"token": 1}', 422), (b'{"token": "' + b"x" * 20_000 + b'"}', 413),
    ],
)  # fmt: skip
async def test_a_session_needs_a_token(locked: httpx.AsyncClient, body: bytes, status: int) -> None:
    """No cookie for anything else."""
    answer = await locked.post("/api/session", content=body)
    assert answer.status_code == status and "set-cookie" not in answer.headers
    assert answer.headers["content-type"] == "application/problem+json"


async def test_only_sites_that_are_named_may_read(tmp_path: Path) -> None:
    """Another site's page gets the header if it is set, and is asked no cookie."""
    desk = DeskServer(tokens=[TOKEN], cors=["https://board.example"], page=tmp_path)
    async with _client(desk) as client:
        asked = {"Origin": "https://board.example", "Access-Control-Request-Method": "GET",
                 "Access-Control-Request-Headers": "authorization"}  # fmt: skip
        answer = await client.options("/api/alerts", headers=asked)
        assert answer.headers["access-control-allow-origin"] == "https://board.example"
        other = await client.get("/api/alerts", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        known = {"Origin": "https://board.example", "Authorization": f"Bearer {TOKEN}"}
        read = await client.get("/api/alerts", headers=known)
        assert read.headers["access-control-allow-origin"] == "https://board.example"
        assert "access-control-allow-credentials" not in read.headers
    desk.store.close()


async def test_what_breaks_is_told_without_details(desk: DeskServer) -> None:
    """A broken database is a 500 as problem+json, with no word of why."""
    desk.store._db.execute("DROP TABLE alert_labels")
    async with _client(desk) as client:
        answer = await client.get("/api/places")
    assert answer.status_code == 500 and "alert_labels" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
