"""What agencies tell editors in words of what a new version changed.

Such words count where they stand for it: in a note to editors, or in brackets as a text's first
line ("(Adds quotes in paragraph 4)").
"""

from __future__ import annotations

import re

from stream.model import Declared
from stream.wire.lifecycle.takebacks import after_address
from stream.wire.reading.text import Cues
from stream.word_lists import Lists

_CHARS = 300
"""How much of a text is looked at for a note."""

_WORDS = Lists("wire", "notes")
_OPENINGS: dict[Declared, str] = {
    "correction": _WORDS.any_of("correction"),
    "refile": _WORDS.any_of("refile"),
    "repeat": _WORDS.any_of("repeat"),
    "update": rf"{_WORDS.any_of('update')}|{_WORDS.any_of('with')} {_WORDS.any_of('with_what')}\w*",
}
"""How a note begins that says what a version is; the first that matches counts."""

_NOTES = tuple((kind, re.compile(opening, re.IGNORECASE)) for kind, opening in _OPENINGS.items())
_WITHIN = re.compile(rf"[^.]{{0,80}}\b{_WORDS.any_of('within')}", re.IGNORECASE)
"""What a first sentence says of a correction after other words; sought only where one of these stands."""
_WITHIN_CUES = Cues(_WORDS.words("within_cues"))
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]\n]{4,240})[)\]]")
_DASHED = re.compile(rf"^[ \t]*(?:[-–—]+|EDS:|Eds:)[ \t]*({_WORDS.any_of('dashed')})", re.M)
_CORRECTED = re.compile(rf"(?im)^\W*{_WORDS.any_of('has_corrected')}")
"""A paragraph at a text's end, as American papers put it: "This story has been corrected to show …"."""

_TAIL_CHARS = 400


def of_note(text: str) -> Declared:
    """What a note to editors says of its item by its first words ("Eds: ADDS details")."""
    if not text:
        return "none"
    at = after_address(text)
    if _WITHIN_CUES.found_in(text) and _WITHIN.match(text, at):
        return "correction"
    return next((kind for kind, words in _NOTES if words.match(text, at)), "none")


def of_body(body: str) -> Declared:
    """What the bracket before a text says ("(Adds …)"), or a dashed line at its end ("- Corrects …")."""
    found = _BRACKET.match(body, 0, _CHARS) if body[:2].strip()[:1] in ("(", "[") else None
    said = of_note(found[1]) if found else "none"
    tail = body[-_TAIL_CHARS:]
    if said == "none" and "orrect" in tail and (_DASHED.search(tail) or _CORRECTED.search(tail)):
        return "correction"
    return said
