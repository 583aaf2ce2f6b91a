"""Counts as rows: which are wanted, in which order, and what their columns say."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from stream.bootstrap.counts import last_of
from stream.count.table import COLUMNS, Span, ordered, row
from stream.count.windows import key_of, parse
from stream.errors import MalformedUpdate
from stream.model import Baseline, Count, Toll

TEN = datetime(2024, 11, 29, 10, tzinfo=UTC)
ELEVEN = TEN.replace(hour=11)


def count(value: str = "hts", stories: int = 1, at: datetime = TEN, **more: Any) -> Count:
    """A count of an hour."""
    return Count(
        window_start=at, window_seconds=3600, dimension="actor", value=value, name=value.upper(),
        stories=stories, updates=more.pop("updates", stories), sources=1, **more,
    )  # fmt: skip


def record(value: Count) -> Any:
    """A record of news.counts."""
    key = key_of(value.window_start, value.window_seconds, value.dimension, value.value)
    return SimpleNamespace(
        topic="news.counts",
        partition=0,
        offset=7,
        key=key.encode(),
        value=msgspec.json.encode(value),
    )


def test_a_row_has_every_column_and_none_where_nothing_is_known() -> None:
    """A count with a baseline and a toll fills their columns; another leaves them empty."""
    full = count(
        baseline=Baseline(weeks=3, stories=1.5, updates=4.0),
        casualties=[Toll(kind="killed", stories=1, least=12, most=20)],
    )
    assert list(row(full)) == list(COLUMNS) == list(row(count()))
    assert (row(full)["baseline_stories"], row(full)["killed_most"]) == (1.5, 20)
    assert (row(count())["baseline_stories"], row(count())["killed_most"]) == (None, None)


def test_the_leading_values_of_each_window_come_first() -> None:
    """By window, then stories; at most so many of each window, and none that fell to nothing."""
    found = [count("b", 2), count("a", 5), count("gone", 0), count("c", 1), count("a", 1, ELEVEN)]
    assert [(c.window_start.hour, c.value) for c in ordered(found, 2)] == [
        (10, "a"), (10, "b"), (11, "a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "held"),
    [
        (Span(3600, "actor"), True),
        (Span(60, "actor"), False),
        (Span(3600, "place"), False),
        (Span(3600, "actor", since=TEN, until=ELEVEN), True),
        (Span(3600, "actor", until=TEN), False),
        (Span(3600, "actor", since=ELEVEN), False),
        (Span(3600, "actor", values=frozenset(("russia",))), False),
    ],
)
def test_a_span_holds_its_windows_dimension_and_values(span: Span, held: bool) -> None:
    """Its start is in it, its end is not."""
    assert span.holds(parse(key_of(TEN, 3600, "actor", "hts"))) is held


def test_of_each_series_the_last_record_counts() -> None:
    """An upsert replaces what was said before."""
    found = last_of([record(count(stories=2)), record(count(stories=1))], Span(3600, "actor"))
    assert [c.stories for c in found] == [1]


def test_a_record_that_is_no_count_is_named_with_its_place() -> None:
    """Topic, partition and offset are in the error."""
    bad = record(count())
    bad.value = b'{"window_start": 1}'
    with pytest.raises(MalformedUpdate, match=r"news\.counts\[0\]@7"):
        last_of([bad], Span(3600, "actor"))
