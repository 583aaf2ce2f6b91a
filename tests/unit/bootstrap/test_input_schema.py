"""The schema of wire.updates: what it takes, against what intake takes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from stream import model
from stream.bootstrap.schemas import SchemaSet, schemas_dir, validator
from stream.errors import MalformedUpdate
from stream.pipeline.replay import Record
from stream.wire import IntakeStage

BAD = Path(__file__).parents[2] / "fixtures" / "bad"
WIRE = files("stream.demo").joinpath("data/wire.jsonl").read_bytes().splitlines()
NOON_MS = 1_733_000_000_000
DOCUMENT: dict[str, Any] = SchemaSet(schemas_dir()).documents["wire.updates"]


def accepted(value: bytes) -> model.Update | None:
    """The update that intake makes of a value, or None for one that it refuses."""
    stage = IntakeStage()
    record = Record("wire.updates", 0, 0, NOON_MS, None, value)
    try:
        update = stage.decide(record, stage.new_state(0)).emits[0].value
    except MalformedUpdate:
        return None
    assert isinstance(update, model.Update)
    return update


@pytest.mark.parametrize("number", range(1, len(WIRE) + 1))
def test_a_line_of_the_demo_fits_if_intake_has_nothing_against_it(number: int) -> None:
    """What intake takes without a warning is what the schema calls right; what it refuses isn't."""
    value = WIRE[number - 1]
    update = accepted(value)
    if update is not None and not update.warnings:
        assert list(validator("wire.updates").iter_errors(json.loads(value))) == []
    if update is None:
        assert not fits(value)


def fits(value: bytes) -> bool:
    """Whether bytes are JSON that the input's schema takes."""
    try:
        return validator("wire.updates").is_valid(json.loads(value))
    except ValueError:
        return False


def test_most_lines_of_the_demo_are_without_a_warning() -> None:
    """So that the test before says something."""
    updates = [accepted(value) for value in WIRE]
    assert sum(update is not None and not update.warnings for update in updates) > len(WIRE) * 0.8


UNSEEN = {"lone-surrogate", "lone-surrogate-in-uri", "duplicate-keys", "nul-in-text"}
"""Files with what no schema can see: half a surrogate, a repeated key, a NUL within a text."""

SEEN = [path for path in sorted(BAD.glob("*.json")) if path.stem not in UNSEEN]


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_bad_input_does_not_fit(path: Path) -> None:
    """The schema is never more lenient than intake, nor silent where intake warns."""
    value = path.read_bytes()
    update = accepted(value)
    if update is None or update.warnings:
        assert not fits(value)


def test_intake_is_more_lenient_than_the_schema() -> None:
    """Much bad input is read all the same, with a warning, as the schema's description says."""
    read = [path.stem for path in SEEN if accepted(path.read_bytes()) is not None]
    lenient = {"date-words", "urgency-ten", "pub-status-unknown", "unknown-keys", "signals-text"}
    assert lenient <= set(read)
    assert not any(fits((BAD / f"{stem}.json").read_bytes()) for stem in lenient)


@pytest.mark.parametrize("number", range(5))
def test_an_input_example_is_read_without_a_warning(number: int) -> None:
    """The examples of the input are good input: the record, a kill, ninjs 1, 2 and 3."""
    update = accepted(json.dumps(DOCUMENT["examples"][number]).encode())
    assert update is not None and update.warnings == []


def test_each_form_of_the_input_has_an_example() -> None:
    """Record, ninjs 1, 2 and 3 each take an example that no other form takes."""
    forms = [form["$ref"].rsplit("/", 1)[1] for form in DOCUMENT["anyOf"]]
    root = validator("wire.updates")
    alone = {form: {**DOCUMENT, "anyOf": [{"$ref": f"#/$defs/{form}"}]} for form in forms}
    parts = {form: root.evolve(schema=only) for form, only in alone.items()}
    takers = [
        [form for form, part in parts.items() if part.is_valid(example)]
        for example in DOCUMENT["examples"]
    ]
    assert takers == [["record"], ["record"], ["ninjs1"], ["ninjs2"], ["ninjs3"]]


def test_the_record_has_the_keys_that_intake_knows() -> None:
    """A key that the schema lacks would be warned of, one that intake lacks never be read."""
    stated = DOCUMENT["$defs"]["record"]["properties"]
    judged = {"event_time", "ingested_at", "declared", "test"}
    assert set(stated) == {"schema", *model.Update.__struct_fields__} - judged
