"""Casualty figures: how many were killed, wounded, missing or displaced, as stated by whom.

A figure is what the text says, with a lower and an upper bound; nothing is added up or split. A sentence
that dates itself to an earlier year tells of another event and gives no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import structs

from stream.classify.events import unspaced
from stream.classify.events.attached import apart, is_denied, paired
from stream.classify.events.casualty_words import (
    COUNTED,
    DEATHS,
    DRIVES,
    GERMAN,
    HOMES,
    KILLING,
    LIVES,
    LOST,
    OPENING,
    TRIGGERS,
)
from stream.classify.events.drill_words import MOCK_VICTIMS, PLAYED_IN
from stream.classify.events.numerals import counts_persons
from stream.classify.events.past import YEAR, is_past
from stream.classify.events.single import single
from stream.classify.events.studied import is_fact_check, is_studied
from stream.classify.events.summed import MANY, summed
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
from stream.classify.words.quantities import Quantity, quantities
from stream.classify.words.text import word_set
from stream.model import CasualtyLabel

_FLED = frozenset(("fled", "flee", "fleeing"))
_FLEERS = word_set("""
    gunman gunmen attacker attackers assailant assailants suspect suspects robber robbers prisoner prisoners inmate
    inmates detainee detainees thief thieves shooter shooters driver kidnappers bandits militants
""")
"""Of these nobody is displaced: "one attacker died and two fled"."""


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
    if words[at] in _FLED and not _FLEERS.isdisjoint(
        words[max(text.sentence_start(at), at - 6) : at]
    ):
        return True
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
    words = reader.text.words
    marks = [
        at for at in marks if at not in aside and not is_tried_or_drilled(reader, at, first, end)
    ]
    counted = (q for q in quantities(reader, first, end) if q.first not in aside)
    told = [q for q in counted if counts_persons(reader, q, end)]
    numbers = apart(reader, told, first)
    found: list[tuple[Quantity, int]] = []
    headed = (
        toll(reader, marks, told, first, end) if any(words[at] in HEADS for at in marks) else None
    )
    if headed is not None:
        head, figure = headed
        found.append((figure, head))
        marks = [at for at in marks if at != head]
        numbers = [q for q in numbers if q.last != figure.last]
    taken = paired(reader, numbers, marks, first, end, found)
    told_of = {
        TRIGGERS[words[mark]] for _, mark in found
    }  # "nine are missing and a woman has died"
    rest = [at for at in marks if at not in taken and TRIGGERS[words[at]] not in told_of]
    alone = single(words, first, rest, lambda mark: is_denied(reader, mark, first, end))
    found += [(Quantity(at, at + 1, 1, 1), mark) for at, mark in alone]
    return [_label(reader, sources, quantity, mark, first, end) for quantity, mark in found]


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
