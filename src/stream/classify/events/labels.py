"""What kind of event a story tells of, as a hint: PLOVER's 16 classes, read from headline and lead.

No parser: the telling word that comes first in the headline decides, the lead only where the headline has none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from itertools import pairwise

from stream.classify.events.burning import is_burning
from stream.classify.events.event_words import EventWords, event_words
from stream.classify.events.pairs import (
    is_roadblock,
    is_sanction,
    is_threatened,
    of_court,
    paired,
)
from stream.classify.events.studied import is_fact_check, is_studied
from stream.classify.events.telling import CRAFT, STRIKES, Mode, is_all_unreal, telling
from stream.classify.words.grammar import Reader
from stream.classify.words.sport import MATCH_REPORT, count_sport, is_match_report
from stream.classify.words.text import fold, word_set
from stream.model import ActorLabel, EventClass, EventLabel

_MODAL = frozenset(
    fold("""
    will would could may might plans plan planned planning threatens threaten vows vow warns if
    unless fears feared set ready prepares expected propose proposes offers offer mulls considers
    wants seeks voudrait veut pourrait menace planea podria quiere droht will konnte планирует
    планируется готовится может собирается hazirlaniyor planliyor سوف قد ستواصل يهدد تهدد 将 拟
""").split()
)
"""Words that put what follows them into the future or the merely possible."""

_ARMED_KINDS = frozenset(("military", "armed-group"))
_HAN = "\u2e80"
"""From here on scripts put no spaces between words (Han, kana)."""

_BACKGROUND = word_set(
    "factbox timeline explainer chronology obituary newsmaker chronologie cronologia steckbrief"
)
"""First words of headlines under which nothing happens now."""

_LABOUR = word_set("""
    workers machinists dockworkers longshoremen crews growers engineers
    teachers union unions wage wages pay staff nurses doctors drivers pilots employees railway rail miners
    dockers walkout walkouts strikers picket pickets labour labor
""")
"""Beside a strike, and no violence, these make it one of work."""

_DEEDS = frozenset(("assault", "protest"))
_PAIRED = 0.6
"""Confidence in what only two words tell together."""
_LEAD = 2
"""Sentences of the body that count as its lead."""


def read_events(reader: Reader, actors: list[ActorLabel], year: int) -> list[EventLabel]:
    """At most one event of the headline, or of the lead if the headline tells none; `year` is the update's."""
    text, words = reader.text, event_words()
    if text.words and text.words[0] in _BACKGROUND:
        return []
    armed = any(actor.kind in _ARMED_KINDS for actor in actors)
    lead = bisect_left(text.openings, reader.body)
    body = text.openings[lead : lead + _LEAD]
    spans = [(0, reader.topic_end, 0.9)] if reader.body else []
    spans += [(opening, text.sentence_end(opening), 0.7) for opening in body]
    spans = [span for span in spans if not text.in_located(span[0])]
    told = set[str]().union(*(text.words[a:b] for a, b, _ in spans))
    violent = not words.assaults.isdisjoint(told)
    hostile = not words.hostile.isdisjoint(told)
    match = not armed and is_match_report(text.vocabulary, text.plain)
    studied = violent and (
        is_fact_check(reader) or any(is_studied(text.words[a:b]) for a, b, _ in spans[:2])
    )
    burning = words.assaults & told <= words.mild and any(
        is_burning(text.words, a, b) for a, b, _ in spans
    )
    mode = Mode(
        armed or violent,
        not (match or studied or burning)
        and ((armed and hostile) or not _is_accident(words, told, text.vocabulary)),
        year,
        told.isdisjoint(CRAFT) or not words.violent.isdisjoint(told - CRAFT),
        not violent and not _LABOUR.isdisjoint(told),
    )
    for first, end, confidence in spans:
        if label := _unspaced_event(reader, first, end, confidence):
            return [label]
        at = telling(reader, first, end, mode)
        if at is None and mode.deed and is_all_unreal(reader, first, end):
            mode = mode._replace(deed=False)  # a drill's headline: the lead tells of the drill
        if at is not None:
            kind = _class_of(text.words, at, first, end, mode.labour)
            planned = kind != "threaten" and _is_planned(text.words[max(first, at - 4) : at + 1])
            evidence = [text.evidence(text.starts[at], text.end(at), f"event:{kind}")]
            return [
                EventLabel(type=kind, planned=planned, confidence=confidence, evidence=evidence)
            ]
        if (pair := paired(text.words, first, end)) is not None:
            at, kind = pair
            planned = _is_planned(text.words[max(first, at - 4) : at + 1])
            evidence = [text.evidence(text.starts[at], text.end(at), f"event:{kind}")]
            return [EventLabel(type=kind, planned=planned, confidence=_PAIRED, evidence=evidence)]
    return []


def _class_of(words: list[str], at: int, first: int, end: int, labour: bool) -> EventClass:
    """The class of the telling word of a sentence, by the words beside it; `labour`: a strike is one of work."""
    if (labour and words[at] in STRIKES) or is_roadblock(words, at, first, end):
        kind: EventClass = "protest"
    else:
        court = of_court(words, at, first, end)
        kind = court or event_words().kinds.get(words[at], "assault")
    if kind in _DEEDS and is_threatened(words, at, first):
        return "threaten"
    return "sanction" if kind == "agree" and is_sanction(words, at, end) else kind


def _is_planned(words: list[str]) -> bool:
    """Whether the words before the last one put it into the future: "may attack", "to hold drills".

    "To" before a plural is no infinitive's ("adds two to sanctions list").
    """
    infinitive = any(
        word == "to" and (then.endswith("ss") or not then.endswith("s"))
        for word, then in pairwise(words)
    )
    return infinitive or not _MODAL.isdisjoint(words[:-1])


def _is_accident(words: EventWords, told: set[str], every: Set[str]) -> bool:
    """Whether headline and lead tell of a calamity, or of sport or a blast in industry and of no other violence."""
    if not words.calamity.isdisjoint(told):
        return True
    if not words.assaults & told <= words.mild:
        return False
    if not words.industry.isdisjoint(told):
        return True
    # "his free kick killed the game"
    return not words.mild.isdisjoint(told) and count_sport(every) >= MATCH_REPORT


def _unspaced_event(reader: Reader, first: int, end: int, confidence: float) -> EventLabel | None:
    """The event of a sentence in Chinese or Japanese, whose words are not parted: the first telling one."""
    text = reader.text
    start = text.starts[first]
    plain = text.plain[start : text.end(end - 1)]
    if plain.isascii() or max(plain) < _HAN:
        return None
    known = event_words()
    found = [(plain.find(w), w) for w in known.unspaced if w in plain]
    if any(word in plain for word in known.accidents):
        found = [one for one in found if one[1] not in known.mild]  # a blast in a mine
    violent = [one for one in found if known.kinds[one[1]] == "assault"]
    if not found:
        return None
    at, word = min(violent or found)
    kind, planned = (
        known.kinds[word],
        plain[max(0, at - 2) : at].endswith(("将", "将要", "拟", "將", "擬")),
    )
    evidence = [text.evidence(start + at, start + at + len(word), f"event:{kind}")]
    return EventLabel(type=kind, planned=planned, confidence=confidence, evidence=evidence)
