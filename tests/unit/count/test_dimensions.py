"""Tests of stream.count.dimensions."""

from __future__ import annotations

from stream.count.dimensions import labels_of, spread

from .bench import actor, place, update


def labels(actors=(), places=(), names=None, **more):
    """The labels that an update counts under, by dimension: {value: name}."""
    classified = update(actors=actors, places=places, **more)
    found: dict[str, dict[str, str]] = {}
    for dimension, value, name in spread(
        labels_of(classified, names or {}), classified.item.agency
    ):
        assert value not in found.setdefault(dimension, {})
        found[dimension][value] = name
    return found


def test_an_update_without_labels_counts_under_all_source_and_language():
    """An update that names nobody still counts in all, for its agency and its language."""
    assert labels(agency="SANA", language="ar") == {
        "all": {"all": "all"},
        "source": {"SANA": "SANA"},
        "language": {"ar": "ar"},
    }


def test_a_source_cited_is_no_actor():
    """An actor that is only quoted isn't counted, one that takes part is."""
    found = labels([actor("hts", "HTS"), actor("sohr", role="source")])
    assert found["actor"] == {"hts": "HTS"}


def test_every_role_of_a_place_counts_but_a_demonym():
    """Event, dateline and mention count alike; a demonym counts neither as place nor as country."""
    places = [
        place(1, role="event"),
        place(2, role="dateline"),
        place(3, role="mention"),
        place(4, role="demonym", country="RU"),
    ]
    found = labels(places=places)
    assert list(found["place"]) == ["1", "2", "3"]
    assert list(found["country"]) == ["SY"]


def test_a_country_counts_as_country_and_not_as_place():
    """A place of kind country is in the country dimension only, and makes no pair with an actor."""
    found = labels([actor("hts")], [place(163843, "Syria", "SY", kind="country")])
    assert found["country"] == {"SY": "SY"}
    assert "place" not in found
    assert "actor_place" not in found


def test_a_place_without_a_country_has_none():
    """A sea has no country to count under."""
    assert "country" not in labels(places=[place(9, "Red Sea", country="", kind="natural")])


def test_a_country_is_named_by_the_names_given_or_by_its_code():
    """A country's name comes from one table, so that it doesn't change with the update."""
    places = [place(1, country="SY"), place(2, country="TR")]
    assert labels(places=places, names={"SY": "Syria"})["country"] == {"SY": "Syria", "TR": "TR"}


def test_each_actor_is_joined_with_each_place():
    """A pair has both ids and both names."""
    found = labels([actor("hts", "HTS"), actor("sdf", "SDF")], [place(170063, "Aleppo")])
    assert found["actor_place"] == {
        "hts×170063": "HTS × Aleppo",
        "sdf×170063": "SDF × Aleppo",
    }


def test_a_label_that_comes_twice_counts_once():
    """A place that is both dateline and event is one place."""
    found = labels(places=[place(1, role="dateline"), place(1, role="event")])
    assert list(found["place"]) == ["1"]


def test_at_most_sixteen_actors_and_places_the_surest_first_then_by_id():
    """Beyond sixteen the least sure labels are left out, and of equals the later ids."""
    actors = [actor(f"a{i:02}", confidence=0.5) for i in range(20)] + [actor("zz", confidence=0.9)]
    places = [place(i, confidence=0.5 + (i == 19) / 10) for i in range(20)]
    found = labels(reversed(actors), reversed(places))
    assert list(found["actor"]) == [*(f"a{i:02}" for i in range(15)), "zz"]
    assert list(found["place"]) == [*map(str, range(15)), "19"]
    assert len(found["actor_place"]) == 256


def test_a_changed_confidence_changes_no_labels():
    """Labels are kept in the order of their ids, so another confidence gives the same row."""
    one = update(actors=[actor("a", confidence=0.4), actor("b", confidence=0.9)])
    other = update(actors=[actor("a", confidence=0.9), actor("b", confidence=0.4)])
    assert labels_of(one, {}) == labels_of(other, {})
