"""Who takes an item back: its own provider, or a news agency known by name.

"Reuters withdraws story on merger" is an order to kill where Reuters sends it, and news elsewhere; a
ministry, a court or a newspaper that withdraws a report never takes back an agency's item.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from stream.word_lists import Lists

Speaker = Literal["own", "agency", "other"]
"""The sender itself; an agency that may be it, since the sender's name tells nothing; or anybody else."""

_LISTS = Lists("wire", "agencies")
_OF = {name: names[0] for names in _LISTS.lines("names") for name in names}
_WE = frozenset(_LISTS.words("self"))
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
