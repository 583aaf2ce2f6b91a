"""Whether an item says that it is a test or an exercise, and whether a note says that it is not for use.

Tests are marked where agencies mark them: at the start of headline, note or text, with a word that stands
alone, in a fixed phrase, or beside an order not to use the item. A test that the news is about has no such
mark: "Prueba de sirenas este sábado" is news.
"""

from __future__ import annotations

import re

from stream.wire.lifecycle.evidence import after_dateline
from stream.wire.reading.text import Cues

_TEST_PHRASES = (
    "this is (?:only )?(?:a|an) (?:test|exercise|drill)|this is only a test"
    "|dies ist (?:nur )?ein test"
    "|dies ist eine übung|ceci est un (?:test|exercice|essai)|esto es una prueba|esto es un simulacro"
    "|questo è un test|questa è una prova|isto é um teste|bu bir test(?:tir)?|bu bir deneme(?:dir)?"
    "|bu bir tatbikat(?:tır)?"
    "|dit is een test|detta är ett test|dette er en test|to jest test|это тест|это учебная тревога"
    "|це тест|هذا اختبار|هذه رسالة تجريبية|这是测试|這是測試|これはテストです|테스트입니다"
)
_PLAIN = "TEST|TESTS|TESTING|EXERCISE|DRILL|ÜBUNG|EXERCICE|EXERCÍCIO|PRUEBA|SIMULACRO|TESTE|TATBİKAT|PROVA|ТЕСТ"
"""A headline of nothing else is a test in small letters, too."""

_SHOUTED = (
    f"{_PLAIN}|ESSAI|PRUEBAS|ENSAYO|DENEME|ESERCITAZIONE|ПРОВЕРКА|УЧЕНИЯ|ПЕРЕВІРКА|НАВЧАННЯ|PRÓBA|ØVELSE"
    "|ÖVNING|OEFENING|HARJOITUS|PROBE|ΔΟΚΙΜΗ|اختبار|تجربة|تجريبي|测试|測試|演习|テスト|訓練|테스트|훈련|परीक्षण|בדיקה"
)
_MESSAGE = (
    r"(?:test|exercise|drill)[ -](?:message|item|story|transmission|text|alert|only)s?"
    "|test(?:meldung|nachricht|text|sendung|lauf|bericht|melding|meddelande|besked)"
    "|übungs(?:meldung|text)"
    "|(?:message|dépêche|texte) (?:de test|d'essai|d’essai)"
    "|(?:mensaje|noticia|nota|texto|despacho) de prueba"
    "|(?:mensagem|notícia|texto) de teste|(?:messaggio|notizia|testo) di prova"
    "|(?:prueba|teste|prova|essai|test) (?:del?|do|du|di|of|of the) (?:sistema|système|system|wire|feed|envío|envio)"
    "|(?:system|line|leitungs)[ -]?test"
    "|(?:test|deneme) (?:mesajı|haberi|yayını|metni)|wiadomość testowa"
    "|учебная тревога|тестов(?:ое|ая|ый) (?:сообщение|новость|текст)|тестове повідомлення"
    "|رسالة (?:تجريبية|اختبار)|خبر تجريبي|测试(?:消息|稿|信息)|測試(?:訊息|稿)"
    "|テスト(?:配信|送信|記事)|테스트 (?:기사|메시지)"
)
_UNUSED = (
    "(?:please )?(?:do not|don't|don’t) (?:publish|use|run|print|broadcast|air|release|distribute)"
    "|not for (?:publication|use|broadcast|release|distribution)"
    "|(?:bitte )?nicht (?:veröffentlichen|verwenden|publizieren|senden|zur veröffentlichung)"
    "|(?:merci de )?ne pas (?:publier|diffuser|utiliser)|pas pour publication"
    "|no (?:publicar|difundir|usar|utilizar|emitir)|não (?:publicar|usar|utilizar|divulgar)"
    "|non (?:pubblicare|usare|utilizzare|diffondere)|niet (?:publiceren|gebruiken|voor publicatie)"
    "|yayınlamayın(?:ız)?|yayımlamayın(?:ız)?|kullanmayın(?:ız)?"
    "|(?:får )?(?:inte|ej|ikke) (?:publiceras|publisere|publiceres|til publisering|för publicering)"
    "|nie publikować|не (?:публиковать|использовать|выпускать|для публикации)"
    "|не (?:публікувати|для публікації)|(?:ليس|غير مخصص) للنشر|لا (?:ينشر|تنشر)|(?:请勿|不要|勿|請勿)(?:发布|使用|發布)"
    "|(?:公開|配信|使用)(?:しない|不可|禁止)|(?:보도|배포) 금지"
)
_CUES = Cues((
    *(
        "test",
        "exerci",
        "exercí",
        "drill",
        "übung",
        "prueba",
        "simulacro",
        "ensayo",
        "prova",
        "tatb",
        "deneme",
    ),
    *(
        "essai",
        "esercit",
        "тест",
        "учебн",
        "учени",
        "провер",
        "перевір",
        "навчан",
        "próba",
        "övning",
    ),
    *(
        "øvelse",
        "oefening",
        "harjoitus",
        "probe",
        "δοκιμ",
        "اختبار",
        "تجر",
        "测试",
        "測試",
        "演习",
        "テスト",
    ),
    *("訓練", "테스트", "훈련", "परीक्षण", "בדיקה"),
))  # fmt: skip
"""One of these is in every text that the patterns below can match: a cheap first look."""

_IGNORE = (
    "IGNORE|DISREGARD|DO NOT|NOT FOR|IGNORAR|IGNOREZ|IGNORIEREN|IGNORARE|YOK SAYIN|ИГНОРИРОВАТЬ"
    "|(?:PLEASE|PLS|BITTE|MERCI|POR FAVOR|PER FAVORE|LÜTFEN|GELIEVE|ПОЖАЛУЙСТА)"
    "(?=,? *(?:$|[.!]|ignor|disregard|do not|don[’']t|delete|nicht|de ne pas|d[’']ignor|no |não |non |niet|löschen|не "
    "|dikkate|yayın|yayım|kullan))"
)
"""An order to look away; "please stay calm" is none."""

_IGNORED = "ignore|disregard|delete|this|it|the|message|item|story|text|test"
_KIND = "MESSAGE|ONLY|STORY|ITEM|TRANSMISSION|MELDUNG"
_GAP = r"\s*(?:[-–—:,;.*!/|()\[\]،。！：]\s*)*+"
_STOP = r"(?=\s*(?:$|[-–—:,;.*!/|()\[\]。！：]))"
_ORDER = rf"(?:(?:(?:{_KIND}){_GAP})*(?:{_IGNORE}|{_UNUSED})(?!\w)|(?:{_KIND})(?!\w){_STOP})"
"""What shows that a word for a test is the item's mark: "TEST MESSAGE SENT TO PHONES" is news."""

_WORD = re.compile(
    rf"(?P<mark>{_SHOUTED}){_GAP}(?P=mark)(?!\w)"
    rf"|(?:{_SHOUTED})\s*[-–—:,;.*!/|()\[\]]+\s*(?:{_SHOUTED})(?!\w){_STOP}"
    rf"|(?:{_SHOUTED}){_GAP}(?i:{_ORDER})"
    rf"|(?:{_SHOUTED}|(?i:{_PLAIN}))[\s\d.!*:#)\]-]*+$"
    rf"|(?i:{_MESSAGE}){_GAP}(?i:$|{_ORDER})"
    rf"|(?:{_UNUSED.upper()}){_GAP}(?:{_SHOUTED}|{_MESSAGE.upper()})(?!\w){_STOP}"
)
_FRAMED = re.compile(
    rf"\s*(?:(?P<frame>[*=#+])(?P=frame)+\s*(?:{_SHOUTED})\s*(?P=frame)|【(?:{_SHOUTED})】)"
)
"""A word for a test between two rows of signs: "*** TEST ***". Between brackets it may be a rubric."""

_NOTE = re.compile(
    r"(?!(?i:\w+ (?:story|item|alert)\s*[:,]\s*(?:adds|updates|corrects|recasts|with|includes))\b)"
    rf"(?i:(?:{_SHOUTED}|{_MESSAGE}){_GAP}(?:$|{_ORDER}"
    rf"|(?:\w+\s+){{0,2}}\w*{_GAP}(?:{_IGNORE}|{_UNUSED})(?!\w)(?:\s+(?:{_IGNORED})(?!\w))*{_STOP})"
    rf"|(?:{_MESSAGE})(?=\W*[–—.*!]|\s+-)"
    rf"|(?:{_UNUSED}){_GAP}(?:{_MESSAGE}|{_SHOUTED})(?={_GAP}$))"
)
_PHRASE = re.compile(rf"(?i)({_TEST_PHRASES})(?!\w)")
_CLOSE = re.compile(
    r"(?i)[\s.!*)–—-]*+(?:$|(?:message|transmission)\b"
    rf"|(?:story|item|only)(?!\w){_STOP}|,?\s*(?:{_IGNORE}|{_UNUSED})(?!\w)"
    r"|of (?:the|our) (?:\w{1,20} ){0,2}(?:wire|newswire|feed)\b"
    r"|of (?:the|our) (?:\w{1,20} )?(?:news|wire|text|transmission|distribution|delivery|editorial|publishing) "
    r"(?:service|system)\b)"
)
_HEADED = re.compile(rf"[\[(【]?(?:{_SHOUTED})[\])】]?\s*(?:[-–—:/|]|(?<=[\])】]))")
_OF_ALARMS = re.compile(
    r"(?i)(?:this is|dies ist|das ist|ceci est|il s[’']agit|esto es|este es|se trata|questo è|questa è|isto é|trata-se"
    r"|dit is|detta är|det här är|dette er|bu(?: bir)?|это|це|to jest)\b(?:\s\S+){0,3}?\s"
    r"(?:test|exercise|drill|übung|probe|exercice|essai|prueba|simulacro|prova|esercitazione|teste|exercício|oefening"
    r"|övning|øvelse|deneme|tatbikat|тест|проверка|учени[ея]|перевірка|навчання|ćwiczenia)\w{0,4}\b"
    r"(?=[^.!?\n]{0,100}(?:warn|alert|alarm|emergenc|siren|notfall|urgence|allerta|waarschuw|varn|varsl|varsel"
    r"|uyarı|оповещ|тревог|предупрежд|оповіщ|tsunami|messag|wire|transmission|communicat))"
)
"""What a text under a headline with a test's mark says of what is tried: warnings, not "a test of character"."""

_LEADING = re.compile(
    r"(?:[\s*#=+(\[]|(?:URGENT|ADVISORY|BULLETIN|EDITORS|ATTENTION)\b\s*[-:–—]?)*+"
)
_TO_EDITORS = re.compile(
    r"(?i)(?:(?:note to editors|editors|eds|achtung|attention|atención|attenzione|внимание)\b[:.!]?\s*)?"
)
_ONLY_UNUSED = re.compile(rf"(?i)\W*(?:{_UNUSED})\W*")

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
