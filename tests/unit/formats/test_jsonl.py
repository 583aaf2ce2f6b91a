"""JSON Lines."""

from pathlib import Path

import orjson
import pytest

from stream.formats.jsonl import parse
from stream.formats.outcome import Hints, Outcome, Read, Refused

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures/formats"
ITEM = {
    "uri": "urn:newsml:aldhaven-wire.example:1",
    "headline": "Fog",
    "place": [{"name": "Aldhaven"}],
}


def _said(outcome: Outcome) -> str:
    return outcome.record["format"] if isinstance(outcome, Read) else str(outcome.error)


def test_each_line_is_an_item_in_words_of_its_own() -> None:
    """The project's record, ninjs and dpa's JSON; a bad line is refused by its number and the rest goes on."""
    outcomes = list(parse((FIXTURES / "ninjs_lines.jsonl").read_bytes(), Hints()))
    said = [_said(outcome) for outcome in outcomes]
    assert said[0] == "newswire wire.updates/v1" and said[1] == "ninjs 1.6"
    assert said[2].startswith("line 4: not JSON") and said[3].startswith("dpa digitalwires")
    assert "line 6" in said[4] and len(said) == 5


@pytest.mark.parametrize("indent", [None, orjson.OPT_INDENT_2])
def test_one_object_is_read_pretty_or_not(indent: int | None) -> None:
    """An item over many lines is one item."""
    (outcome,) = parse(orjson.dumps(ITEM, option=indent), Hints())
    assert isinstance(outcome, Read) and outcome.record["headline"] == "Fog"


def test_a_nested_object_on_a_line_of_its_own_is_no_item() -> None:
    """A document that is JSON as a whole isn't taken apart."""
    text = b'{\n"uri": "urn:a:1",\n"headline": "Fog",\n"place": [\n{"name": "Aldhaven"}\n]\n}'
    (outcome,) = parse(text, Hints())
    assert isinstance(outcome, Read) and outcome.record["places"] == [{"name": "Aldhaven"}]


def test_a_list_is_read() -> None:
    """A document that is one list has an outcome for each entry."""
    assert len(list(parse(orjson.dumps([ITEM, ITEM, 5]), Hints()))) == 3


def test_a_bad_first_line_spoils_no_other() -> None:
    """The document is still lines."""
    bad, good = parse(b"noise\n" + orjson.dumps(ITEM) + b"\r\n", Hints())
    assert isinstance(bad, Refused) and bad.error.where == "line 1"
    assert isinstance(good, Read)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"noise", b"{", b"5\n6"])
def test_what_has_no_item_has_one_refusal(data: bytes) -> None:
    """At least one outcome, and it is typed."""
    (outcome,) = parse(data, Hints())
    assert isinstance(outcome, Refused)
