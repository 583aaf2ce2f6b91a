"""What turns candidates away before they are weighed turns none away that a rule would let in."""

from __future__ import annotations

import random

import pytest

from stream.dedupe.case import Case
from stream.dedupe.running import joining
from stream.dedupe.running.query import Query
from stream.dedupe.words.openings import Opened
from stream.model import Update

from ..desk import Desk, at

WORDS = [
    "Aleppo",
    "rebels",
    "army",
    "Idlib",
    "fighters",
    "shelling",
    "Damascus",
    "truce",
    "convoy",
    "talks",
    "Hama",
    "border",
    "drones",
]


def _texts(count: int) -> list[str]:
    rng = random.Random(8)
    return [" ".join(rng.sample(WORDS, rng.randrange(1, 9))) for _ in range(count)]


def _query(desk: Desk, headline: str) -> Query:
    update = Update(
        uri="q", provider="AFP", event_time=at(9), ingested_at=at(9), language="en", headline=headline,
        body="Officials said nothing of it.",
    )  # fmt: skip
    return Query(Case(update, desk.memory, desk.stage.providers))


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk that holds texts of few words, so that every two have some in common."""
    made = Desk()
    for n, text in enumerate(_texts(20)):
        made.send(f"u:{n}", n, provider=f"Paper {n}", headline=text, body=f"{text[::-1]} Aleppo")
    return made


@pytest.mark.parametrize("part", [0.01, 0.12, 0.25, 0.5, 0.9, 1.0])
def test_a_part_of_the_weight_is_told_as_if_it_were_summed(desk: Desk, part: float) -> None:
    """The bound by the weightiest word and the whole sum give one answer."""
    for headline in _texts(12):
        query = _query(desk, headline)
        for other in map(Opened, map(desk.memory.entry, range(1, len(desk.memory) + 1))):
            common = query.words & other.words
            names = common & (query.names | other.names)
            weight = sum(query.weights[t] for t in common) + sum(query.weights[t] for t in names)
            assert query.has(other, part) == (weight / query.whole >= part)


def test_a_score_is_worked_out_when_it_is_asked_for(desk: Desk) -> None:
    """It is the same whenever that is, 1 for an opening and itself."""
    query = _query(desk, " ".join(WORDS))
    other = Opened(desk.memory.entry(1))
    first, second = query.likeness(other), query.likeness(other)
    assert first is not None and second is not None
    assert 0 < first.score == second.score <= 1


def test_no_rule_asks_for_less_than_what_is_let_through_to_them() -> None:
    """What `judge` turns away at once has less of either headline than any rule for two texts asks for."""
    assert min(joining.COVERED, joining.NAMED) >= joining.LEAST_PART
