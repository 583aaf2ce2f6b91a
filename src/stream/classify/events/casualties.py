"""Casualty figures: how many were killed, wounded, missing or displaced, as stated by whom.

A figure is what the text says, with a lower and an upper bound; nothing is added up or split. A sentence
that dates itself to an earlier year tells of another event and gives no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import structs

from stream.classify.events import unspaced
from stream.classify.events.casualty_words import (
    ARTICLES,
    COUNTED,
    DEATHS,
    DIED_BACK,
    DRIVES,
    GERMAN,
    HOMES,
    KILLING,
    LIVES,
    LOST,
    NEGATED,
    NONE,
    OF,
    OPENING,
    PARTLY,
    THEM,
    TRIGGERS,
    VICTIMS,
)
from stream.classify.events.drill_words import MOCK_VICTIMS, PLAYED_IN
from stream.classify.events.helpers import is_among, is_sent, parted, takes_next, wholes
from stream.classify.events.negation import is_negated
from stream.classify.events.numerals import counts_persons
from stream.classify.events.one_more import with_one_more
from stream.classify.events.past import YEAR, is_past
from stream.classify.events.single import TAKES_NEXT, single
from stream.classify.events.studied import is_fact_check, is_studied
from stream.classify.events.summed import MANY, of_several, summed
from stream.classify.events.telling import NO_VICTIMS
from stream.classify.events.tolls import HEADS, toll
from stream.classify.events.unreal import (
    RETOLD,
    is_figurative,
    is_tried_or_drilled,
    kills_a_thing,
    may_be_figurative,
    retold,
)
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.number_words import NUMBERS
from stream.classify.words.quantities import SOME, Quantity, quantities
from stream.model import CasualtyLabel

_REACH_BACK, _REACH_ON = 9, 5


class Sources(NamedTuple):
    """Who may have stated a figure and where the story is: (word, actor id) in order, and a country.

    `demonyms` leads from nationalities to countries, `nation` from the name of a place in the text.
    """

    spoken_at: list[tuple[int, str]]
    home: str
    demonyms: dict[str, str]
    nation: Callable[[Hit], str]


def read_casualties(
    reader: Reader, sources: Sources, marks: list[int], day: date
) -> list[CasualtyLabel]:
    """The figures of a text, in order, the same figure once.

    `marks` are the words among which the triggers are, `day` is that of the update.
    """
    text = reader.text
    sentences: dict[int, list[int]] = {}
    for at in marks:
        if text.words[at] in TRIGGERS and not _is_idle(reader, at):
            sentences.setdefault(text.sentence(at), []).append(at)
    found: list[CasualtyLabel] = []
    if sentences and is_fact_check(reader):
        return found
    for number, triggers in sentences.items():
        first = text.openings[number]
        end = text.sentence_end(first)
        words = text.words[first:end]
        if not (
            is_past(words, day, first > reader.body)
            or _is_mock(words)
            or _is_reckoned(reader, first)
        ):
            aside = _aside(reader, first, end)
            found.extend(_in_sentence(reader, sources, first, end, triggers, aside))
    if unspaced.is_chinese(text.plain[:OPENING]):
        found.extend(_chinese(reader, sources, day))
    return _distinct(found)


def _is_reckoned(reader: Reader, first: int) -> bool:
    """Whether a sentence gives what a study found; a headline does if the lead says so."""
    text = reader.text
    lead = {first, reader.body} if first < reader.body < len(text.words) else {first}
    return any(is_studied(text.words[at : text.sentence_end(at)]) for at in sorted(lead))


def _aside(reader: Reader, first: int, end: int) -> range:
    """The words of a sentence that tell of something else: what a film is about, a sum of several events."""
    words = reader.text.words[first:end]
    found = range(0) if RETOLD.isdisjoint(words) else retold(reader, first, end)
    return found or (range(0) if MANY.isdisjoint(words) else summed(reader, first, end))


def _is_mock(words: list[str]) -> bool:
    """Whether a sentence calls its victims simulated, or has them played in a drill."""
    if not MOCK_VICTIMS.isdisjoint(words):
        return True
    return "played" in words and not PLAYED_IN.isdisjoint(words)


def _is_idle(reader: Reader, at: int) -> bool:
    """Whether a trigger tells of nobody's fate: a life that nobody loses, "kill off", "kill a bill".

    Turkish "oldu" (it happened) is folded like "öldü" (died).
    """
    text, words = reader.text, reader.text.words
    if words[at] in LIVES:
        return LOST.isdisjoint(words[max(0, at - 5) : at + 2])
    if words[at] in DEATHS and _is_other(reader, at):
        return True
    if words[at] in DRIVES:
        behind = words[at : min(at + 9, text.sentence_end(at))]
        return "from" not in behind or HOMES.isdisjoint(behind)
    if words[at] == "driven":  # "driven from their homes", not to hospital
        return words[at + 1 : at + 2] not in (["from"], ["out"])
    if words[at] == "oldu":
        return text.plain[text.starts[at]] not in "öÖ"
    if may_be_figurative(words, at) and is_figurative(
        words, at, text.sentence_start(at), text.sentence_end(at)
    ):
        return True
    if kills_a_thing(words, at, text.sentence_end(at)):
        return True
    return words[at] in KILLING and (
        words[at + 1 : at + 2] == ["off"] or not NO_VICTIMS.isdisjoint(words[at + 1 : at + 4])
    )


def _is_other(reader: Reader, at: int) -> bool:
    """Whether a word that often is another one here: German "die", a town (Mataram), victims of who knows what."""
    text = reader.text
    words, first = text.words, text.sentence_start(at)
    if words[at] == "die":
        sentence = words[first : text.sentence_end(at)]
        return "the" not in sentence and not GERMAN.isdisjoint(sentence)
    if words[at] == "mataram":
        return reader.in_dateline(at)
    near = words[max(first, at - 4) : at]
    return COUNTED.isdisjoint(near) and not any(w in NUMBERS or w.isdecimal() for w in near)


def _chinese(reader: Reader, sources: Sources, day: date) -> Iterator[CasualtyLabel]:
    text = reader.text
    for first in text.openings:
        end = text.sentence_end(first)
        start = text.starts[first]
        plain = text.plain[start : text.end(end - 1)]
        if (
            is_past(YEAR.findall(plain), day)
            or unspaced.of_other_month(plain, day.month)
            or text.field_of(first) == "located"
        ):
            continue
        for figure in unspaced.figures(plain):
            yield CasualtyLabel(
                kind=figure.kind, least=figure.least, most=figure.most,
                country=sources.home or _scene(reader, sources, first, end),
                stated_by=next((id for at, id in sources.spoken_at if first <= at < end), ""),
                evidence=[text.evidence(start + figure.start, start + figure.end, "casualties")],
            )  # fmt: skip


def _in_sentence(
    reader: Reader, sources: Sources, first: int, end: int, marks: list[int], aside: range
) -> list[CasualtyLabel]:
    """The figures of a sentence, but for those in the words `aside`, which tell of something else."""
    marks = [
        at for at in marks if at not in aside and not is_tried_or_drilled(reader, at, first, end)
    ]
    counted = (q for q in quantities(reader, first, end) if q.first not in aside)
    told = [q for q in counted if counts_persons(reader, q, end)]
    whole = wholes(reader.text.words, told)
    numbers = [
        q
        for at, q in enumerate(told)
        if q.first not in whole
        and not _is_part(reader, q, first, at > 0 and not is_among(reader, told[at - 1]))
    ]
    labels: list[CasualtyLabel] = []
    headed = (
        toll(reader, marks, told, first, end)
        if any(reader.text.words[at] in HEADS for at in marks)
        else None
    )
    if headed is not None:
        head, figure = headed
        labels.append(_label(reader, sources, figure, head, first, end))
        marks = [at for at in marks if at != head]
        numbers = [q for q in numbers if q.last != figure.last]
    taken: set[int] = set()  # "two have died and nine are ill": that verb is the first number's
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
        if not (_is_of_one(reader, quantity, mark) or _is_denied(reader, mark, first, end)):
            several = with_one_more(reader, quantity, mark, first, end)
            labels.append(_label(reader, sources, several, mark, first, end))
    told_of = {label.kind for label in labels}  # "nine are missing and a woman has died"
    rest = [
        at for at in marks if at not in taken and TRIGGERS[reader.text.words[at]] not in told_of
    ]
    labels += [
        _label(reader, sources, Quantity(at, at + 1, 1, 1), mark, first, end)
        for at, mark in single(
            reader.text.words, first, rest, lambda mark: _is_denied(reader, mark, first, end)
        )
    ]
    return labels


def _is_denied(reader: Reader, mark: int, first: int, end: int) -> bool:
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
        if quantity.last <= m < min(following, quantity.last + _REACH_BACK)
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


def _label(
    reader: Reader, sources: Sources, quantity: Quantity, mark: int, first: int, end: int
) -> CasualtyLabel:
    text = reader.text
    a, b = min(quantity.first, mark), max(quantity.last, mark + 1)
    country = (
        _nationality(reader, sources, a, max(b, min(quantity.last + 2, end)))
        or sources.home
        or _scene(reader, sources, first, end)
    )
    return CasualtyLabel(
        kind=TRIGGERS[text.words[mark]], least=quantity.least, most=quantity.most, country=country,
        stated_by=_stated_by(reader, sources, first, end),
        evidence=[text.evidence(text.starts[a], text.end(b - 1), "casualties")],
    )  # fmt: skip


def _nationality(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The country of the first nationality among these words."""
    hits = filter(None, map(reader.covering, range(first, end)))
    return next((c for hit in hits if (c := sources.demonyms.get(hit.key))), "")


def _scene(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The country of the places where a sentence says that something happens, if it is one."""
    hits = filter(None, map(reader.hits.get, range(first, end)))
    locative = reader.lexicon.strong_locative
    found = {sources.nation(hit) for hit in hits if reader.preposition(hit.first) in locative}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _stated_by(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The source cited in the sentence, else the words before or behind its verb of saying."""
    for at, actor in sources.spoken_at:
        if first <= at < end:
            return actor
    text, lexicon = reader.text, reader.lexicon
    for at in range(end - 1, first, -1):
        if text.words[at] in lexicon.says and text.words[at - 1] not in ("was", "were", "been"):
            start = at
            while start > first and at - start < 4 and "," not in text.gap(start):
                start -= 1
            if start < at:
                return " ".join(text.plain[text.starts[start] : text.end(at - 1)].split())
    return ""


def _distinct(labels: list[CasualtyLabel]) -> list[CasualtyLabel]:
    """One label for a figure, with all its words; the first that names a source gives it."""
    merged: dict[tuple[str, int, int | None], CasualtyLabel] = {}
    for label in labels:
        key = (label.kind, label.least, label.most)
        old = merged.get(key)
        if old is None:
            merged[key] = label
        else:
            merged[key] = structs.replace(
                old,
                country=old.country or label.country,
                stated_by=old.stated_by or label.stated_by,
                evidence=[*old.evidence, *label.evidence],
            )
    return list(merged.values())
