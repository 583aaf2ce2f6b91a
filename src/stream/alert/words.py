"""Whole words in any script, whatever their case and diacritics.

Scripts that write words without spaces (Han, kana, Thai, Lao, Khmer, Burmese), and Hangul, which
joins particles to its nouns, have no word borders to go by: their words are found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_WORD = r"\w\u0900-\u0dff"  # Indic vowel signs are no \w, yet part of a word
_TOKEN = re.compile(rf"[^\W_][{_WORD}]*")
_INSIDE = re.compile(rf"[{_WORD}]")
_BETWEEN = rf"[^{_WORD}]{{1,3}}"

_SEPARATORS = {code: " " for code in range(128) if not re.match(r"\w", chr(code))}

_TYPOGRAPHY = (
    ("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'),
    ("–", "-"), ("—", "-"), ("…", "."), ("\u00a0", " "),
)  # fmt: skip
"""Signs without which most English text is ASCII, and folded ten times as fast."""

_LETTERS = (("ı", "i"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"))
"""Latin letters that Unicode does not decompose, though a reader takes them for the plain one."""


def fold(text: str) -> str:
    """The text without case and diacritics; harakat, niqqud and tatweel count as diacritics."""
    if text.isascii():
        return text.lower()
    text = _replaced(text, _TYPOGRAPHY)
    if text.isascii():
        return text.lower()
    # Decomposed text is recomposed, so that Hangul syllables and Indic letters stay whole.
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _replaced(unicodedata.normalize("NFC", bare), _LETTERS)


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


class Text:
    """A text to look words up in, folded; `sieve` tells at once that nearly no term is in it.

    For folded ASCII, which is most of the Latin script, the sieve is the set of its words, so that
    a hundred terms cost little more than one; else it is the text itself.
    """

    __slots__ = ("folded", "sieve")

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.sieve: Container[str] = self.folded
        if self.folded.isascii():
            self.sieve = frozenset(self.folded.translate(_SEPARATORS).split())


class Term:
    """A word or phrase of a rule, ready to be looked for; `shown` is how the rule writes it."""

    __slots__ = ("_first", "_pattern", "_unspaced", "shown")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        folded = fold(shown.strip())
        tokens = _TOKEN.findall(folded)
        self._unspaced = _UNSPACED.search(folded) is not None
        self._first = folded if self._unspaced or not tokens else tokens[0]
        self._pattern = re.compile(_BETWEEN.join(map(re.escape, tokens)) + rf"(?![{_WORD}])")

    def __bool__(self) -> bool:
        """False for a term with neither a letter nor a digit, which is no word."""
        return _TOKEN.search(self._first) is not None

    def stands_in(self, text: Text) -> bool:
        """Whether the text holds the term."""
        if self._first not in text.sieve:
            return False
        starts = (found.start() for found in self._pattern.finditer(text.folded))
        return self._unspaced or any(
            start == 0 or not _INSIDE.match(text.folded, start - 1) for start in starts
        )


def first(terms: Iterable[Term], text: Text) -> Term | None:
    """The first of the terms that the text holds."""
    for term in terms:
        if term.stands_in(text):
            return term
    return None
