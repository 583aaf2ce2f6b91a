"""The judgement cases on actors, demonyms and roles, statement by statement, in wording of our own.

The numbers are those of the project's case list. A statement that does not hold is in docs/actors.md.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.classified import update


@pytest.fixture(scope="session")
def judged(desk):
    """All labels of a text at a time."""

    def judge(headline, body, at=datetime(2026, 5, 14, tzinfo=UTC)):
        return desk.classifier.read(update(headline, body, at=at))

    return judge


def roles(labels):
    """(role, direction) by actor."""
    return {actor.id: (actor.role, actor.direction) for actor in labels.actors}


J01 = (
    "Washington offers Kabul new mail flights",
    (
        "DOHA - Washington is ready to take up mail flights to Kabul again, a State Department spokeswoman said on "
        "Monday after a week of talks with Taliban envoys. Kabul has not replied to Washington's offer."
    ),
)


def test_j01_a_capital_that_acts_is_its_government(judged):
    """The US government acts, the department is cited, the Taliban are Kabul's de facto government."""
    found = roles(judged(*J01))
    assert found["united-states"] == ("participant", "acting")
    assert found["united-states-foreign-ministry"] == ("source", "")
    assert found["taliban"][0] == "participant"
    assert "afghanistan" not in found


def test_j01_the_words_are_shown(judged):
    """ "Washington" for the US government, "Taliban" and "Kabul" for the Taliban."""
    words = {a.id: {e.text for e in a.evidence} for a in judged(*J01).actors}
    assert words["united-states"] == {"Washington"}
    assert words["taliban"] == {"Taliban", "Kabul"}


J05 = (
    "Neuf soldats nigériens tués près de Tillabéri",
    (
        "NIAMEY - Neuf soldats nigériens ont été tués jeudi, a annoncé le ministère nigérien de la Défense. "
        "L'armée nigériane a dit avoir repoussé un assaut à Sokoto."
    ),
)


def test_j05_two_demonyms_one_letter_apart_are_two_armies(judged):
    """Niger's army suffers, its ministry is cited, Nigeria's army tells of its own deed."""
    found = roles(judged(*J05))
    assert found["niger-armed-forces"] == ("participant", "acted_upon")
    assert found["niger-defence-ministry"] == ("source", "")
    assert found["nigeria-armed-forces"] == ("participant", "acting")


def test_j05_the_dead_are_nigers_as_its_ministry_says(judged):
    """Killed 9, country NE, by the ministry; none for Nigeria."""
    figures = [(c.kind, c.least, c.most, c.country, c.stated_by) for c in judged(*J05).casualties]
    assert figures == [("killed", 9, 9, "NE", "niger-defence-ministry")]


J07 = (
    "Ракета з Курська на Київ",
    "Ракета з Курська летить на Київ, повідомляють Повітряні сили. За даними розвідки, планується ще один удар.",
)


def test_j07_the_air_force_and_the_services_are_cited_and_nobody_is_invented(judged):
    """No Russia from a town's name."""
    found = roles(judged(*J07))
    assert found == {"ukraine-air-force": ("source", ""), "ukraine-intelligence": ("source", "")}


J09 = (
    "Player's stream cut off over massacre clip",
    (
        "BRISTOL, England - A player's stream was cut off after a viewer showed a clip of the 2019 Christchurch mosque "
        "attack. Police said nobody had complained."
    ),
)


def test_j09_an_old_attack_is_no_attack_today(judged):
    """British police are cited, no New Zealand, no violent class, no casualties."""
    labels = judged(*J09)
    assert roles(labels) == {"united-kingdom-police": ("source", "")}
    assert "assault" not in {event.type for event in labels.events}
    assert labels.casualties == []


@pytest.mark.parametrize(
    ("at", "words", "present"),
    [
        (datetime(2024, 11, 30, tzinfo=UTC), "الرئيس السوري بشار الأسد", True),
        (datetime(2024, 11, 30, tzinfo=UTC), "الرئيس السوري السابق بشار الأسد", False),
        (datetime(2025, 3, 10, tzinfo=UTC), "بشار الأسد", False),
    ],
)
def test_j11_the_calendar_and_the_word_former_each_decide(judged, at, words, present):
    """Head of state until 8 December 2024, and only without "former"."""
    found = roles(judged("", f"دمشق - قال {words} إنه باق.", at))
    assert ("syria" in found) is present


def test_j11_the_transitional_authorities_are_an_actor_of_their_own(judged):
    """With them talks Russia, by its capital's name; an official of Russia is cited."""
    body = "موسكو - قال مسؤول روسي إن موسكو تبحث الأمر مع السلطات الانتقالية في دمشق."
    found = roles(judged("", body, datetime(2025, 3, 10, tzinfo=UTC)))
    assert found["syria-transitional-authorities"][0] == "participant"
    assert found["russia"][0] == "participant"
    assert "syria" not in found


def test_j13_the_origin_is_named_as_a_source(judged):
    """PKK acted upon, Iran acting, Fars cited; in English and in Turkish."""
    english = roles(judged("Iran has seized PKK's deputy - Fars agency", "TEHRAN - Iran has seized a PKK man, a "
                           "member of parliament told the Fars news agency."))  # fmt: skip
    assert english["iran"] == ("participant", "acting")
    assert english["pkk"][0] == "participant"
    assert english["fars"] == ("source", "")
    turkish = roles(
        judged("", "TAHRAN (AA) - Fars'ın haberine göre PKK'nın iki numarası yakalandı.")
    )
    assert turkish["fars"] == ("source", "")
    assert turkish["pkk"][0] == "participant"


def test_j27_a_threat_is_planned_and_the_houthis_are_not_yemens_government(judged):
    """Announced, not done."""
    labels = judged("Houthis say they will close the strait", "")
    assert "houthis" in roles(labels)
    assert "yemen" not in roles(labels)
    assert [event.planned for event in labels.events] == [True]


def test_j31_dozens_are_at_least_twelve_and_each_figure_keeps_its_source(judged):
    """Kept as words, a lower bound, no sum."""
    labels = judged("", "Dozens of people were killed in three raids, residents said. At least 60 people were killed "
                    "since Friday, a local committee said.")  # fmt: skip
    assert [(c.least, c.most, c.stated_by) for c in labels.casualties] == [
        (12, None, "residents"), (60, None, "a local committee"),
    ]  # fmt: skip


def test_j37_figures_of_speech_are_no_war(judged):
    """No violent class, no army in a letter that asks for money."""
    labels = judged("Join the fight", "We are fighting in Fresno and Tucson. Help us strike back: our troops on the "
                    "ground need your five dollars.")  # fmt: skip
    assert "assault" not in {event.type for event in labels.events}
    assert "united-states-armed-forces" not in roles(labels)
