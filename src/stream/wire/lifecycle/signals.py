"""What the sender says an update is, read from status, signals and the conventions of headlines.

The tags are those that agencies put before a headline ("CORRECTED-", "UPDATE 2-", "(2nd LD)"). A
tag counts only with its separator, so that news about killing or correcting is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from stream.model import Declared
from stream.wire.lifecycle import notes
from stream.wire.lifecycle.evidence import asks, explains, is_news, is_of_prices, is_tight
from stream.wire.lifecycle.notices import replaces
from stream.wire.lifecycle.takebacks import follows_one_taken_back, is_kill
from stream.wire.lifecycle.tryout import is_marked_test

_SEPARATOR = r"\s*(?:[:：–—]|-+\s*(?=\S)|\.\.\.)"
_NUMBER = r"(?:\s*\d{1,2})?(?:\s*\([\w. ]{2,20}\))?"

_CORRECTION = (
    "CORRECTED|CORRECTION|CORRECTS|CORRECTIVE|DÜZELTME|DÜZELTİ|BERICHTIGUNG|KORREKTUR|BERICHTIGT"
    "|KORRIGIERT|RECTIFICATIF|RECTIFICATION|CORRECTIF|CORRIGÉ|CORRECCIÓN|CORRECCION|CORRIGE"
    "|RECTIFICACIÓN"
    "|CORREÇÃO|RETIFICAÇÃO|CORREZIONE|RETTIFICA|ERRATA(?: CORRIGE)?|ERRATUM|CORRECTIE|RECTIFICATIE"
    "|RÄTTELSE|RETTELSE|KORJAUS|SPROSTOWANIE|KOREKTA|ИСПРАВЛЕНИЕ|ИСПРАВЛЕНО|УТОЧНЕНИЕ|ВИПРАВЛЕННЯ"
    "|تصحيح|تصويب|更正|訂正|정정"
)
_REPLACING = "ANNULE ET REMPLACE|ANULA Y SUSTITUYE|ANNULLA E SOSTITUISCE"
"""It takes the earlier version back, not itself."""

_CORRECTION_LOUD = (
    "CORRECT|CORR|AMENDED|RECTIFIÉE?|CORREGID[OA]|ПОПРАВКА|HERSTELDE VERSIE|KORRIGIERTE FASSUNG|OPRAVA|ISPRAVAK"
    "|OIKAISU"
    "|HELYESBÍTÉS|ΔΙΟΡΘΩΣΗ"
)
"""Only in capitals: else the words of laws and of advice."""

_CORRECTS = (
    "corrects|corrige|corregge|rettifica|rectifie|berichtigt|korrigiert|retter|rättar|исправляет"
)
"""Verbs that say in a bracket what is corrected ("(Corrige edad) …")."""

_REPEAT = "RPT|REPEAT|REPEATING|WIEDERHOLUNG|RÉPÉTITION|REPETITION|REPETICIÓN|REPETIÇÃO|RIPETIZIONE|HERHALING|TEKRAR"
_UPDATE = (
    "UPDATED?|WRAPUP|WRAP|ROUNDUP|GÜNCELLEME|ACTUALIZACIÓN|ACTUALISATION|AKTUALISIERUNG|AMPLIACIÓN"
    "|(?:TAGES)?ZUSAMMENFASSUNG|NEUFASSUNG"
)
_KILL = (
    "(?:NEWSALERT|SNAP|FLASH|BULLETIN|ITEM|DISPATCH) (?:WITHDRAWN|KILLED|KILL|RETRACTED|REMOVED|DELETED)"
    "|(?:MANDATORY|BULLETIN) KILL|KILL ADVISORY|NOTICE OF WITHDRAWAL|СНЯТО С ЛЕНТЫ"
    "|ОТМЕНА СООБЩЕНИЯ|СООБЩЕНИЕ (?:АННУЛИРОВАНО|ОТОЗВАНО|СНЯТО)|HABER İPTALİ?|MAKULERA[DST]?|MAKULERES"
    "|撤稿(?:通知|声明|启事)?"
)
_NOTICE = (
    r"(?i:(?:kill|takedown|withdrawal|retraction)(?: ?/ ?(?:kill|takedown|withdrawal))? notice)"
)
_KILL_OR_NEWS = (
    "STORY (?:WITHDRAWN|KILLED|KILL|RETRACTED|REMOVED|DELETED|CANCELLED)"
    "|WITHDRAWN(?: ?\\([^()]{2,30}\\))?|ZURÜCKGEZOGEN|INGETROKKEN|ANULOWANE|ANULUJ|АННУЛИРОВАНО|АННУЛИРОВАНИЕ"
    "|АННУЛЯЦИЯ"
)
"""Words that features open with as well ("WITHDRAWN: US troops leave last base")."""

_KILL_IF_EXPLAINED = (
    "TAKE ?DOWN|STORNO|STORNIERT|INTREKKING|TREKKES|TRUKKET|TILBAKEKALT|TRÆKKES|ÅTERKALLAS|RÜCKZUG|CANCELLED"
    "|RETIRÉE?|RETIRAD[OA]"
    "|STRYK(?:S|ES|NING)?|UTGÅR|UDGÅR|SLETTE[ST]|PERUTTU|PERUUTETTU|POISTETTU|STREICHEN|STREICHUNG|SCHRAPPEN|GESCHRAPT"
    "|SUPPRIMÉE?|ELIMINAD[OA]|ZRUŠENO|WYCOFAN[EAO]"
    "|RITIRAT[OA]|撤回|撤销|取り下げ|取消|ОТЗЫВ|ОТОЗВАНО|ОТМЕНА"
)
"""Words that are the news nearly always: only a text that explains makes them an order."""

_KILL_OR_OFF = (
    "ANNULATION|ANNULÉE?|ANNULE|ANNULLIERUNG|ANNULLIERT|ANULACIÓN|ANULACION|ANULAD[OA]|ANULAÇÃO"
    "|ANNULLAMENTO|ANNULLAT[OA]|İPTAL|ANNULLERE?T|ANNULLERA[DS]"
)
"""The same words say that an event is off: "ANNULÉ : le concert de Lyon"."""

_EVENT = (
    r"(?i:(?:[^\W\d_]{1,4}[\s'’])?(?:[^\W\d_]+[\s'’])?(?:concert|match|spectacle|festival|vols?|trains?|course"
    r"|tour|gala|salon|show|visite|procès|concierto|partido|corrida|vuelos?|carrera|feria|boda|visita|concerto"
    r"|partita|derby|voli?|voos?|jogo|gol|gara|kon[sc]er|kamp|tåg|tog|ma[çc]|u[çc]u[şs]|sefer|spiel|konzert"
    r"|flug|flüge|reise)\w*)"
)
_KILL_CLOSED = (
    "撤稿(?:通知|声明|启事)?|全文取り消し|全文取消|記事取り消し|記事取消|記事削除"
    "|전문취소|전문 취소|기사취소|기사삭제|기사 삭제|KILL|WITHDRAWN"
)
_FRAME = r"\s*[+*=]{2,}"
"""Signs on both sides of a tag ("++ CORREZIONE ++")."""

_Weight = Literal["firm", "weak", "explained"]
"""Whether a tag counts by itself, unless the item speaks against it, or only if its text explains it."""

_TAGS: tuple[tuple[Declared, _Weight, str], ...] = (
    ("kill", "firm", rf"(?:{_KILL})(?:{_SEPARATOR}|\s*$)|{_NOTICE}(?=\W|$)"),
    ("kill", "firm", r"(?:إلغاء|取消|取り消し|撤销)\s*$"),
    ("kill", "firm", rf"[\[【〔(（](?:{_KILL_CLOSED})[\]】〕)）]"),
    (
        "kill",
        "firm",
        r"(?:KILL(?: KILL)+\b|KILL\s?\*{2,}|(?i:mandatory kill)\s*(?:[:–—]|-\s))|(?i:kill)\s*[-:.–—]+\s*BC-",
    ),
    ("kill", "weak", rf"(?:{_KILL_OR_NEWS})(?:{_SEPARATOR}|\s*$)"),
    ("kill", "weak", rf"(?:{_KILL_OR_OFF})(?:{_SEPARATOR}(?!\s*{_EVENT})|\s*$)"),
    (
        "kill",
        "weak",
        r"[\[【〔(（](?:(?:更正|訂正|お断り|おわび)[・･/／、 と])?(?:撤销|取消|取り消し|取消し)[\]】〕)）]",
    ),
    ("kill", "weak", r"KILL(?:\s*[:：–—]|\s+-+\s|-(?=[A-Z][a-z])|\s*$)"),
    (
        "kill",
        "weak",
        r"(?i:(?:story|item) (?:withdrawn|killed|retracted)|kill this story)(?:\s*[:–—]|\s*$)",
    ),
    ("kill", "weak", r"(?:WITHDRAWAL(?: ADVISORY| NOTICE)?|RETRACTION)(?:\s*:|\s+[-–—]+\s|\s*$)"),
    ("kill", "explained", rf"(?:{_KILL_IF_EXPLAINED})(?:{_SEPARATOR}|\s*$)"),
    (
        "correction",
        "firm",
        rf"(?:CORRECTED|CORRECTS|BERICHTIGT|KORRIGIERT|CORRIGÉ){_NUMBER}(?:{_SEPARATOR}|\s*$)",
    ),
    (
        "correction",
        "weak",
        rf"[(\[（]?(?:{_CORRECTION}){_NUMBER}(?:[)\]）]|{_SEPARATOR}|{_FRAME}|\s*$)",
    ),
    (
        "correction",
        "firm",
        rf"(?:{_REPLACING})(?:{_SEPARATOR}|\s*$)|CORRECTING (?i:and) REPLACING\b",
    ),
    ("correction", "firm", r"(?i:correction) to (?:story|item|dispatch)\b"),
    ("correction", "firm", r"(?:KORREKTUR|BERICHTIGUNG|CORRECTION|RECTIFICATIF)\s?/"),
    ("correction", "weak", rf"(?:{_CORRECTION_LOUD})\s*(?::|\s-\s|\s*$)"),
    ("correction", "weak", rf"(?i:{_CORRECTION})\s*(?::|\s-\s)"),
    ("correction", "firm", rf"[(\[【](?i:{_CORRECTION})(?:\s?:[^()\[\]]{{1,100}})?[)\]】]"),
    ("correction", "firm", rf"[(\[](?i:{_CORRECTS})\b[^()\[\]]{{1,60}}[)\]]"),
    ("refile", "firm", rf"(?:REFILE|REFILED|REFILING){_NUMBER}(?:{_SEPARATOR}|\s*$)"),
    ("repeat", "weak", rf"(?:{_REPEAT}){_NUMBER}(?:{_SEPARATOR}|{_FRAME})"),
    ("repeat", "firm", rf"[(\[](?:{_REPEAT})[)\]]"),
    (
        "update",
        "weak",
        rf"(?:\d{{1,2}}(?:(?i:st|nd|rd|th)|\.) )?(?:{_UPDATE}){_NUMBER}(?:{_SEPARATOR}|{_FRAME})",
    ),
    ("update", "weak", rf"LEAD \d{{1,2}}{_SEPARATOR}"),
    ("update", "firm", rf"[(\[](?:{_UPDATE})[)\]]"),
    ("update", "weak", r"(?i:update|aktualisierung)\s*:"),
    ("update", "firm", r"[(\[](?:UPDATED?|\d(?:st|nd|rd|th) LD|LEAD|LD)(?: \d{1,2})?[)\]]"),
)
_TAG = re.compile("|".join(f"(?P<{kind}_{n}>{tag})" for n, (kind, _, tag) in enumerate(_TAGS)))
_LEADING = re.compile(
    r"(?:[\s*#=+]|(?:URGENT|ADVISORY|BULLETIN|EDITORS|EDS|Eds|ATTENTION)\b\s*[-:–—]?)*+"
)
_CORRECTED_SUFFIX = re.compile(
    rf"(?:[(\[](?i:{_CORRECTION})[)\]]|(?:\s[-–—]\s|--|,\s*)(?:CORRECTION|CORRECTED|CORRECTIVE))\s*$"
    r"|(?<=,)\s*(?i:correct(?:ion|ive))\s*$"
)
_SUFFIXES: tuple[tuple[Declared, re.Pattern[str]], ...] = (
    ("repeat", re.compile(rf"[(\[](?:{_REPEAT})[)\]]\s*$")),
    ("update", re.compile(rf"[(\[](?:{_UPDATE})(?: \d{{1,2}})?[)\]]\s*$")),
)
_WRITETHRU = re.compile(r"(?i)\b\d{1,2}(?:st|nd|rd|th)[ -](?:ld|lead)\b|\bwritethr(?:u|ough)\b")
_RANK: tuple[Declared, ...] = ("kill", "correction", "refile", "repeat", "update")
_MOST_TAGS = 4
_TAG_CHARS = 80
"""How much of a text without a headline is looked at for a tag."""

_SIGNALS: dict[str, Declared] = {
    "edstat:c": "correction",
    "edstat:d": "kill",
    "edstat:u": "update",
    "correction": "correction",
    "corrected": "correction",
    "update": "update",
    "updated": "update",
    "writethru": "update",
    "refile": "refile",
    "repeat": "repeat",
    "kill": "kill",
    "killed": "kill",
    **dict.fromkeys(("withdraw", "withdrawn", "withdrawal"), "kill"),
    **dict.fromkeys(("retracted", "retraction", "recalled"), "kill"),
}
"""Signals by their code. `edStat` codes are letters, so they count only with their scheme."""

_SCHEME = re.compile(r"(?i)(?:.*[/#:])?edstat(?:us)?[/#:]([A-Z])")


def declared(
    status: str,
    signals: Iterable[str],
    headline: str,
    slugline: str = "",
    ed_note: str = "",
    body: str = "",
    provider: str = "",
) -> Declared:
    """The strongest thing that status, signals or wording declare; a kill is the strongest.

    `provider` is the item's own: who else withdraws a story is in the news.
    """
    found: set[Declared] = {"kill"} if status == "canceled" else set()
    found.update(_of_signal(signal) for signal in signals)
    found.update(_of_headline(headline or body[:_TAG_CHARS], body))
    if _is_writethru(headline) or _is_writethru(slugline):
        found.add("update")
    found |= {notes.of_note(ed_note), notes.of_body(body)}
    if ed_note and (replaces(ed_note) or follows_one_taken_back(ed_note, body)):
        found.add("correction")
    killed = is_kill(headline, slugline, ed_note, body, provider)
    if killed or "kill" in _of_headline(ed_note):
        found.add("kill")
    return next((kind for kind in _RANK if kind in found), "none")


def is_test(
    headline: str, ed_note: str, signals: Iterable[str] = (), body: str = "", slugline: str = ""
) -> bool:
    """Whether an item says that it is a test or an exercise, by a signal or in words (`tryout`)."""
    if any(_code(signal) in ("test", "exercise") for signal in signals):
        return True
    return is_marked_test(headline, ed_note, body, slugline)


def _end(pattern: re.Pattern[str], text: str, at: int = 0) -> int:
    """Where an optional beginning of `text` ends; `at` if it isn't there."""
    match = pattern.match(text, at)
    return match.end() if match else at


class _Tag(NamedTuple):
    """A tag, as it was found before a headline; `rest` is what follows."""

    kind: Declared
    weight: _Weight
    text: str
    rest: str


def _tags(headline: str) -> Iterator[_Tag]:
    """Yield the tags before a headline one after another ("RPT-UPDATE 1-…" has two)."""
    at = 0
    for _ in range(_MOST_TAGS):
        at = _end(_LEADING, headline, at)
        tag = _TAG.match(headline, at)
        if tag is None or tag.lastgroup is None:
            return
        at = tag.end()
        kind, weight, _ = _TAGS[int(tag.lastgroup.split("_")[1])]
        yield _Tag(kind, weight, tag[0], headline[at:])


def _counts(tag: _Tag, body: str) -> bool:
    """Whether a tag is one by what the item says besides; its own headline may begin with such a word."""
    rest = tag.rest.strip()
    if tag.weight == "explained":
        return explains(body)
    if tag.weight == "firm" or not rest or is_tight(tag.text, tag.rest):
        return True
    if tag.kind == "kill":
        return not body or explains(body) or not (is_news(body) or asks(rest))
    if any(c.isdigit() for c in tag.text) or tag.text[:1] in "([（":
        return True
    return not (asks(rest) or (tag.kind == "correction" and is_of_prices(tag.text, rest)))


def _of_headline(headline: str, body: str = "") -> set[Declared]:
    """What the tags before a headline say, and a correction at its end."""
    found: set[Declared] = set()
    ends = headline[-24:]
    if (ends.endswith((")", "]")) or "orr" in ends.lower()) and _CORRECTED_SUFFIX.search(headline):
        found.add("correction")
    if ends.endswith((")", "]")):
        found.update(kind for kind, suffix in _SUFFIXES if suffix.search(headline))
    for tag in _tags(headline):
        if not _counts(tag, body):
            break
        found.add(tag.kind)
    return found


_SPELT = ("kill", "stor", "item")
"""How the tags begin that may be in small letters; all others are in capitals, or in brackets."""


def is_doubtful(headline: str, body: str) -> bool:
    """Whether a headline has the tag of a kill that does not count, for the text beneath it is news."""
    start = headline[:4]
    if start.isalpha() and not start[:2].isupper() and start.lower() not in _SPELT:
        return False
    return any(
        tag.kind == "kill" and tag.weight == "weak" and not _counts(tag, body)
        for tag in _tags(headline)
    )


def _of_signal(signal: str) -> Declared:
    code = _code(signal)
    return "update" if _is_writethru(code) else _SIGNALS.get(code, "none")


def _is_writethru(text: str) -> bool:
    """Whether a text is marked as a later lead; the plain searches spare most the slow pattern."""
    low = text.lower()
    hint = "ld" in low or "lead" in low or "writethr" in low
    return hint and _WRITETHRU.search(text) is not None


def _code(signal: str) -> str:
    """The code of a signal without its prefix or address ("sig:update" is "update")."""
    if status := _SCHEME.fullmatch(signal.strip()):
        return f"edstat:{status[1].lower()}"
    return re.split(r"[/#:]", signal.strip())[-1].lower()
