"""The story that the project started from, through a real Kafka, where its text is present beside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.test_seed_story import seed_line
from stream.pipeline.headers import TICK, heads_of
from stream.settings import Settings
from support.kafka import Worker, feed, read, until_done

pytestmark = pytest.mark.kafka

TOLD = """
story                   170063  169387  164816  168325
hts                  1       1       1       1       0
syria-armed-forces   1       1       1       1       0
russia               1       1       1       1       0
iran                 1       1       1       1       0
turkiye              1       1       1       1       0
all                          1       1       1       0
"""
"""By hand, from a reading of the text: a row is an actor, with its own count and that of each pair; the last
row is the places alone. Aleppo, the province of Idlib, Saraqib; Khan Shaykhun is not in it. The observatory
is no row: it is cited, and takes no part."""

CORRECTED = """
story                   170063  169387  164816  168325
hts                  1       1       1       0       1
syria-armed-forces   1       1       1       0       1
russia               1       1       1       0       1
iran                 0       0       0       0       0
turkiye              1       1       1       0       1
all                          1       1       0       1
"""
"""After a correction that puts Khan Shaykhun for the town, and takes Iran out."""


def table(text: str) -> dict[tuple[str, str], int]:
    """(dimension, value) → stories, without those of 0."""
    head, *rows = (line.split() for line in text.strip().splitlines())
    places = head[1:]
    found: dict[tuple[str, str], int] = {}
    for name, *cells in rows:
        numbers = [int(cell) for cell in cells]
        if name != "all":
            found["actor", name] = numbers.pop(0)
        for place, number in zip(places, numbers, strict=True):
            key = ("place", place) if name == "all" else ("actor_place", f"{name}×{place}")
            found[key] = number
    return {key: number for key, number in found.items() if number}


def later(line: bytes, version: str, **fields: Any) -> bytes:
    """A later version of the update."""
    made = {**orjson.loads(line), "version": version, **fields}
    made["version_created"] = f"2024-11-29T15:{version}0:00Z"
    return orjson.dumps(made)


def corrected(line: bytes) -> bytes:
    """The correction that the second table is of."""
    told = orjson.loads(line)
    body = told["body"].replace("Saraqab", "Khan Shaykhun").replace(" and Iran", "")
    assert body != told["body"]
    return later(line, "2", body=body, signals=["correction"])


async def values(settings: Settings, topic: str) -> list[dict[str, Any]]:
    """The values on a topic, in order, without what the worker itself writes there: time, and its rules."""
    records = await read(settings, topic)
    return [orjson.loads(r.value) for r in records if TICK not in heads_of(r)]


async def counts(settings: Settings) -> dict[tuple[int, str, str], tuple[int, int, int]]:
    """(window's seconds, dimension, value) → the last stories, updates and sources, where there are any."""
    found = {
        (c["window_seconds"], c["dimension"], c["value"]): (
            c["stories"],
            c["updates"],
            c["sources"],
        )
        for c in await values(settings, "news.counts")
    }
    return {key: numbers for key, numbers in found.items() if any(numbers)}


async def stories_counted(settings: Settings, seconds: int) -> dict[tuple[str, str], int]:
    """What the tables have, as Kafka has it."""
    return {
        (dimension, value): stories
        for (size, dimension, value), (stories, _, _) in (await counts(settings)).items()
        if size == seconds and dimension in ("actor", "place", "actor_place")
    }


RULE = """
[[rule]]
id = "hts-aleppo"
severity = "critical"
channels = ["foreign-desk"]
actors = ["hts"]
places = [170063]
"""
"""One rule, so that one story is one alert: with the package's own, each rule that meets it has one."""


async def test_the_seed_story_goes_through_kafka(
    settings: Settings, shared: Path, tmp_path: Path
) -> None:
    """One story, one alert, the counts of the tables; a repeat adds nothing, a kill takes all back."""
    line = seed_line(shared)
    rules = tmp_path / "rules.toml"
    rules.write_text(RULE)
    with Worker(settings, more={"alert.rules": str(rules)}) as worker:

        async def told(update: bytes) -> list[str]:
            await feed(settings, [update])
            await until_done(settings, [worker])
            return [alert["status"] for alert in await values(settings, "news.alerts")]

        assert await told(line) == ["raised"]
        [story] = await values(settings, "wire.classified")
        roles = {actor["id"]: actor["role"] for actor in story["actors"]}
        assert roles.pop("sohr") == "source"
        assert roles == dict.fromkeys(
            ("hts", "syria-armed-forces", "russia", "iran", "turkiye"), "participant"
        )
        named = {str(place["id"]): place["name"] for place in story["places"]}
        assert {named[place] for place in ("170063", "164816", "169387")} == {
            "Aleppo", "Saraqib", "Idlib Governorate",
        }  # fmt: skip
        for seconds in (60, 3600):
            assert await stories_counted(settings, seconds) == table(TOLD)

        before = await counts(settings)
        assert await told(line) == ["raised"]
        assert await counts(settings) == before

        assert await told(corrected(line)) == ["raised", "amended"]
        assert await stories_counted(settings, 3600) == table(CORRECTED)

        statuses = await told(later(line, "3", pub_status="canceled", signals=["kill"], body=""))
        assert statuses == ["raised", "amended", "withdrawn"]
        assert await counts(settings) == {}
    alerts = await values(settings, "news.alerts")
    assert len({alert["id"] for alert in alerts}) == 1
    assert len({tuple(alert["channels"]) for alert in alerts}) == 1
    assert len({record["story"] for record in await values(settings, "wire.stories")}) == 1
