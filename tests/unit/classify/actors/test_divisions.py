"""Tests of stream.classify.actors.divisions."""

from __future__ import annotations

from stream.classify.actors.divisions import division_bodies, division_id


def test_a_town_has_the_id_of_its_division_by_iso_3166_2(gazetteer):
    """Austin lies in US-TX."""
    austin = next(i for i in gazetteer.candidates("austin") if gazetteer.admins[i] == "US.TX")
    assert division_id(gazetteer, austin) == "us-tx"


def test_a_country_has_none(gazetteer):
    """Its bodies are the nation's."""
    assert division_id(gazetteer, gazetteer.country_places["FR"]) == ""


def test_ids_are_distinct_and_the_government_is_the_parent(gazetteer):
    """A rule on a state's government meets its police."""
    bodies = list(division_bodies(gazetteer))
    assert len({body.id for body in bodies}) == len(bodies) > 15_000
    police = next(body for body in bodies if body.id == "us-tx-police")
    assert (police.country, police.parents) == ("US", ("us-tx-government",))
