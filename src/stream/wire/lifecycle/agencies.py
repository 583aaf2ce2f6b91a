"""Who takes an item back: its own provider, or a news agency known by name.

"Reuters withdraws story on merger" is an order to kill where Reuters sends it, and news elsewhere; a
ministry, a court or a newspaper that withdraws a report never takes back an agency's item.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Speaker = Literal["own", "agency", "other"]
"""The sender itself; an agency that may be it, since the sender's name tells nothing; or anybody else."""

_AGENCIES = (
    ("reuters", "thomson reuters"),
    ("ap", "associated press"),
    ("afp", "agence france-presse", "agence france presse"),
    ("dpa", "deutsche presse-agentur"),
    ("upi", "united press international"),
    ("pa", "pa media", "press association"),
    ("cp", "canadian press", "presse canadienne"),
    ("aap", "australian associated press"),
    ("apa", "austria presse agentur"),
    ("sda", "ats", "keystone-sda", "keystone-ats"),
    ("efe", "agencia efe"),
    ("europa press",),
    ("ansa", "agenzia ansa"),
    ("agi",),
    ("adnkronos",),
    ("lusa", "agência lusa"),
    ("anp", "algemeen nederlands persbureau"),
    ("belga",),
    ("ntb",),
    ("tt", "tidningarnas telegrambyrå"),
    ("ritzau",),
    ("stt", "stt-lehtikuva"),
    ("pap", "polska agencja prasowa"),
    ("ctk", "čtk"),
    ("mti",),
    ("hina",),
    ("tanjug",),
    ("agerpres",),
    ("bta",),
    ("tass", "itar-tass", "тасс"),
    ("ria", "ria novosti", "риа новости"),
    ("interfax", "интерфакс"),
    ("ukrinform", "укрінформ"),
    ("aa", "anadolu", "anadolu agency", "anadolu ajansı"),
    ("dha", "demirören haber ajansı"),
    ("xinhua", "新华社"),
    ("kyodo", "kyodo news", "共同通信"),
    ("jiji", "jiji press", "時事通信"),
    ("yonhap", "연합뉴스"),
    ("pti", "press trust of india"),
    ("ians",),
    ("ani",),
    ("antara",),
    ("bernama",),
    ("spa", "saudi press agency"),
    ("wam",),
    ("irna",),
    ("mena",),
    ("bloomberg", "bloomberg news"),
    ("dow jones", "dow jones newswires"),
)
"""Names of each agency; members of Minds International, the European Alliance of News Agencies and OANA, and
the financial wires."""

_OF = {name: names[0] for names in _AGENCIES for name in names}
_WE = frozenset(
    ("we", "wir", "nous", "wij", "vi", "the agency", "our agency", "die agentur", "l'agence")
)
_ARTICLE = re.compile(r"(?:the|la|le|die|der|de|l['’]|our)(?:\s+|(?<=['’]))")
_SPLIT = re.compile(r"[^\w'’-]+")

NAMES = "|".join(re.escape(name) for name in sorted(_OF, key=len, reverse=True))
"""A pattern of all of them, longest first, in small letters."""


@lru_cache(maxsize=1024)
def speaker(who: str, provider: str = "") -> Speaker:
    """Who a subject ("The AP", "Reuters") is to an item of `provider`, by name in any case."""
    name = _plain(who)
    if name in _WE:
        return "own"
    sender = f" {_plain(provider)} "
    agency, senders = _OF.get(name), {of for alias, of in _OF.items() if f" {alias} " in sender}
    if name and (f" {name} " in sender or sender in f" {name} "):
        return "own" if provider else "other"
    if agency is None:
        return "other"
    return "own" if agency in senders else "other" if senders else "agency"


def _plain(name: str) -> str:
    low = " ".join(_SPLIT.split(name.strip().lower())).strip()
    return low[found.end() :] if (found := _ARTICLE.match(low)) else low
