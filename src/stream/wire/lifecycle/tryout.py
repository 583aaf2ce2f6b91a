"""Whether an item says that it is a test or an exercise, and whether a note says that it is not for use.

Tests are marked where agencies mark them: at the start of headline, note or text, with a word that stands
alone, in a fixed phrase, or beside an order not to use the item. A test that the news is about has no such
mark: "Prueba de sirenas este sábado" is news.
"""

from __future__ import annotations

import re

from stream.wire.lifecycle.evidence import after_dateline
from stream.wire.reading.text import Cues
from stream.word_lists import Lists

_WORDS = Lists("wire", "tests")
_CUES = Cues(_WORDS.words("cues"))

_PLAIN = _WORDS.any_of("plain")
_SHOUTED = _WORDS.any_of("plain", "loud")
_MESSAGE = _WORDS.any_of("message")
_UNUSED = _WORDS.any_of("unused")
_IGNORE = rf"(?:{_WORDS.any_of('ignore')}|{_WORDS.any_of('please')}(?=,? *(?:$|[.!]|{_WORDS.any_of('asked')})))"
_KIND = _WORDS.any_of("kind")
_GAP = r"\s*(?:[-–—:,;.*!/|()\[\]،。！：]\s*)*+"
_STOP = r"(?=\s*(?:$|[-–—:,;.*!/|()\[\]。！：]))"
_ORDER = rf"(?:(?:{_KIND}{_GAP})*(?:{_IGNORE}|{_UNUSED})(?!\w)|{_KIND}(?!\w){_STOP})"
"""What shows that a word for a test is the item's mark: "TEST MESSAGE SENT TO PHONES" is news."""

_WORD = re.compile(
    rf"(?P<mark>{_SHOUTED}){_GAP}(?P=mark)(?!\w)"
    rf"|{_SHOUTED}\s*[-–—:,;.*!/|()\[\]]+\s*{_SHOUTED}(?!\w){_STOP}"
    rf"|{_SHOUTED}{_GAP}(?i:{_ORDER})"
    rf"|(?:{_SHOUTED}|(?i:{_PLAIN}))[\s\d.!*:#)\]-]*+$"
    rf"|(?i:{_MESSAGE}){_GAP}(?i:$|{_ORDER})"
    rf"|{_UNUSED.upper()}{_GAP}(?:{_SHOUTED}|{_MESSAGE.upper()})(?!\w){_STOP}"
)
_FRAMED = re.compile(
    rf"\s*(?:(?P<frame>[*=#+])(?P=frame)+\s*{_SHOUTED}\s*(?P=frame)|【{_SHOUTED}】)"
)
"""A word for a test between two rows of signs: "*** TEST ***". Between brackets it may be a rubric."""

_NOTE = re.compile(
    r"(?!(?i:\w+ (?:story|item|alert)\s*[:,]\s*(?:adds|updates|corrects|recasts|with|includes))\b)"
    rf"(?i:(?:{_SHOUTED}|{_MESSAGE}){_GAP}(?:$|{_ORDER}"
    rf"|(?:\w+\s+){{0,2}}\w*{_GAP}(?:{_IGNORE}|{_UNUSED})(?!\w)(?:\s+{_WORDS.any_of('ignored')}(?!\w))*{_STOP})"
    rf"|{_MESSAGE}(?=\W*[–—.*!]|\s+-)"
    rf"|{_UNUSED}{_GAP}(?:{_MESSAGE}|{_SHOUTED})(?={_GAP}$))"
)
_PHRASE = re.compile(rf"(?i)({_WORDS.any_of('sentence')})(?!\w)")
_CLOSE = re.compile(
    r"(?i)[\s.!*)–—-]*+(?:$|(?:message|transmission)\b"
    rf"|(?:story|item|only)(?!\w){_STOP}|,?\s*(?:{_IGNORE}|{_UNUSED})(?!\w)"
    r"|of (?:the|our) (?:\w{1,20} ){0,2}(?:wire|newswire|feed)\b"
    r"|of (?:the|our) (?:\w{1,20} )?(?:news|wire|text|transmission|distribution|delivery|editorial|publishing) "
    r"(?:service|system)\b)"
)
_HEADED = re.compile(rf"[\[(【]?{_SHOUTED}[\])】]?\s*(?:[-–—:/|]|(?<=[\])】]))")
_OF_ALARMS = re.compile(
    rf"(?i){_WORDS.any_of('this_is')}\b(?:\s\S+){{0,3}}?\s{_WORDS.any_of('tried')}\w{{0,4}}\b"
    rf"(?=[^.!?\n]{{0,100}}{_WORDS.any_of('warnings')})"
)
"""What a text under a headline with a test's mark says of what is tried: warnings, not "a test of character"."""

_LEADING = re.compile(
    r"(?:[\s*#=+(\[]|(?:URGENT|ADVISORY|BULLETIN|EDITORS|ATTENTION)\b\s*[-:–—]?)*+"
)
_TO_EDITORS = re.compile(rf"(?i)(?:{_WORDS.any_of('address')}\b[:.!]?\s*)?")
_ONLY_UNUSED = re.compile(rf"(?i)\W*{_UNUSED}\W*")

_START = 200
"""Characters of a text in which its mark stands."""


def is_marked_test(headline: str, ed_note: str, body: str = "", slugline: str = "") -> bool:
    """Whether a text says at its start that the item is a test or an exercise; a slugline by one word."""
    if _says(headline, note=False) or _says(ed_note, note=True) or _says(body, note=False):
        return True
    if _tries_alarms(headline, body):
        return True
    return bool(slugline) and slugline.strip().lower() in ("test", "exercise", "testing")


def _tries_alarms(headline: str, body: str) -> bool:
    """Whether a headline begins with a test's mark, and the text opens by saying which warnings are tried."""
    headline = headline[_end(_LEADING, headline) :] if headline[:1] not in ("[", "(") else headline
    if not _HEADED.match(headline):
        return False
    return _OF_ALARMS.match(after_dateline(body[:_START]).strip()) is not None


def says_unused(ed_note: str) -> bool:
    """Whether all that a note says is that the item is not for use; "not for use in Italy" says more."""
    return bool(ed_note) and _ONLY_UNUSED.fullmatch(ed_note) is not None


def _says(text: str, note: bool) -> bool:
    """Judge the start of a text; "this is a test of the government" is news.

    In a note to editors, or in capitals, a stop or dash after the phrase is enough; else "This is a
    test – and Europe fails it" would be one.
    """
    text = text[:_START]
    if not _CUES.found_in(text):
        return False
    if _FRAMED.match(text):
        return True
    text = text[_end(_LEADING, text) :]
    text = text[_end(_TO_EDITORS, text) :].strip()
    if _WORD.match(text) or (note and _NOTE.match(text)):
        return True
    phrase = _PHRASE.match(text)
    if phrase is None:
        return False
    rest = text[phrase.end() :]
    loud = note or phrase[1].isupper()
    return bool(_CLOSE.match(rest) or (loud and rest.lstrip()[:1] in tuple(".!*:;–—-(")))


def _end(pattern: re.Pattern[str], text: str) -> int:
    """Where an optional beginning of `text` ends."""
    match = pattern.match(text)
    return match.end() if match else 0
