"""The times of a feed's item: stated ones by `dates.py`, relative ones ("2 hours ago", "yesterday, 18:05")
by the arrival.

feedparser's own dates aren't used: it reads a zone that it doesn't know as UTC without saying so.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from stream.formats.dates import read_stated
from stream.formats.outcome import Hints
from stream.model.times import EPOCH
from stream.wire.dates.months import folded
from stream.wire.dates.zones import wall_clock
from stream.wire.reading.text import quote

_UNITS = {
    "s|sec|secs|second|seconds|sekunde|sekunden|seconde|secondes|segundo|segundos|secondi": 1,
    "m|min|mins|minute|minutes|minuten|minuto|minutos|minuti|minuut|dakika": 60,
    "h|hr|hrs|hour|hours|std|stunde|stunden|heure|heures|hora|horas|ora|ore|uur|saat": 3_600,
    "d|day|days|tag|tage|tagen|jour|jours|día|días|dia|dias|giorno|giorni|dag|dagen|gün": 86_400,
    "w|week|weeks|woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|weken|hafta": 604_800,
}
_SECONDS = {name: seconds for names, seconds in _UNITS.items() for name in names.split("|")}
_ONE_DIGIT = re.compile(r":(\d)(?![\d])")
"""Minutes and seconds below ten without their zero, as some publishing systems write them."""

_SINCE_1970 = re.compile(r"(1\d{9})(?:\d{3})?")
_COUNT = r"(?P<count>\d{1,3}|an?|one|eine[rmn]?|une?|una|um|uma)"
_RELATIVE = re.compile(
    rf"(?:(?P<before>vor|il y a|hace|há)\s+)?{_COUNT}\s*(?P<unit>[^\W\d_]+)\.?"
    r"(?:\s+(?P<after>ago|fa|geleden|atrás|önce))?",
    re.IGNORECASE,
)


_DAYS_AGO = {
    folded(word): days
    for days, words in enumerate((
        "today heute aujourd'hui hoy oggi hoje vandaag bugün",
        "yesterday gestern hier ayer ieri ontem gisteren dün",
    ))
    for word in words.split()
}  # fmt: skip
_DAY_WORD = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)(?:\W+(?:at|um|à|a las|alle|às|om)\b)?\W+(?=\d)"
)


def item_times(entry: dict[str, Any], hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """`first_created`, `version_created` and `times_as_sent` of an entry, as far as it states them.

    What was updated says when the version was made, else what was published.
    """
    published = entry.get("published") or entry.get("created") or ""
    updated = entry.get("updated") or ""
    first = _read(str(published), hints, warnings)
    version = (_read(str(updated), hints, warnings) if updated != published else {}) or first
    read = {"first_created": first, "version_created": version}
    times: dict[str, Any] = {key: time["iso"] for key, time in read.items() if time.get("iso")}
    sent = {key: time["as_sent"] for key, time in read.items() if time}
    return times | ({"times_as_sent": sent} if sent else {})


def one_time(text: str, field: str, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """One stated time as the record's `field`, with its words in `times_as_sent`."""
    time = _read(text, hints, warnings)
    record: dict[str, Any] = {"times_as_sent": {field: time["as_sent"]}} if time else {}
    return record | ({field: time["iso"]} if time.get("iso") else {})


def _read(text: str, hints: Hints, warnings: list[str]) -> dict[str, str]:
    """ISO 8601 (without an offset where it isn't exact, "" where unreadable) and the words as sent."""
    if not text.strip():
        return {}
    if iso := _seconds(text):
        return {"iso": iso, "as_sent": text.strip()}
    if iso := _relative(text, hints, warnings) or _day_in_words(text, hints, warnings):
        return {"iso": iso, "as_sent": " ".join(text.split())}
    read = read_stated(_ONE_DIGIT.sub(r":0\1", text), hints, warnings)
    return {"iso": read.iso, "as_sent": " ".join(text.split())}


def _seconds(text: str) -> str:
    """Seconds or milliseconds since 1970, as some publishing systems print them; "" for anything else."""
    match = _SINCE_1970.fullmatch(text.strip())
    return (EPOCH + timedelta(seconds=int(match[1]))).isoformat() if match else ""


def _relative(text: str, hints: Hints, warnings: list[str]) -> str:
    """A time that is counted back from the arrival: about right, so without an offset."""
    match = _RELATIVE.fullmatch(text.strip()) if len(text) < 60 else None
    seconds = _SECONDS.get(match["unit"].lower(), 0) if match else 0
    if match is None or not seconds or not (match["before"] or match["after"]):
        return ""
    if hints.arrival <= EPOCH:
        return ""
    count = int(match["count"]) if match["count"].isdecimal() else 1
    warnings.append(f"time {quote(text.strip())} is relative: counted back from the arrival")
    about = hints.arrival - timedelta(seconds=seconds * count)
    return about.replace(tzinfo=None).isoformat(timespec="seconds")


def _day_in_words(text: str, hints: Hints, warnings: list[str]) -> str:
    """ "Yesterday, 18:05": the day of the arrival by the source's own calendar, read like a date with it."""
    match = _DAY_WORD.match(text.strip()) if len(text) < 60 else None
    days = _DAYS_AGO.get(folded(match["word"].replace("’", "'"))) if match else None
    if match is None or days is None or hints.arrival <= EPOCH:
        return ""
    here = hints.arrival + (
        wall_clock(hints.arrival.replace(tzinfo=None), hints.zone) or timedelta()
    )
    day = (here - timedelta(days=days)).strftime("%Y/%m/%d")
    warnings.append(f"time {quote(text.strip())} is relative: the day is that of the arrival")
    return read_stated(f"{day} {text.strip()[match.end() :]}", hints, warnings).iso
