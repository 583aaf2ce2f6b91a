"""What agencies tell editors in words of what a new version changed.

Such words count where they stand for it: in a note to editors, or in brackets as a text's first
line ("(Adds quotes in paragraph 4)").
"""

from __future__ import annotations

import re

from stream.model import Declared
from stream.wire.takebacks import after_address

_CHARS = 300
"""How much of a text is looked at for a note."""

_WORDS: tuple[tuple[Declared, str], ...] = (
    ("correction", (
        r"(?:in [^,]{4,60}, )?correct(?:s|ed|ing)\b|correction\b(?! (?:officer|facilit|cent(?:er|re)|department))"
        r"|fixes\b(?! for\b)|korrigiert|berichtigt"
        r"|berichtigung|korrektur|rectifi(?:e|é|can?\b)|corrige\b|corrig[ée]|correcci[óo]n|corregid|d[üu]zelt|rettifica|correg"
    )),
    ("refile", r"refil(?:es|ed|ing)\b|resend(?:s|ing)\b|resent\b"),
    ("repeat", (
        r"repeats\b|repeat(?:ed|ing)\b"
        r"(?=\W*$|[.:;,]| (?:for|from|to|with|without|after|item|story|text|earlier|the|this)\b)"
        r"|rpts?\b|wiederholung|wiederholt\b|r[ée]p[èée]t|repite\b"
    )),
    ("update", (
        r"(?:add|update|recast|rewrite|change|restore)s\b|(?:adding|updating|recasting|updated)\b"
        r"|leads? with\b|with (?:new|more|details)\b"
        r"|new throughout|will be updated|neu\b|aktualisiert|erg[äa]nzt|erweitert|actualis[ée]|compl[èée]te"
        r"|actualiza\w*|ampl[íi]a\w*|a[ñn]ade|aggiorna|g[üu]ncelle"
    )),
)  # fmt: skip
_NOTES = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]\n]{4,240})[)\]]")
_DASHED = re.compile(
    r"^[ \t]*(?:[-–—]+|EDS:|Eds:)[ \t]*(Corrects\b|Corrected\b|Korrigiert\b)", re.M
)
_TAIL_CHARS = 400


def of_note(text: str) -> Declared:
    """What a note to editors says of its item by its first word ("Eds: ADDS details")."""
    if not text:
        return "none"
    at = after_address(text)
    return next((kind for kind, words in _NOTES if words.match(text, at)), "none")


def of_body(body: str) -> Declared:
    """What the bracket before a text says ("(Adds …)"), or a dashed line at its end ("- Corrects …")."""
    found = _BRACKET.match(body, 0, _CHARS) if body[:2].strip()[:1] in ("(", "[") else None
    said = of_note(found[1]) if found else "none"
    if said == "none" and "orrect" in body[-_TAIL_CHARS:] and _DASHED.search(body[-_TAIL_CHARS:]):
        return "correction"
    return said
