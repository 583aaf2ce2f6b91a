"""The story that the project started from, where its text is present beside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.stages import StageOptions

PARTICIPANTS = {"hts", "syria-armed-forces", "russia", "iran", "turkiye"}
PLACES = {"Aleppo", "Saraqib", "Idlib"}


def seed_line(shared: Path) -> bytes:
    """The text as one update: its first sentence is the headline."""
    text = next((shared / "data" / "seed-story").iterdir()).read_text()
    head, _, body = text.partition("\n")
    return orjson.dumps(
        {
            "uri": "urn:seed:1",
            "provider": "Agency",
            "version": "1",
            "version_created": "2024-11-29T15:00:00Z",
            "language": "en",
            "headline": head,
            "body": body,
        }
    )


def made(lines: list[bytes], topic: str) -> list[dict[str, Any]]:
    """The values that the lines make on a topic."""
    records = replay_lines(new_replay(StageOptions()), lines)
    return [orjson.loads(r.value or b"{}") for r in records if r.topic == topic]


def test_actors_and_places_of_the_seed_story(shared: Path) -> None:
    """One story with these participants, the observatory as the source cited, and these places."""
    found = made([seed_line(shared)], "wire.classified")
    assert len(found) == 1
    actors = {a["id"]: a["role"] for a in found[0]["actors"]}
    assert {a for a, role in actors.items() if role == "participant"} >= PARTICIPANTS
    assert actors["sohr"] == "source"
    places = {p["name"].removesuffix(" Governorate") for p in found[0]["places"]}
    assert places >= PLACES
    assert places <= PLACES | {"Syria", "Damascus"}


def test_seed_story_is_one_alert_and_a_repeat_adds_nothing(shared: Path) -> None:
    """The story raises one alert of the Aleppo rule; the same text again raises none."""
    line = seed_line(shared)
    once, twice = made([line], "news.alerts"), made([line, line], "news.alerts")
    aleppo = [alert for alert in once if alert["status"] == "raised"]
    assert len({alert["rule"] for alert in aleppo}) == len(aleppo)
    assert aleppo
    assert once == twice


def test_counts_of_the_seed_story(shared: Path) -> None:
    """Each participant, each place and each pair of them counts one story in the hour of 15:00."""
    counts = {
        (c["dimension"], c["value"]): c["stories"]
        for c in made([seed_line(shared)], "news.counts")
        if c["window_seconds"] == 3600
    }
    for actor in PARTICIPANTS:
        assert counts["actor", actor] == 1
        for place in ("170063", "164816"):
            assert counts["place", place] == 1
            assert counts["actor_place", f"{actor}×{place}"] == 1
    assert ("actor", "sohr") not in counts
