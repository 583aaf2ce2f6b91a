"""Each agency's own scale of urgency, on IPTC's scale of 1 (highest) to 9.

Numbers are IPTC's already (IPTC 7901, NewsML 1, ninjs: 1 to 9, 5 normal). Letters are not: the
Associated Press ranks a bulletin above an urgent, ANPA 1312 the other way round, as Superdesk's
parser of it has it too. The sender's own letter stays in the record's `priority`.
"""

from __future__ import annotations

from typing import Literal

from stream.wire.reading.text import quote

Scale = Literal["iptc", "ap", "anpa", "reuters"]
"""Whose letters they are; numbers and words mean the same on all."""

_RANKS = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
_LATER = {"w": 6, "a": 7, "s": 8}
"""Flash, bulletin, urgent, regular, deferred; then what is for later: release at will, advance for a
weekday, for the weekend (AP's stylebook)."""

_LETTERS: dict[Scale, dict[str, int]] = {
    "iptc": {},
    "ap": {**_RANKS, **_LATER},
    "anpa": {**_RANKS, **_LATER, "u": 2, "b": 3},
    "reuters": _RANKS,
}
_WORDS = {
    **dict.fromkeys(("flash", "alert", "breaking"), 1),
    **dict.fromkeys(("bulletin", "urgent", "eil", "high"), 2),
    **dict.fromkeys(("regular", "routine", "normal", "ordinary", "medium"), 4),
    **dict.fromkeys(("deferred", "low"), 6),
}
"""What a formal name says that is no number; senders of NewsML 1 may use their own list."""

_AGENCIES: dict[str, Scale] = {
    **dict.fromkeys(("ap", "the associated press", "associated press", "apnews"), "ap"),
    **dict.fromkeys(("reuters", "reuter", "reute", "rtr", "rtrs", "thomson reuters"), "reuters"),
}
"""Reuters' wire of 1987 sends its flashes as f and three u for a b, as AP ranks them; its h, s, w and a
are none of AP's advances (s is a list of dividends) and are left unranked."""


def scale_of(provider: str) -> Scale:
    """The scale of an agency's priority letters: its own where it is known, else ANPA's."""
    return _AGENCIES.get(provider.strip().lower(), "anpa")


def read_urgency(sent: str, scale: Scale, warnings: list[str]) -> int | None:
    """The urgency (1 to 9) that a number, letter or word means; of an unknown one it is warned.

    Two letters (`nu`) are a priority with a mark of the sender's before it: the last one counts.
    """
    word = sent.strip().lower()
    if not word:
        return None
    if word.isascii() and word.isdecimal():
        urgency = int(word) if len(word) < 3 and 1 <= int(word) <= 9 else None
    else:
        letters = _LETTERS[scale]
        urgency = _WORDS.get(word) or letters.get(word[-1] if len(word) <= 2 else word)
    if urgency is None:
        warnings.append(f"urgency {quote(sent)} is on no known scale: ignored")
    return urgency
