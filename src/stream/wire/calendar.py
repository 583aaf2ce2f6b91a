"""Words for days, as notes to editors use them (en, de, fr, es, it, pt)."""

from __future__ import annotations

from stream.wire.months import folded

_WEEKDAYS = (
    "monday mon montag lundi lunes lunedì segunda",
    "tuesday tue tues dienstag mardi martes martedì terça",
    "wednesday wed mittwoch mercredi miércoles mercoledì quarta",
    "thursday thu thurs donnerstag jeudi jueves giovedì quinta",
    "friday fri freitag vendredi viernes venerdì sexta",
    "saturday sat samstag sonnabend samedi sábado sabato",
    "sunday sun sonntag dimanche domingo domenica",
)
_DAYS_ON = (
    "today tonight heute aujourd'hui hoy oggi hoje",
    "tomorrow morgen demain mañana domani amanhã",
)


def _table(lines: tuple[str, ...], first: int) -> dict[str, int]:
    return {folded(w): n for n, words in enumerate(lines, first) for w in words.split()}


WEEKDAYS = _table(_WEEKDAYS, 0)
"""Weekdays by folded name, Monday is 0."""

DAYS_ON = _table(_DAYS_ON, 0)
"""Days from today by folded name."""
