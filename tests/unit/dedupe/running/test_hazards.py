"""Reports of one earthquake, storm or fire in different words, and of two that are alike."""

from __future__ import annotations

import pytest

from ..desk import Desk


def told(*lines: tuple[float, str, str], language: str = "en") -> list[bool]:
    """Whether each text after the first is in the first one's story; every line is minutes, headline, body."""
    desk = Desk()
    records = [
        desk.send(f"u:{n}", at, provider=f"Agency {n}", headline=head, body=body, language=language)
        for n, (at, head, body) in enumerate(lines)
    ]
    return [record.story == records[0].story for record in records[1:]]


def test_a_place_and_the_hazard_are_enough_for_a_quake() -> None:
    """Another agency's words for a quake in the same country join within a day, and not days later."""
    first = (0, "MAGNITUDE 6.6 QUAKE HITS PAPUA NEW GUINEA - USGS", "")
    later = "Families search rubble in Lae after Papua New Guinea earthquake"
    assert told(first, (300, later, "People dug with their hands on Monday.")) == [True]
    assert told(first, (60 * 90, later, "People dug with their hands on Monday.")) == [False]


@pytest.mark.parametrize(("strength", "one"), [("6.4", True), ("7.4", False)])
def test_magnitudes_are_revised_by_half_a_point_at_most(strength: str, one: bool) -> None:
    """A quake of the same place and day with a much higher magnitude is another one."""
    first = (0, "MAGNITUDE 6.2 QUAKE HITS PAPUA NEW GUINEA - USGS", "")
    body = f"A quake of magnitude {strength} threw down houses on the coast of Papua New Guinea."
    assert told(first, (200, "Papua New Guinea quake brings down houses", body)) == [one]


def test_an_aftershock_has_a_magnitude_of_its_own() -> None:
    """A weaker aftershock is news of the same event."""
    first = (0, "MAGNITUDE 7.2 QUAKE HITS PAPUA NEW GUINEA - USGS", "")
    body = "An aftershock of magnitude 5.1 was felt in Lae in Papua New Guinea."
    assert told(first, (600, "Aftershock scares people in Papua New Guinea", body)) == [True]


def test_the_name_of_a_storm_is_enough_for_days() -> None:
    """A storm is known by its name alone, where one of the texts calls it a storm; another storm is not it."""
    first = (
        0,
        "Typhoon Ranumi nears Luzon",
        "Forecasters warned Luzon of Typhoon Ranumi on Monday.",
    )
    second = (2600, "Ranumi leaves Manila without power", "Pylons fell as Ranumi passed Luzon.")
    third = (2700, "Typhoon Osselin forms east of Luzon", "Typhoon Osselin formed in the Pacific.")
    assert told(first, second, third) == [True, False]


def test_one_country_has_two_fires_on_one_day() -> None:
    """A country in common is not enough for fires and floods."""
    first = (
        0,
        "Wildfire burns near Greek town of Kymi",
        "A wildfire burned near Kymi in Greece on Monday.",
    )
    other = (
        60,
        "Wildfire reaches Greek village of Vouno",
        "A wildfire reached Vouno in Greece on Monday.",
    )
    assert told(first, other) == [False]


def test_german_nouns_are_no_places() -> None:
    """Where every noun has a capital, only what stands like a place is one."""
    first = (
        0,
        "Waldbrand bei Treuenfels",
        "Ein Waldbrand bei Treuenfels hat zehn Hektar Kiefern zerstört.",
    )
    other = (
        60,
        "Waldbrand bei Olbernsee",
        "Ein Waldbrand bei Olbernsee hat zwei Hektar Kiefern zerstört.",
    )
    same = (
        90,
        "Feuerwehr kämpft gegen Waldbrand in Brandenburg",
        "Das Feuer bei Treuenfels ist nicht gelöscht.",
    )
    assert told(first, other, language="de") == [False]
    assert told((0, "Waldbrand in Brandenburg", first[2]), same, language="de") == [True]


def test_two_raids_in_one_country_are_two_stories() -> None:
    """Where no more than a country's name and plain words are in common, each headline's own town keeps texts apart."""
    first = (
        0,
        "Gunmen kill ten in Mali's Gao region",
        "Gunmen killed ten people near Gao in Mali on Monday.",
    )
    other = (
        90,
        "Gunmen attack market in Mali's Segou",
        "Gunmen attacked a market in Segou in Mali on Monday.",
    )
    assert told(first, other) == [False]
