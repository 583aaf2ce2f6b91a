"""What agencies tell editors in words of what a new version changed.

Such words count where they stand for it: in a note to editors, or in brackets as a text's first
line ("(Adds quotes in paragraph 4)").
"""

from __future__ import annotations

import re

from stream.model import Declared
from stream.wire.lifecycle.takebacks import after_address
from stream.wire.reading.text import Cues

_CHARS = 300
"""How much of a text is looked at for a note."""

_WORDS: tuple[tuple[Declared, str], ...] = (
    ("correction", (
        r"(?:this|the) (?:story|version|item|report|article|alert) (?:corrects|(?:has been|is|was) corrected)\b"
        r"|(?:an? |the )?(?:earlier|previous|original|first) (?:version|story|item|report|dispatch)"
        r"(?: of this (?:story|item|report|dispatch))? (?:incorrectly|wrongly|erroneously|mis[si]"
        r"|(?:gave|had|contained) (?:an? |the )?(?:wrong|incorrect|erroneous|error|mistake))"
        r"|removes (?:an? )?(?:incorrect|wrong|erroneous)\b"
        r"|(?:in [^,.]{4,60}, )?(?:please|bitte|bien) (?:read|lesen|lire)\b|lire bien\b"
        r"|lire au\b[^.]{1,60} au lieu de\b"
        r"|im (?:\d{1,2}\. |[^.,]{3,30} )(?:absatz|satz)[^.,]{0,30} muss es (?:richtig |korrekt )?hei(?:ß|ss)en"
        r"|im (?:\d{1,2}\. |[^.,]{3,30} )(?:absatz|satz) (?:wird|wurden?)\b[^.]{0,80}\b(?:korrigiert|berichtigt)\b"
        r"|se corrige\b|clarifies\b|annule et remplace|anula y sustituye|cette d[ée]p[êe]che (?:annule|remplace)\b"
        r"|esta noticia (?:sustituye|anula|reemplaza)\b|diese (?:meldung|fassung) ersetzt\b"
        r"|(?:in [^,]{4,60}, )?correct(?:s|ed|ing)\b|correction\b(?! (?:officer|facilit|cent(?:er|re)|department))"
        r"|fixes\b(?! for\b)|korrigiert|berichtigt"
        r"|rett(?:er|et|els)\w*|rättar\b|rättelse|korjaa\b|berichtigung|korrektur|rectifi(?:e|é|can?\b)|corrige\b|corrig[ée]|correcci[óo]n|corregid|d[üu]zelt|rettifica|correg"
    )),
    ("refile", r"refil(?:es|ed|ing)\b|resend(?:s|ing)\b|resent\b"),
    ("repeat", (
        r"repeats\b|repeat(?:ed|ing)\b"
        r"(?=\W*$|[.:;,]| (?:for|from|to|with|without|after|item|story|text|earlier|the|this)\b)"
        r"|rpts?\b|wiederholung|wiederholt\b|r[ée]p[èée]t|repite\b"
    )),
    ("update", (
        r"(?:add|update|recast|rewrite|change|restore)s\b|(?:adding|updating|recasting|updated)\b"
        r"|leads? with\b|with (?:new|more|additional|fresh|details)\b|ajoute\b"
        r"|new (?:lead|lede|quotes|details|headline)\b"
        r"|(?:mit|avec|con) (?:weiter|neue|mehr|zus[äa]tzlich|pr[ée]cision|r[ée]action|d[ée]tail|d[ée]claration|nou"
        r"|nuev|declarac|reacc|m[áa]s)\w*"
        r"|new throughout|will be updated"
        r"|zusammenfassung\b|neu\b|aktualisiert|erg[äa]nzt|erweitert|actualis[ée]|compl[èée]te"
        r"|actualiza\w*|ampl[íi]a\w*|a[ñn]ade|aggiorna|g[üu]ncelle"
    )),
)  # fmt: skip
_NOTES = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_WITHIN = re.compile(
    r"[^.]{0,80}\b(?:corrected version|should (?:have )?read|wegen (?:einer )?korrektur"
    r"|to correct (?:the |an? )?(?:numb|name|spell|figure|da[ty]|title|headline|typo|byline))",
    re.IGNORECASE,
)
"""What a first sentence says of a correction after other words; sought only where one of these stands."""
_WITHIN_CUES = Cues(("correct", "should", "korrektur"))
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]\n]{4,240})[)\]]")
_DASHED = re.compile(
    r"^[ \t]*(?:[-–—]+|EDS:|Eds:)[ \t]*(Corrects\b|Corrected\b|Korrigiert\b)", re.M
)
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
    if said == "none" and "orrect" in body[-_TAIL_CHARS:] and _DASHED.search(body[-_TAIL_CHARS:]):
        return "correction"
    return said
