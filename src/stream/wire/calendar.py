"""Words for days, months, hours and zones, as notes to editors use them (en, de, fr, es, it, pt)."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro",
    "february feb februar februari février fév febrero febbraio febr fevereiro fev",
    "march mar märz mars marzo março",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août agosto ago",
    "september sep sept septembre septiembre setiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
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
_ZONES: tuple[tuple[float, str], ...] = (
    (-8, "pst"), (-7, "pdt mst"), (-6, "cst mdt"), (-5, "est cdt hne"), (-4, "edt ast hae"),
    (-3, "art brt clst"), (0, "gmt utc ut z wet tu"), (1, "cet mez met bst ist wat west"),
    (2, "cest mesz mest eet cat sast oez"), (3, "eest msk trt tsi eat idt oesz"), (4, "gst"),
    (5, "pkt"), (8, "hkt sgt myt"), (9, "jst kst"), (10, "aest"), (11, "aedt"), (12, "nzst"),
    (13, "nzdt"),
)  # fmt: skip
_SEASONAL = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}


def folded(word: str) -> str:
    """A word without case, accents and stops: headers come in capitals and in ASCII."""
    plain = unicodedata.normalize("NFKD", word.strip(".").lower())
    return "".join([c for c in plain if not unicodedata.combining(c)])


def _table(lines: tuple[str, ...], first: int) -> dict[str, int]:
    return {folded(w): n for n, words in enumerate(lines, first) for w in words.split()}


MONTHS = _table(_MONTHS, 1)
"""Months 1 to 12 by folded name."""

WEEKDAYS = _table(_WEEKDAYS, 0)
"""Weekdays by folded name, Monday is 0."""

DAYS_ON = _table(_DAYS_ON, 0)
"""Days from today by folded name."""

ZONES = {zone: hours for hours, zones in _ZONES for zone in zones.split()} | dict.fromkeys(
    _SEASONAL, 0
)
"""Known zones by lower-case abbreviation; `offset` says what they mean."""


def offset(zone: str, local: datetime) -> timedelta:
    """The offset from UTC of a zone of ZONES at the naive time `local`.

    Of several meanings (BST, CST, IST) it is the one with the latest clock time in UTC, so that an
    embargo in such a zone never ends before any of them. Sources: RFC 5322, 4.3; IANA database.
    """
    name = _SEASONAL.get(zone.lower())
    if name is None:
        return timedelta(hours=ZONES[zone.lower()])
    return local.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta()
