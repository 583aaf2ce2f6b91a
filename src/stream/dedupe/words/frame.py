"""What stands around a report and is no part of it: a desk's notes, the dateline, credits, sign-offs, legal notices."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")

_DATELINE = re.compile(
    r"\s*([^\W\d_][^\n()–—]{1,70}?)\s*(?:[(/]([^()/\n]{2,40})[)/]\s*(?:[.:]?\s*[-–—]{1,2}|[.:])\s*|(?:\s[-–—]{1,2}|\s?[–—])\s+)"
)
_DATELINE_SIGN = re.compile(r"[(/–—-]")
_TO_EDITORS = re.compile(
    r"\s*\((?:Repeat|Correct|Add|Update|Recast|Refile|Remove|Fixes|Clarifie|Rewrite|Wiederhol|Berichtig|Korrigier"
    r"|Actualis|Corrige|Rectifi|Actualiza|Amplía|Düzelt|Günceller)[^()\n]{0,200}\)\s*"
)
"""What a desk says in brackets before a text: "(Repeats without changes)", "(Adds quotes, background)"."""

_CJK_DATELINE = re.compile(
    r"\s*(?:【([^】\n]{2,30})】|[^\W\d_]{2,8}?(?:社|网|網)([^\W\d_]{1,8})\d{1,2}月\d{1,2}日(?:电|電|讯|訊))"
    r"\s*(?:[(（][^()（）\n]{2,40}[)）])?\s*"
)
"""How a Chinese or Japanese agency opens a text: who, where, on which day; then the reporters in brackets."""

_NOTICES = re.compile(
    r"(?:(?<=\n)|(?<=[.!?] ))(?:This (?:announcement|press release|release|notice|document|communication) "
    r"(?:contains|includes|does not|is not|may contain)|(?:Cautionary )?(?:Note (?:on|regarding) )?"
    r"Forward[- ][Ll]ooking"
    r"|Safe [Hh]arbou?r|Disclaimer\b|DISCLAIMER\b|Haftungsausschluss|Diese (?:Mitteilung|Bekanntmachung) "
    r"(?:enthält|stellt)|Ce communiqué (?:contient|ne constitue)|Este comunicado (?:contiene|no constituye))"
)
"""What a firm's lawyers add to each of its texts: all from there on is no news."""

_NOTICE_HINTS = (
    "This announcement", "This press release", "This release", "This notice", "This document", "This communication",
    "orward", "Safe ", "isclaimer", "DISCLAIMER", "Haftungs", "Diese M", "Diese B", "Ce communiqué", "Este comunicado",
)  # fmt: skip
"""One of these is in every text that _NOTICES finds something in."""

_CREDITS = (
    "Reporting by", "Additional reporting by", "Writing by", "Compiled by", "Editing by",
    "Our Standards:", "Copyright", "(c)", "©", "All rights reserved", "More to come", "More to follow",
)  # fmt: skip
"""What opens the lines after a text's end, if it opens a line, a sentence or a bracket."""

SIGNED, _DASHES = 34, "-–—"
"""Characters at a text's end in which it may be signed, and what such a signature may begin with."""

_SIGN_OFF = re.compile(rf"[{_DASHES}]{{1,2}}\s*[^\W\d_][\w. -]{{1,30}}$|\bReuters?$", re.IGNORECASE)
INITIALS = re.compile(
    r"(?<=[.!?\"”“»])\s+((?:[^\W\d_]{2,4}|[^\W\d_-]{2,12}(?:/[^\W\d_-]{2,12}){1,3}))\s*$"
)
"""Who signs a report at its end in some countries: "… said. dpa/ab"."""


def stripped(body: str, spaced: bool = True) -> tuple[str, str]:
    """Return the dateline's place, and the text alone; `spaced` is false for a language without spaces."""
    place, start = "", 0
    if not spaced and (opens := _CJK_DATELINE.match(body, 0, 130)):
        return opens[2] or "", _ended(body[opens.end() :])
    if note := _TO_EDITORS.match(body):
        body = body[note.end() :]
    # No dateline is without one of its signs, and without one the pattern tries each length in vain.
    found = _DATELINE.match(body, 0, 130) if _DATELINE_SIGN.search(body, 0, 130) else None
    if found and (found[2] or _shouts(found[1])):
        place, start = found[1], found.end()
    return place, _ended(_unnoticed(body[start:]))


def _unnoticed(text: str) -> str:
    """Return a text without a firm's legal notices."""
    if not any(map(text.__contains__, _NOTICE_HINTS)):
        return text
    found = _NOTICES.search(text)
    return text[: found.start()] if found else text


def _ended(text: str) -> str:
    """Return a text without the credits, copyright lines and signatures at its end."""
    while True:
        text = text.rstrip()
        end = _bracket(text) if text.endswith((")", "）")) else _closing(text)
        if end <= 0:
            return text
        text = text[:end]


def _bracket(text: str) -> int:
    start = text.rfind("(" if text[-1] == ")" else "（", max(0, len(text) - 240))
    inner = text[start + 1 : -1]
    return start if len(inner) <= 40 or inner.startswith(_CREDITS) else -1


def _closing(text: str) -> int:
    tail = max(0, len(text) - 300)
    if any(map(text[tail:].__contains__, _CREDITS)):
        found = [text.rfind(cue, tail) for cue in _CREDITS]
        starts = [at for at in found if at >= 0 and _opens(text, at)]
        if starts:
            return min(starts)
    last = max(0, len(text) - SIGNED)
    end = text[last:]
    # A signature begins with a dash or ends in a letter: most texts end in a full stop and have none.
    if not (end[-1:].isalnum() or any(map(end.__contains__, _DASHES))):
        return -1
    sign = _SIGN_OFF.search(text, last) or INITIALS.search(text, last)
    return sign.start() if sign else -1


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    return not before or before[-1] in '\n.!?;()"”'


def _shouts(place: str) -> bool:
    first = _WORD.match(place)
    return bool(first and len(first[0]) > 1 and first[0].isupper())
