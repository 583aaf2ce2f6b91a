"""Texts in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.wire.reading.text import clean_id, clean_line, clean_text, quote


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("cafe\u0301", "café"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a  \nb\t\n\nc ", "a\nb\n\nc"),
        ("a\x07b\x0bc\x81d", "abcd"),
        ("the owner\x92s \x93mill\x94\x85", "the owner’s “mill”…"),
        ("a\tb", "a\tb"),
        ("a\n\n \n\nb", "a\n\nb"),
        ("  a ", "a"),
    ],
)
def test_running_text_is_normalised(dirty: str, clean: str) -> None:
    """NFC, LF, no controls but newline and tab, letters of windows-1252 as meant, no spaces at line ends."""
    warnings: list[str] = []
    assert clean_text(dirty, "body", warnings) == clean
    assert warnings == []


def test_a_nul_is_dropped_with_a_warning() -> None:
    """NUL characters go, and the warning counts them."""
    warnings: list[str] = []
    assert clean_text("a\0b\0", "body", warnings) == "ab"
    assert warnings == ["body has 2 NUL: dropped"]


def test_a_headline_is_one_line() -> None:
    """Line breaks and runs of spaces in a headline become one space."""
    assert clean_line(" Ferry\r\n strike   ends ", "headline", []) == "Ferry strike ends"
    assert clean_line("Vapur\n\u00a0 grevi sürüyor", "headline", []) == "Vapur grevi sürüyor"


@given(st.text())
def test_normalising_twice_changes_nothing(value: str) -> None:
    """A clean text is already in its one form."""
    once = clean_text(value, "body", [])
    assert clean_text(once, "body", []) == once


def test_a_quoted_value_is_short() -> None:
    """A message never carries a whole text, and a deep list is only named."""
    assert len(quote("x" * 10_000)) < 50
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    assert quote(deep) == "a list"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Brücken\u00adsperrung", "Brückensperrung"),
        ("\ufeffBridge\ufeff closed\u200b", "Bridge closed"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200fخبر", "\u200fخبر"),
    ],
)
def test_what_nobody_sees_is_dropped_unless_it_is_spelling(dirty: str, clean: str) -> None:
    """Soft hyphens, zero-width spaces and stray byte order marks go; joiners and directions stay."""
    assert clean_line(dirty, "headline", []) == clean


@pytest.mark.parametrize(
    "dirty", ["\u200eurn:x:café", " urn:x:cafe\u0301\n", "urn:x:\u200bcafé\ufeff", "urn:\x07x:café"]
)
def test_an_id_is_the_same_whatever_hides_in_it(dirty: str) -> None:
    """Marks of direction, zero-width characters, controls and decomposed letters make no other id."""
    assert clean_id(dirty) == "urn:x:café"
