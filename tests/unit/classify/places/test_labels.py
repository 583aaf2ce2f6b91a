"""Tests of stream.classify.places.labels: which place, and its part in the story."""

from __future__ import annotations

import pytest

from support.classified import ALEPPO, IDLIB, IDLIB_GOVERNORATE, SARAQIB, SYRIA, update

GEORGIA_COUNTRY, GEORGIA_STATE = 614540, 4197000


def test_roles_follow_the_place_in_the_text(desk):
    """Dateline, event in the first sentences, mention further down, demonym."""
    places = desk.places(
        "BEIRUT, Nov 29 (Agency) - A bomb went off in Aleppo. Two died. It was loud.\n"
        "Syrian radio went silent. Ships left Latakia."
    )
    assert places == {276781: "dateline", ALEPPO: "event", SYRIA: "demonym", 173576: "mention"}


def test_the_best_role_of_several_counts_and_evidence_is_bounded(desk):
    """One label for a place, with at most five spans."""
    body = "ALEPPO, Syria (Agency) - Rain. " + "It rained in Aleppo. " * 9
    assert desk.places(body)[ALEPPO] == "event"
    assert desk.evidence(body)[ALEPPO] == ["ALEPPO"] + ["Aleppo"] * 4


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Rebels enter Aleppo", ""),
        ("EXPLOSION IN ALEPPO KILLS TEN", ""),
        ("", "Rockets fell on the city of Aleppo at noon."),
        ("", "Rebels stormed northern Aleppo on Friday."),
        ("شن هجوم على حلب", ""),
        ("Взрыв в Алеппо", ""),
    ],
)
def test_where_it_happens_is_the_event_place(desk, headline, body):
    """By preposition or verb, in capitals and in other scripts."""
    assert desk.places(body, headline)[ALEPPO] == "event"


def test_where_it_comes_from_is_not_the_event_place(desk):
    """Flights from Kabul do not happen there."""
    assert desk.places("The group resumed flights from Kabul.") == {1138958: "mention"}


def test_provinces_and_their_capitals_are_told_apart(desk):
    """ "Idlib province" is the governorate, "Idlib" the city."""
    assert list(desk.places("Fighting in Idlib province of Syria")) == [IDLIB_GOVERNORATE, SYRIA]
    assert list(desk.places("Fighting in Idlib, Syria")) == [IDLIB, SYRIA]


def test_a_label_has_the_iso_code_of_its_division(desk):
    """A city and a province that lie in one division have its code, a country has none."""
    _, places = desk.classifier.label(
        update(body="Fighting in Saraqib, in Idlib province of Syria")
    )
    assert [(place.name, place.division) for place in places] == [
        ("Saraqib", "SY-ID"), ("Idlib Governorate", "SY-ID"), ("Syria", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("spelling", ["Saraqab", "Saraqeb", "Saraqib"])
def test_another_spelling_is_found_beside_a_place_of_the_country(desk, spelling):
    """A town that a place word announces, spelt as no list has it."""
    assert SARAQIB in desk.places(f"They left Aleppo for the town of {spelling}.")
    assert SARAQIB in desk.places(f"They left Aleppo and closed in on {spelling}, a small town.")


def test_another_spelling_needs_its_country_and_a_place_word(desk):
    """A person's name or a story from elsewhere yields nothing."""
    assert SARAQIB not in desk.places("Mr Saraqab met envoys in Aleppo.")
    assert SARAQIB not in desk.places("They drove to the town of Saraqab near Lyon.")


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("Crowds gathered in Tbilisi, Georgia, on Monday.", GEORGIA_COUNTRY),
        ("Voters in Georgia went to the polls in Atlanta.", GEORGIA_STATE),
        ("Georgia is on the Black Sea.", GEORGIA_COUNTRY),
        ("A hearing in Albany, New York, is planned.", 5106834),
        ("A shop burnt down in Paris, Texas.", 4717560),
        ("A shop burnt down in Paris.", 2988507),
        ("Schools in Hama, Syria, reopened.", 170017),
        ("Envoys flew to China, Japan and Vietnam.", 1814991),
        ("Soldiers from Niger crossed into Nigeria.", 2440476),
    ],
)
def test_namesakes_are_told_apart_by_the_words_around(desk, body, id):
    """Region behind a comma, countries of the story, and size, in this order."""
    assert id in desk.places(body)


@pytest.mark.parametrize(
    "body",
    [
        "Reading the report took a while. Nice people read it. Mobile users did not.",
        "Michael Jordan scored. President Lincoln spoke. Paris Hilton sang.",
        "Mr Houston is ill, and Dr. Wellington too.",
        "A student at Columbia won. A Columbia student lost.",
        "The Washington Post and Georgia University agreed.",
        "Washington said it would not pay.",
        "It happened in March and in August.",
        "The West Nile virus spread.",
    ],
)
def test_what_only_looks_like_a_place_is_none(desk, body):
    """Words, persons, universities, newspapers, governments, months and viruses."""
    assert desk.places(body) == {}


def test_a_preposition_makes_an_ordinary_word_a_place(desk):
    """ "In Reading" and "in Nice" are towns."""
    assert set(
        desk.places("A fire broke out in Reading, England. He flew to France and slept in Nice.")
    ) >= {
        2639577,
        2990440,
    }


def test_a_capital_that_stands_for_its_government_is_no_place(desk):
    """ "Damascus' forces" fight elsewhere; "in Damascus" is Damascus."""
    assert 170654 not in desk.places("Damascus' forces left Aleppo.")
    assert 170654 in desk.places("Shops in Damascus closed.")


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ("Sept soldats nigériens tués près d'Ayorou", {2440476: "demonym", 2447416: "mention"}),
        ("L'armée nigériane a repoussé une attaque", {2328926: "demonym"}),
        ("Turkish and Syrian envoys met", {298795: "demonym", SYRIA: "demonym"}),
    ],
)
def test_demonyms_name_their_countries(desk, body, roles):
    """Niger and Nigeria are one letter apart in French."""
    found = desk.places(body)
    assert {id: found.get(id) if role == "demonym" else role for id, role in roles.items()} == roles


def test_seas_and_straits_have_ids_of_the_project(desk):
    """A strait is no city, and a river no country."""
    assert desk.places("Houthis closed Bab al-Mandab strait.") == {-2: "mention"}
    assert 2440476 not in desk.places("Des habitants ont fui vers le fleuve Niger.")


def test_the_senders_location_is_a_dateline(desk):
    """The located field counts like a dateline in the text."""
    assert desk.places("Ten died.", located="Aleppo, Syria") == {
        ALEPPO: "dateline",
        SYRIA: "dateline",
    }


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ("NIAMEY, 14 mai (AFP) - Sept soldats tués.", 2440485),
        ("دمشق - قال مسؤول إن المدينة هادئة", 170654),
        ("БЕЙРУТ, 29 ноября (Агентство) - Город спокоен.", 276781),
        ("NEW YORK (AP) -- Shares fell.", 5128581),
        ("KYIV — Shops opened.", 703448),
    ],
)
def test_datelines_of_many_styles_are_read(desk, body, id):
    """Dates, bylines, dashes and scripts differ."""
    assert desk.places(body)[id] == "dateline"


def test_a_sentence_with_a_dash_is_no_dateline(desk):
    """A place, words in small letters, and a dash."""
    assert desk.places("Aleppo is quiet - for now.")[ALEPPO] == "mention"
