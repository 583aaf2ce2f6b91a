"""Which trigger a number of a sentence belongs to: "two soldiers and five civilians died", "two have died"."""

from __future__ import annotations

from collections.abc import Container

from stream.classify.events.casualty_words import (
    ARTICLES,
    DIED_BACK,
    NEGATED,
    NONE,
    OF,
    PARTLY,
    THEM,
    VICTIMS,
)
from stream.classify.events.helpers import PASSIVE, is_among, is_sent, parted, takes_next, wholes
from stream.classify.events.negation import is_negated
from stream.classify.events.one_more import with_one_more
from stream.classify.events.single import TAKES_NEXT
from stream.classify.events.summed import of_several
from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import SOME, Quantity

_REACH_BACK, _REACH_ON, _REACH_PASSIVE = 9, 5, 14


def apart(reader: Reader, told: list[Quantity], first: int) -> list[Quantity]:
    """The numbers of a sentence without wholes whose parts are told, and without parts of another."""
    whole = wholes(reader.text.words, told)
    return [
        q
        for at, q in enumerate(told)
        if q.first not in whole
        and not _is_part(reader, q, first, at > 0 and not is_among(reader, told[at - 1]))
    ]


def paired(
    reader: Reader,
    numbers: list[Quantity],
    marks: list[int],
    first: int,
    end: int,
    found: list[tuple[Quantity, int]],
) -> set[int]:
    """Add each number with its trigger to `found`; returns the triggers behind them, which no other number has.

    In "two have died and nine are ill" the first verb is the first number's.
    """
    taken: set[int] = set()
    for at, quantity in enumerate(numbers):
        following = numbers[at + 1].first if at + 1 < len(numbers) else end
        previous = numbers[at - 1].last if at else first
        mark = _mark(reader, quantity, marks, previous, following, taken)
        if mark is None and at + 1 < len(numbers) and _joined(reader, quantity, numbers[at + 1]):
            behind = numbers[at + 2].first if at + 2 < len(numbers) else end
            # "two soldiers and five civilians died"
            mark = _mark(reader, numbers[at + 1], marks, quantity.last, behind, taken)
        if mark is None or is_sent(reader, quantity, mark, first):
            continue
        if mark >= quantity.last:
            taken.add(mark)
        if not (_is_of_one(reader, quantity, mark) or is_denied(reader, mark, first, end)):
            found.append((with_one_more(reader, quantity, mark, first, end), mark))
    return taken


def is_denied(reader: Reader, mark: int, first: int, end: int) -> bool:
    """Whether a trigger is negated before it, or behind it in Russian and its like ("пострадавших нет")."""
    words = reader.text.words
    if not NEGATED.isdisjoint(words[max(first, mark - 3) : mark]):
        return is_negated(reader, mark, first, NEGATED)
    return mark + 1 < end and words[mark + 1] in NONE


def _is_of_one(reader: Reader, quantity: Quantity, mark: int) -> bool:
    """Whether a verb in the singular follows several: "the singer, who sold 30 million records, has died"."""
    words = reader.text.words
    if quantity.least == 1 or mark < quantity.last:
        return False
    return words[mark] == "dies" or (
        words[mark] in ("died", "dead") and words[mark - 1] in ("has", "is")
    )


def _is_part(reader: Reader, quantity: Quantity, first: int, behind: bool) -> bool:
    """Whether a figure is part of another: one `behind` in the sentence, or the story's ("one of the dead")."""
    words = reader.text.words
    of, article, noun = (*words[quantity.last : quantity.last + 3], "", "", "")[:3]
    if of in OF and article in ARTICLES and noun in VICTIMS:
        return True
    if words[quantity.first] in SOME and words[quantity.first - 1] != "of":
        return of_several(words, quantity.first)
    if is_among(reader, quantity):
        return True
    before = words[max(first, quantity.first - 2) : quantity.first]
    return behind and ((of in OF and article in THEM) or not PARTLY.isdisjoint(before))


def _mark(
    reader: Reader,
    quantity: Quantity,
    marks: list[int],
    previous: int,
    following: int,
    taken: Container[int],
) -> int | None:
    """The trigger that a number belongs to: the first behind it, else the last before it that is not `taken`."""
    text = reader.text
    words = text.words
    behind = [
        m
        for m in marks
        if quantity.last <= m < following
        and (m < quantity.last + _REACH_BACK or _reaches(reader, quantity, m))
        and not (words[m] in TAKES_NEXT and m + 3 >= following)
        and not takes_next(reader, quantity, m, following)
        and not parted(reader, quantity.last, m)
    ]
    before = [
        m
        for m in marks
        if max(previous, quantity.first - _REACH_ON) <= m < quantity.first
        and m not in taken
        and not parted(reader, m + 1, quantity.first)
        and (text.words[m] in DIED_BACK or (text.words[m] == "hurt" and m + 1 == quantity.first))
        and not (m + 1 == quantity.first and "," in text.gap(quantity.first))
    ]
    if before and (not behind or quantity.first - before[-1] <= behind[0] - quantity.last):
        return before[-1]
    return behind[0] if behind else None


def _reaches(reader: Reader, quantity: Quantity, mark: int) -> bool:
    """Whether a verb far behind a number is its own: names between count as one word, a passive may be farther."""
    text, last = reader.text, quantity.last
    if text.words[mark - 1] in PASSIVE and mark < last + _REACH_PASSIVE:
        return "," not in text.plain[text.starts[last] : text.starts[mark]]
    hits = filter(None, map(reader.hits.get, range(last, last + _REACH_BACK)))
    return mark < last + _REACH_BACK + sum(hit.last - hit.first - 1 for hit in hits)


def _joined(reader: Reader, one: Quantity, other: Quantity) -> bool:
    """Whether "and" or a comma joins two numbers of persons that share a verb; "several" may be of things."""
    text = reader.text
    if text.words[one.first] in SOME:
        return False
    comma = any("," in text.gap(at) for at in range(one.last, other.first + 1))
    between = other.first - one.last
    return (comma and between <= 2) or (
        between <= 4
        and not reader.lexicon.coordinators.isdisjoint(text.words[one.last : other.first])
    )
