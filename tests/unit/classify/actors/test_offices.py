"""Tests of stream.classify.actors.offices: who held which office when."""

from __future__ import annotations

from datetime import date

import pytest

from stream.classify.actors.known import load_actors
from stream.classify.actors.offices import in_office, read_terms
from stream.errors import ConfigError

HEAD = "name,aliases,of,office,from,until\n"


@pytest.fixture(scope="module")
def actors(gazetteer):
    """The package's actors."""
    return load_actors(gazetteer)


def test_the_package_knows_three_hundred_leaders(actors):
    """Persons, each with an office of an actor that exists and dates in order."""
    terms = [term for terms in actors.leaders.values() for term in terms]
    assert len({term.person for term in terms}) >= 300
    assert all(term.actor in actors.by_id for term in terms)
    assert all(
        term.since is None or term.until is None or term.since < term.until for term in terms
    )


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("assad", date(2024, 12, 7), ("syria", "president")),
        ("assad", date(2024, 12, 8), None),
        ("trump", date(2019, 1, 1), ("united-states", "president")),
        ("trump", date(2023, 1, 1), None),
        ("trump", date(2026, 1, 1), ("united-states", "president")),
        ("khamenei", date(2025, 1, 1), ("iran", "supreme leader")),
        ("mark rutte", date(2024, 1, 1), ("netherlands", "prime minister")),
        ("mark rutte", date(2025, 1, 1), ("nato", "secretary-general")),
        ("بشار الاسد", date(2020, 1, 1), ("syria", "president")),
    ],
)
def test_a_name_is_an_office_by_date(actors, name, day, office):
    """The last day in office is the day before the date."""
    term = in_office(actors.leaders[name], day)
    assert (None if term is None else (term.actor, term.office)) == office


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,,XX,president,,", "leader A: of: 'XX'"),
        ("A,,syria,president,2024,", "leader A: from: '2024' is not a date"),
        ("A,,syria", "not as many columns"),
    ],
)
def test_a_wrong_row_is_named(row, message):
    """File, leader and column."""
    with pytest.raises(ConfigError, match=r"leaders\.csv") as caught:
        read_terms(HEAD + row, "leaders.csv", {"syria": ("syria", "SY")})
    assert message in str(caught.value)
