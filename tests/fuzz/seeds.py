"""The documents that are spoilt: real ones where they are beside the repository, and our own."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from stream.errors import MalformedUpdate
from stream.formats.detect import detect

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/fixtures/formats"
REAL = ROOT.parent / "shared/data/wire-formats"
LONGEST = 60_000
"""Bytes of a document that is still spoilt a hundred thousand times in minutes."""

_SAME = {"ninjs": ("jsonl",), "jsonl": ("ninjs",), "rss": ("atom",), "atom": ("rss",)}


@cache
def seeds(real: bool = True) -> dict[str, list[bytes]]:
    """Documents by the format that they are; a format takes over those of its nearest relative."""
    folders = [FIXTURES, REAL] if real and REAL.exists() else [FIXTURES]
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    found: dict[str, list[bytes]] = defaultdict(list)
    for path in paths:
        data = path.read_bytes()
        if len(data) > LONGEST:
            continue
        try:
            found[detect(data, path.name)].append(data)
        except MalformedUpdate:
            found["other"].append(data)
    return {name: documents + _of(name, found) for name, documents in found.items()}


def _of(name: str, found: dict[str, list[bytes]]) -> list[bytes]:
    return [data for relative in _SAME.get(name, ()) for data in found.get(relative, [])]
