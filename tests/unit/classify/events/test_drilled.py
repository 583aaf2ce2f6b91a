"""Tests of stream.classify.events.drilled: the dead of a scenario, and those of a real accident at a drill."""

from __future__ import annotations

import pytest

from support.classified import update


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Port drill simulates ferry blast", "In the scenario 14 passengers died."),
        ("Exercice d'évacuation à Brest", "Le scénario prévoyait neuf morts dans une explosion."),
        ("Simulacro en el metro", "En el escenario, siete pasajeros murieron en un atentado."),
        ("Simulado de ataque em escola", "No cenário, quatro alunos morreram."),
        ("Esercitazione all'aeroporto", "Nello scenario sono morti otto passeggeri."),
        ("Großübung am Flughafen", "Die Retter haben einen Anschlag mit neun Toten geübt."),
        ("Учения в порту", "По сценарию учений от взрыва погибли шесть моряков."),
        ("Ćwiczenia na lotnisku", "Według scenariusza w zamachu zginęło pięć osób."),
        ("Simulasi di pelabuhan", "Dalam skenario itu delapan awak kapal tewas."),
        ("İzmir'de tatbikat", "Senaryoya göre saldırıda dört kişi öldü."),
        ("تمرين وهمي على هجوم في الميناء", "في السيناريو قتل خمسة أشخاص."),
    ],
)
def test_a_scenario_hurts_nobody(desk, headline, body):
    """Neither its dead nor its attack are news, in any language."""
    labels = desk.classifier.read(update(headline, body))
    assert not labels.casualties
    assert not [event for event in labels.events if event.type == "assault"]


@pytest.mark.parametrize(
    ("headline", "body", "killed"),
    [
        ("Soldiers die in drill", "Three soldiers were killed when a shell exploded.", 3),
        ("Muertos en el escenario", "Cinco músicos murieron en el escenario del teatro.", 5),
        ("Unglück", "Zwei Soldaten starben, während ihre Einheit den Rückzug geübt hat.", 2),
        ("Simulacro", "Dos bomberos murieron durante el simulacro.", 2),
    ],
)
def test_the_dead_of_a_real_accident_stay(desk, headline, body, killed):
    """A drill may kill, and a Spanish stage is no scenario."""
    figures = desk.classifier.read(update(headline, body)).casualties
    assert killed in [one.least for one in figures if one.kind == "killed"]
