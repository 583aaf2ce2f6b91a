"""Whole words in any script, whatever their case and diacritics.

Scripts that write words without spaces (Han, kana, Thai, Lao, Khmer, Burmese), and Hangul, which
joins particles to its nouns, have no word borders to go by: their words are found anywhere in the
text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_TOKEN = re.compile(
    r"[^\W_](?:\w|[\u0900-\u0dff])*"
)  # Indic vowel signs are no \w, yet part of a word
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
"""Latin letters that Unicode does not decompose, though a reader takes them for the plain one."""


def fold(text: str) -> str:
    """The text without case and diacritics; harakat, niqqud and tatweel count as diacritics."""
    if text.isascii():
        return text.lower()
    # Decomposed text is recomposed, so that Hangul syllables and Indic letters stay whole.
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


class Text:
    """One field of an update, folded; its tokens are listed when first asked for."""

    __slots__ = ("_joined", "_tokens", "folded")

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self._tokens: frozenset[str] | None = None
        self._joined = ""

    def _tokenise(self) -> frozenset[str]:
        found = _TOKEN.findall(self.folded)
        self._joined = f" {' '.join(found)} "
        self._tokens = frozenset(found)
        return self._tokens

    def has(self, term: Term) -> bool:
        """Whether the term stands in the text."""
        if term.unspaced:
            return term.folded in self.folded
        tokens = self._tokens if self._tokens is not None else self._tokenise()
        if len(term.tokens) == 1:
            return term.tokens[0] in tokens
        return tokens.issuperset(term.tokens) and term.phrase in self._joined


class Term:
    """A word or phrase of a rule, ready to be looked for; `shown` is how the rule writes it."""

    __slots__ = ("folded", "phrase", "shown", "tokens", "unspaced")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.folded = fold(shown.strip())
        self.tokens = tuple(_TOKEN.findall(self.folded))
        self.phrase = f" {' '.join(self.tokens)} "
        self.unspaced = _UNSPACED.search(self.folded) is not None

    def __bool__(self) -> bool:
        """False for a term with neither a letter nor a digit, which no text could ever hold."""
        return bool(self.tokens)


def first(terms: Iterable[Term], text: Text) -> Term | None:
    """The first of the terms that the text holds."""
    return next((term for term in terms if text.has(term)), None)
