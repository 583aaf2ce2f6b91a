"""What a path is taken for: lines or documents, in which order, and what is said of what can't be read."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stream.adapters.sources import lines
from stream.adapters.sources.documents import Document, TooLarge, visible
from stream.adapters.sources.inputs import Piece, Unread, check, inputs_of
from stream.adapters.sources.lines import Line, SourceError

LINE = b'{"uri":"a"}'


def pieces(path: Path, format: str = "auto", most: int = 1000) -> list[Piece]:
    """All pieces of a path."""

    async def read() -> list[Piece]:
        return [piece async for piece in inputs_of(str(path), format, max_bytes=most)]

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jsonl", LINE, Line),
        ("a.NDJSON", b"not even json", Line),
        ("a.json", LINE + b"\n" + LINE, Line),
        ("a.txt", b"\n\n" + LINE + b"\n\n" + LINE + b"\n", Line),
        ("a.json", LINE + b"\n", Document),
        ("a.json", b'{\n"uri":"a"\n}', Document),
        ("a.json", b"[" + LINE + b"]", Document),
        ("a.xml", b"<nitf/>", Document),
        ("a.dat", b"\x00\x01\xff", Document),
        ("a.dat", b"", Document),
    ],
)
def test_what_a_file_is_taken_for(tmp_path: Path, name: str, data: bytes, kind: type) -> None:
    """JSON Lines by name, or by a first line that is an object and has others behind it; else a document."""
    (tmp_path / name).write_bytes(data)
    found = pieces(tmp_path / name)
    assert found
    assert {type(piece) for piece in found} == {kind}


def test_a_format_that_is_given_is_believed(tmp_path: Path) -> None:
    """--format decides, whatever the name says."""
    (tmp_path / "a.jsonl").write_bytes(LINE)
    (tmp_path / "b.xml").write_bytes(LINE)
    (document,) = pieces(tmp_path / "a.jsonl", "ninjs")
    assert document == Document(LINE, str(tmp_path / "a.jsonl"), "ninjs")
    assert isinstance(pieces(tmp_path / "b.xml", "jsonl")[0], Line)


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    """Files of any kind, sorted; hidden and unfinished ones and folders are passed by."""
    for name in ("b.xml", "a.jsonl", "c.xml", ".hidden.xml", "d.xml.part"):
        (tmp_path / name).write_bytes(LINE)
    (tmp_path / "below").mkdir()
    found = [p.name if isinstance(p, Document) else str(p.path) for p in pieces(tmp_path)]
    assert [Path(name).name for name in found] == ["a.jsonl", "b.xml", "c.xml"]


def test_a_file_too_large_does_not_stop_a_folder(tmp_path: Path) -> None:
    """It is named with the limit, and the next file is read."""
    (tmp_path / "a.xml").write_bytes(b"x" * 1001)
    (tmp_path / "b.xml").write_bytes(b"x" * 1000)
    large, fits = pieces(tmp_path)
    assert isinstance(large, Unread)
    assert isinstance(large.error, TooLarge)
    assert "1,000 bytes (limits.document_bytes)" in str(large.error)
    assert isinstance(fits, Document)


@pytest.mark.parametrize(
    ("name", "words"), [("none", "no such file"), ("empty", "no file in this folder")]
)
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str, words: str) -> None:
    """A path that is not there and an empty folder are told, not passed over."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=words):
        pieces(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "format", "shown"),
    [
        (LINE + b"\n" + LINE, "auto", "Line Line"),
        (b"\n" + LINE, "auto", "Line"),
        (b"<a>\n</a>", "auto", "Document"),
        (b"not json\n" + LINE, "jsonl", "Line Line"),
        (b"{\n}", "ninjs", "Document"),
        (b"x" * 2000, "auto", "Unread"),
        (b"", "auto", "Document"),
    ],
)
def test_standard_input(data: bytes, format: str, shown: str) -> None:
    """Standard input is lines where it begins with a JSON object on one line, else one document."""
    code = (
        "import asyncio\nfrom stream.adapters.sources.inputs import inputs_of\n"
        "async def main():\n"
        f"    return [type(p).__name__ async for p in inputs_of('-', {format!r}, max_bytes=1000)]\n"
        "print(*asyncio.run(main()))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert done.stdout.decode().strip() == shown


def test_lines_of_a_pipe_come_while_it_is_open() -> None:
    """A line is there before the next is written: nothing waits for the end of standard input."""
    code = (
        "import asyncio\nfrom stream.adapters.sources.inputs import inputs_of\n"
        "async def main():\n"
        "    async for p in inputs_of('-'):\n        print(p.value.decode(), flush=True)\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(LINE + b"\n")
            process.stdin.flush()
            assert process.stdout.readline() == LINE + b"\n"
        process.stdin.close()


def test_a_line_without_an_end_is_not_held_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a line beyond the limit one byte too many is kept, so that it is refused; the next is read."""
    monkeypatch.setattr(lines, "MAX_LINE", 100)
    (tmp_path / "a.jsonl").write_bytes(b"x" * 1000 + b"\n" + LINE + b"\n")
    long, next_ = pieces(tmp_path / "a.jsonl")
    assert isinstance(long, Line) and isinstance(next_, Line)
    assert (len(long.value), long.position) == (100, 1001)
    assert (next_.value, next_.number) == (LINE, 2)


async def test_a_file_that_takes_the_place_of_a_followed_one_is_read_from_its_beginning(
    tmp_path: Path,
) -> None:
    """A rotated file that is longer than what was read of the old one loses nothing."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"uri":"old"}\n')
    found = lines.lines_of(path, follow=True)
    async with asyncio.timeout(10):
        assert (await anext(found)).value == b'{"uri":"old"}'
        new = tmp_path / "new"
        new.write_bytes(b'{"uri":"first"}\n{"uri":"second"}\n')
        new.replace(path)
        assert [(await anext(found)).value for _ in range(2)] == [
            b'{"uri":"first"}',
            b'{"uri":"second"}',
        ]
    await found.aclose()  # type: ignore[attr-defined]


def test_a_name_is_shown_on_one_line() -> None:
    """Line ends and bytes that are no text in a file's name are written out; other letters stay."""
    assert visible("Łódź a.xml") == "Łódź a.xml"
    assert visible("a\nrefused b.xml\udcff") == "a\\nrefused b.xml\\udcff"


@pytest.mark.parametrize("format", ["auto", "jsonl", "nitf"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, format: str) -> None:
    """To open one that nobody writes into would wait for ever; standard input takes it."""
    pipe = tmp_path / "wire.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="not a regular file; for a pipe give -"):
        pieces(pipe, format)


def test_another_kind_of_address_is_named_as_such() -> None:
    """It is no file that is missing."""
    with pytest.raises(SourceError, match="ftp is no way in: an address is http or https"):
        check("ftp://wire.example/a.xml")
