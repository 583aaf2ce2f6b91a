"""Whether a first sentence says that it has its news from an outlet that it names: "…, the Fars news agency reported",
"told the BBC", "laut Xinhua". The words are in data/relays.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

REACH = 6
"""Words of one clause among which an outlet and the word that relays it stand."""

_LEAD = 420
"""Characters of a body in which its first sentence ends."""

_OPENS, _PLACE = (" - ", " – ", " — ", ".- ", "/. "), 100
"""What ends a dateline, and within how many characters."""


def first_sentence(body: str) -> str:
    """Return a body's first sentence without its dateline."""
    ends = (at + len(sign) for sign in _OPENS if (at := body.find(sign, 0, _PLACE)) >= 0)
    start = next(ends, 0)
    return body[start : _end(body, start, start + _LEAD)]


def _end(body: str, start: int, limit: int) -> int:
    """Return where the sentence ends: at a line's end, or at a full stop after a word or a figure, not after "U.S."."""
    line = body.find("\n", start, limit)
    limit = line if line >= 0 else limit
    at = start
    while (at := body.find(". ", at, limit)) >= 0:
        if body[at - 3 : at].isalpha() or body[at - 2 : at].isdecimal():
            return at
        at += 1
    return limit


def relaying(words: Sequence[str], at: int, end: int, *, outset: bool) -> bool:
    """Tell if words[at:end], an outlet's name, are named as where the news is from; `outset` if a sentence that
    begins with the name can be (an agency's: "The BBC said it will cut jobs" is the BBC's own news).
    """
    before, verbs, joint = _words()
    clause = _clause(words, at)
    if end < len(words) and words[end][0].isupper() and not _stops(words[end - 1]):
        return False  # the name of something else: "Times Square"
    if not joint.isdisjoint(
        word.casefold() for word in (*words[at - 1 : at], *words[end : end + 1])
    ):
        return False  # who speaks to two outlets has spoken to many
    if not before.isdisjoint(word.casefold() for word in words[clause:at]):
        return True
    if at - clause > REACH or (clause == 0 and not outset) or _stops(words[end - 1]):
        return False
    after = [word.casefold().rstrip(",.;") for word in words[end : end + 3]]
    return not verbs.isdisjoint(after)


def _clause(words: Sequence[str], at: int) -> int:
    """Return where the clause of a word begins: after the last comma, or REACH words back."""
    for n in range(at - 1, max(-1, at - REACH - 1), -1):
        if _stops(words[n]):
            return n + 1
    return max(0, at - REACH) if at > REACH else 0


def _stops(word: str) -> bool:
    return word[-1] in ",;:–—" or word == "-"


@cache
def _words() -> tuple[frozenset[str], ...]:
    text = files("stream.dedupe").joinpath("data/relays.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return tuple(frozenset(table[key].split()) for key in ("before", "verbs", "joint"))
