"""The times of a feed's item: stated ones by `dates.py`, relative ones ("2 hours ago", "yesterday, 18:05")
by the arrival.

feedparser's own dates aren't used: it reads a zone that it doesn't know as UTC without saying so.
"""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from importlib.resources import files
from typing import Any

from stream.formats.dates import is_later, read_stated
from stream.formats.outcome import Hints
from stream.model.times import EPOCH
from stream.wire.dates.months import folded
from stream.wire.dates.zones import wall_clock
from stream.wire.reading.text import quote

_WORDS = tomllib.loads(
    files("stream.formats.feeds").joinpath("data/relative.toml").read_text("utf-8")
)
_SECONDS = {name: unit["seconds"] for unit in _WORDS["unit"] for name in unit["words"].split()}
_ONE_DIGIT = re.compile(r":(\d)(?![\d])")
"""Minutes and seconds below ten without their zero, as some publishing systems write them."""

_RELATIVE = re.compile(
    rf"(?:(?P<before>{'|'.join(_WORDS['before'])})\s+)?(?:(?P<count>\d{{1,3}}|{_WORDS['one']})\s*)?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, _SECONDS), key=len, reverse=True))})\.?"
    rf"(?:\s+(?P<after>{'|'.join(_WORDS['after'])})|\s?(?P<joined>{'|'.join(_WORDS['joined'])}))?",
    re.IGNORECASE,
)
_DAYS_AGO = {
    folded(word): days
    for days, key in enumerate(("today", "yesterday"))
    for word in _WORDS[key].split()
}
_DAY_WORD = re.compile(
    rf"(?:i )?(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)(?:\W+(?:{_WORDS['at']})\b)?\W*(?=\d)",
    re.IGNORECASE,
)


def item_times(entry: dict[str, Any], hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """`first_created`, `version_created` and `times_as_sent` of an entry, as far as it states them.

    The later of what was published and what was updated says when the version was made: a scheduled article
    was written before it was published.
    """
    published = entry.get("published") or entry.get("created") or ""
    updated = entry.get("updated") or ""
    first = _read(str(published), hints, warnings)
    version = _read(str(updated), hints, warnings) if updated != published else {}
    if not version or (first.get("iso") and not is_later(version["iso"], first["iso"])):
        version = first
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
    if iso := _relative(text, hints, warnings) or _day_in_words(text, hints, warnings):
        return {"iso": iso, "as_sent": " ".join(text.split())}
    read = read_stated(_ONE_DIGIT.sub(r":0\1", text), hints, warnings)
    return {"iso": read.iso, "as_sent": " ".join(text.split())}


def _relative(text: str, hints: Hints, warnings: list[str]) -> str:
    """A time that is counted back from the arrival: about right, so without an offset."""
    match = _RELATIVE.fullmatch(text.strip()) if len(text) < 60 else None
    if match is None or not (match["before"] or match["after"] or match["joined"]):
        return ""
    seconds = _SECONDS.get(match["unit"].lower(), 0)
    if not seconds or hints.arrival <= EPOCH:
        return ""
    stated = match["count"] or "one"
    count = int(stated) if stated.isdecimal() else 1
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
