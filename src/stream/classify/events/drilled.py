"""The dead and the attacks of a drill's scenario: "In the scenario 20 sailors died", "Anschlag mit Toten geübt"."""

from __future__ import annotations

from stream.classify.events.drill_words import DRILLS, PRACTISED, SCENARIOS
from stream.classify.words.grammar import Reader

_REACH = 7


def is_drilled(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence or death, in the words `first` to `end`, is of a drill's scenario or practised.

    "Scenario" needs a drill somewhere in the text: Spanish "escenario" is a stage as well.
    """
    text = reader.text
    sentence = text.words[first:end]
    if not SCENARIOS.isdisjoint(sentence) and not DRILLS.isdisjoint(text.vocabulary):
        return True
    if PRACTISED.isdisjoint(sentence):
        return False
    for place in range(at + 1, min(at + _REACH, end)):
        if "," in text.gap(place):
            return False
        if text.words[place] in PRACTISED:
            return True
    return False
