"""Tests of stream.classify.actors.labels: who takes part, who is only cited."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.classified import update

SYRIAN_FORCES = "syria-armed-forces"


@pytest.mark.parametrize(
    "body",
    [
        "Shelling by Syrian government forces went on.",
        "Damascus' forces pulled back from the ridge.",
        "Syrian troops left the base.",
        "Syria's army sent more tanks.",
        "Clashes in Syria went on, and regime forces fired at the ridge.",
        "Regime forces lost a post in Syria.",
    ],
)
def test_collective_phrases_mean_the_armed_forces(desk, body):
    """Nationality, country, capital or nothing, with "forces", "troops" or "army"."""
    assert desk.actors(body).get(SYRIAN_FORCES) == "participant"


def test_a_bare_army_is_that_of_the_headlines_country(desk):
    """Not that of the dateline, which is where the reporter sits."""
    told = update(
        headline="Rebels seize airfield near Syria's Aleppo, army pulls back",
        body="AMMAN, Nov 20 (Reuters) - The army pulled its guns out of two villages, residents said.",
    )
    found = {actor.id for actor in desk.classifier.label(told)[0]}
    assert SYRIAN_FORCES in found and "jordan-armed-forces" not in found


def test_government_forces_are_not_those_of_where_the_sender_is_located(desk):
    """`located` repeats the dateline, and neither says whose war it is."""
    told = update(
        headline="Fighters push towards Aleppo: monitor",
        body="BEIRUT, Nov 27 (AFP) - Fighters attacked in northern Syria. Ten villages were lost by government forces.",
        located="BEIRUT",
    )
    found = {actor.id for actor in desk.classifier.label(told)[0]}
    assert SYRIAN_FORCES in found and "lebanon-armed-forces" not in found


def test_a_regime_is_its_forces_where_the_story_has_them(desk):
    """One actor, not two, for "Assad's regime" and "Syrian forces"; alone it is the government."""
    assert desk.actors("Assad's regime lost two towns as Syrian troops fled.") == {
        SYRIAN_FORCES: "participant"
    }
    assert desk.actors("Assad's regime rejected the plan.") == {"syria": "participant"}


def test_a_leader_speaks_for_a_state_only_in_office(desk):
    """After 8 December 2024 "Assad's forces" are nobody's."""
    later = datetime(2025, 3, 10, tzinfo=UTC)
    assert SYRIAN_FORCES in desk.actors("Assad's forces shelled the town.")
    assert desk.actors("Assad's forces shelled the town.", at=later) == {}


def test_opponents_of_a_regime_are_not_its_forces(desk):
    """ "Anti-regime forces" and "the Syrian opposition" name no government."""
    assert desk.actors("Anti-regime forces and the Syrian opposition met.") == {}


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("Russia and Iran helped the army for years.", "iran"),
        ("Türkiye has backed some of the rebels.", "turkiye"),
        ("Turkey, which hosts refugees, condemned the raid.", "turkiye"),
        ("The base was built by Russia.", "russia"),
        ("The Kremlin sent an envoy.", "russia"),
        ("Washington offers talks on flights.", "united-states"),
        ("Nobody replied to Washington's offer.", "united-states"),
        ("Iranian officials flew home.", "iran"),
        ("Deux soldats maliens ont été tués.", "mali-armed-forces"),
    ],
)
def test_states_that_act_are_participants(desk, body, actor):
    """As subjects, agents, metonyms, and by their officials and soldiers."""
    assert desk.actors(body).get(actor) == "participant"


@pytest.mark.parametrize(
    "body",
    [
        "Fighting went on in Syria and near Russia.",
        "Rain fell over northwestern Syria.",
        "Iran-backed fighters crossed the river.",
        "Ukraine was hit by storms.",
        "Talks about sanctions against Russia failed.",
        "Syria has seen years of war.",
        "Snow in Washington stopped the trains.",
    ],
)
def test_states_that_are_merely_places_are_no_actors(desk, body):
    """Behind a preposition, before a hyphen, or as the sufferer of an event."""
    assert [id for id in desk.actors(body) if not id.startswith("unnamed-")] == []


@pytest.mark.parametrize(
    "body",
    [
        "The SOHR said ten people died.",
        "Ten people died, according to the Syrian Observatory for Human Rights.",
        "The Syrian Observatory for Human Rights, a group based in Britain, reported ten dead.",
        "Data from the Syrian Observatory for Human Rights show ten dead.",
        "Ten people died, said the Syrian Observatory for Human Rights.",
        "قال المرصد السوري لحقوق الإنسان إن عشرة قتلوا",
    ],
)
def test_who_only_speaks_is_a_source(desk, body):
    """By every wording that cites."""
    assert desk.actors(body) == {"sohr": "source"}


def test_one_deed_makes_a_speaker_a_participant(desk):
    """A group that says and does, or says what it does, takes part."""
    assert desk.actors("Hamas said no. Later Hamas fired rockets.")["hamas"] == "participant"
    assert desk.actors("Houthis say they have closed the strait.") == {"houthis": "participant"}


def test_acronyms_need_capitals_and_ambiguous_ones_their_context(desk):
    """ "Who" is no agency; SDF is one among Syrians only."""
    assert desk.actors("Who knows? The sdf said so, and the SDF too.") == {}
    assert desk.actors("In Syria the SDF took the dam.")["sdf"] == "participant"
    assert desk.actors("", headline="WHO KNOWS WHAT HAPPENED") == {}


def test_no_actor_is_found_inside_another_name(desk):
    """Islamic State in a longer name, Hama in Hamas, the UN in its council."""
    assert set(desk.actors("The UN Security Council met.")) == {"un-security-council"}
    assert set(desk.actors("Islamic State West Africa Province burnt two boats.")) == {"iswap"}


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("دخلت هيئة تحرير الشام المدينة", "hts"),
        ("Об этом сообщила ООН в среду", "un"),
        ("联合国表示关切", "un"),
        ("L'OTAN a envoyé des avions", "nato"),
    ],
)
def test_names_in_other_languages_lead_to_the_same_actor(desk, body, actor):
    """One id for an actor, whatever the language."""
    assert actor in desk.actors(body)


def test_a_person_with_a_countrys_name_is_no_state(desk):
    """ "Michael Jordan" sells nothing for Amman."""
    assert desk.actors("Michael Jordan sold his team. Jordan said it was time.") == {}


@pytest.mark.parametrize(
    ("body", "actor", "direction"),
    [
        ("Israel struck the port.", "israel", "acting"),
        ("The bridge was blown up by Hamas.", "hamas", "acting"),
        ("Troops captured Hamas posts.", "hamas", "acted_upon"),
        ("The offensive against Boko Haram goes on.", "boko-haram", "acted_upon"),
        ("Hamas was accused of a breach.", "hamas", "acted_upon"),
        ("Hamas said no.", "hamas", ""),
    ],
)
def test_the_direction_is_told_where_the_sentence_makes_it_plain(desk, body, actor, direction):
    """Acting, acted upon, or nothing for a source."""
    found = {label.id: label.direction for label in desk.classifier.label(update(body=body))[0]}
    assert found[actor] == direction


def test_a_bracket_introduces_an_abbreviation(desk):
    """An unknown short form counts for the name before it, from there on."""
    label = desk.classifier.label(
        update(body="The Arakan Army (ARKA) took a town. ARKA units went on.")
    )[0][0]
    assert [evidence.text for evidence in label.evidence] == ["Arakan Army", "ARKA", "ARKA"]


def test_the_group_is_the_last_one_named(desk):
    """A noun with an article points back to an actor of a fitting kind."""
    labels = desk.classifier.label(
        update(body="Oxfam left. Boko Haram took the town. The group burnt it.")
    )[0]
    words = {label.id: [e.text for e in label.evidence] for label in labels}
    assert words["boko-haram"] == ["Boko Haram", "The group"]


def test_a_leader_in_office_is_named_on_the_label(desk):
    """The state, with the person through whom it speaks; a body has its state as parent."""
    labels = desk.classifier.label(
        update(body="Emmanuel Macron offered talks. French police closed the road.")
    )[0]
    assert [(a.id, a.person, a.parents) for a in labels] == [
        ("france", "Emmanuel Macron", []), ("france-police", "", ["france"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "actor"),
    [
        ("The Turkish defence ministry said two died.", "turkiye-defence-ministry"),
        ("Niger's parliament voted.", "niger-parliament"),
        ("La police française a fermé la rue.", "france-police"),
        ("Kenya's central bank cut its rate.", "kenya-central-bank"),
        ("قالت وزارة الدفاع الروسية إن الغارة نجحت", "russia-defence-ministry"),
        ("Минобороны России сообщило об ударе.", "russia-defence-ministry"),
    ],
)
def test_bodies_of_states_are_derived(desk, body, actor):
    """From the nationality and the noun, before or behind it."""
    assert actor in desk.actors(body)


@pytest.mark.parametrize(
    "body",
    [
        "MOSCOW - Talks between Moscow and Ankara are going on.",
        "LIMA - Peru's ties with Ankara were cut.",
        "DHAKA - Bangladesh has asked Ankara to send her back.",
    ],
)
def test_the_sides_of_talks_and_those_asked_are_actors(desk, body):
    """A capital behind "between", "with" or "asked" is its government."""
    assert "turkiye" in desk.actors(body)


def test_brussels_is_the_union_unless_the_story_names_belgium(desk):
    """What sits in a capital speaks under its name."""
    assert desk.actors("Brussels said the aid was needed.") == {"eu": "source"}
    assert desk.actors("Brussels said Belgian troops would stay.")["belgium"] == "source"


def test_rebels_are_not_of_the_country_where_the_reporter_sits(desk):
    """A dateline that the story never names again is a desk."""
    found = desk.actors("DAKAR - Armed groups raided farms in Mali, Burkina Faso and Niger.")
    assert found == {"unnamed-militants": "participant"}


def test_a_quarter_called_like_a_town_abroad_moves_no_police(desk):
    """Maré in Rio is no town of Ukraine."""
    body = "RIO DE JANEIRO, 30 out - A polícia entrou na Maré. Nove mortos no Complexo da Maré."
    assert set(desk.actors(body, "Polícia entra na Maré")) <= {"brazil-police", "br-rj-police"}
