"""Words for days, as notes to editors use them (en, de, fr, es, it, pt, nl, sv, da, nb, pl, ru, tr)."""

from __future__ import annotations

from stream.wire.dates.months import folded

_WEEKDAYS = (
    (
        "monday mon montag lundi lunes lunedì segunda"
        " maandag måndag mandag poniedziałek понедельник pazartesi"
    ),
    (
        "tuesday tue tues dienstag mardi martes martedì terça"
        " dinsdag tisdag tirsdag wtorek вторник salı"
    ),
    (
        "wednesday wed mittwoch mercredi miércoles mercoledì quarta"
        " woensdag onsdag środa środę среда среду çarşamba"
    ),
    (
        "thursday thu thurs donnerstag jeudi jueves giovedì quinta"
        " donderdag torsdag czwartek четверг perşembe"
    ),
    "friday fri freitag vendredi viernes venerdì sexta vrijdag fredag piątek пятница пятницу cuma",
    (
        "saturday sat samstag sonnabend samedi sábado sabato"
        " zaterdag lördag lørdag sobota sobotę суббота субботу cumartesi"
    ),
    (
        "sunday sun sonntag dimanche domingo domenica"
        " zondag söndag søndag niedziela niedzielę воскресенье pazar"
    ),
)
_DAYS_ON = (
    "today tonight heute aujourd'hui hoy oggi hoje vandaag dziś сегодня bugün",
    "tomorrow morgen demain mañana domani amanhã imorgon jutro завтра yarın",
)


def _table(lines: tuple[str, ...], first: int) -> dict[str, int]:
    return {folded(w): n for n, words in enumerate(lines, first) for w in words.split()}


WEEKDAYS = _table(_WEEKDAYS, 0)
"""Weekdays by folded name, Monday is 0."""

DAYS_ON = _table(_DAYS_ON, 0)
"""Days from today by folded name."""
