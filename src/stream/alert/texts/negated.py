"""Who says "not" to what was said: "will not resign" after "to resign"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from stream.alert.life.rows import ItemRow
from stream.alert.texts.affirmed import is_form
from stream.alert.texts.stances import LONG, language_of, words_of

_BEFORE_THE_VERB = frozenset(("en", "es", "pt", "it", "ru", "uk", "pl", "id", "el", "ar"))
"""Languages whose negation stands before what it turns; elsewhere what follows it is something else."""

_REACH = 3
"""Words after a negation among which the first long one is turned."""


def negated(item: ItemRow, other: ItemRow) -> str:
    """The word by which a headline says "not" to what another one in its language says, folded; else empty.

    Victims are left to `unhurt`: "no victims" and "without victims" agree.
    """
    tag, its = (row.language.lower().partition("-")[0] for row in (item, other))
    if tag != its or tag not in _BEFORE_THE_VERB:
        return ""
    said, not_said = _said(other.headline, tag)
    language, (_, turned) = language_of(tag), _said(item.headline, tag)
    turned = turned - not_said - language.unhurt.harm - language.dead
    return min((word for word in turned if any(is_form(word, each) for each in said)), default="")


@lru_cache(maxsize=4096)
def _said(headline: str, tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """The long words that a headline says are so, and those that it says are not."""
    negations, words = language_of(tag).negations, words_of(headline, tag)
    turned = set()
    for at, word in enumerate(words):
        if word in negations:
            long = (w for w in words[at + 1 : at + 1 + _REACH] if len(w) >= LONG)
            turned.add(next(long, ""))
    every = {word for word in words if len(word) >= LONG}
    return frozenset(every - turned), frozenset(turned - {""})


def negating(items: Sequence[ItemRow]) -> set[str]:
    """The agencies whose newest report says "not" to that of another one: they corroborate nothing."""
    newest = {row.agency: row for row in items if not row.copy}
    rows = newest.values()
    return {name for name, row in newest.items() if any(negated(row, other) for other in rows)}
