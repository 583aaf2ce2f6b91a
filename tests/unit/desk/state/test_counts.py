"""Counts as they came, the highest of a window, and what rose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from stream.desk.read.counts import CountQuery, counts, top
from support.news import NOON, count, record
from unit.desk.books import Books

HOUR = timedelta(hours=1)


def listed(books: Books, **wanted: Any) -> list[tuple[str, str]]:
    """Window and value of each count listed."""
    return [
        (c["window_start"][11:13], c["value"])
        for c in counts(books.db, CountQuery(**wanted))["counts"]
    ]


def test_counts_are_listed_by_window_then_key() -> None:
    """The newest window first; other sizes and dimensions are apart."""
    books = Books()
    books.take(
        count("b"), count("a"), count("a", start=NOON + HOUR), count("a", size=60),
        count("SY", dimension="country"),
    )  # fmt: skip
    assert listed(books, dimension=["actor"]) == [("13", "a"), ("12", "a"), ("12", "b")]
    assert listed(books, dimension=["actor"], until=books.now + 1) == [("12", "a"), ("12", "b")]
    assert listed(books, window=60) == [("12", "a")] and listed(books, value=["SY"]) == [
        ("12", "SY")
    ]
    assert len(listed(books)) == 4


def test_a_record_is_given_as_it_came() -> None:
    """Keys that nobody knows here included; `final` is asked by its value."""
    books = Books()
    sent = {**msgspec.to_builtins(count("x")), "final": True, "weather": [1, {"a": None}]}
    books.take(record("news.counts", "k", sent), count("y"))
    assert counts(books.db, CountQuery(final=True))["counts"] == [sent]
    assert [c["value"] for c in counts(books.db, CountQuery(final=False))["counts"]] == ["y"]


def test_records_of_another_kind_are_for_others() -> None:
    """A record without a label is passed over, and is no fault."""
    books = Books()
    applied = books.take(
        record("news.counts", "top", {"window_start": "2026-03-02T12:00:00Z", "window_seconds": 3600,
                                      "dimension": "actor", "top": []})
    )  # fmt: skip
    assert applied.outcomes["news.counts", "ignored"] == 1 and listed(books) == []


def test_the_highest_are_those_with_most_stories() -> None:
    """Of the newest window that has any; ties by updates, then by value; zeros are none."""
    books = Books()
    books.take(
        count("a", stories=2, updates=3), count("b", stories=5), count("c", stories=2, updates=9),
        count("z", stories=0), count("q", start=NOON + HOUR, stories=0),
    )  # fmt: skip
    found = top(books.db, "actor", 3600, None, 3)
    assert [c["value"] for c in found["top"]] == ["b", "c", "a"]
    assert found["window_start"] == "2026-03-02T12:00:00Z"
    earlier = top(books.db, "actor", 3600, books.now - 1, 3)
    assert (earlier["window_start"], earlier["top"]) == ("2026-03-02T11:00:00Z", [])


def test_a_desk_without_counts_names_no_window() -> None:
    """An editor who opens the page before the first news does not read of 1970; a window asked for is named."""
    books = Books()
    books.take(count("z", stories=0))
    found = top(books.db, "actor", 3600, None, 3)
    assert (found["window_start"], found["top"], found["movers"]) == (None, [], [])
    asked = top(books.db, "actor", 3600, books.now, 3)
    assert (asked["window_start"], asked["final"]) == ("2026-03-02T12:00:00Z", False)


def test_a_window_is_final_when_its_series_all_says_so() -> None:
    """The others are not sent again for that; one that is corrected later says so itself."""
    books = Books()
    books.take(count("a"), count("all", dimension="all"))
    assert top(books.db, "actor", 3600, None, 3)["final"] is False
    books.take(count("all", dimension="all", final=True), count("b", start=NOON + HOUR, final=True))
    assert top(books.db, "actor", 3600, books.now, 3)["final"] is True
    assert top(books.db, "actor", 3600, None, 3)["final"] is False


def test_what_rises_is_measured_against_what_is_usual() -> None:
    """The record's own baseline, as a number or by name; else the window before; falls are left out."""
    books = Books()
    books.take(
        count("a", start=NOON - HOUR, stories=1), count("a", stories=5), count("d", stories=2)
    )
    for value, baseline in (("b", 1.0), ("c", {"stories": 9, "windows": 4}), ("e", "odd")):
        sent = {**msgspec.to_builtins(count(value, stories=5)), "baseline": baseline}
        books.take(record("news.counts", value, sent))
    movers = top(books.db, "actor", 3600, None, 10)["movers"]
    assert [(m["value"], m["ratio"]) for m in movers] == [
        ("e", 6.0), ("a", 3.0), ("b", 3.0), ("d", 3.0),
    ]  # fmt: skip
