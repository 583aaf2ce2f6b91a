"""What rules on series are told of actors and places."""

from __future__ import annotations

from stream.pipeline.lore import lore_of
from stream.pipeline.stages import Facts, StageOptions


def test_lore_knows_a_places_country_and_an_actors_kind_and_parents() -> None:
    """Ids are those of counts: GeoNames' numbers, our own negative ones, and values that are no id."""
    facts = Facts(StageOptions())
    lore, places = lore_of(facts), facts.places
    own = min(places.ids)
    assert lore.place_country("170063") == "SY"  # Aleppo
    assert own < 0
    assert lore.place_country(str(own)) == places.countries[places.ids.index(own)]
    assert [lore.place_country(other) for other in ("", "other", "SY", "1-2", "9" * 30)] == [""] * 5
    assert lore.kind("hts")
    assert lore.kind("nobody-of-that-name") == ""
    assert lore.parents("nobody-of-that-name") == ()
