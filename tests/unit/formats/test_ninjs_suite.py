"""The standard's own suite of valid and invalid items, where it is beside the repository."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stream.errors import NotNews
from stream.formats.ninjs import parse
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.wire.reading.ninjs import UNKNOWN_PROVIDER

SUITE = Path(__file__).resolve().parents[4] / "shared/data/wire-formats/ninjs/validation/test_suite"
PASSING = sorted(SUITE.glob("*/should_pass/*.json"))
FAILING = sorted(SUITE.glob("*/should_fail/*.json"))
ARRIVAL = datetime(2026, 6, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not PASSING, reason="the ninjs suite (../shared/data) is not here: nothing was checked"
)


def _outcome(path: Path, strict: bool) -> Outcome:
    (outcome,) = parse(path.read_bytes(), Hints(arrival=ARRIVAL, strict=strict))
    return outcome


def test_all_that_must_pass_is_read_with_no_fault_of_the_standard() -> None:
    """Strict or not; refused is only what is no text news, and never for the schema."""
    assert len(PASSING) > 100
    read = 0
    for path in PASSING:
        for strict in (False, True):
            outcome = _outcome(path, strict)
            if isinstance(outcome, Refused):
                assert isinstance(outcome.error, NotNews), (path.name, outcome.error)
                continue
            read += 1
            told = [
                text for text in outcome.record.get("warnings", []) if UNKNOWN_PROVIDER not in text
            ]
            assert told == [], path.name
    assert read > 80


def test_all_that_must_fail_is_refused_if_strict() -> None:
    """Each invalid item, with a reason."""
    assert len(FAILING) > 50
    for path in FAILING:
        outcome = _outcome(path, strict=True)
        assert isinstance(outcome, Refused) and str(outcome.error), path.name


def test_what_must_fail_and_can_be_read_is_read_with_its_faults() -> None:
    """Where identity and text are there, the faults are warnings; else the refusal is typed."""
    read = 0
    for path in FAILING:
        outcome = _outcome(path, strict=False)
        if isinstance(outcome, Read):
            read += 1
            assert outcome.record["warnings"], path.name
            assert outcome.record.get("pub_status", "usable") in ("usable", "withheld", "canceled")
    assert read > 20
