"""Reading a document: half-written ones are known as such, and a parser's own fault harms only its document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stream.adapters.sources import reading
from stream.adapters.sources.documents import Document
from stream.adapters.sources.reading import is_incomplete, read_document, safely
from stream.formats.outcome import Hints, Outcome, Read, Refused

ITEM = b'{"uri": "u:1", "provider": "AP", "headline": "Dam holds"}'
RSS = b'<rss version="2.0"><channel><title>Desk</title><item><guid>u:1</guid><title>Dam holds</title></item>'


@pytest.mark.parametrize(
    ("data", "incomplete"),
    [
        (b"", True),
        (b" \n", True),
        (ITEM, False),
        (ITEM[:-1], True),
        (ITEM + b"\n" + ITEM, False),
        (ITEM + b"\n" + ITEM[:20], True),
        (b"[" + ITEM + b"]\n", False),
        (RSS, True),
        (RSS + b"</channel></rss>", False),
        (b"\x01AAA0001 4 POL 10\r\n\x02Dam holds\r\n", True),
        (b"\x01AAA0001 4 POL 10\r\n\x02Dam holds\r\n\x03\x04", False),
        (b"no news at all", False),
    ],
)
def test_what_looks_half_written(data: bytes, incomplete: bool) -> None:
    """XML, JSON, lines and transmissions that began and did not end, and files with nothing in them yet."""
    assert is_incomplete(data, read_document(Document(data, "a"), Hints())) is incomplete


def test_a_fault_of_a_parser_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before it is kept, and the error says that it is ours."""

    def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
        yield Read({"uri": "u:1"})
        raise KeyError("x")

    monkeypatch.setattr(reading, "parser", lambda name: parse)
    read, refused = read_document(Document(b"x", "a"), Hints())
    assert isinstance(read, Read)
    assert isinstance(refused, Refused)
    assert "KeyError" in str(refused.error)
    assert "please report it" in str(refused.error)


def test_a_reader_that_fails_loses_nothing_of_what_it_read() -> None:
    """Its failure is one more refusal behind the items, whatever reader it is."""

    def read() -> Iterator[Outcome]:
        yield Read({"uri": "a"})
        raise RuntimeError("oops")

    first, second = safely(read)
    assert first == Read({"uri": "a"})
    assert isinstance(second, Refused) and "RuntimeError: oops" in str(second.error)
