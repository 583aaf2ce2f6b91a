"""Words of drills and of what is only played, remembered or made up; folded. Which reach each has, its users say."""

from __future__ import annotations

from stream.classify.words.text import word_set

_NAMED = word_set("""
    drill drills exercise rehearse rehearses rehearsed rehearsal simulates simulated simulation
    simulacro simulacros simulacion simulasi latihan exercice exercices ubung esercitazione
    simulado simulacao учения учениях навчання tatbikat tatbikati cwiczenia cwiczen oefening
    rampenoefening تمرين محاكاه مناوره
""")

DRILLS = _NAMED | word_set("""
    exercises ubungen katastrophenubung grossubung notfallubung antiterrorubung esercitazioni
    simulazione exercicio exercicios учений навчань тренировка тренировки tatbikatta tatbikatinda
    cwiczeniach oefeningen تدريب مناورات ασκηση رزمایش مانور
""")
"""By one of these, anywhere, a text is of a drill. Those that are not in `MOCK` are untried beside a telling word."""

MOCK = _NAMED | word_set("""
    mock simulate simula simulan simulo simularon simulent simulieren simuliert simulating
    practise practises practised practising practices practiced ubt uben geubt proben probt
    geprobt nachgestellt ensaya ensayan ejercicios ejercicio remember remembers remembering recall
    recalls commemorate commemorates commemorating recuerda recuerdan gedenkt gedenken simulada
    وهمي simule fictitious staged
""")
"""Words before or behind a telling one by which nothing happened now: "simulacro de ataque", "remembers bombing"."""

SCENARIOS = word_set("""
    scenario scenarios szenario szenarios szenarien ubungsszenario escenario cenario scenariusz
    scenariusza scenariuszem skenario сценарий сценарию сценария сценарієм сценарію senaryo
    senaryoya senaryosuna senaryoda السيناريو سيناريو σεναριο oefenscenario
""")

PRACTISED = word_set("geubt geprobt nachgestellt simuliert durchgespielt geoefend nagespeeld")
"""Verbs at the end of a clause: what stands before them was only practised."""

MOCK_VICTIMS = word_set("""
    fictitious simulated mock simulating ficticios ficticias simulados fictifs fiktive учебных
    условных hypothetical simulates simulate simula simulan simule simulent simuliert simulierte
    simulierten gespielt gespielte simulato simulati simulata simulado simulada simuladas
    statisten figurants figurantes extras
""")
"""In a sentence with one of these the victims are played or simulated."""

PLAYED_IN = word_set("drill drills exercise exercises rehearsal")
"""With English "played" in the sentence its victims are actors; alone it may have hurt somebody."""
