"""What a person types, as a query of the index; and snippets with their marks."""

from __future__ import annotations

import pytest

from stream.desk.read.search import MOST_TERMS, SearchQuery, match_of, search, unmarked
from support.news import classified
from unit.desk.books import Books


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("aleppo", '"aleppo"'),
        ("enters Aleppo", '"enters" AND "Aleppo"'),
        ('"enters Aleppo"', '"enters Aleppo"'),
        ("alep*", '"alep"*'),
        ("aleppo -rebels", '("aleppo") NOT ("rebels")'),
        ("NEAR(a b)", '"NEAR a" AND "b"'),
        ("headline:x", '"headline x"'),
        ('say "', '"say"'),
        ("-x", None),
        ('"', None),
        ("", None),
        ("* ( ) ^ \x00", None),
        ("a\x00b", '"a b"'),
    ],
)
def test_only_words_phrases_beginnings_and_exclusions_mean_something(
    typed: str, match: str | None
) -> None:
    """Every word is quoted; what has no word is left out."""
    assert match_of(typed) == match


def test_a_long_query_is_cut() -> None:
    """The first words are looked for."""
    assert match_of("a " * 500) == " AND ".join(['"a"'] * MOST_TERMS)


def test_marks_are_where_the_words_are() -> None:
    """In code points of the snippet, whatever is before them."""
    books = Books()
    books.take(classified("s", "u:1", "🙂 Émeute à Aleppo", "Aleppo, dit-on. " + "mot " * 60))
    (found,) = search(books.db, SearchQuery("emeute aleppo"))["results"]
    words = {found["snippet"][start:end] for start, end in found["marks"]}
    assert words <= {"Émeute", "Aleppo"} and "Aleppo" in words


def test_a_snippet_without_marks_is_itself() -> None:
    """And a stray mark in a text does no harm."""
    assert unmarked("plain") == ("plain", [])
    assert unmarked("a \x02b\x03 c\x03 \x02d") == ("a b c d", [[2, 3]])


def test_what_comes_and_goes_in_one_batch_is_never_indexed() -> None:
    """Killed, replaced or held again before the index is written: only what may be seen is in it."""
    books = Books()
    books.take(
        classified("s1", "u:1", "Quayside fire in Rijeka"),
        classified("s1", "u:1", "KILL", verdict="kill", remaining=0),
        classified("s2", "u:2", "Quayside fire in Pula"),
        classified("s2", "u:2", "Warehouse fire in Pula", verdict="revision", version="2"),
        classified("s3", "u:3", "Quayside fire in Zadar"),
        classified("s3", "u:3", "Quayside fire in Zadar", status="withheld", version="2"),
        classified("s4", "u:4", "Quayside fire in Split"),
    )
    assert books.found("quayside") == ["u:4"]
    assert books.found("warehouse") == ["u:2"]
    terms = books.db.execute("SELECT count(*) FROM texts WHERE texts MATCH 'rijeka'").fetchone()
    assert terms == (0,)


def test_only_the_version_in_force_is_found() -> None:
    """The words of the one before it are history."""
    books = Books()
    books.take(
        classified("s", "u:1", "Old words"),
        classified("s", "u:1", "New words", verdict="revision", of="u:1"),
    )
    assert books.found("old") == [] and books.found("new") == ["u:1"]


def test_results_are_narrowed_by_labels_and_time() -> None:
    """As lists are."""
    books = Books()
    books.take(classified("s", "u:1", "Words"), classified("t", "u:2", "Words", actor=None))
    assert books.found("words") == ["u:2", "u:1"]
    assert books.found("words", actor=["hts"]) == ["u:1"]
    assert books.found("words", place=["170063"], since=books.now) == ["u:2", "u:1"]
    assert books.found("words", until=books.now) == []
