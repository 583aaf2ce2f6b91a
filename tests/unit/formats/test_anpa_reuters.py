"""The headers of a real wire of 1987 (Reuters-21578) in ANPA 1312's frame, where the collection is at hand."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from stream.formats.outcome import Hints, Read
from stream.formats.textwires.anpa import Header, parse, read_header

FILES = sorted(
    (Path(__file__).parents[4] / "shared" / "data" / "reuters21578").glob("reut2-*.sgm.gz")
)
_TAG = re.compile(r"</?(?:TITLE|AUTHOR|DATELINE|BODY|TEXT|TYPE)\b[^>]*>")

pytestmark = pytest.mark.skipif(not FILES, reason="the collection is not here")


class Item(NamedTuple):
    """An item of the collection: its header as stored, the whole as it was sent, its headline and its day."""

    header: str
    sent: bytes
    headline: str
    day: datetime


def items() -> Iterator[Item]:
    """Every item; its markup is taken out of its text, for the wire had none."""
    for path in FILES:
        wire = gzip.decompress(path.read_bytes()).decode("latin-1")
        for item in re.findall(r"<REUTERS.*?</REUTERS>", wire, re.DOTALL):
            header, text = _part(item, "UNKNOWN"), _part(item, "TEXT")
            sent = _TAG.sub("", f"{header}{text}").replace("&\\t", "    ")
            sent = re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), sent)  # html drops controls
            day = datetime.strptime(_part(item, "DATE").split()[0], "%d-%b-%Y").replace(tzinfo=UTC)
            headline = " ".join(html.unescape(_part(text, "TITLE").replace("&\\t", "")).split())
            yield Item(header, html.unescape(sent).encode(), headline, day)


def _part(text: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", text, re.DOTALL)
    return found[1] if found else ""


def columns(header: str) -> list[str]:
    """The parts of a header by their columns, as a reader of a printout would cut them: from each line's ends."""
    service, story = (html.unescape(line) for line in header.strip().split("\n")[-2:])
    number, selector = service[-10:-5], service[-5:]
    priority, category, rest = story.strip().split(maxsplit=2)
    slug, day, words = rest.rsplit(maxsplit=2)
    return [number[:1], number[1:], selector, priority, category, slug, day, words]


def parts(header: Header) -> list[str]:
    """The same parts as the parser reads them; a version that it cuts off the slug is put back."""
    slug = f"{header.slug} {header.version}".strip()
    return [
        header.service, header.sequence, header.selector, header.priority, header.category, slug,
        header.date, header.words,
    ]  # fmt: skip


def test_headers_of_a_real_wire() -> None:
    """Of at least 98 headers in 100, number, priority, category, slug, day and words are what the columns say."""
    wire = [item.header for item in items()]
    read = [(columns(header), read_header(header)) for header in wire]
    right = sum(found is not None and parts(found) == told for told, found in read)
    assert len(wire) >= 10_000
    assert right >= 0.98 * len(wire)


def test_items_of_a_real_wire() -> None:
    """Sent as it was, at least 98 items in 100 are read with their own headline, number and urgency."""
    read = right = 0
    wire = list(items())
    for item in wire:
        hints = Hints(provider="Reuters", language="en", arrival=item.day)
        (outcome,) = parse(item.sent, hints)
        read += isinstance(outcome, Read)
        if isinstance(outcome, Read) and item.headline:
            record = outcome.record
            told = columns(item.header)
            right += (record["headline"], record["alt_ids"]["transmission"], record["priority"]) == (
                item.headline, told[0] + told[1], told[3],
            )  # fmt: skip
    assert read >= 0.98 * len(wire)
    assert right >= 0.98 * sum(bool(item.headline) for item in wire)
