"""The same item in dpa's JSON, in NewsML-G2 and in IPTC 7901 is the same update."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from stream.formats.detect import parser
from stream.formats.outcome import Hints, Read
from stream.wire import ReadingRules, read_record

ROOT = Path(__file__).resolve().parents[3]
OWN = ROOT / "tests/fixtures/formats"
REAL = ROOT.parent / "shared/data/wire-formats/dpa-digitalwires"
ARRIVAL = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
IN_G2 = ("dw-1", "eil", "embargoed", "hoerfunk", "lesestuecke", "nsb_n1", "rubix_multimedia_real")
MORE_G2 = (
    "tvo_pol",
    "with_dateline",
    "with_infobox",
    "empty_paragraph",
    "rubix_multimedia_testartikel",
)
NOT_IN_G2 = {"no_notepad": ("people", "subjects")}
"""Fields that one item has in JSON only: dpa's G2 of an AP report carries AP's places, and none of AP's codes for
subjects and persons."""
IN_7901 = ("dw-1", "eil", "lesestuecke", "nsb_n1", "tvo_pol")

needs_real = pytest.mark.skipif(
    not REAL.exists(), reason="dpa's samples (../shared/data) are not here: nothing was compared"
)


def _update(path: Path) -> dict[str, Any]:
    hints = Hints(arrival=ARRIVAL, zone="Europe/Berlin", language="de", name=path.name)
    (outcome,) = parser("auto")(path.read_bytes(), hints)
    assert isinstance(outcome, Read), outcome
    update: dict[str, Any] = msgspec.to_builtins(
        read_record(dict(outcome.record), ARRIVAL, ReadingRules())
    )
    return update


def _same_in_g2(one: Path, two: Path) -> None:
    """All fields but the name of the format."""
    first, second = _update(one), _update(two)
    assert first.pop("format") != second.pop("format")
    assert first == second


def _same_in_7901(one: Path, two: Path) -> None:
    """What that format carries: texts, place, day and minute, urgency, and what the sender declares.

    Its header names the service that sends (`lni` is one of dpa's), which need not be the provider.
    """
    first, second = _update(one), _update(two)
    keys = ("headline", "urgency", "located", "declared", "language", "pub_status")
    assert {key: first.get(key) for key in keys} == {
        key: second.get(key, "usable" if key == "pub_status" else None) for key in keys
    }
    assert first["version_created"][:16] == second["version_created"][:16]
    assert first["slugline"] == second["slugline"].rstrip("/")
    assert _words(first["body"]) == _words(second["body"])


def _words(text: str) -> list[str]:
    """The words of a text: 7901 wraps lines, and its lists have marks of their own."""
    return [word for word in text.split() if word.strip("-–+•*")]


def test_our_own_item_is_the_same_in_all_three() -> None:
    """A correction by an agency of our own, in three formats."""
    _same_in_g2(OWN / "ninjs_triple.json", OWN / "ninjs_triple.xml")
    _same_in_7901(OWN / "ninjs_triple.json", OWN / "ninjs_triple.iptc")


@needs_real
@pytest.mark.parametrize("name", [*IN_G2, *MORE_G2])
def test_dpa_items_are_the_same_in_json_and_g2(name: str) -> None:
    """Field for field, codes and notes included."""
    data = REAL / "tests/data"
    _same_in_g2(data / f"input/{name}.json", data / f"output/{name}.xml")


@needs_real
@pytest.mark.parametrize("name", NOT_IN_G2)
def test_what_g2_does_not_carry_is_all_that_differs(name: str) -> None:
    """The codes that are missing in the update are nowhere in the document."""
    data = REAL / "tests/data"
    first, second = _update(data / f"input/{name}.json"), _update(data / f"output/{name}.xml")
    differ = {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
    assert differ - {"format"} == set(NOT_IN_G2[name])
    sent = (data / f"output/{name}.xml").read_text("utf-8")
    lost = [of for key in NOT_IN_G2[name] for of in first[key] if of not in second.get(key, [])]
    assert lost and not [of for of in lost if of["code"] in sent and of["code"] not in ("f", "i")]


@needs_real
@pytest.mark.parametrize("name", IN_7901)
def test_dpa_items_are_the_same_in_json_and_7901(name: str) -> None:
    """Field for field where the older format has the field."""
    path = REAL / f"iptc7901/output/{name.replace('_', '-')}.iptc"
    _same_in_7901(REAL / f"tests/data/input/{name}.json", path)
