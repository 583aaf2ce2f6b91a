"""docs/desk.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from stream.desk.read.query import MOST
from stream.desk.state.log import COUNTS_AT_ONCE
from stream.observe.desk import ENTRIES
from stream.settings import load_settings
from support.desk import DeskServer

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")


def test_every_metric_is_explained() -> None:
    """One row each, with type, labels and the code's own words."""
    for entry in ENTRIES:
        labels = ", ".join(f"`{label}`" for label in entry.labels) or "none"
        assert f"| `{entry.name}` | {entry.kind} | {labels} | {entry.help} |" in PAGE


def test_every_route_and_filter_is_named() -> None:
    """The table has each path of the API, and each filter of a list."""
    desk = DeskServer()
    for path, operations in desk.app.openapi()["paths"].items():
        for method, operation in operations.items():
            row = next(line for line in PAGE.splitlines() if f"`{method.upper()} {path}" in line)
            for parameter in operation.get("parameters", []):
                if parameter["name"] not in ("cursor", "limit", "id", "at", "n", "window"):
                    assert parameter["name"] in row, (path, parameter["name"])
    desk.store.close()


def test_the_example_loads(tmp_path: Path) -> None:
    """The settings as they are written, which are the defaults but for what names a place."""
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    path = tmp_path / "newswire.toml"
    path.write_text(text, encoding="utf-8")
    found, usual = load_settings(path, environ={}).serve, load_settings(None, environ={}).serve
    assert found.cors_origins and found.tokens_file == tmp_path / "desk.tokens"
    for name in ("port", "retention_days", "stale_seconds"):
        assert getattr(found, name) == getattr(usual, name)


def test_figures_are_those_of_the_code() -> None:
    """Page sizes, counts at once, and what is kept."""
    assert f"at most {MOST}; 100 for search" in PAGE and f"{COUNTS_AT_ONCE:,} counts" in PAGE


def test_files_that_are_named_are_there() -> None:
    """Examples and the dashboard."""
    for name in re.findall(r"`((?:examples|deploy)/[^`]+)`", PAGE):
        assert (ROOT / name).is_file(), name
