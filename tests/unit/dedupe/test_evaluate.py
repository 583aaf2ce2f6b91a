"""Pairs to label, and what the stage makes of labelled ones."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest

from stream.dedupe.evaluate import Pair, Scores, draw, judge, labelled, read_pairs, scores
from stream.model import Update

from .desk import HARBOUR, QUAKE, START
from .reuters import FILES, FIXTURES, updates

HALF = datetime(1987, 3, 13, 15, 11, 52, tzinfo=UTC)
"""When the first half of the items that are at hand ends: rules and background were made on it."""


def update(uri: str, headline: str, body: str, minutes: int = 0) -> Update:
    """An update of one agency."""
    at = START + timedelta(minutes=minutes)
    return Update(uri=uri, provider="Reuters", event_time=at, ingested_at=at, headline=headline, body=body,
                  language="en")  # fmt: skip


ONE = update("a", "Quake kills 12 in eastern Turkey", QUAKE)
TWO = update("b", "Quake kills 20 in eastern Turkey", QUAKE.replace("12 people", "20 people"), 9)
CUT = update("c", "Quake kills 12 in eastern Turkey", QUAKE.partition(" Schools")[0], 5)
OTHER = update("d", "Dockers in Gdynia vote to walk out", HARBOUR, 7)


@pytest.mark.parametrize(
    ("second", "found"), [(TWO, "revision"), (CUT, "duplicate"), (OTHER, "different")]
)
def test_a_pair_is_judged_by_the_second_verdict(second: Update, found: str) -> None:
    """Another figure is a revision, a cut text a duplicate, another report neither."""
    assert judge(Pair(first=ONE, second=second)).found == found


def test_rates() -> None:
    """Precision, recall and what was dropped come from the counts."""
    counts = {("duplicate", "duplicate"): 8, ("revision", "duplicate"): 1, ("different", "revision"): 1,
              ("revision", "different"): 3}  # fmt: skip
    found = Scores(counts)
    assert (found.precision, found.recall, found.dropped) == (0.9, 0.75, 8 / 9)
    assert found.f1 == pytest.approx(2 * 0.9 * 0.75 / 1.65)


def test_a_sample_has_pairs_of_every_degree_and_is_the_same_again() -> None:
    """Pairs are drawn by similarity, and drawing does not depend on the order of the file."""
    wire = [ONE, TWO, CUT, OTHER]
    pairs = draw(wire, 10)
    assert {(p.first.uri, p.second.uri) for p in pairs} >= {("a", "c"), ("a", "b")}
    assert all(0.15 <= p.similarity < 0.95 for p in pairs)
    assert pairs == draw(wire[::-1], 10)


def test_pairs_of_ids_take_their_texts_from_a_wire() -> None:
    """Ids and labels go together with updates; what is not there is left out."""
    rows = [("a", "b", "0.5", "revision"), ("a", "x", "0.5", "different")]
    assert labelled(rows, [ONE, TWO]) == [
        Pair(first=ONE, second=TWO, similarity=0.5, label="revision")
    ]


def test_pairs_are_read_as_they_are_drawn() -> None:
    """A drawn pair is a line that the command reads back."""
    import msgspec

    pairs = draw([ONE, TWO, CUT], 10)
    assert read_pairs([msgspec.json.encode(pair) for pair in pairs]) == pairs


@pytest.mark.skipif(not FILES, reason="the collection is not here")
@pytest.mark.parametrize(("later", "f1", "dropped"), [(False, 0.98, 0.98), (True, 0.95, 0.98)])
def test_labelled_pairs_of_a_real_wire(later: bool, f1: float, dropped: float) -> None:
    """On pairs that were read and labelled, the verdicts agree; the rules were made on the first half."""
    with (FIXTURES / "reuters-pairs.csv").open(newline="") as stream:
        rows = [list(row.values()) for row in csv.DictReader(stream)]
    pairs = [p for p in labelled(rows, updates()) if (p.second.event_time > HALF) == later]
    assert len(pairs) > 150
    found = scores(judge(pair) for pair in pairs)
    assert found.f1 >= f1
    assert found.dropped >= dropped
