"""`newswire counts` before it reads anything: what it takes, and what it says of a mistake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import typer
from typer.testing import CliRunner

from stream.cli.app import app
from stream.cli.spans import other_lengths, span

NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["actors"], "admin1"),
        (["actor", "--window", "hour"], "15m"),
        (["actor", "--since", "yesterday"], "2024-11-29T13:00"),
        (["actor", "--format", "parquet"], "--output"),
        (["actor", "--since", "2024-11-30T13:00", "--until", "2024-11-29"], "not before --until"),
    ],
)
def test_a_mistake_says_what_is_allowed(arguments: list[str], said: str) -> None:
    """Usage errors end with 2 and name a right value."""
    done = CliRunner().invoke(app, ["counts", *arguments], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert said in done.output


def test_times_are_utc_or_so_long_ago() -> None:
    """A time without a zone is UTC, one with a zone is turned into it, 2d is two days back."""
    asked = span("actor", ["hts"], "15m", "2024-11-29T13:00", "2024-11-29T16:00+02:00")
    assert (asked.seconds, asked.values) == (900, {"hts"})
    assert asked.since == datetime(2024, 11, 29, 13, tzinfo=UTC)
    assert asked.until == datetime(2024, 11, 29, 14, tzinfo=UTC)
    back = span("actor", [], "1h", "2d", None).since
    assert back is not None and timedelta(0) <= back - (NOW - timedelta(days=2)) < timedelta(
        hours=1
    )


def test_a_length_of_nothing_is_refused() -> None:
    """Windows of zero seconds are none."""
    with pytest.raises(typer.BadParameter):
        span("actor", [], "0h", None, None)


def test_windows_of_a_length_that_is_not_counted_are_told_from_quiet_ones() -> None:
    """Nothing was found in either: the lengths that are counted are named."""
    sizes = [60, 900, 3600, 86_400, 90]
    assert other_lengths(sizes, 420) == "; count.sizes_seconds has 1m, 15m, 1h, 1d, 90s"
    assert other_lengths(sizes, 3600) == ""
