"""The dashboard of news asks the desk's API for what it has, and nothing that it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.desk import DeskServer
from support.news import fixture

BOARD = json.loads(
    (Path(__file__).resolve().parents[2] / "deploy/grafana/news/newswire-news.json").read_text(
        "utf-8"
    )
)
PANELS = BOARD["panels"]
TARGETS = [(panel["title"], target) for panel in PANELS for target in panel["targets"]]
VALUES = {
    "${__from:date:iso}": "2020-01-01T00:00:00.000Z",
    "${__to:date:iso}": "2100-01-01T00:00:00.000Z",
    "${dimension}": "actor",
}
"""What Grafana puts in for the variables."""


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A desk that has read the made-up wire."""
    desk = DeskServer(str(tmp_path / "desk.db"))
    await desk.push(*fixture()[1])
    transport = httpx.ASGITransport(app=desk.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client
    desk.store.close()


@pytest.mark.parametrize(("title", "target"), TARGETS)
async def test_each_query_is_answered(
    api: httpx.AsyncClient, title: str, target: dict[str, Any]
) -> None:
    """With rows under the root selector that have every column, of the type that it says."""
    params = [
        (p["key"], VALUES.get(p["value"], p["value"])) for p in target["url_options"]["params"]
    ]
    answer = await api.get(target["url"], params=params)
    assert answer.status_code == 200, (title, answer.text)
    found = answer.json()[target["root_selector"]]
    rows = found if isinstance(found, list) else [found]
    assert rows, title
    for column in target["columns"]:
        value = rows[0][column["selector"]]
        if column["type"] == "number":
            assert isinstance(value, int | float), (title, column)
        if column["type"] == "timestamp":
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value), (title, column)


def test_the_desk_is_a_variable() -> None:
    """No panel names one installation's data source, and no address is a whole one."""
    sources = list(_sources(PANELS))
    assert sources and {source["uid"] for source in sources} == {"${datasource}"}
    assert BOARD["templating"]["list"][0]["query"] == sources[0]["type"]
    assert all(target["url"].startswith("/api/") for _, target in TARGETS)
    assert "id" not in BOARD and BOARD["uid"] == "newswire-news"


def _sources(node: Any) -> Iterator[dict[str, str]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "datasource":
            yield value
        elif isinstance(value, dict | list):
            yield from _sources(value)


def test_panels_explain_themselves_and_lie_side_by_side() -> None:
    """Each has a number, words and a place of its own on the grid of 24 columns."""
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert all(panel["title"] and panel["description"] for panel in PANELS)
    places = [panel["gridPos"] for panel in PANELS]
    assert all(place["x"] + place["w"] <= 24 for place in places)
    for one, other in combinations(places, 2):
        across = one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
        down = one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"]
        assert not (across and down)
