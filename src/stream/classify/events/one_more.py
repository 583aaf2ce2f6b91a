"""One person beside a number, whom the same verb hits: "two journalists and a medic were killed" are three."""

from __future__ import annotations

from stream.classify.events.casualty_words import TRIGGERS
from stream.classify.events.single import PERSON
from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity
from stream.classify.words.text import word_set

_A = word_set("a an one another un una uno une um uma ein eine einen een ett")
_HELPING = word_set("""
    was were have has been are be being is got fueron fue han resultaron resulto sont ont ete sind wurden worden wird
    werden foram ficaram sono stati rimasti zijn werden reportedly also all
""")
"""What may stand between those who are hit and the verb."""
_BEHIND = word_set("""
    in on at near when after during as while outside inside by from overnight early late monday tuesday wednesday
    thursday friday saturday sunday en cuando tras durante por cerca dans lors pres quand apres em quando perto bei in
    nel nella durante presso a
""")
"""What may follow who is hit, where the verb stands before: "killing two guards and a driver in Lima"."""
_NO_PERSONS = word_set("""
    number dozen handful further third fourth fifth second dog dogs cat horse cow chien cheval perro caballo vaca hund
    pferd cane cavallo cachorro cavalo hond paard car house building vehicle bus truck bridge week day month year
    number
""")
"""Behind "and a" none of these is one more who was hit."""
_REACH = 4


def with_one_more(reader: Reader, quantity: Quantity, mark: int, first: int, end: int) -> Quantity:
    """A number of persons with the one that "and a" adds behind it, or "a ... and" before it.

    `mark` is the verb that the number belongs to, the words `first` to `end` are the sentence.
    """
    if quantity.most is None or quantity.least != quantity.most:
        return quantity
    if (last := _behind(reader, quantity, mark, end)) >= 0:
        quantity = quantity._replace(last=last + 1)
    elif (begin := _before(reader, quantity, mark, first)) >= 0:
        quantity = quantity._replace(first=begin)
    else:
        return quantity
    more = quantity.least + 1
    return quantity._replace(least=more, most=more)


def _behind(reader: Reader, quantity: Quantity, mark: int, end: int) -> int:
    """Where the one of "and a medic" stands behind the noun of a number, if the verb follows or goes before; or -1."""
    words, joins = reader.text.words, reader.lexicon.coordinators
    for at in range(quantity.last + 1, min(quantity.last + _REACH, end - 2)):
        if words[at] in joins and words[at + 1] in _A and words[quantity.last] not in TRIGGERS:
            one = _person(words, at + 2, end)
            if one < 0 and at + 3 < end and (words[at + 3] in _HELPING or at + 3 == mark):
                one = _other(words, at + 2)  # any noun, if the verb follows at once
            if one < 0:
                return -1
            if mark > one:
                hit = all(word in _HELPING for word in words[one + 1 : mark])
            else:
                closed = one + 1 >= end or "," in reader.text.gap(one + 1)
                hit = mark < quantity.first and (closed or words[one + 1] in _BEHIND)
            return one if hit else -1
    return -1


def _before(reader: Reader, quantity: Quantity, mark: int, first: int) -> int:
    """Where "a teacher and" opens the sentence, or follows the verb, before a number; or -1."""
    words, at = reader.text.words, quantity.first - 1
    if at <= first or words[at] not in reader.lexicon.coordinators:
        return -1
    for place in range(at - 2, max(first, at - _REACH) - 1, -1):
        noun = _person(words, place + 1, at) if place + 2 < at else _other(words, place + 1)
        if words[place] in _A and noun >= 0:
            if any(word in TRIGGERS for word in words[place + 1 : at]):
                return -1  # "one person died and eight were injured"
            opens = place == first or reader.in_dateline(place - 1) or place - 1 == mark
            comma = "," in reader.text.plain[reader.text.starts[place] : reader.text.starts[at]]
            return place if opens and not comma else -1
    return -1


def _other(words: list[str], at: int) -> int:
    """The word itself, if it is none that people are not called by."""
    other = words[at] in _NO_PERSONS or words[at] in TRIGGERS or words[at].isdecimal()
    return -1 if other else at


def _person(words: list[str], first: int, end: int) -> int:
    """Where a noun for one person stands among the next words, or -1."""
    return next((at for at in range(first, min(first + 3, end)) if words[at] in PERSON), -1)
