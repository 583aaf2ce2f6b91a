"""Marks of takes."""

import pytest

from stream.dedupe.items.parts import bare, is_part


@pytest.mark.parametrize(
    ("headline", "rest"),
    [
        ("Storm hits coast =2", "Storm hits coast"),
        ("Storm -2-", "Storm"),
        ("Storm, take 2", "Storm"),
        ("Storm (take 2)", "Storm"),
        ("Storm hits (2 of 3)", "Storm hits"),
        ("BC-Storm, 1st Add", "BC-Storm"),
    ],
)
def test_later_pieces_are_marked(headline: str, rest: str) -> None:
    """The mark at the end makes a piece, and is no part of the headline."""
    assert is_part(headline, "", [])
    assert bare(headline) == rest


@pytest.mark.parametrize(
    "headline",
    [
        "Storm hits coast =",
        "KLM to take 15",
        "Fed to add 2",
        "Ajax win 3-2",
        "Boeing 747-2-",
        "1-2-3 writer",
        "",
    ],
)
def test_figures_of_the_news_are_no_marks(headline: str) -> None:
    """Scores, shares and type numbers are the news."""
    assert not is_part(headline, "", [])


def test_slugs_and_signals_mark_pieces_too() -> None:
    """AP has the mark in the slug, a parser may have it as a signal."""
    assert is_part("Storm", "BC-Storm, 2nd Add", [])
    assert is_part("Storm", "", ["take 2"])
    assert not is_part("Storm", "BC-Storm, 1st Ld", ["1ST LEAD"])
