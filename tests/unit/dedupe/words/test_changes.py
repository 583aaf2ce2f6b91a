"""What a later version of a text says otherwise, in the words that an editor reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ..desk import Desk

KINDS = tomllib.loads(Path(__file__).with_name("changes.toml").read_text("utf-8"))
PAIRS = [(kind, n, pair) for kind, table in KINDS.items() for n, pair in enumerate(table["pairs"])]
FIGURES = re.compile(r"\d \D*→ \D*\d|\d → \d")


def _changes(pair: dict[str, Any]) -> list[str]:
    desk, language = Desk(), pair.get("language", "en")
    for n, (headline, body) in enumerate((pair["old"], pair["new"])):
        record = desk.send("u", n, version=str(n), language=language, headline=headline, body=body)
    assert record.verdict == "revision"
    return record.changes


def _told(wanted: str, line: str) -> bool:
    if "|" not in wanted:
        return wanted in line
    name, before, after = wanted.split("|")
    exchange = re.search(
        rf"(?<![\d.,]){re.escape(before)} → {re.escape(after)}(?![\d,]|\.\d)", line
    )
    return name.casefold() in line.casefold() and exchange is not None


def wrong(pair: dict[str, Any]) -> list[str]:
    """What is not told of what is wanted, and what is told of figures and is not."""
    lines, wanted = _changes(pair), pair["says"]
    missed = [w for w in wanted if not any(_told(w, line) for line in lines)]
    figures = [line for line in lines if FIGURES.search(line)]
    false = [line for line in figures if not any(_told(w, line) for w in wanted)]
    return [*missed, *false, *(w for w in pair.get("no", []) if any(w in x for x in lines))]


@pytest.mark.parametrize(("kind", "number", "pair"), PAIRS)
def test_what_an_editor_reads_of_a_change(kind: str, number: int, pair: dict[str, Any]) -> None:
    """A figure is told beside the one that it replaced, or not as an exchange."""
    assert wrong(pair) == []
