"""Forms of divisions' names that languages derive by rule."""

from __future__ import annotations

import pytest

from stream.classify.gazetteer.forms import adjectives, slavic_cases, ukrainian_stem
from stream.classify.words.text import fold


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("california", "kalifornischen"),
        ("california", "californienne"),
        ("texas", "texanischer"),
        ("bayern", "bayerische"),
        ("sachsen", "sachsische"),
        ("brandenburg", "brandenburgische"),
    ],
)
def test_a_division_has_the_adjectives_of_german_and_the_romance_languages(name, form):
    """The adjective is derived from the name, none is listed."""
    assert form in set(adjectives(name))


def test_an_adjective_that_means_something_else_is_not_derived():
    """ "Indianisch" is no word for Indiana."""
    assert list(adjectives("indiana")) == []


def test_an_oblast_is_known_in_its_cases():
    """The instrumental of a Russian oblast and the familiar name of a Ukrainian one."""
    assert fold("Брянской областью") in set(slavic_cases(fold("Брянская область")))
    assert fold("Полтавщина") in set(slavic_cases(fold("Полтавська область")))


def test_ukrainian_towns_change_their_vowel():
    """Харків is Харкова in the genitive, Миколаїв Миколаєва; Київ's stem is not Харків's."""
    assert ukrainian_stem(fold("Харків")) == "харков"
    assert ukrainian_stem(fold("Миколаїв")) == "миколаєв"
    assert ukrainian_stem("одеса") == ""


def test_an_adjective_of_a_state_names_it(desk):
    """Found in small letters and in running text."""
    found = desk.places(
        "Bei einem Brand in einem kalifornischen Nationalpark starben zwei Menschen."
    )
    assert 5332921 in found
