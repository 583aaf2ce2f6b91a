"""The spelling of a stated time in one form, before it is read: signs, blanks, offsets that are said twice.

What programs print is meant here: Go's `+0200 CEST`, PHP's `+00:00Z`, Java's `[Europe/Paris]`, narrow blanks
before AM (CLDR 42), full-width colons, an offset whose plus became a blank in an address.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import datetime, timedelta
from importlib.resources import files
from typing import NamedTuple

from stream.model.times import EPOCH
from stream.wire.dates.clocks import western
from stream.wire.dates.zones import is_zone_name

_OFFSET = r"[+-]\d\d:?\d\d"
_SAID_TWICE = re.compile(
    rf"(?<=[\d ])(?P<offset>{_OFFSET})(?:Z| \(?[A-Z][A-Za-z ]{{1,60}}\)?|(?:\[[^\[\]]{{1,60}}\])+)$"
)
"""What stands behind an offset, which says it already: a Z, letters, a name in brackets (RFC 9557)."""

_NAMED = re.compile(r"(?<=Z)(?:\[[^\[\]]{1,60}\])+$")
_LOST_PLUS = re.compile(r"(?<=\dT)(\d\d:\d\d:\d\d(?:\.\d{1,9})?) (?=\d\d:\d\d$)")
_HOUR_ALONE = re.compile(r"(?<=\d-\d\dT)(\d\d)(?=(?:Z|[+-]\d\d(?::?\d\d)?)$)")
_DAY_OF_YEAR = re.compile(r"^(\d{4})-(\d{3})(?=[Tt ]|$)")
_ZONE_NAME = re.compile(r"[ (]+([A-Z][A-Za-z]{1,20}(?:/[A-Z][A-Za-z_+-]{1,30}){1,2})\)?$")
_SINCE_1970 = re.compile(r"\\?/?(?:Date\()?(1\d{9})(?:\d{3})?(?:[+-]\d{4})?\)?\\?/?")
"""Seconds or milliseconds, also as Microsoft's JSON has them: `/Date(1781164800000+0200)/`; the offset is for show."""


_DAY_WITH_ZONE = re.compile(r"^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$")
"""A day as XML Schema has it."""

_CLOCK = r"(?<![\d.:])(?:0?[1-9]|1[0-2]):\d\d(?::\d\d)?(?![\d:])"
_HALVES = tomllib.loads(files("stream.formats").joinpath("data/halves.toml").read_text("utf-8"))
_HALF_OF = {
    word.casefold(): half
    for side in _HALVES.values()
    for half, words in side.items()
    for word in words
}


def _words(side: str) -> str:
    return "|".join(re.escape(word) for words in _HALVES[side].values() for word in words)


_HALF = re.compile(
    rf"(?<!\w)(?P<before>{_words('before')}) ?(?P<clock>{_CLOCK})"
    rf"|(?P<clock_>{_CLOCK}) ?(?P<behind>{_words('behind')})(?!\w)",
    re.IGNORECASE,
)


class Spelt(NamedTuple):
    """A time in the common spelling, and the zone that it names (IANA) or ""."""

    text: str
    zone: str


def spelt(text: str) -> Spelt:
    """A text on one line in the common spelling."""
    if not text.isascii():
        wide = unicodedata.normalize("NFKC", text.replace("\N{MINUS SIGN}", "-"))
        text = western(" ".join(wide.split()))
    text = _DAY_WITH_ZONE.sub(r"\1", _HALF.sub(_with_half, " ".join(text.split())))
    text = _SAID_TWICE.sub(lambda match: match["offset"], _NAMED.sub("", text))
    text = _HOUR_ALONE.sub(r"\1:00", _LOST_PLUS.sub(r"\1+", text))
    text = _DAY_OF_YEAR.sub(_with_month, text)
    named = _ZONE_NAME.search(text)
    if named is None or not is_zone_name(named[1]):
        return Spelt(text, "")
    return Spelt(text[: named.start()], named[1])


def since_1970(text: str) -> str:
    """Seconds or milliseconds since 1970, as some publishing systems print them, in ISO 8601; "" for anything else."""
    match = _SINCE_1970.fullmatch(text.strip()) if len(text) < 60 else None
    return (EPOCH + timedelta(seconds=int(match[1]))).isoformat() if match else ""


def _with_half(match: re.Match[str]) -> str:
    """A clock with its half of the day behind it, as English has it."""
    word = match["before"] or match["behind"]
    return f"{match['clock'] or match['clock_']} {_HALF_OF[word.casefold()]}"


def _with_month(match: re.Match[str]) -> str:
    """ISO 8601's day of the year as month and day; one that there is not stays as it is."""
    try:
        return f"{datetime.strptime(match[0], '%Y-%j'):%Y-%m-%d}"
    except ValueError:
        return match[0]
