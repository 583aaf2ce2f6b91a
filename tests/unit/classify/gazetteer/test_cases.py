"""Cases of towns' names in Latin script."""

from __future__ import annotations

import pytest

from stream.classify.gazetteer.cases import cases
from support.classified import update


@pytest.mark.parametrize(
    ("name", "country", "form"),
    [
        ("czestochowa", "PL", "czestochowie"),
        ("radomsko", "PL", "radomsku"),
        ("piotrkow trybunalski", "PL", "piotrkowa trybunalskiego"),
        ("ostrava", "CZ", "ostrave"),
        ("split", "HR", "splitu"),
        ("debrecen", "HU", "debrecenben"),
        ("tampere", "FI", "tampereella"),
        ("helsinki", "FI", "helsingissa"),
    ],
)
def test_a_case_is_derived_from_the_end_of_a_name(name, country, form):
    """Of several words, each takes the case in Polish."""
    assert form in cases(name, country)


def test_a_short_form_is_none():
    """It would too often be a word or a person's name."""
    assert all(len(form) >= 6 for form in cases("eger", "HU"))


@pytest.mark.parametrize(
    ("body", "town"),
    [
        ("Pożar w Radomsku ugaszono w niedzielę.", "Radomsko"),
        ("Při požáru v Ostravě zemřeli dva lidé.", "Ostrava"),
        ("Вдарили ракетою по Шостці, є загиблі.", "Shostka"),
        ("新华社基辅7月1日电 基辅发生爆炸。", "Kyiv"),
        ("러시아군은 하르키우에 미사일을 발사했다.", "Kharkiv"),
        ("하르키우시에서 폭발이 있었다.", "Kharkiv"),
        ("Två personer dog i en brand i Norrköping.", "Norrköping"),
        ("דיווח על פיצוץ באשדוד.", "Ashdod"),
    ],
)
def test_a_town_is_found_in_the_form_that_its_language_gives_it(desk, body, town):
    """By its case, its name in the script, or without any preposition that is known."""
    _, places = desk.classifier.label(update(body=body))
    assert town in {place.name for place in places}
