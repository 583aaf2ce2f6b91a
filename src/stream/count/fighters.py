"""Whether a figure of casualties counts an armed group's: another count than that of the people they attacked.

It is read from where the labels stand: the group is named right after the number ("killed 30 | militants",
"tué 52 | rebelles des | ADF"), or between the number and its verb ("thirty | militants | killed").
"""

from __future__ import annotations

import re

from stream.model import CasualtyLabel, Classified, Evidence

_DIGIT = re.compile(r"\d")

_SHORTEST = 3
"""Letters of the shortest words for numbers ("two", "six"); before a shorter one stands no number ("toll in …")."""

_GAP = re.compile(
    r"\s?|\s[^\W\d_]{4,}\s(?:of|of the|from|from the|de|de la|de l'|des|du|del|de los|da|do|dos|di|della|dei)\s?"
)
"""What may stand between a number and who is counted: a space, or members of them."""


def are_fighters(label: CasualtyLabel, classified: Classified) -> bool:
    """Whether those counted are of an armed group."""
    update = classified.item.update
    texts = {"headline": update.headline, "body": update.body}
    groups = [
        e for actor in classified.actors if actor.kind == "armed-group" for e in actor.evidence
    ]
    return any(
        _counts(figure, named, texts.get(figure.field, ""))
        for figure in label.evidence
        for named in groups
        if figure.field == named.field
    )


def _counts(figure: Evidence, named: Evidence, text: str) -> bool:
    if named.start >= figure.end:
        between = text[figure.end : named.start]
        return bool(_GAP.fullmatch(between)) and _ends_in_number(figure.text)
    before = figure.text[: max(0, named.start - figure.start)]
    rest = figure.text[named.end - figure.start :] if named.end < figure.end else ""
    return bool(rest) and _ends_in_number(before) and not _DIGIT.search(rest)


def _ends_in_number(words: str) -> bool:
    """Whether the last word is a number, or may be one: where there are digits, it has them."""
    last = (words.split() or [""])[-1]
    return bool(_DIGIT.search(last)) if _DIGIT.search(words) else len(last) >= _SHORTEST
