"""Embargoes in words: "EMBARGOED UNTIL 0001 GMT TUESDAY JUNE 16", "Sperrfrist: 11. Juni, 10.00 Uhr".

They stand in a headline, a note to editors or the first lines of a text. The end that is read is
never earlier than what was said; an embargo whose end can't be read holds with no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from stream.wire.calendar import DAYS_ON, WEEKDAYS
from stream.wire.months import folded, month_of
from stream.wire.text import quote
from stream.wire.times import FIRST_ZONE, LAST_ZONE, Embargo
from stream.wire.zones import is_zone, latest

_FIRST_CHARS, _FIRST_LINES = 600, 6
"""How far into a text an embargo is looked for: it stands above or before the dateline."""

_SAID_CHARS = 140
"""How much of what follows the cue is read."""

_TO = (
    r"(?:\s*(?:[:(]|[-–—]+)|[,\s]+(?:until|till?|to|for|before|bis|ab|zum|jusqu\w*|avant|hasta|para"
    r"|at[eé]|fino|al|tot|antes|prior|f[üu]r|der|tills?|(?:ind)?til|do|до|\d|at\b|um\b))"
)
_CUE = re.compile(
    r"(?:embargoed|strict embargo|under embargo"
    r"|not for (?:publication|release|use|broadcast)(?: or \w+)*(?= (?:until|till|before|bis|prior))"
    r"|hold for (?:release|publication)|sperrfrist(?:vermerk)?|gesperrt(?= (?:bis|f[üu]r))"
    r"|sous embargo|ne pas (?:publier|diffuser)(?= avant)|embargad[oa]|bajo embargo"
    rf"|no (?:publicar|difundir)(?= (?:antes|hasta))|sotto embargo|sob embargo)(?={_TO})",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"(?:embargo|ambargo|эмбарго|frei(?= (?:ab|f[üu]r)))(?={_TO})|sperrfrist\b", re.IGNORECASE
)
"""Also words of the news ("Embargo: how sanctions work"): they count only with an end to them."""

_ISSUE = re.compile(r"(?:FOR|For) (?i:release|publication)\b(?=[\s,:–—-])")
"""How an office or an agency's advance says when it may be used ("FOR RELEASE 8:30 A.M. EDT, JUNE 12").
A day alone is that from whose start it may; one that has begun holds nothing back: it is a date line."""

_BEFORE = re.compile(
    r"[\W_]*(?:(?:eds|editors|editor's note|note to editors|attention|achtung|attn|advisory|urgent"
    r"|bitte beachten(?: sie)?(?: die)?|strictly)\b[\W_]*)*",
    re.IGNORECASE,
)
_OFFSET = r"(?:(?:UTC|GMT) ?)?(?P<plus>[+-]\d{1,2}(?::?\d\d)?)(?!\d)"
_CLOCK = re.compile(
    r"(?<![\d.:+/-])(?:(?P<four>\d{4})|(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d))?)(?![\d/])"
    r"(?:[:.]\d\d(?=\W))?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?P<mark>\s?(?:uhr|uur|hours?|heures?|horas|hrs?|h|ore)\b)?"
    rf"(?:[\s(]*(?:{_OFFSET}|(?P<zone>[^\W\d_]{{1,4}})\b))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:12 )?\b(?:(?P<noon>noon|midday|mittags?|midi|mediod[ií]a|mezzogiorno)"
    r"|midnight|mitternacht|minuit|medianoche|mezzanotte)\b(?:[\s(]*(?P<zone>[^\W\d_]{1,4})\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T?(?=\D|\d\d:)")
_DOTTED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d)(?![\d.:]))?(?!\d)"
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)\b")
_DAY_MONTH = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°)?[.,]?\s+(?:of |de |d[’'])?(?P<name>[^\W\d_]{3,10})"
    r"\b\.?,?(?:\s+(?:de )?(?P<year>\d{4})\b(?!\s*(?:GMT|UTC|Z\b|hrs?\b|h\b|Uhr)))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"\b(?P<name>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![:.h]\d)"
    r"(?:,?\s+(?P<year>\d{4})\b(?!\s*(?:GMT|UTC|Z\b|hrs?\b|h\b)))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP = re.compile(r"(?<=[\w.)]) +[-–—/] +|(?<=[a-z]{4})\. +|\n|;")
"""Where the embargo's end is said and the news, or another note, begins."""

_PASSED = timedelta(hours=12)
"""How long after its end an item that names only the weekday may still be sent with its embargo."""


class _Clock(NamedTuple):
    """Minutes after midnight (1440 is the day's end), and the offset where one is stated."""

    minutes: int
    zone: str = ""
    plus: timedelta | None = None

    @property
    def stated(self) -> bool:
        return bool(self.zone) or self.plus is not None


def embargo_in_words(
    headline: str, ed_note: str, body: str, base: datetime, warnings: list[str]
) -> Embargo:
    """Read the embargo that the words of an item state; `base` (aware UTC) is when it was sent."""
    for text, loose in _places(headline, ed_note, body):
        said = _said(text, loose)
        if said is None:
            continue
        embargo = _end(said.text, base, said.cue is _ISSUE)
        if embargo is not None:
            if not embargo.exact:
                warnings.append(
                    f"embargo {quote(said.text.strip())} has no zone or no time of day:"
                    " held until it has passed everywhere"
                )
            return embargo
        if said.cue is _CUE:
            warnings.append(f"embargo {quote(text[:60])} has no end that can be read: withheld")
            return Embargo(held=True)
    return Embargo()


def _places(headline: str, ed_note: str, body: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts that may state an embargo; a note may say it anywhere, the others first."""
    if _hints(ed_note):
        yield ed_note, True
    if _hints(headline):
        yield headline, False
    opening = body[:_FIRST_CHARS]
    if _hints(opening):
        lines = [line for line in opening.split("\n") if line.strip()]
        yield from ((line, False) for line in lines[:_FIRST_LINES])


def _hints(text: str) -> bool:
    low = text.lower()
    return bool(low) and any(
        cue in low
        for cue in (
            "mbarg",
            "мбарг",
            "for release",
            "for publication",
            "not for ",
            "hold for",
            "sperr",
            "frei ",
            "ne pas ",
            "no publ",
            "no difu",
        )
    )


class _Said(NamedTuple):
    """What follows a cue. After `_CUE` an embargo is meant even if nothing of it can be read."""

    text: str
    cue: re.Pattern[str]


def _said(text: str, loose: bool) -> _Said | None:
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    for cue in (_CUE, _NOUN, _ISSUE):
        match = cue.search(text) if loose and cue is not _ISSUE else cue.match(text, start)
        if match:
            return _Said(_STOP.split(text[match.end() : match.end() + _SAID_CHARS])[0], cue)
    return None


def _end(said: str, base: datetime, opens: bool) -> Embargo | None:
    """The end: a time of day with a date, a weekday or neither; or a date alone, which passes.

    A date alone that `opens` has its end when the day has begun everywhere.
    """
    rest, days = _dates(said, base)
    clock = _clock(rest)
    if opens and clock is None:
        days = [day for day in days or _days_of(rest, base, clock) if day > _midnight(base)]
        return _latest_of(days, _Clock(0)) if days else None
    if not days:
        days = _days_of(rest, base, clock)
    return _latest_of(days, clock)


def _latest_of(days: list[datetime], clock: _Clock | None) -> Embargo | None:
    ends = [end for day in days if (end := _utc(day, clock)) is not None]
    return Embargo(max(ends), exact=clock is not None and clock.stated) if ends else None


def _unread(text: str) -> bool:
    """Whether a number is left that is no time of day: a date that was not understood."""
    return _NUMBER.search(_CLOCK.sub(lambda m: " " if _read_clock(m) else m[0], text)) is not None


def _utc(day: datetime, clock: _Clock | None) -> datetime | None:
    try:
        local = day + timedelta(minutes=1440 if clock is None else clock.minutes)
        shift = _offset(clock, local) if clock is not None and clock.stated else -LAST_ZONE
        return (local - shift).replace(tzinfo=UTC)
    except OverflowError:
        return None


def _offset(clock: _Clock, local: datetime) -> timedelta:
    return latest(clock.zone, local) if clock.plus is None else clock.plus


def _clock(text: str) -> _Clock | None:
    """The time of day; of two the one with a zone ("6h (0400 GMT)")."""
    found = [c for match in _CLOCK.finditer(text) if (c := _read_clock(match))]
    for match in _NAMED.finditer(text):
        zone = match["zone"] or ""
        found.append(_Clock(720 if match["noon"] else 1440, zone if is_zone(zone) else ""))
    return next((c for c in found if c.stated), found[0] if found else None)


def _read_clock(match: re.Match[str]) -> _Clock | None:
    zone = match["zone"] or ""
    zone = zone if is_zone(zone) else ""
    plus = _plus(match["plus"]) if match["plus"] else None
    marked = bool(match["half"] or match["mark"] or zone or plus is not None)
    if match["four"]:
        hour, minute = int(match["four"][:2]), int(match["four"][2:])
        year = 1900 <= int(match["four"]) < 2100
        sure = marked or not year
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        sure = marked or match["minute"] is not None
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if "p" in match["half"].lower() else 0)
    if not sure or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return _Clock(hour * 60 + minute, zone, plus)


def _plus(sign: str) -> timedelta | None:
    digits = sign[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 15 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return span if sign[0] == "+" else -span


def _dates(said: str, base: datetime) -> tuple[str, list[datetime]]:
    """The dates that the text can mean (naive midnights), and the text without them."""
    for pattern in (_ISO, _DOTTED, _SLASHED, _DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(said):
            days = list(_read_date(match, base))
            if days:
                return f"{said[: match.start()]} {said[match.end() :]}", days
    return said, []


def _midnight(time: datetime) -> datetime:
    return datetime(time.year, time.month, time.day)


def _read_date(match: re.Match[str], base: datetime) -> Iterator[datetime]:
    parts = match.groupdict()
    if "a" in parts:
        pairs = [(int(parts["a"]), int(parts["b"])), (int(parts["b"]), int(parts["a"]))]
    elif "name" in parts:
        pairs = [(int(parts["day"]), month_of(parts["name"]) or 0)]
    else:
        pairs = [(int(parts["day"]), int(parts["month"]))]
    for day, month in pairs:
        try:
            yield _dated(parts["year"], month, day, base)
        except ValueError:
            continue


def _dated(year: str | None, month: int, day: int, base: datetime) -> datetime:
    """A date; without a year it is the one nearest to `base`, the later of two."""
    if year is not None:
        return datetime(int(year) + (2000 if len(year) == 2 else 0), month, day)
    today = _midnight(base)
    found = [datetime(base.year + n, month, day) for n in (-1, 0, 1)]
    return min(found, key=lambda at: (abs(at - today), -at.timestamp()))


def _days_of(said: str, base: datetime, clock: _Clock | None) -> list[datetime]:
    """The day that is named by a word, or the next time that the time of day comes; [] if unclear.

    "Today" without a zone is the latest day that any sender's calendar shows.
    """
    shift = FIRST_ZONE
    if clock is not None and clock.stated:
        shift = _offset(clock, base.replace(tzinfo=None))
    here = base.replace(tzinfo=None) + shift
    ahead = next((n for w in _WORD.finditer(said) if (n := _ahead(said, w)) is not None), None)
    if ahead is not None:
        return [_midnight(here) + timedelta(days=ahead)]
    if clock is None or _unread(said):
        return []
    return [_next(here if clock.stated else base.replace(tzinfo=None), clock, said)]


def _ahead(said: str, word: re.Match[str]) -> int | None:
    """Days from today; "morgen" is tomorrow, but in "Donnerstag morgen" it is the morning."""
    before = _WORD.findall(said[: word.start()])
    return None if before and folded(before[-1]) in WEEKDAYS else DAYS_ON.get(folded(word[0]))


def _next(here: datetime, clock: _Clock, said: str) -> datetime:
    """The day of a time without a date: the named weekday, else the next time that it comes."""
    today, after = _midnight(here), timedelta(minutes=clock.minutes)
    named = (WEEKDAYS.get(folded(word)) for word in _WORD.findall(said))
    weekday = next((day for day in named if day is not None), None)
    if weekday is None:
        return today if today + after >= here else today + timedelta(days=1)
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return day if day + after + _PASSED >= here else day + timedelta(days=7)
