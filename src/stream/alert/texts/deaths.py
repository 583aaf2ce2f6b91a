"""That there are dead, said without a number ("several dead"), and who only speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from stream.alert.life.rows import Figure, ItemRow
from stream.alert.texts.stances import BEFORE, as_written, language_of, words_of


def reacts(item: ItemRow) -> bool:
    """Whether the headline tells how somebody takes what happened: "EU leaders express shock over shooting"."""
    return not language_of(item.language).reactions.isdisjoint(
        words_of(item.headline, item.language)
    )


def first_dead(item: ItemRow, before: Iterable[ItemRow], figures: Collection[Figure]) -> list[str]:
    """As `told of dead: "tote"`: a headline has them and no earlier one had; what is feared or negated is none.

    Where the report, or the alert by its `figures`, has a number of them, nothing is said here.
    """
    if item.copy or any(figure[0] == "killed" for figure in (*item.figures, *figures)):
        return []
    word = _dead(item.headline, item.language)
    if not word or any(_dead(row.headline, row.language) for row in before):
        return []
    return [f'told of dead: "{word}"']


@lru_cache(maxsize=4096)
def _dead(headline: str, tag: str) -> str:
    language, words = language_of(tag), words_of(headline, tag)
    if not language.fears.isdisjoint(words):
        return ""
    turns = language.ahead | language.negations | language.unhurt.none
    for at, word in enumerate(words):
        if word in language.dead and turns.isdisjoint(words[max(0, at - BEFORE) : at]):
            return as_written(headline, words)[at]
    return ""
