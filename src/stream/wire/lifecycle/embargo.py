"""Embargoes in words: "EMBARGOED UNTIL 0001 GMT TUESDAY JUNE 16", "Sperrfrist: 11. Juni, 10.00 Uhr".

They stand in a headline, a note to editors or the first lines of a text. The end that is read is
never earlier than what was said; an embargo whose end can't be read holds with no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from stream.wire.dates.calendar import DAYS_ON, WEEKDAYS
from stream.wire.dates.clocks import Clock, clock_in, unread
from stream.wire.dates.months import folded, month_of
from stream.wire.dates.times import FIRST_ZONE, LAST_ZONE, Embargo
from stream.wire.dates.zones import latest
from stream.wire.lifecycle.deadlines import has_prose, starts_with_time
from stream.wire.reading.text import Cues, quote
from stream.word_lists import Lists

_FIRST_CHARS, _FIRST_LINES = 600, 6
"""How far into a text an embargo is looked for: it stands above or before the dateline."""

_SAID_CHARS = 140
"""How much of what follows the cue is read."""

_WORDS = Lists("wire", "embargoes")
_TO = rf"(?:\s*(?:[:(]|[-–—]+)|[,\s]+(?:{_WORDS.any_of('until')}|\d))"
_CUE = re.compile(rf"{_WORDS.any_of('cue')}(?={_TO})", re.IGNORECASE)
_NOUN = re.compile(
    rf"{_WORDS.any_of('noun')}(?={_TO})|{_WORDS.any_of('noun_alone')}|{_WORDS.any_of('noun_with_verb')}(?= )",
    re.IGNORECASE,
)
"""Also words of the news ("Embargo: how sanctions work"): they count only with an end to them."""

_LAST = re.compile(rf"(?i)(?P<said>[^;\n]{{3,80}}?)\b{_WORDS.any_of('last')}")
"""A language that puts the end before the word."""

_EASTERN = re.compile(rf"{_WORDS.any_of('note_cue')}(?=\s?[:：]|\s?\d)")
"""In notes alone: the news has the bans that end ("解禁：鮎釣り")."""

_ISSUE = re.compile(r"(?:FOR|For) (?i:release|publication|use)\b(?=[\s,:–—-])")
"""How an office or an agency's advance says when it may be used ("FOR RELEASE 8:30 A.M. EDT, JUNE 12").
A day alone is that from whose start it may; one that has begun holds nothing back: it is a date line."""

_BEFORE = re.compile(rf"[\W_]*(?:{_WORDS.any_of('address')}\b[\W_]*)*", re.IGNORECASE)
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T?(?=\D|\d\d:)")
_DOTTED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d)(?![\d.:]))?(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?:(?P<year>\d{4}) ?[年년] ?)?(?<!\d)(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]"
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
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP = re.compile(r"(?<=[\w.)]) +[-–—/] +|(?<=[a-z]{4})(?<!godz)\. +|\n|;")
"""Where the embargo's end is said and the news, or another note, begins."""

_OPENING = re.compile(rf"(?i)(?:[.;:!\n–—(]|\s-|\b{_WORDS.any_of('opening')}\b)[\s\"“„«]*$")
_OPEN_END = re.compile(
    rf"(?i)[\W\s]*(?:{_WORDS.any_of('before_no_time')}\W*)?(?:au |a |al |zur? |the |l')?"
    rf"{_WORDS.any_of('no_time')}\b"
)
_SURE = re.compile(rf"(?i){_WORDS.any_of('sure')}")
_SURE_IN_TEXT = re.compile(rf"(?i)(?!{_WORDS.any_of('unsure_in_text')})")
_ORDER = re.compile(r"(?i)do not")
"""Officials say so as well: "Adds advice: do not use until boiled"."""

_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_ORDERS = re.compile(rf"(?i)\W*{_WORDS.any_of('orders')}\b")
_TOWARDS = re.compile(rf"(?i)\W*{_WORDS.any_of('towards')}\b")
_AHEAD = timedelta(days=180)
"""Trade embargoes run for years, those of a news item for weeks at most."""

_Place = Literal["note", "headline", "body"]

_PASSED = timedelta(hours=12)
"""How long after its end an item that names only the weekday may still be sent with its embargo."""


def embargo_in_words(
    headline: str, ed_note: str, body: str, base: datetime, warnings: list[str]
) -> Embargo:
    """Read the embargo that the words of an item state; `base` (aware UTC) is when it was sent."""
    for place, text in _places(headline, ed_note, body):
        said = _said(text, place)
        if said is None or (said.doubtful and not _is_date_line(said)):
            continue
        embargo = _end(said.text, base, said.cue is _ISSUE)
        if embargo is not None:
            if said.doubtful and embargo.until and embargo.until - base > _AHEAD:
                continue
            if not embargo.exact:
                warnings.append(
                    f"embargo {quote(said.text.strip())} has no zone or no time of day:"
                    " held until it has passed everywhere"
                )
            return embargo
        if said.open:
            warnings.append(f"embargo {quote(text[:60])} has no end that can be read: withheld")
            return Embargo(held=True)
    return Embargo()


def _places(headline: str, ed_note: str, body: str) -> Iterator[tuple[_Place, str]]:
    """Yield the texts that may state an embargo; a note may say it anywhere, the others first."""
    if _CUES.found_in(ed_note):
        yield "note", ed_note
    if _CUES.found_in(headline):
        yield "headline", headline
    opening = body[:_FIRST_CHARS]
    if _CUES.found_in(opening):
        lines = [line for line in opening.split("\n") if line.strip()]
        yield from (("body", line) for line in lines[:_FIRST_LINES])


_CUES = Cues(_WORDS.words("cues"))
"""One of these is in every text that the patterns above can match: a cheap first look."""


class _Said(NamedTuple):
    """What follows a cue. If `open` an embargo is meant even where nothing of it can be read; if
    `doubtful` the words may be news of sanctions and deadlines, and only a date line counts.
    """

    text: str
    cue: re.Pattern[str]
    open: bool
    doubtful: bool


def _said(text: str, place: _Place) -> _Said | None:
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    if place == "note" and (last := _LAST.match(text, start)):
        return _Said(last["said"], _CUE, True, False)
    for cue in (_CUE, _NOUN, _ISSUE, _EASTERN) if place == "note" else (_CUE, _NOUN, _ISSUE):
        anywhere = place == "note" and cue is not _ISSUE
        match = cue.search(text, start) if anywhere else cue.match(text, start)
        if match and cue is _NOUN and _is_rather_news(match[0], place):
            continue
        sure = cue is _CUE and match is not None and not _ORDER.match(match[0])
        if match and (sure or match.start() == start or _opens(text, match.start())):
            said = _STOP.split(text[match.end() : match.end() + _SAID_CHARS])[0]
            held = (
                _is_held(match[0], said, place, text.isupper())
                if cue is _CUE
                else place == "note" and _has_time(said)
            )
            return _Said(said, cue, held, cue is not _CUE or (place != "note" and not held))
    return None


def _is_rather_news(cue: str, place: _Place) -> bool:
    """ "Embargo ends Friday" before a text is the news of sanctions, "Frei ab 18 Uhr" in a headline of hostages."""
    return (" " in cue and place != "note") or (cue[:4].lower() == "frei" and place == "headline")


def _opens(note: str, at: int) -> bool:
    """Whether a noun within a note begins a sentence, or is what the note is about; "extends embargo
    until 12 May" is news.
    """
    return _OPENING.search(note[:at]) is not None


def _is_held(cue: str, said: str, place: _Place, loud: bool) -> bool:
    """Whether an embargo without an end that can be read is one: news puts "Embargoed until talks end",
    "Sperrfrist: was Bauern tun dürfen" and "Embargado: el piso" in the same words, and where all is
    `loud` in capitals.
    """
    if place == "note" or _OPEN_END.match(said):
        return True
    if place == "headline" and _reads_on(said):
        return False
    if cue.isupper() and not loud:
        return True
    if _SURE.match(cue) and starts_with_time(said) and _has_time(said):
        return True
    sure = _SURE if place == "headline" else _SURE_IN_TEXT
    return sure.match(cue) is not None and said.lstrip()[:1] in tuple(":(-–—")


def _reads_on(said: str) -> bool:
    """Whether a headline goes on in small letters with words that say no time and order nothing: "Embargoed:
    the tanker that nobody unloads"; an agency's tag has a headline behind it.
    """
    word = _WORD.search(said[:12])
    if word is None or not word[0][0].islower() or starts_with_time(said):
        return False
    return not _ORDERS.match(said) and not _TOWARDS.match(said)


def _has_time(said: str) -> bool:
    """Whether a time of day or a weekday is stated, be the date in words that are not known here."""
    if clock_in(said) is not None:
        return True
    return any(folded(word) in WEEKDAYS for word in _WORD.findall(said)[:3])


def _is_date_line(said: _Said) -> bool:
    """Whether a date, a weekday or a time of day comes first, and without a time of day nothing else."""
    rest, days = _dates(said.text, _ANY_DAY)
    if said.open and said.cue is not _ISSUE:
        return True
    if not starts_with_time(said.text):
        return False
    if clock_in(rest) is not None or not days or said.cue is _ISSUE:
        return True
    return not has_prose(rest)


def _end(said: str, base: datetime, opens: bool) -> Embargo | None:
    """The end: a time of day with a date, a weekday or neither; or a date alone, which passes.

    A date alone that `opens` has its end when the day has begun everywhere.
    """
    rest, days = _dates(said, base)
    clock = clock_in(rest)
    if opens and clock is None:
        days = [day for day in days or _days_of(rest, base, clock) if day > _midnight(base)]
        return _latest_of(days, Clock(0)) if days else None
    if not days:
        days = _days_of(rest, base, clock)
    return _latest_of(days, clock)


def _latest_of(days: list[datetime], clock: Clock | None) -> Embargo | None:
    ends = [end for day in days if (end := _utc(day, clock)) is not None]
    return Embargo(max(ends), exact=clock is not None and clock.stated) if ends else None


def _utc(day: datetime, clock: Clock | None) -> datetime | None:
    try:
        local = day + timedelta(minutes=1440 if clock is None else clock.minutes)
        shift = _offset(clock, local) if clock is not None and clock.stated else -LAST_ZONE
        return (local - shift).replace(tzinfo=UTC)
    except OverflowError:
        return None


def _offset(clock: Clock, local: datetime) -> timedelta:
    return latest(clock.zone, local) if clock.plus is None else clock.plus


def _dates(said: str, base: datetime) -> tuple[str, list[datetime]]:
    """The dates that the text can mean (naive midnights), and the text without them."""
    for pattern in (_ISO, _YEAR_FIRST, _DOTTED, _SLASHED, _DAY_MONTH, _MONTH_DAY):
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


def _days_of(said: str, base: datetime, clock: Clock | None) -> list[datetime]:
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
    if clock is None or unread(said):
        return []
    return [_next(here if clock.stated else base.replace(tzinfo=None), clock, said)]


def _ahead(said: str, word: re.Match[str]) -> int | None:
    """Days from today; "morgen" is tomorrow, but in "Donnerstag morgen" it is the morning."""
    before = _WORD.findall(said[: word.start()])
    return None if before and folded(before[-1]) in WEEKDAYS else DAYS_ON.get(folded(word[0]))


def _next(here: datetime, clock: Clock, said: str) -> datetime:
    """The day of a time without a date: the named weekday, else the next time that it comes."""
    today, after = _midnight(here), timedelta(minutes=clock.minutes)
    named = (WEEKDAYS.get(folded(word)) for word in _WORD.findall(said))
    weekday = next((day for day in named if day is not None), None)
    if weekday is None:
        return today if today + after >= here else today + timedelta(days=1)
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return day if day + after + _PASSED >= here else day + timedelta(days=7)
