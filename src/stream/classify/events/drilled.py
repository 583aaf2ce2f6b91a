"""The dead and the attacks of a drill's scenario: "In the scenario 20 sailors died", "Anschlag mit Toten geübt"."""

from __future__ import annotations

from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_SCENARIOS = word_set("""
    scenario scenarios szenario szenarios szenarien ubungsszenario escenario cenario scenariusz scenariusza scenariuszem
    skenario сценарий сценарию сценария сценарієм сценарію senaryo senaryoya senaryosuna senaryoda السيناريو سيناريو
    σεναριο oefenscenario
""")
_DRILLS = word_set("""
    drill drills exercise exercises rehearse rehearses rehearsed rehearsal simulates simulated simulation simulacro
    simulacros simulacion simulasi latihan exercice exercices ubung ubungen katastrophenubung grossubung notfallubung
    antiterrorubung esercitazione esercitazioni simulazione simulado simulacao simulacro exercicio exercicios учения
    учений учениях навчання навчань тренировка тренировки tatbikat tatbikati tatbikatta tatbikatinda cwiczenia cwiczen
    cwiczeniach oefening oefeningen rampenoefening تمرين تدريب محاكاه مناوره مناورات ασκηση رزمایش مانور
""")
_PRACTISED = word_set("geubt geprobt nachgestellt simuliert durchgespielt geoefend nagespeeld")
"""Verbs at the end of a clause: what stands before them was only practised."""
_REACH = 7


def is_drilled(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence or death, in the words `first` to `end`, is of a drill's scenario or practised.

    "Scenario" needs a drill somewhere in the text: Spanish "escenario" is a stage as well.
    """
    text = reader.text
    sentence = text.words[first:end]
    if not _SCENARIOS.isdisjoint(sentence) and not _DRILLS.isdisjoint(text.vocabulary):
        return True
    if _PRACTISED.isdisjoint(sentence):
        return False
    for place in range(at + 1, min(at + _REACH, end)):
        if "," in text.gap(place):
            return False
        if text.words[place] in _PRACTISED:
            return True
    return False
