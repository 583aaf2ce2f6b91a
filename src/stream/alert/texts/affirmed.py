"""What headlines only feared or denied, and one then states."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from stream.alert.life.rows import ItemRow
from stream.alert.texts.stances import BEFORE, LONG, as_written, language_of, over, words_of


def affirmed(item: ItemRow, before: Sequence[ItemRow]) -> list[str]:
    """What all headlines so far only feared or denied and this one states, as `"feared" → stated`.

    Of "coup feared" and "army denies coup" that is the coup: the word beside.
    """
    doubts = [doubted(row.headline, row.language) for row in before if not row.copy]
    tag = item.language.lower().partition("-")[0]
    if not doubts or not all(doubts) or doubted(item.headline, tag) or over(item.headline, tag):
        return []
    words, language = words_of(item.headline, tag), language_of(tag)
    where = {word for row in (item, *before) for word in _placed(row)}
    for word, *things in doubts:
        thing = next((each for each in things if each not in where), "")
        for at, said in enumerate(words):
            near = words[max(0, at - BEFORE) : at]
            if (language.ahead | language.negations).isdisjoint(near) and is_form(said, thing):
                return [f'"{word}" → stated']
    return []


def _placed(row: ItemRow) -> list[str]:
    """The words from which places were read."""
    texts = [text.partition(": ")[2] for label in row.places for text in label[3]]
    return words_of(" ".join(texts))


def is_form(word: str, thing: str) -> bool:
    """Whether it is this word, or a form of it that is longer or shorter at its end."""
    long_enough = min(len(word), len(thing)) >= LONG
    return long_enough and (word.startswith(thing) or thing.startswith(word))


@lru_cache(maxsize=4096)
def doubted(headline: str, tag: str) -> tuple[str, ...]:
    """The word by which a headline only fears or denies, and what: the words after it, or at its end before it."""
    language, words = language_of(tag), words_of(headline, tag)
    for at, word in enumerate(words):
        if word in language.fears or word in language.denials:
            after, behind = words[at + 1 : at + 4], words[:at][::-1]
            things = [w for w in after if len(w) >= LONG and w not in language.ahead]
            return as_written(headline, words)[at], *(
                things or [w for w in behind if len(w) >= LONG]
            )
    return ()
