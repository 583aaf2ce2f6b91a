"""Zone abbreviations as agencies and papers write them, and what they can mean.

An abbreviation counts as unambiguous if RFC 5322 (4.3) defines it, or if all zones of the IANA time
zone database that use it agree, or if it has one meaning in use (CLDR, or the database before 2017).
The rest are decided by the source's own zone or not at all: ten papers' IST is three hours apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_BY_OFFSET: dict[float, str] = {
    -10: "HST",
    -9: "AKST",
    -8: "PST AKDT",
    -7: "MST PDT",
    -6: "MDT",
    -5: "EST CDT HNE COT PET",
    -4: "EDT HAE CLT BOT VET",
    -3.5: "NST",
    -3: "ADT ART BRT UYT CLST",
    -2.5: "NDT",
    -2: "BRST",
    0: "Z UT UTC GMT WET TU TUC",
    1: "CET MEZ MET WEST WAT",
    2: "CEST MESZ MEST EET OEZ CAT SAST",
    3: "EEST OESZ IDT EAT MSK МСК TRT TSI TSİ",
    3.5: "IRST",
    4: "MSD AZT GET SAMT MUT",
    4.5: "IRDT AFT",
    5: "PKT UZT TJT TMT YEKT MVT",
    5.75: "NPT",
    6: "OMST KGT",
    6.5: "MMT",
    7: "ICT WIB KRAT NOVT",
    8: "HKT MYT SGT PHT WITA AWST IRKT",
    9: "JST KST WIT TLT YAKT",
    9.5: "ACST",
    10: "AEST PGT CHST VLAT",
    10.5: "ACDT",
    11: "AEDT MAGT",
    12: "NZST FJT PETT",
    13: "NZDT",
}
"""Hours from UTC, and the abbreviations that mean them and nothing else."""

_HOURS = {name: hours for hours, names in _BY_OFFSET.items() for name in names.split()}
_AMBIGUOUS: dict[str, tuple[float, ...]] = {
    "IST": (1, 2, 5.5),  # Ireland, Israel, India
    "CST": (-6, -5, 8),  # central North America, Cuba, China
    "BST": (1, 6, 11),  # Britain, Bangladesh, Bougainville
    "AST": (-4, 3),  # Atlantic, Arabia
    "GST": (4, 10, -2),  # Gulf, Guam, South Georgia
    "SST": (-11, 8),  # Samoa, Singapore
    "ECT": (-5, -4),  # Ecuador, Eastern Caribbean
    "AMT": (-4, 4),  # Amazon, Armenia
    "BDT": (6, 8),  # Bangladesh, Brunei
    "WST": (8, 13),  # Western Australia, Western Samoa
}
_GENERIC = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Summer or winter as the day has it ("11 p.m. ET")."""


ABBREVIATIONS = frozenset({*_HOURS, *_AMBIGUOUS, *_GENERIC})
"""All that are known, in capitals."""


def latest(word: str, local: datetime) -> timedelta:
    """The offset from UTC of a known abbreviation at the naive time `local`.

    Of several meanings the one with the latest clock time in UTC, so that an embargo in such a zone never
    ends before any of them. Raises KeyError for a word that is none.
    """
    name = word.upper()
    if name in _GENERIC:
        return local.replace(tzinfo=ZoneInfo(_GENERIC[name])).utcoffset() or timedelta()
    return timedelta(hours=min(_AMBIGUOUS[name]) if name in _AMBIGUOUS else _HOURS[name])


def is_zone_name(name: str) -> bool:
    """Whether a word is the name of a zone in the IANA database ("Europe/Paris")."""
    return _zone(name) is not None


def is_zone(word: str) -> bool:
    """Whether a word is a zone abbreviation that is known here, ambiguous or not (any case)."""
    return word.upper() in ABBREVIATIONS


def abbreviated(word: str, local: datetime, source_zone: str) -> timedelta | None:
    """The offset from UTC that an abbreviation means at the naive time `local`; None if in doubt.

    The source's own zone (IANA name or "") comes first: where it uses the abbreviation itself, that
    is meant; else what has one meaning has it.
    """
    name, own = word.upper(), _zone(source_zone)
    if own is not None and (offset := _own_use(name, local, own)) is not None:
        return offset
    if name in _GENERIC:
        return local.replace(tzinfo=ZoneInfo(_GENERIC[name])).utcoffset()
    return timedelta(hours=_HOURS[name]) if name in _HOURS else None


def wall_clock(local: datetime, source_zone: str) -> timedelta | None:
    """The offset of the source's zone at the naive time `local`; None if no zone is known."""
    zone = _zone(source_zone)
    return None if zone is None else local.replace(tzinfo=zone).utcoffset()


def _own_use(name: str, local: datetime, zone: ZoneInfo) -> timedelta | None:
    """The offset that `zone` has under this abbreviation, in summer or in winter of that year.

    The database names some zones by their offset only (Dhaka is "+06"); there a candidate that is
    the zone's offset will do.
    """
    year = [at.replace(tzinfo=zone) for at in (local, *_halves(local))]
    for at in year:
        if (at.tzname() or "").upper() == name:
            return at.utcoffset()
    offset = year[0].utcoffset()
    unnamed = (year[0].tzname() or "")[:1] in ("+", "-")
    candidates = [timedelta(hours=hours) for hours in _AMBIGUOUS.get(name, ())]
    named_so = unnamed or (name, zone.key) in _LOCAL_USE
    return offset if named_so and offset in candidates else None


_LOCAL_USE = frozenset({("GST", "Pacific/Guam"), ("WST", "Australia/Perth")})
"""Where the database has another abbreviation than the papers of the place."""


def _halves(local: datetime) -> tuple[datetime, datetime]:
    return local.replace(month=1, day=1), local.replace(month=7, day=1)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
