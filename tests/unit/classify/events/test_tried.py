"""Tests of stream.classify.events.tried: verdicts on old deeds, and deeds beside a court."""

from __future__ import annotations

import pytest

from support.classified import update


def told(desk, headline):
    """Whether a headline tells of an attack, and the killed it gives."""
    labels = desk.classifier.read(update(headline))
    attacks = any(event.type == "assault" for event in labels.events)
    return attacks, [one.least for one in labels.casualties if one.kind == "killed"]


@pytest.mark.parametrize(
    "headline",
    [
        "Jury convicts nurse in killing of three patients",
        "Driver jailed over crash that killed six",
        "Man found guilty of bombing that killed nine",
        "Market bombing: five men sentenced to life",
        "Tribunal condena a 20 años a autores de la matanza del mercado",
        "Cuatro condenados por el atentado del puerto",
        "Attentat de la gare: le procès s'ouvre lundi",
        "La cour condamne à vingt ans l'auteur de la fusillade",
        "Strage del porto, la Cassazione conferma le pene",
        "Strage del porto, ergastolo per due imputati",
        "Réus do ataque à sede do partido vão a julgamento",
        "Lebenslange Haft: Urteil nach Anschlag auf Synagoge",
        "Суд приговорил троих к 20 годам за теракт на вокзале",
        "Sąd skazał sprawcę zamachu na ambasadę",
    ],
)
def test_a_verdict_makes_no_attack_and_no_dead(desk, headline):
    """What a court judges has happened long ago."""
    assert told(desk, headline) == (False, [])


@pytest.mark.parametrize(
    ("headline", "killed"),
    [
        ("Bomb outside courtroom kills four during trial", [4]),
        ("Gunmen kill two guards after court sentences rebel chief", [2]),
        ("A judge who sentenced a cartel boss was killed in a gun attack", [1]),
        ("Bombing kills seven as court jails militant leader", [7]),
        ("Convicts kill three guards in prison riot", [3]),
        ("Un attentat devant la cour d'assises fait trois morts", [3]),
        ("Atentado contra un tribunal deja cuatro muertos", [4]),
        ("Anschlag vor Landgericht: zwei Tote", [2]),
        ("La ONU condena el atentado que dejó ocho muertos", [8]),
        ("Mayor pleads for calm after bombing kills five", [5]),
    ],
)
def test_a_deed_beside_a_court_is_news(desk, headline, killed):
    """At a court, after a verdict, on a judge: the attack and its dead stand."""
    assert told(desk, headline) == (True, killed)
