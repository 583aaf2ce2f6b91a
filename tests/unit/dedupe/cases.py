"""The project's cases of judgement (../shared/cases/judgement.md), where that folder is at hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[4] / "shared" / "cases" / "judgement.md"

_INPUT = re.compile(r"\*\*Input\*\*.*?```text\n(.*?)```", re.DOTALL)
_UPDATE = re.compile(r"^U\d+ \| ", re.MULTILINE)
_FIELDS = {"H": "headline", "B": "body", "E": "note"}


def filled(wire: dict[str, Any]) -> dict[str, Any]:
    """Return a wire of judgement.toml with the texts of its case."""
    told = _updates(wire["id"])
    texts = wire.get("texts")
    if texts is None:
        return wire | {"updates": told}
    return wire | {"updates": [_like(line, told) for line in texts]}


def _like(line: dict[str, Any], told: list[dict[str, Any]]) -> dict[str, Any]:
    if "like" not in line:
        return line
    text = told[line["like"] - 1]
    made = {"uri": f"u:{line['from']}"} | {k: text[k] for k in ("headline", "body") if k in text}
    made |= line
    if "last" in line:
        made["body"] = f"{made['body']}\n{line['last']}"
    return made


def _updates(case: str) -> list[dict[str, Any]]:
    section = FILE.read_text("utf-8").partition(f"\n## {case} ")[2].partition("\n## ")[0]
    found = _INPUT.search(section)
    blocks = _UPDATE.split(found[1])[1:] if found else []
    return [_update(block) for block in blocks]


def _update(block: str) -> dict[str, Any]:
    first, *lines = block.rstrip().split("\n")
    cells = [cell.strip() for cell in first.split(" | ")]
    uri = re.search(r"uri (\S+)(?: v(\d+))?", first)
    made: dict[str, Any] = {"time": cells[0], "from": cells[1], "uri": uri[1] if uri else cells[1]}
    if uri and uri[2]:
        made["v"] = uri[2]
    made["language"] = next((c[:2] for c in cells[3:] if re.match(r"[a-z]{2}\b", c)), "en")
    field = ""
    for line in lines:
        mark, _, rest = line.partition(": ")
        if mark in _FIELDS:
            field = _FIELDS[mark]
            made[field] = rest
        elif field:
            made[field] += f" {line.strip()}"
    return made
