"""What a dashboard reads on news.counts and news.top after a few updates went through all stages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import orjson

from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.replay import replay_lines
from stream.pipeline.replay import Record, Replay
from stream.pipeline.stages import StageOptions, build_stages
from stream.ports import Stage

DAY, HOUR = 86_400, 3600


@cache
def stages() -> list[Stage]:
    """All stages; they have no memory of their own, so every run may use the same."""
    return build_stages(StageOptions())


def new_replay() -> Replay:
    """A replay that has seen nothing."""
    return Replay(stages(), partition_of=partition_of)


def played(*lines: bytes) -> list[Record]:
    """Everything that the stages make of the lines."""
    return list(replay_lines(new_replay(), lines))


def line(
    uri: str, provider: str, at: str | None, headline: str, body: str = "", **more: Any
) -> bytes:
    """An update in English, made at a time of February 2026."""
    made = {"version_created": f"2026-02-{at}:00Z"} if at else {}
    fields = {"uri": uri, "provider": provider, "headline": headline, "body": body}
    return orjson.dumps({**fields, "language": "en", **made, **more})


def last(records: Iterable[Record], topic: str, seconds: int) -> list[dict[str, Any]]:
    """The last values of a topic for windows of a length."""
    found = {r.key: orjson.loads(r.value or b"") for r in records if r.topic == topic}
    return [value for value in found.values() if value["window_seconds"] == seconds]


def counted(records: Iterable[Record], seconds: int = DAY) -> dict[tuple[str, str], int]:
    """Stories by dimension and value, all windows together, without those at 0."""
    found: dict[tuple[str, str], int] = {}
    for count in last(records, "news.counts", seconds):
        key = (count["dimension"], count["value"])
        found[key] = found.get(key, 0) + count["stories"]
    return {key: stories for key, stories in found.items() if stories}


def killed(records: Iterable[Record], dimension: str, value: str) -> list[tuple[int, int]]:
    """The killed of a series by day: lowest and highest."""
    return [
        (toll["least"], toll["most"])
        for count in last(records, "news.counts", DAY)
        if (count["dimension"], count["value"]) == (dimension, value)
        for toll in count["casualties"]
        if toll["kind"] == "killed"
    ]


FLOOD = (
    line(
        "a:1", "AFP", "09T09:00", "Dozens drown as river floods Kisumu market",
        "Dozens of people drowned in Kisumu, Kenya, on Sunday, residents said.",
    ),
    line(
        "b:1", "Reuters", "09T10:00", "Floods in Kisumu market kill at least 60, officials say",
        "At least 60 people drowned when the river flooded the market of Kisumu, officials said.",
    ),
    line(
        "c:1", "AP", "09T11:00", "Kisumu hospital counts 41 killed in market flood",
        "The hospital of Kisumu said on Sunday that 41 people were killed in the flood of the market.",
    ),
)  # fmt: skip


def test_differing_tolls_of_one_story_are_a_span_and_never_a_sum() -> None:
    """Dozens, at least 60 and 41 are 41 to 60 for the story, wherever it counts."""
    made = played(*FLOOD)
    stories = counted(made)["all", "all"]
    for dimension, value in (("all", "all"), ("country", "KE")):
        (span,) = killed(made, dimension, value)
        assert span[1] <= 60, (dimension, stories)
        assert span[0] >= 41, (dimension, stories)


def test_a_list_of_towns_in_an_appeal_is_on_no_map() -> None:
    """Towns that a text only names are mentions, in a table of their own; the story is about the country."""
    appeal = line(
        "p:1", "Campaign blog", "07T13:00", "Stand with us this autumn",
        "We will march in Boise, in Tulsa and in Omaha. We battle for each vote in Fargo, Butte and Yuma.",
    )  # fmt: skip
    made = played(appeal)
    found = counted(made)
    assert [value for dimension, value in found if dimension == "country"] == ["US"]
    assert not [value for dimension, value in found if dimension in ("place", "admin1")]
    assert sum(dimension == "mention" for dimension, _ in found) == 6
    assert {top["dimension"] for top in last(made, "news.top", DAY)} >= {"mention", "country"}
    assert "place" not in {top["dimension"] for top in last(made, "news.top", DAY)}


def test_items_without_a_time_are_in_no_window() -> None:
    """The first fetch of an old feed makes no peak of today."""
    replay = new_replay()
    old = [line(f"f:{n}", "Digest", None, f"Notes number {n} from the harbour") for n in range(5)]
    made = list(replay_lines(replay, [line("r:1", "Reuters", "02T09:00", "Harbour strike"), *old]))
    assert counted(made, HOUR)["all", "all"] == 1
    assert replay.outcomes["count", "undated"] == 5


def test_old_items_count_as_late_in_their_own_windows() -> None:
    """What is dated days ago counts there, and not in the hour of its arrival."""
    replay = new_replay()
    lines = [
        line("r:1", "Reuters", "12T09:00", "Port of Haifa closed by wind"),
        line("d:1", "Digest", "09T12:38", "Haifa port expands its eastern pier"),
        line("d:2", "Digest", "09T12:39", "Haifa tram line gets new cars"),
    ]
    made = list(replay_lines(replay, lines))
    hours = {
        count["window_start"]: count["stories"]
        for count in last(made, "news.counts", HOUR)
        if count["dimension"] == "all"
    }
    assert hours == {"2026-02-12T09:00:00Z": 1, "2026-02-09T12:00:00Z": 2}
    assert replay.outcomes["count", "late"] == 2


def test_a_kill_takes_a_story_off_the_top_list() -> None:
    """The list of the day, sent again after its pause, no longer has what only the killed item had."""
    made = played(
        line(
            "a:1", "AP", "09T09:00", "Protesters storm parliament in Nairobi",
            "Protesters stormed parliament in Nairobi.",
        ),
        line("a:2", "AP", "09T09:01", "Cabinet meets in Oslo", "OSLO - The cabinet met in Oslo on Monday."),
        line("a:1", "AP", "09T09:10", "KILL", version="2", pub_status="canceled"),
        line("a:3", "AP", "09T09:20", "Snow in Oslo", "OSLO - Snow fell in Oslo on Monday."),
    )  # fmt: skip
    tops = {t["dimension"]: t for t in last(made, "news.top", DAY)}
    assert [entry["value"] for entry in tops["country"]["entries"]] == ["NO"]


def test_an_update_is_one_record_of_tallies_for_all_its_windows() -> None:
    """Four window sizes and all labels in one record; only a correction over midnight makes two."""
    first = line(
        "a:1", "AP", "09T23:50", "Storm hits Oslo", "OSLO - A storm hit Oslo on Monday.",
        version="1", first_created="2026-02-09T23:50:00Z",
    )  # fmt: skip
    moved = line(
        "a:1", "AP", "10T00:20", "CORRECTED-Storm hits Oslo", "OSLO - A storm hit Oslo.",
        version="2", first_created="2026-02-10T00:10:00Z",
    )  # fmt: skip
    made = [
        orjson.loads(record.value or b"")
        for record in played(first, moved)
        if record.topic == "wire.tallies"
    ]
    told = [[window[0] for window in record["windows"]] for record in made if "windows" in record]
    assert told == [[60, 900, HOUR, DAY]] * 3
    assert len({tuple(label[:2]) for label in made[0]["labels"]}) == len(made[0]["labels"])
