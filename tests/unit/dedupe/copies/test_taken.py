"""Papers' texts that are put together from others'."""

from __future__ import annotations

import pytest

from stream.dedupe.copies.fingerprint import sketch_of
from stream.dedupe.copies.similarity import covered

from ..desk import HARBOUR, QUAKE, Desk


def _sketch(numbers: range) -> tuple[bytes, int]:
    return sketch_of({n << 16 for n in numbers}), len(numbers)


def test_a_set_is_covered_by_several_together() -> None:
    """Half of it in one and half in another is all of it."""
    mine = _sketch(range(100))
    assert covered(*mine, [_sketch(range(50)), _sketch(range(50, 120))]) == 1.0
    assert covered(*mine, [_sketch(range(50))]) == 0.5


def test_of_too_few_numbers_nothing_is_told() -> None:
    """A part of a handful of shingles says nothing."""
    assert covered(*_sketch(range(8)), [_sketch(range(100))]) == 0.0


@pytest.mark.parametrize(("provider", "agency"), [("Coast Gazette", "Reuters"), ("AFP", "AFP")])
def test_half_of_an_agencys_text_makes_a_papers_no_second_source(
    provider: str, agency: str
) -> None:
    """A paper that says more counts as the agency; another agency speaks for itself."""
    desk = Desk()
    first = desk.send("r:1", headline="Quake kills 12 in eastern Turkey", body=QUAKE)
    own = " Our correspondent saw tents beside the road and three queues at a bakery that had no power."
    told = desk.send(
        "p:1", 30, provider=provider, headline="Quake in eastern Turkey: tents and queues",
        body=QUAKE.partition(" - ")[2].replace("killed 12 people", "killed 12") + own + own.replace("tents", "lorries"),
    )  # fmt: skip
    assert told.story == first.story
    assert told.agency == agency


def test_a_text_of_another_matter_is_nobodys() -> None:
    """What shares no words with the story's texts is not asked for."""
    desk = Desk()
    desk.send("r:1", headline="Quake kills 12 in eastern Turkey", body=QUAKE)
    told = desk.send(
        "p:1", 30, provider="Coast Gazette", headline="Dockers vote to walk out", body=HARBOUR
    )
    assert (told.verdict, told.agency) == ("new", "Coast Gazette")
