"""What stands on the counts after a wire, statement by statement (statements.toml), through all stages.

The statements of sets "blind" to "fifth" were written, with their figures, before the code had seen them.
docs/counts.md has the first rates and the known misses (`misses`), with their reasons.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from stream.adapters.kafka.keys import partition_of
from stream.pipeline.replay import Replay
from stream.pipeline.stages import StageOptions, build_stages

CASES = tomllib.loads(Path(__file__).with_name("statements.toml").read_text("utf-8"))["case"]
WINDOWS = {"1m": 60, "15m": 900, "1h": 3600, "1d": 86_400}
LEAST_RATE = 0.85
"""The share of statements that must hold: what the issue of the counts asks for."""

FLAGS = ("final", "corrected")
TOLLS = ("killed", "wounded", "missing", "displaced")


class Topics(NamedTuple):
    """What a wire made: every count in order, the last of each key, the last top lists, outcomes."""

    counts: list[dict[str, Any]]
    last: list[dict[str, Any]]
    tops: list[dict[str, Any]]
    outcomes: dict[tuple[str, str], int]


@cache
def stages(max_series: int) -> list[Any]:
    """All stages; they have no memory of their own."""
    return build_stages(StageOptions(count_max_series=max_series))


@cache
def topics(number: int) -> Topics:
    """What the wire of a case makes, record by record."""
    case = CASES[number]
    replay = Replay(stages(case.get("max_series", 5000)), partition_of=partition_of, batch=1)
    made = list(replay.feed(arrived(case)))
    counts = [(r.key, orjson.loads(r.value or b"")) for r in made if r.topic == "news.counts"]
    tops = {r.key: orjson.loads(r.value or b"") for r in made if r.topic == "news.top"}
    return Topics(
        [count for _, count in counts],
        list(dict(counts).values()),
        list(tops.values()),
        dict(replay.outcomes),
    )


def arrived(case: dict[str, Any]) -> Iterator[tuple[bytes | None, bytes, int]]:
    """The wire with its times of arrival: those that the updates say, or `arrives` says in their place."""
    now = 0
    for at, provider, uri, language, headline, body, *more in case["wire"]:
        stated = moment(case["month"], at) if at else ""
        fields = dict(more[0]) if more else {}
        come = fields.pop("arrives", None)
        time = moment(case["month"], come) if come else stated
        now = max(now, _ms(time)) if time else now
        yield uri.encode(), line(stated, provider, uri, language, headline, body, fields), now


def _ms(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1000)


def line(
    stated: str, provider: str, uri: str, language: str, headline: str, body: str,
    more: dict[str, Any],
) -> bytes:  # fmt: skip
    """An update as a producer sends it; without a time it says none."""
    fields = {"uri": uri, "provider": provider, "language": language, "headline": headline}
    made = {"version_created": stated} if stated else {}
    return orjson.dumps({**fields, "body": body, **made, **more})


def moment(month: str, at: str) -> str:
    """A time in full: "10T09:12" is one of the month, UTC where no zone stands."""
    full = at if at.count("-") >= 2 else f"{month}-{at}"
    return full if re.search(r"[+-]\d\d:\d\d$", full) else f"{full}:00Z"


def chosen(
    found: Iterable[dict[str, Any]], month: str, window: str, dimension: str
) -> list[dict[str, Any]]:
    """The records of a dimension in a window; "*" is every window of the length."""
    size, _, start = window.partition(" ")
    full = start if start.count("-") >= 2 else f"{month}-{start}"
    if len(full) == len("2026-03-02T10"):
        full += ":00"
    return [
        one
        for one in found
        if one["window_seconds"] == WINDOWS[size]
        and one["dimension"] == dimension
        and (start == "*" or one["window_start"].startswith(full))
    ]


def holds(statement: str, number: int) -> bool:
    """Whether a statement is true of what a case made."""
    ever = statement.startswith("ever ")
    where, dimension, value, *figures = (
        part.strip() for part in statement.removeprefix("ever ").split("|")
    )
    made, month = topics(number), CASES[number]["month"]
    if where == "outcome":
        return made.outcomes.get((dimension, value), 0) == int(figures[0])
    if dimension == "top":
        lists = chosen(made.tops, month, where, value)
        names = [entry["name"] for top in lists for entry in top["entries"]]
        return names == [name.strip() for name in figures[0].split(",") if name]
    if dimension == "values":
        series = chosen(made.last, month, where, value)
        return sum(one["stories"] > 0 for one in series) == int(figures[0])
    series = chosen(made.counts if ever else made.last, month, where, dimension)
    series = [one for one in series if value in (one["value"], one["name"])]
    return all(true_of(figure, series, ever) for figure in figures[0].split(", "))


def true_of(figure: str, series: list[dict[str, Any]], ever: bool) -> bool:
    """Whether one figure is that of the series: the sum of all that were chosen, or the highest ever."""
    *words, wanted = figure.split(" ")
    if wanted in FLAGS:
        return bool(series) and all(one[wanted] is (words != ["not"]) for one in series)
    if words[0] in TOLLS:
        return spans(series, words[0]) == wanted
    if words[0] == "most":
        tolls = [toll["most"] for one in series for toll in one.get("casualties", ())]
        return max(tolls, default=0) == int(wanted)
    if words[0] in ("weeks", "usual"):
        baseline = series[0]["baseline"] or {"weeks": 0}
        return float(baseline["weeks" if words[0] == "weeks" else "stories"]) == float(wanted)
    # A known miss may ask for a figure that there is not.
    values = [one.get(words[0], -1) for one in series]
    return (max(values, default=0) if ever else sum(values)) == int(wanted)


def spans(series: list[dict[str, Any]], kind: str) -> str:
    """The tolls of a kind in words: "41-60", "41", or "none"."""
    tolls = [t for one in series for t in one.get("casualties", ()) if t["kind"] == kind]
    least, most = sum(t["least"] for t in tolls), sum(t["most"] for t in tolls)
    return "none" if not tolls else str(least) if least == most else f"{least}-{most}"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["id"] for case in CASES])
def test_the_counts_are_those_that_an_editor_would_count(number: int) -> None:
    """Every statement holds; the ones that don't are named."""
    assert [one for one in CASES[number]["holds"] if not holds(one, number)] == []


def test_enough_of_the_statements_hold() -> None:
    """Known misses are counted as well: they are statements like the others."""
    held = [
        holds(one, n)
        for n, case in enumerate(CASES)
        for one in case["holds"] + case.get("misses", [])
    ]
    assert sum(held) / len(held) >= LEAST_RATE
