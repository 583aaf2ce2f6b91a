"""Whether an item may be published yet: its status, its embargo, a HOLD, and what lifts them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from stream.model import PubStatus
from stream.model.marks import OPEN_EMBARGO, RELEASED
from stream.wire.dates.times import Embargo
from stream.wire.lifecycle.embargo import embargo_in_words
from stream.wire.lifecycle.evidence import asks, is_news, is_tight
from stream.wire.lifecycle.tryout import says_unused
from stream.word_lists import Lists

OWN_WORD = "newswire:own-word"
OWN_HOLD = "newswire:own-hold"
"""Signals that intake adds: the headline begins with the tag of a kill, or of a hold, and the text beneath it is
news. On a later version of an item that was sent without the tag it is one after all."""

_WORDS = Lists("wire", "holds")
_HOLD = re.compile(
    r"[\W_]*(?:URGENT[\W_]+|ADVISORY[\W_]+|(?i:eds|editors|note to editors)\b[\W_]*)?"
    r"(?:(?:ON (?=HOLD\W+DO NOT))?HOLD(?:[\s-]+HOLD)*(?:\s*\d{1,4})?|HOLD FOR PUBLICATION"
    rf"|(?i:{_WORDS.any_of('tag')}))(?:\s*(?:[:–—.!]|-+\s|-(?=[A-Z][a-z])|$)|,)"
)
_BARE_HOLD = re.compile(r"(?:[\s*#=+]|URGENT\W+)*HOLD\s*(?:[:–—.!]|-+\s?)\s*")
_KEEP = re.compile(
    r"(?i)[\W_]*(?:(?:eds|editors|note to editors)\b[\W_]*)?"
    rf"(?:{_WORDS.any_of('keep')}|(?-i:{_WORDS.any_of('keep_loud')})(?=\W*$))"
)
"""A note that keeps its item back until more is heard."""

_ITEM = Lists("wire", "items").any_of("held")
_LIFTED = rf"(?:{_WORDS.any_of('is')} )*{_WORDS.any_of('lifted')}\b"
_RELEASE = re.compile(
    rf"(?:the |l[’']|el |die )?{_WORDS.any_of('kept')} (?:[^.:\n]{{0,60}}\b{_ITEM}[^.:\n]{{0,60}} )?"
    rf"{_LIFTED}(?=\W*$|\s*[:.,;(–—]|\s+-|\s+{_WORDS.any_of('behind_lifted')}\b"
    rf"|\s+(?:on|for|f[üu]r) (?:the |this |our |die )?{_ITEM})"
    rf"|{_WORDS.any_of('release')}\s*(?::|\s[-–—]\s|of\b|der\b)(?=[^\n]{{0,80}}\b{_ITEM})"
    rf"|(?:the )?{_ITEM}[^.\n]{{0,100}}\b{_WORDS.any_of('was_kept')}\b[^.\n]{{0,40}} {_LIFTED}",
    re.IGNORECASE,
)
"""An item's own label ("EMBARGO LIFTED: …"), or an advisory that names the item that is free."""

_NOT_YET = re.compile(
    rf"(?i)\b{_WORDS.any_of('not')}\b(?: yet| noch)? (?:been )?{_WORDS.any_of('not_lifted')}"
)
_LEAD = re.compile(rf"[\W_]*(?:(?i:{_WORDS.any_of('address')})\b[\W_]*)*")
_NOTE_CHARS = 200


class Hold(NamedTuple):
    """What may be published when: `marks` are the signals that intake adds."""

    status: PubStatus
    until: datetime | None
    marks: tuple[str, ...] = ()


class Words(NamedTuple):
    """The texts of an item in which a hold may be stated."""

    headline: str
    ed_note: str
    body: str


def judge(
    status: PubStatus,
    stated: Embargo,
    words: Words,
    sent: datetime,
    arrival: datetime,
    warnings: list[str],
) -> Hold:
    """Judge status, stated embargo and wording together; the latest end counts.

    `sent` completes a date in words, `arrival` is the end of an embargo that the item says is over.
    """
    embargo = _latest(stated, words, sent, warnings)
    if embargo.until is None and not embargo.held and says_released(words):
        return Hold(status, arrival, (RELEASED,))
    if embargo.held:
        return Hold("withheld" if status == "usable" else status, None, (OPEN_EMBARGO,))
    held = status == "usable" and says_hold(words) and embargo.until is None
    return Hold("withheld" if held else status, embargo.until)


def _latest(stated: Embargo, words: Words, sent: datetime, warnings: list[str]) -> Embargo:
    """Join a stated embargo and one in words: where both can be read the later end counts.

    A wall clock in words without a zone says nothing against a stated end that it can mean.
    """
    found: list[str] = []
    said = embargo_in_words(*words, sent, found)
    if said.until is None and stated.until is not None:
        return stated
    if said.until is None or stated.until is None:
        warnings += found
        return said if said.until is not None or said.held else stated
    if stated.exact and not said.exact and stated.until >= said.until - _EVERYWHERE:
        return stated
    warnings += found
    return max(stated, said, key=lambda embargo: embargo.until or sent)


_EVERYWHERE = timedelta(hours=26)
"""From the first zone's clock (UTC+14) to the last one's (UTC-12)."""


def says_hold(words: Words) -> bool:
    """Whether headline or note begin with HOLD, or the note says that the item is not for use.

    It is to be kept back until a later version or advisory.
    """
    if says_unused(words.ed_note) or (_HOLD.match(words.headline) and not is_own_word(words)):
        return True
    note = words.ed_note
    return bool(note) and (_HOLD.match(note) or _KEEP.match(note)) is not None


def is_own_word(words: Words) -> bool:
    """Whether "HOLD: …" is the headline's own word: the text beneath it is news, and nobody asks to keep it."""
    tag = _BARE_HOLD.match(words.headline)
    if tag is None or is_tight(tag[0], rest := words.headline[tag.end() :]) or not rest:
        return False
    return is_news(words.body) or (bool(words.body) and asks(rest))


def says_released(words: Words) -> bool:
    """Whether headline or note say at their start that a hold or an embargo is over."""
    for text in (words.headline, words.ed_note, words.body[:_NOTE_CHARS] if _noted(words) else ""):
        found = _LEAD.match(text)
        start = text[found.end() if found else 0 :][:_NOTE_CHARS]
        if start and _RELEASE.match(start) and not _NOT_YET.search(start):
            return True
    return False


def _noted(words: Words) -> bool:
    """Whether the body is a note to editors: the headline is none, or only says so."""
    return not words.headline or _LEAD.fullmatch(words.headline) is not None


def marks_of(signals: Iterable[str], hold: Hold) -> list[str]:
    """The signals of an item with those that its hold adds."""
    return [*signals, *(mark for mark in hold.marks if mark not in signals)]
