"""Whatever the code emits fits the schemas: any value of the model, and what the demo's wire leads to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stream import model
from stream.bootstrap.replay import new_replay, replay_lines
from stream.bootstrap.schemas import NAMES, SchemaSet, schemas_dir, validator
from stream.pipeline.dead_letters import MESSAGE_CHARACTERS, dead_letter_headers
from stream.pipeline.replay import Record
from stream.pipeline.runner import DeadLetter, encode
from stream.pipeline.stages import StageOptions

WIRE = files("stream.demo").joinpath("data/wire.jsonl").read_bytes().splitlines()
NOON_MS = 1_733_000_000_000


def errors(topic: str, value: object) -> list[str]:
    """What a topic's schema has against a value."""
    return [f"{e.json_path}: {e.message}" for e in validator(topic).iter_errors(value)]


UTC_TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
TEXT = st.text(min_size=1, max_size=12)
HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
COUNTRY = st.sampled_from(["", "SY", "US"])
WHOLE = st.integers(0, 10**6)
LANGUAGE = st.sampled_from(["en", "und", "ar", "fil"])
SURE = st.floats(0, 1)
URGENCY = st.none() | st.integers(1, 9)
WINDOW = UTC_TIMES.map(lambda at: at.replace(microsecond=0))
UPDATES = st.builds(
    model.Update, uri=TEXT, provider=TEXT, event_time=UTC_TIMES, ingested_at=UTC_TIMES,
    headline=st.text(), body=st.text(), version=st.none() | TEXT,
    version_created=st.none() | UTC_TIMES, first_created=st.none() | UTC_TIMES,
    pub_status=st.sampled_from(get_args(model.PubStatus)),
    declared=st.sampled_from(get_args(model.Declared)), urgency=URGENCY,
    embargoed_until=st.none() | UTC_TIMES, language=LANGUAGE, signals=st.lists(TEXT, max_size=2),
    subjects=st.lists(st.builds(model.Concept, name=st.text(), code=st.text()), max_size=2),
    alt_ids=st.dictionaries(TEXT, st.text(), max_size=2), test=st.booleans(),
    warnings=st.lists(TEXT, max_size=2),
)  # fmt: skip
STORIES = st.builds(
    model.StoryUpdate, story=HEX, verdict=st.sampled_from(get_args(model.Verdict)),
    update=UPDATES, agency=TEXT, sources=st.lists(TEXT, max_size=2),
    original=st.none() | st.builds(model.Original, uri=TEXT, provider=TEXT, similarity=SURE),
    changes=st.lists(TEXT, max_size=2), resolved=st.booleans(), remaining=WHOLE,
)  # fmt: skip
EVIDENCE = st.lists(
    st.builds(model.Evidence, start=WHOLE, end=WHOLE, text=TEXT, rule=TEXT), max_size=2
)
ACTORS = st.builds(
    model.ActorLabel, id=TEXT, name=TEXT, kind=TEXT, country=COUNTRY, confidence=SURE,
    evidence=EVIDENCE,
)  # fmt: skip
PLACES = st.builds(
    model.PlaceLabel, id=st.integers(-99, 10**8), name=TEXT, country=COUNTRY,
    latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), confidence=SURE,
    evidence=EVIDENCE,
)  # fmt: skip
CLASSIFIED = st.builds(
    model.Classified, item=STORIES, actors=st.lists(ACTORS, max_size=2),
    places=st.lists(PLACES, max_size=2),
)  # fmt: skip
NAMED = st.lists(st.builds(model.Named, id=TEXT, name=TEXT, role=st.text()), max_size=2)
ALERTS = st.builds(
    model.Alert, id=HEX, sequence=st.integers(1, 99), rule=TEXT, story=HEX,
    channels=st.lists(TEXT, max_size=2), actors=NAMED, places=NAMED, uri=TEXT, provider=TEXT,
    version=st.none() | st.text(), urgency=URGENCY, language=LANGUAGE, at=UTC_TIMES,
    ingested_at=UTC_TIMES,
)  # fmt: skip
TOLLS = st.lists(
    st.builds(model.Toll, stories=st.integers(1, 99), least=WHOLE, most=WHOLE), max_size=2
)
TALLY = st.builds(
    model.Tally, label=st.just(0), stories=WHOLE, updates=WHOLE,
    sources=st.lists(TEXT, max_size=2).map(tuple), casualties=TOLLS.map(tuple),
)  # fmt: skip
TALLIES = st.builds(
    model.Tallies, part=WHOLE, labels=st.lists(st.tuples(st.just("actor"), TEXT, TEXT)),
    windows=st.lists(
        st.builds(
            model.WindowTallies, size=st.integers(1, 86_400), start=WHOLE,
            tallies=st.lists(TALLY, max_size=2).map(tuple),
        ),
        max_size=2,
    ),
    watermark=st.none() | WHOLE,
)  # fmt: skip
COUNTS = st.builds(
    model.Count, window_start=WINDOW, window_seconds=st.integers(1, 86_400), value=TEXT,
    stories=WHOLE, updates=WHOLE, sources=WHOLE, casualties=TOLLS, folded=WHOLE,
    baseline=st.none() | st.builds(
        model.Baseline, weeks=st.integers(1, 4), stories=st.floats(0, 99), updates=st.floats(0, 99)
    ),
)  # fmt: skip
ENTRY = st.builds(model.TopEntry, value=TEXT, stories=WHOLE, updates=WHOLE, sources=WHOLE)
TOPS = st.builds(
    model.Top, window_start=WINDOW, window_seconds=st.integers(1, 86_400), values=WHOLE,
    entries=st.lists(ENTRY, max_size=2),
)  # fmt: skip
TREND = st.builds(model.TrendCount, value=TEXT, stories=WHOLE, updates=WHOLE, sources=WHOLE)
TRENDS = st.builds(
    model.Trend, window=WINDOW, size=st.integers(1, 86_400), watermark=WINDOW,
    counts=st.lists(TREND, max_size=2),
)  # fmt: skip
VALUES = {
    "wire.accepted": UPDATES,
    "wire.stories": STORIES,
    "wire.classified": CLASSIFIED,
    "wire.tallies": TALLIES,
    "news.alerts": ALERTS,
    "wire.trends": TRENDS,
    "news.counts": COUNTS,
    "news.top": TOPS,
}


@pytest.mark.parametrize("topic", VALUES)
@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_of_the_model_fits_once_encoded(topic: str, data: st.DataObject) -> None:
    """Whatever values the fields have, what the runner encodes fits the schema."""
    value = data.draw(VALUES[topic])
    assert errors(topic, json.loads(encode(value))) == []


@pytest.fixture(scope="module")
def played() -> dict[str, list[Record]]:
    """What all stages make of the demo's wire, by topic."""
    made: dict[str, list[Record]] = {}
    for record in replay_lines(new_replay(StageOptions()), WIRE):
        made.setdefault(record.topic, []).append(record)
    return made


def test_the_demo_reaches_every_topic(played: dict[str, list[Record]]) -> None:
    """So that the next test has something to look at everywhere."""
    assert set(played) == set(NAMES) - {"wire.updates", "news.deliveries"}


@pytest.mark.parametrize(
    "topic", sorted(set(NAMES) - {"wire.updates", "wire.updates.dlq", "news.deliveries"})
)
def test_what_the_stages_make_fits(topic: str, played: dict[str, list[Record]]) -> None:
    """Every record that the demo's wire leads to fits its topic's schema."""
    found = [errors(topic, json.loads(record.value or b"")) for record in played[topic]]
    assert [said for said in found if said] == []


def test_dead_letters_have_the_headers_that_are_described(played: dict[str, list[Record]]) -> None:
    """The header map of each dead letter fits, with the failed record's own headers as well."""
    for record in played["wire.updates.dlq"]:
        assert errors("wire.updates.dlq", {k: v.decode() for k, v in record.headers}) == []
    failed = Record("wire.updates", 3, 7, NOON_MS, None, b"\xff", [("x-feed", b"seven")])
    heads = dead_letter_headers(DeadLetter(failed, "intake", "MalformedUpdate", "x" * 5000), "1")
    assert errors("wire.updates.dlq", {k: v.decode() for k, v in heads}) == []
    stated = SchemaSet(schemas_dir()).documents["wire.updates.dlq"]
    assert stated["properties"]["newswire-dlq-message"]["maxLength"] == MESSAGE_CHARACTERS
    assert {k for k, _ in heads} - {"x-feed"} == set(stated["required"])
