"""Whose dead a figure counts: the other side's are another count, not a higher one.

"12 villagers killed" and "army says it killed 30 militants" are two figures of one story. Who is hit is read
from where the labels stand: an actor named right after a number ("killed 30 | militants", "tué 52 | rebelles des
| ADF"), or between a number and its verb ("two | Israeli soldiers | killed").
"""

from __future__ import annotations

import re
from collections.abc import Collection

from stream.model import CasualtyLabel, Classified, Evidence

_FIGHTERS = ("armed-group", "militants")
_SOLDIERS = ("military", "soldiers")

_GAP = re.compile(
    r"\s?|\s[^\W\d_]{4,}\s(?:of|of the|from|from the|de|de la|de l'|des|du|del|de los|da|do|dos|di|della|dei)\s?"
)
"""What may stand between a number and who is counted: a space, or members of them."""

_SHORTEST = 3
"""Letters of the shortest words for numbers ("two", "six"); before a shorter one stands no number ("toll in …")."""


def side(label: CasualtyLabel, classified: Classified, lands: Collection[str]) -> str:
    """Whose they are: "militants", "soldiers" of a country in none of the `lands` where it happens, else empty.

    A country's own soldiers are in its toll like everybody there: "ambush kills 12", "14 soldiers killed".
    """
    for actor in classified.actors:
        if actor.kind not in (_FIGHTERS[0], _SOLDIERS[0]):
            continue
        pairs = ((words, each) for words in label.evidence for each in actor.evidence)
        if not any(_counts(words, each, _text(classified, words)) for words, each in pairs):
            continue
        if actor.kind == _FIGHTERS[0]:
            return _FIGHTERS[1]
        if lands and actor.country and actor.country not in lands:
            return _SOLDIERS[1]
    return ""


def _text(classified: Classified, words: Evidence) -> str:
    update = classified.item.update
    return update.headline if words.field == "headline" else update.body


def _counts(figure: Evidence, named: Evidence, text: str) -> bool:
    """Whether the figure's words count those who are named; `text` is that in which the figure stands."""
    if figure.field != named.field:
        return False
    if named.start >= figure.end:
        between = text[figure.end : named.start]
        return bool(_GAP.fullmatch(between)) and _is_number(figure.text)
    before = figure.text[: max(0, named.start - figure.start)]
    return (
        named.end < figure.end
        and _is_number(before)
        and not _has_digits(figure.text[named.end - figure.start :])
    )


def _is_number(words: str) -> bool:
    """Whether the last word is a number, or may be one: where there are digits, it has them."""
    last = words.split()[-1:]
    if not last:
        return False
    return _has_digits(last[0]) if _has_digits(words) else len(last[0]) >= _SHORTEST


def _has_digits(words: str) -> bool:
    return any(sign.isdigit() for sign in words)
