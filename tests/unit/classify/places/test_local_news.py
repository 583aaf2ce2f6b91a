"""Tests of places in local papers: small towns, namesakes of capitals, persons and firms named like towns."""

from __future__ import annotations

import pytest

from support.classified import update


def read(desk, body, headline=""):
    """The places by (name, country) and the actors' ids."""
    labels = desk.classifier.read(update(headline, body))
    return {(p.name, p.country) for p in labels.places}, {a.id for a in labels.actors}


@pytest.mark.parametrize(
    ("body", "name", "country"),
    [
        ("The trucker, a man from Reading, was hurt near Lebanon, Pa.", "Reading", "US"),
        ("Crews from Glastonbury, Shepton Mallet and Bath were called.", "Bath", "GB"),
        ("Cases turned up in Lynn, Terry and Yoakum counties, Texas.", "Terry County", "US"),
        ("San Juan (Argentina), 22 nov.- Cinco personas murieron en la ruta 40.", "San Juan", "AR"),
        ("LONDON (PA) - The company will cut 400 jobs.", "London", "GB"),
        ("Ein Mann aus Essen wurde verletzt. Die Frau stammt aus Hof.", "Hof", "DE"),
    ],
)
def test_words_around_make_a_place_of_a_doubtful_name(desk, body, name, country):
    """Who comes "from" there, a list's end, "counties", a country in a bracket; an agency's name is none."""
    places, _ = read(desk, body)
    assert (name, country) in places


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Police Chief Houston Wells and Dallas Carter spoke in Paris, Texas.", "Houston"),
        ("Analysts at Phoenix Asset Management in Leeds said costs fell.", "Phoenix"),
        ("The fund Cleveland Partners of Toronto bid for the mine.", "Cleveland"),
        ("The blaze at the Ashton Court estate near Bristol caused damage.", "Ashton"),
        ("Patients in Lusaka's Kanyama township drink untreated water.", "Kanyama"),
        ("El colegio San Martín suspendió las clases en Mendoza, dijo la escuela.", "San Martín"),
        ("GEISMAR, La. (AP) - An explosion hurt four workers.", "Geismar"),
        ("THE FRONT KILLED TWO MEMBERS OF THE GUARD IN A RAID.", "Of"),
        ("Denver hosts Carolina. The coach said the quarterback threw for 312 yards.", "Denver"),
    ],
)
def test_persons_firms_and_strangers_are_no_places(desk, body, name):
    """Given names, firms, estates, another country's namesakes, small words in capitals, teams."""
    places, _ = read(desk, body)
    assert name not in {found for found, _ in places}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("PARIS, Texas - A man was held in Paris on Sunday, police said.", "france"),
        ("LEBANON, Pa. - A woman died in Lebanon on Monday, police said.", "lebanon"),
        (
            "San Juan (Argentina), 22 nov.- El choque fue en San Juan, informó la Policía.",
            "puerto-rico",
        ),
        ("BIRMINGHAM, Ala. - A man was held in Birmingham, police said.", "united-kingdom"),
        ("Two died near Puerto Ayora in Ecuador, said the navy.", "ecuador"),
    ],
)
def test_a_namesake_gives_its_country_no_actors(desk, body, wrong):
    """Neither the government nor the police of the better known place of a name."""
    _, actors = read(desk, body, "Accident")
    assert not [id for id in actors if id == wrong or id.startswith(f"{wrong}-police")]
