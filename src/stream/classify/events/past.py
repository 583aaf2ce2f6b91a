"""Whether a sentence tells of another event than the news: of an earlier year or month, of a whole war."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from stream.classify.words.text import fold, word_set

YEAR = re.compile(r"(?:19|20)\d\d")
_OLD_YEAR = re.compile(r"1[0-8]\d\d")
"""Only behind "in": elsewhere such figures count persons."""
_YEARS_AGO = frozenset(
    (a, b)
    for before, behind in (
        ("last previous", "year century decade month"),
        ("year years decade decades", "ago after earlier before since"),
        ("an annee", "dernier derniere passe"), ("ano", "pasado passado"),
        ("vergangenen letzten vorigen", "jahr"), ("прошлом", "году"), ("минулого", "року"), ("gecen", "yil"),
        ("лет", "назад"), ("років", "тому"), ("yil", "once"), ("anni", "fa"),
        ("ans annees", "apres"), ("anos", "despues depois"), ("jahre jahren", "nach danach"), ("anni", "dopo"),
        ("лет", "после"), ("jaar", "na"), ("yil", "sonra"),
        ("anno", "scorso"), ("العام", "الماضي"), ("vorig", "jaar"),
        ("ubieglym zeszlym minionym", "roku miesiacu"), ("rok", "temu"), ("lat", "temu po"), ("tahun", "lalu"),
        ("bulan", "lalu"), ("ano", "passado"), ("السنة", "الماضية"), ("سال", "گذشته"),
        ("mes", "pasado passado"), ("mois", "dernier"), ("vorigen letzten vergangenen", "monat"),
        ("прошлом", "месяце"), ("gecen", "ay"), ("الشهر", "الماضي"), ("mese", "scorso"),
    )
    for a in fold(before).split() for b in fold(behind).split()
)  # fmt: skip
"""Two words that date a sentence to an earlier year."""
_AROUND = word_set(
    "after before since ago earlier last previous apres despues depois nach danach dopo после na sonra po"
)
_LAST_YEAR = frozenset((a, b) for a, b in _YEARS_AGO if _AROUND.isdisjoint((a, b)))
"""Of those, the ones that are "last year" itself, but in English, whose clauses are told apart by their words."""
_YEARS = frozenset(a for a, _ in _YEARS_AGO)

_THIS_YEAR = frozenset((
    ("this", "year"), ("cette", "annee"), ("este", "ano"), ("diesem", "jahr"), ("quest", "anno"),
    ("neste", "ano"), ("этом", "году"), ("bu", "yil"), ("هذا", "العام"),
))  # fmt: skip
_WAR = word_set("""
    war conflict insurgency fighting violence uprising offensive guerre conflit guerra conflicto conflito krieg konflikt
    войны конфликта savas
""")
_MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "january janvier enero januar janeiro gennaio январе январь січні ocakta",
            "february fevrier febrero februar fevereiro febbraio феврале лютому subatta",
            "march mars marzo marz marco марте березні martta",
            "april avril abril aprile апреле квітні nisanda",
            "may mai mayo maio maggio мае травні mayista",
            "june juin junio juni junho giugno июне червні haziranda",
            "july juillet julio juli julho luglio июле липні temmuzda",
            "august aout agosto августе серпні agustosta",
            "september septembre septiembre setembro settembre сентябре вересні eylulde",
            "october octobre octubre oktober outubro ottobre октябре жовтні ekimde",
            "november novembre noviembre novembro ноябре листопаді kasimda",
            "december decembre diciembre dezember dezembro dicembre декабре грудні aralikta",
        ),
        1,
    )
    for word in fold(words).split()
}
_IN = word_set("in en em im a au в во у early late mid")
"""Before a month without a day: "in January"."""
NOW = word_set("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday lundi mardi mercredi jeudi vendredi samedi
    dimanche lunes martes miercoles jueves viernes sabado domingo hoy ayer montag dienstag mittwoch donnerstag freitag
    samstag sonntag heute gestern hoje ontem oggi ieri сегодня вчера сьогодні вчора
""")
"""With one of these a sentence tells of the news, whatever it compares it with."""

_BACK = {
    "anos": ("hace", "ha"), "ans": ("a",), "jahren": ("vor",), "عاما": ("قبل",), "سنه": ("قبل",), "سنوات": ("قبل",),
    "decadas": ("hace", "ha"), "jahrzehnten": ("vor",),
}  # fmt: skip
"""A span of years → the word two before it by which it is past."""
_SPANS = frozenset(_BACK)
_FEW = frozenset(("los", "todos", "os", "les", "allen"))
_TOTALS = _WAR | {"since"}
"""A sentence without any of these counts no war's dead."""
_HAVE = frozenset(("has", "have"))
_SINCE = frozenset(("since", "depuis", "desde", "seit", "с", "dal"))


def is_past(words: list[str], day: date, background: bool = False) -> bool:
    """Whether a sentence names an earlier year or month and not this one, or says "last year", "a year after".

    `day` is that of the update. `background` are sentences behind the lead: there the toll of a year or of a
    war ("so far this year", "since the war began") is none of the news.
    """
    years = [
        int(word) for word in words if len(word) == 4 and word.isdecimal() and YEAR.fullmatch(word)
    ]
    passed = [one for one in years if one <= day.year]
    if (bool(passed) and max(passed) < day.year) or (
        not _YEARS.isdisjoint(words) and any(pair in _YEARS_AGO for pair in pairwise(words))
    ):
        return True
    if is_years_on(words) or _is_years_back(words):
        return True
    if words[:1] == ["a"] and words[2:3] == ["anos"] and words[3:4] in (["del"], ["de"]):
        return True  # "A 20 años del atentado"
    dated = [(a, b) for a, b in pairwise(words) if a in _IN]
    if any(len(b) == 4 and _OLD_YEAR.fullmatch(b) for _, b in dated):
        return True
    if not NOW.isdisjoint(words):
        return False
    if background and _is_total(words):
        return True
    if _MONTHS.keys().isdisjoint([b for _, b in dated]):
        return False
    return any(
        word in _MONTHS and _is_other_month(words, at, day) for at, word in enumerate(words) if at
    )


def _is_years_back(words: list[str]) -> bool:
    """Whether "80 years ago" is told with the word first: "hace 80 años", "vor 80 Jahren", "il y a 80 ans"."""
    if _SPANS.isdisjoint(words):
        return False
    return any(
        word in _SPANS and words[at - 2] in _BACK[word] and words[at - 1] not in _FEW
        for at, word in enumerate(words)
        if at > 1
    )


def is_years_on(words: list[str]) -> bool:
    """Whether a sentence opens with "Ten years on": it looks back."""
    return words[1:3] in (["years", "on"], ["decades", "on"]) or words[:3] == ["a", "decade", "on"]


def says_last_year(words: list[str], at: int) -> bool:
    """Whether "last year", in a language other than English, stands right beside a telling word."""
    return any(pair in _LAST_YEAR for pair in pairwise(words[max(0, at - 4) : at + 5]))


def _is_other_month(words: list[str], at: int, day: date) -> bool:
    """Whether "in January", with no day beside, is another month than that of the update."""
    if words[at - 1] not in _IN or _MONTHS[words[at]] == day.month:
        return False
    return at + 1 == len(words) or not words[at + 1].isdecimal() or len(words[at + 1]) == 4


def _is_total(words: list[str]) -> bool:
    """Whether a sentence counts what a whole year or war has cost so far."""
    for at, word in enumerate(words if not _TOTALS.isdisjoint(words) else ()):
        if word in _WAR and at:
            if words[at - 1] == "that" or not _SINCE.isdisjoint(words[max(0, at - 6) : at]):
                return True
        elif word == "since" and words[at - 1] in _HAVE:
            return True  # "have since been killed"
    return any(pair in _THIS_YEAR for pair in pairwise(words))
