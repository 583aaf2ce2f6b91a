"""Editors' notes within a text: "(Corrects: Lyon, not Liège)", "Correction: An earlier version said ...".

They speak of an older version and name what was wrong in it, so none of their words tells of the news.
"""

from __future__ import annotations

import re

_VERSIONS = ("version", "fassung", "versao", "версии")
"""Folded; a text with none of these speaks of no older version."""

_CORRECTING = (
    r"(?:correct(?:s|ed|ing|ions?)?|corr|clarif(?:ies|ied|ication)|refiles? to correct|corrig(?:e|é|ido|iert)|"
    r"berichtig\w+|richtigstellung|korrig\w+|korrektur|rectif(?:icatif|ie|ié|ica|icación|icatie)|"
    r"correcci[oó]n|correç[aã]o|correzione|corregge|corregido|errata|fe de erratas|rettifica|retifica(?:ção)?|"
    r"correctie|corrigeert|gecorrigeerd|исправ\w+|поправка|уточн\w+|виправ\w+|d[uü]zelt\w+|تصحيح|تصويب|sprostowanie|"
    r"korekta|r[aä]ttelse|rettelse|ralat|更正|勘误)"
)
_BRACKET = re.compile(
    rf"[(\[（【]\s*(?:{_CORRECTING}(?:\b|(?<=[更正勘误]))|this [^()\n]{{0,40}}\b(?:correct|refil|clarif))"
    r"[^()\[\]（）【】\n]{0,500}[)\]）】]",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    rf"\n\s*(?:editors?['’]? notes?[:,]?\s*)?{_CORRECTING}[^\n:：]{{0,30}}[:：][^\n\x02]*",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"\b(?:(?:earlier|previous) versions? of (?:this|the)|früheren (?:version|fassung)|"
    r"version (?:antérieure|précédente)|versión anterior|versão anterior|versione precedente|предыдущей версии)\b",
    re.IGNORECASE,
)
_CUES = (
    "correct",
    "clarif",
    "corrig",
    "corregge",
    "berichtig",
    "korrigier",
    "исправля",
)
"""Folded; a text with none of these has no note that stands in the open."""
_OPEN_LINE = re.compile(
    r"(?:^|[\n\x02])[ \t]*(?:refiles? to correct|correct(?:s|ing)|clarif(?:ies|ying))\b[^\n\x02]*"
    r"|(?:^|[\n\x02])[ \t]*(?:corrige|corregge|corrigeert|berichtigt|korrigiert|исправляет)\b"
    r"[^\n\x02.]{0,200}\b(?:not|no|non|nicht|niet|não|не|statt|instead)\b[^\n\x02]*",
    re.IGNORECASE,
)
"""A headline or paragraph that begins with what it corrects, without bracket or colon: "Corrects region to Rostov,
not Krasnodar". The verb stands first, so nobody corrects anything in it; in other languages, where verbs may, "not"
decides."""
_WRONG = re.compile(
    r"\b(?:not|no|non|nicht|niet|não|не|statt|instead of)\b[^\n\x02.;]*", re.IGNORECASE
)
_THIS_ITEM = re.compile(
    r"\b(?:this|the) (?:story|item|article|version|dispatch|headline)(?: has been| have been| was| is)?"
    r"(?: updated to| refiled to)? (?:corrects?|corrected|clarif(?:ies|ied|y))\b"
    r"|\b(?:diese (?:meldung|fassung)|cette (?:dépêche|version)|esta (?:nota|versión|versão)|"
    r"questa (?:notizia|versione)) (?:berichtigt|korrigiert|corrige|corregge)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?](?=\s)|[\n\x02]|$")
"""Where the sentence around a note ends. Not `text._ENDS`: notes are found before there is a `Text`, and each line of
theirs ends one, where in running text only an empty line does.
"""
_DESK_NOTE = re.compile(
    r"\s*[(\[]\s*(?:adds|updates?|updated|recasts|rewrites|refiles|repeats|removes|deletes|writethru|eds?:|"
    r"aktualisiert|ergänzt|actualise|actualiza|ajoute|añade|amplía|aggiorna|atualiza|обновл\w+)\b"
    r"[^()\[\]\n]{0,300}[)\]]",
    re.IGNORECASE,
)
"""Only where a text begins."""


def notes(folded: str, plain: str, body: int) -> list[tuple[int, int]]:
    """The (start, end) of each note in `plain`, whose body begins at `body`; `folded` is as long as `plain`.

    A paragraph that begins "Correction:" is a note if the body has others; else it is all there is to say.
    """
    found: list[tuple[int, int]] = []
    if opening := _DESK_NOTE.match(plain, body):
        found.append(opening.span())
    # faster than a search for the whole pattern
    for bracket in "([" if plain.isascii() else "([（【":
        at = plain.find(bracket)
        while at >= 0:
            if match := _BRACKET.match(plain, at):
                found.append(match.span())
            at = plain.find(bracket, at + 1)
    for word in _VERSIONS:
        if word in folded:
            found += [_sentence(plain, match.start()) for match in _OLDER.finditer(plain, body)]
            break
    if any(cue in folded for cue in _CUES):
        found += _open_lines(plain)
        found += [_sentence(plain, match.start()) for match in _THIS_ITEM.finditer(plain, body)]
    if ":" in plain or "：" in plain:  # no paragraph of a note is without
        found += _paragraphs(plain, body)
    return found


def _paragraphs(plain: str, body: int) -> list[tuple[int, int]]:
    """The paragraphs that begin "Correction:", if the body that begins at `body` has others."""
    spans = [match.span() for match in _PARAGRAPH.finditer(plain, max(0, body - 1))]
    end = plain.find("\x02", body)
    rest = plain[body : end if end >= 0 else len(plain)]
    return spans if len(rest.strip()) > sum(b - a for a, b in spans) else []


def _open_lines(plain: str) -> list[tuple[int, int]]:
    """The lines that say what they correct; where there is nothing else, only what they say was wrong."""
    spans = [match.span() for match in _OPEN_LINE.finditer(plain)]
    if any(char.isalnum() for char in blank(plain, spans)):
        return spans
    wrong = (_WRONG.search(plain, start, end) for start, end in spans)
    return [(match.start(), match.end()) for match in wrong if match is not None]


def _sentence(plain: str, at: int) -> tuple[int, int]:
    """The sentence around a position."""
    before = (plain.rfind(end, 0, at) for end in (". ", "! ", "? ", "\n", "\x02"))
    stop = _STOP.search(plain, at)
    return max(before) + 1, stop.start() if stop else len(plain)


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spaces in place of the notes."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
