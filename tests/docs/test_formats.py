"""docs/formats.md: what comes of each of our own documents."""

from pathlib import Path

from stream.formats.detect import AUTO, FORMATS
from stream.formats.outcomes_table import page, rows

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/fixtures/formats"
PAGE = ROOT / "docs/formats.md"


def test_page_is_current() -> None:
    """The page is what `python -m stream.formats.outcomes_table tests/fixtures/formats` prints."""
    assert PAGE.read_text(encoding="utf-8") == page(FIXTURES)


def test_page_names_every_format() -> None:
    """Each name that `--format` takes is explained."""
    text = PAGE.read_text(encoding="utf-8")
    for name in (*FORMATS, AUTO):
        assert f"`{name}`" in text or f"--format {name}`" in text, name


def test_fixtures_cover_every_format() -> None:
    """There is a document of our own for each parser."""
    seen = {row.format.strip("`") for row in rows(FIXTURES)}
    missing = set(FORMATS) - seen
    assert not missing, missing
