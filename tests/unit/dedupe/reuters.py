"""Reuters-21578 as updates, where the collection is at hand: ids are its NEWID ("r:123")."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from stream.model import Update

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "reuters21578"
FILES = sorted(FOLDER.glob("*.sgm.gz"))
FIXTURES = Path(__file__).parents[2] / "fixtures" / "dedupe"

_ITEM = re.compile(r'<REUTERS [^>]*NEWID="(\d+)">(.*?)</REUTERS>', re.DOTALL)


def updates() -> list[Update]:
    """Every item that has a headline or a text, in order of time."""
    return sorted(_updates(), key=lambda u: (u.event_time, int(u.uri[2:])))


def _updates() -> Iterator[Update]:
    for path in FILES:
        text = gzip.decompress(path.read_bytes()).decode("latin-1")
        for number, item in _ITEM.findall(text):
            headline, body = " ".join(_field(item, "TITLE").split()), _field(item, "BODY")
            if headline or body:
                stamp = _field(item, "DATE").split(".")[0]
                at = datetime.strptime(stamp, "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC)
                place = _field(item, "DATELINE")
                yield Update(
                    uri=f"r:{number}", provider="Reuters", event_time=at, ingested_at=at, language="en",
                    headline=headline, body=f"{place} {body}" if place else body,
                )  # fmt: skip


def _field(item: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", item, re.DOTALL)
    text = html.unescape(found[1]) if found else ""
    return re.sub(r"&\\t|[\x00-\x08\x0b-\x1f]", " ", text).strip()
