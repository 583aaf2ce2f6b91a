"""The dashboard and its provisioning: stable names, no data source of one installation, no overlaps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GRAFANA = ROOT / "deploy" / "grafana"
BOARDS = sorted((GRAFANA / "dashboards").glob("*.json"))


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _sources(node: Any) -> Iterator[Any]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "datasource":
            yield value
        elif isinstance(value, dict | list):
            yield from _sources(value)


def _overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    return (
        one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"]
    )  # fmt: skip


def test_dashboards_have_lasting_names() -> None:
    """Dashboards have a fixed uid, unique, and no id, which belongs to one database."""
    boards = [_read(path) for path in BOARDS]
    uids = [board["uid"] for board in boards]
    assert "newswire-overview" in uids and len(set(uids)) == len(uids)
    assert all(board.get("id") is None for board in boards)


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.name)
def test_the_data_source_is_a_variable(path: Path) -> None:
    """Every panel, query and variable uses $datasource, which is the first variable."""
    board = _read(path)
    assert board["templating"]["list"][0]["type"] == "datasource"
    assert board["templating"]["list"][0]["name"] == "datasource"
    found = list(_sources(board))
    assert found and all(
        source == {"type": "prometheus", "uid": "${datasource}"} for source in found
    )


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.name)
def test_panels_explain_themselves(path: Path) -> None:
    """Each panel has a number of its own, a title, a description, a unit, and a query or more."""
    panels = _read(path)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in (panel for panel in panels if panel["type"] != "row"):
        assert panel["title"] and panel["description"] and panel["targets"], panel["id"]
        assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.name)
def test_panels_lie_side_by_side(path: Path) -> None:
    """No panel covers another, and none leaves the grid of 24 columns."""
    places = [panel["gridPos"] for panel in _read(path)["panels"]]
    assert all(place["x"] + place["w"] <= 24 for place in places)
    assert not [pair for pair in combinations(places, 2) if _overlap(*pair)]


def test_provisioned_folders_are_where_compose_mounts_them() -> None:
    """The dashboards' folder, the home page and the data source are reachable in the containers."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    mounts = {mount.split(":")[1]: mount.split(":")[0] for mount in compose["grafana"]["volumes"]}
    (provider,) = _yaml("dashboards/newswire.yml")["providers"]
    home = compose["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    folder = ROOT / mounts[provider["options"]["path"]]
    assert folder.resolve() == GRAFANA / "dashboards"
    assert (folder / Path(home).name).is_file() and home.startswith(provider["options"]["path"])
    (source,) = _yaml("datasources/prometheus.yml")["datasources"]
    assert source["url"] == "http://prometheus:9090" and "prometheus" in compose


def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((GRAFANA / "provisioning" / name).read_text(encoding="utf-8"))
