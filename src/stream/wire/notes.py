"""What agencies tell editors in words: what a new version changed, and what they take back.

Such words count where they stand for it: in a note to editors, or in brackets as a text's first
line ("(Adds quotes in paragraph 4)"); an order to kill also as a headline or an advisory's text.
"""

from __future__ import annotations

import re

from stream.model import Declared

_CHARS = 300
"""How much of a text is looked at for a note."""

_ADDRESS = re.compile(
    r"[\s\W]*(?:(?:eds|editors|editor's note|note to editors|editorial note|attention|attn|advisory"
    r"|achtung|redaktionen|hinweis|urgent|bulletin|avis|atenci[óo]n|attenzione|clients|subscribers|media)\b"
    r"[\W_]*)*",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[Declared, str], ...] = (
    ("correction", (
        r"(?:in [^.,]{4,60}, )?correct(?:s|ed|ing|ion)\b|fixes\b|korrigiert|berichtigt"
        r"|berichtigung|korrektur|rectifi[ea]|corrige\b|corrig[ée]|correcci[óo]n|corregid|d[üu]zelt|rettifica|correg"
    )),
    ("refile", r"refil(?:es|ed|ing)\b|resend(?:s|ing)\b|resent\b"),
    ("repeat", r"repeat(?:s|ed|ing)\b|rpts?\b|wiederholung|wiederholt\b|r[ée]p[èée]t|repite\b"),
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

_THING = (
    r"(?:urgent|item|story|report|dispatch|copy|alert|snap|flash|newsbreak|article|text|meldung"
    r"|eilmeldung|nachricht|bericht|d[ée]p[êe]che|alerte|information|noticia|despacho|notizia|haber)"
)
_NAMED = (
    r"(?:bc-\S|[\"“„«]|(?:head(?:lin|)ed|slugged|titled|entitled|under the (?:headline|title|slug)"
    r"|intitul[ée]e|titulad[oa]|mit (?:dem )?titel)\b"
    r"|(?:number |no\.? ?|nr\.? ?|n° ?|#)?[a-z]{0,5}[- ]?\d{2,5}\b(?=\W*$|[.,;:(]|\s[-–—(]"
    r"|\s(?:sent|moved|about|headlined|slugged|from|vom|von|sur|sobre)\b))"
)
"""A reference to an item: its slug, its headline or its number, and not a number of the news."""

_THE = r"(?:(?:the|our|its|this|previous|earlier|die|der|das|unsere|ihre|la|le|el|notre|sa|sie) )*"
_REF = rf"{_THE}(?:{_THING}(?:\W+(?!\w+ed )\w+)?\W+)?{_NAMED}"
_GONE = r"withdrawn|killed|cancel+ed|zur[üu]ckgezogen|gestrichen|annulliert|annul[ée]e?|anulad[oa]"
_ORDER = (
    r"(?:please|pls|kindly|bitte|veuillez|pri[èe]re d[’']|merci d[’'e]|se ruega|rogamos)? ?"
    r"(?:kill|withdraw|disregard|cancel|spike|streichen|l[öo]schen|annuler|anulen|anular|eliminar|retirar"
    r"|do not use|nicht (?:zu )?verwenden|ne pas utiliser|no utilizar) (?:sie )?"
)
_SAYS = (
    r"(?:reuters|(?:the )?ap|l[’']?afp|dpa|apa|sda|efe|\w+ ?\w*) (?:is withdrawing|has withdrawn|withdraws"
    r"|is killing|has killed|kills|zieht|annule|retire|anula|retira) "
)
_STRICT = re.compile(
    rf"(?:{_ORDER}{_REF}|{_SAYS}{_REF}"
    rf"|{_THE}{_THING}\W+{_NAMED}[^.\n]{{0,140}}\b(?:{_GONE})\b"
    rf"|(?:members|clients|editors|subscribers)\b[^.\n]{{0,30}} to (?:kill|withdraw|disregard|not use) {_REF})",
    re.IGNORECASE,
)
"""An order to take an item back, or the statement that it is, with a reference to the item: "Kill
Bill director" and "Judge withdraws story of abuse" are news."""

_LOOSE = re.compile(
    rf"(?:{_ORDER}{_THE}{_THING}\b|{_SAYS}{_THE}{_THING}\b"
    rf"|{_THE}{_THING}\b[^.\n]{{0,140}}\b(?:{_GONE})\b"
    r"|bitte (?:die |unsere )?\w+ ?\w* ?\w* ?(?:streichen|l[öo]schen|nicht (?:zu )?verwenden)\b"
    r"|(?:please|pls|kindly) (?:kill|withdraw|disregard|spike)\b"
    r"|(?:members|clients|editors|subscribers)\b[^.\n]{0,30} to (?:kill|withdraw|disregard|not use)\b)",
    re.IGNORECASE,
)
"""The same without a reference: enough in a note to editors, not in a headline."""

_KILL_SUFFIX = re.compile(
    r"(?:[,_/]|--|\s-)\s*(?:BULLETIN |MANDATORY )?(?:KILL(?:[ -]ADVISORY)?|WITHDRAWAL(?: ADVISORY)?)\s*$"
    r"|\b(?:KILL|WITHDRAWAL)[ -](?:ADVISORY|NOTICE)\b"
)


def of_note(text: str) -> Declared:
    """What a note to editors says of its item by its first word ("Eds: ADDS details")."""
    if not text:
        return "none"
    start = _ADDRESS.match(text)
    at = start.end() if start else 0
    return next((kind for kind, words in _NOTES if words.match(text, at)), "none")


def of_body(body: str) -> Declared:
    """What the bracket before a text says ("(Adds …)"), or a dashed line at its end ("- Corrects …")."""
    found = _BRACKET.match(body, 0, _CHARS) if body[:2].strip()[:1] in ("(", "[") else None
    said = of_note(found[1]) if found else "none"
    if said == "none" and "orrect" in body[-_TAIL_CHARS:] and _DASHED.search(body[-_TAIL_CHARS:]):
        return "correction"
    return said


def is_kill(headline: str, slugline: str, ed_note: str, body: str) -> bool:
    """Whether the words order an item to be killed: in headline or note, or in an advisory's text."""
    if _KILL_SUFFIX.search(headline) or _KILL_SUFFIX.search(slugline):
        return True
    if _orders(headline, _STRICT) or _orders(ed_note, _STRICT, _LOOSE):
        return True
    return _bare(headline) and _orders(body[:_CHARS], _STRICT, _LOOSE)


def _orders(text: str, *forms: re.Pattern[str]) -> bool:
    if not _hints(text):
        return False
    start = _ADDRESS.match(text)
    at = start.end() if start else 0
    return any(form.match(text, at) or form.match(text) for form in forms)


def _hints(text: str) -> bool:
    low = text.lower()
    return bool(low) and any(cue in low for cue in _CUES)


_CUES = (
    *("kill", "withdr", "cancel", "disregard", "spike", "ignore", "delete", "not use"),
    *("streichen", "verwenden", "löschen", "zurück", "zuruck", "gestrichen", "annul", "utiliser"),
    *("tenir compte", "retir", "anul", "eliminar", "utilizar"),
)


def _bare(headline: str) -> bool:
    """Whether a headline is only the heading of an advisory, or none at all."""
    return not headline or (len(headline) < 60 and _HEADING.fullmatch(headline) is not None)


_HEADING = re.compile(
    r"\W*(?:(?:kill|withdrawal) )?(?:advisory|editors|eds|note to|attention|achtung|an die redaktionen"
    r"|\w*hinweis|avis|annulation|atenci[óo]n|aviso|anulaci[óo]n|story withdrawn|bulletin)\b\W*"
    r"(?:\w+\W*){0,4}",
    re.IGNORECASE,
)
