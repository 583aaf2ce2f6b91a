"""Whose dead a figure counts: "army killed 30 militants" counts the militants, "gunmen killed 30" does not say.

It is read from where the labels stand: an armed group or an army named right after a number ("killed 30 |
militants", "tué 52 | rebelles des | ADF"), or between a number and its verb ("two | Israeli soldiers | killed").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from stream.model import ActorLabel, CasualtyLabel, Evidence

_KINDS = ("armed-group", "military")
"""The kinds of actors whose dead are told apart, the surer first."""

_GAP = re.compile(
    r"\s?|\s[^\W\d_]{4,}\s(?:of|of the|from|from the|de|de la|de l'|des|du|del|de los|da|do|dos|di|della|dei)\s?"
)
"""What may stand between a number and who is counted: a space, or members of them."""

_JOINS = frozenset(("and", "et", "y", "und", "e", "en", "и", "та", "i", "ve", "و"))
"""Where one of these stands in a figure's words, it counts others as well."""

_SHORTEST = 3
"""Letters of the shortest words for numbers ("two", "six"); before a shorter one stands no number ("toll in …")."""


def with_whose(
    labels: Iterable[CasualtyLabel], actors: Iterable[ActorLabel], texts: Mapping[str, str]
) -> list[CasualtyLabel]:
    """The figures, each with the actor whose people it counts; `texts` are the fields that evidence stands in."""
    sides = sorted((a for a in actors if a.kind in _KINDS), key=lambda a: _KINDS.index(a.kind))
    return [_with_whose(label, sides, texts) for label in labels]


def _with_whose(
    label: CasualtyLabel, actors: Iterable[ActorLabel], texts: Mapping[str, str]
) -> CasualtyLabel:
    for actor in actors:
        pairs = ((words, each) for words in label.evidence for each in actor.evidence)
        if any(_counts(words, each, texts.get(words.field, "")) for words, each in pairs):
            return replace(label, of=actor.id)
    return label


def _counts(figure: Evidence, named: Evidence, text: str) -> bool:
    """Whether the figure's words count those who are named; `text` is that in which the figure stands."""
    if figure.field != named.field or not _JOINS.isdisjoint(figure.text.split()):
        return False
    if named.start >= figure.end:
        between = _GAP.fullmatch(text, figure.end, named.start)
        return between is not None and _is_number(figure.text)
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
