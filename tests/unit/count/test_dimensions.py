"""Tests of stream.count.dimensions."""

from __future__ import annotations

from msgspec import structs

from stream.count.dimensions import labels_of, spread
from stream.model import EventLabel

from .bench import actor, place, update


def labels(actors=(), places=(), names=None, **more):
    """The labels that an update counts under, by dimension: {value: name}."""
    classified = update(actors=actors, places=places, **more)
    found: dict[str, dict[str, str]] = {}
    for key, label in spread(labels_of(classified, names or {}), classified.item.agency).items():
        assert key == f"{label.dimension}|{label.value}"
        found.setdefault(label.dimension, {})[label.value] = label.name
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


def test_where_it_is_counts_apart_from_what_is_mentioned():
    """Event and dateline are places; a mention counts as such, a demonym nowhere."""
    places = [
        place(1, role="event"),
        place(2, role="dateline"),
        place(3, role="mention", country="AL"),
        place(4, role="demonym", country="RU"),
    ]
    found = labels(places=places)
    assert list(found["place"]) == ["1", "2"]
    assert list(found["country"]) == ["SY"]
    assert found["mention"] == {"3": "P3"}


def test_a_mention_in_the_country_of_the_event_is_part_of_the_scene():
    """The next town that a report of an attack names counts with it; a dateline alone makes no scene."""
    near, far = place(2, role="mention"), place(3, role="mention", country="LB")
    assert list(labels(places=[place(1), near, far])["place"]) == ["1", "2"]
    dateline = place(1, role="dateline")
    assert list(labels(places=[dateline, near, far])["place"]) == ["1"]


def test_what_the_story_is_about_is_a_place_though_only_mentioned():
    """A list of towns is about their country, and of one place that is named only the story is."""
    towns = [place(id, role="mention", country="US") for id in range(3)]
    found = labels(
        places=[*towns, place(9, "United States", "US", "country", "mention", focus=True)]
    )
    assert list(found["country"]) == ["US"]
    assert list(found["mention"]) == ["0", "1", "2"]
    assert "place" not in found


def test_a_region_is_told_from_one_of_the_same_name_elsewhere():
    """First-level divisions are counted by country and name, and once for two of their towns."""
    places = [
        place(1, admin1="Aleppo"),
        place(2, admin1="Aleppo"),
        place(3, country="GE", admin1="Georgia"),
        place(4, country="US", admin1="Georgia"),
        place(5, country="RU", admin1="Kursk", role="mention"),
    ]
    assert labels(places=places)["admin1"] == {
        "SY:Aleppo": "Aleppo",
        "GE:Georgia": "Georgia",
        "US:Georgia": "Georgia",
    }


def test_events_count_by_class_and_only_if_they_took_place():
    """Each class counts once; what is announced or feared is no event yet."""
    said = [EventLabel(type="assault"), EventLabel(type="assault"), EventLabel(type="consult")]
    done = structs.replace(update(), events=[*said, EventLabel(type="protest", planned=True)])
    found = spread(labels_of(done, {}), "AP")
    assert [label.value for label in found.values() if label.dimension == "event"] == [
        "assault",
        "consult",
    ]


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


def test_a_place_of_the_event_is_not_pushed_out_by_mentions():
    """However sure a list of mentions is, the place of the event stays among the sixteen."""
    mentions = [place(i, role="mention", country="US") for i in range(30)]
    found = labels(places=[*mentions, place(99, confidence=0.2)])
    assert list(found["place"]) == ["99"]
    assert len(found["mention"]) == 15


def test_a_changed_confidence_changes_no_labels():
    """Labels are kept in the order of their ids, so another confidence gives the same row."""
    one = update(actors=[actor("a", confidence=0.4), actor("b", confidence=0.9)])
    other = update(actors=[actor("a", confidence=0.9), actor("b", confidence=0.4)])
    assert labels_of(one, {}) == labels_of(other, {})
