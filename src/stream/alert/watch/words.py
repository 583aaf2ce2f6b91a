"""Whole words in any script, whatever their case and diacritics.

Scripts that write words without spaces (Han, kana, Thai, Lao, Khmer, Burmese), and Hangul, which
joins particles to its nouns, have no word borders to go by: their words are found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator

_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
)
_UNSPACED_SIGNS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
    r"\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(rf"[{_UNSPACED_SIGNS}]")
_WORD = r"\w\u0900-\u0dff"  # Indic vowel signs are no \w, yet part of a word
_TOKEN = re.compile(rf"[^\W_][{_WORD}]*")
_INSIDE = re.compile(rf"[{_WORD}]")
_PLACE = re.compile(rf"[{_UNSPACED_SIGNS}]|(?:(?![{_UNSPACED_SIGNS}])[{_WORD}])+")
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
    """The text without case and diacritics; harakat, niqqud and tatweel count as diacritics.

    Not the classifier's `fold`: that one takes signs out and keeps each character's offset, for evidence.
    A rule's words keep their signs ("A-10", "U.S."), and "ß" is "ss" as the one who writes the rule types it.
    """
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

    __slots__ = ("_places", "_words", "folded", "sieve")

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.sieve: Container[str] = self.folded
        self._words: frozenset[str] | None = None
        if self.folded.isascii():
            self.sieve = self._words = frozenset(self.folded.translate(_SEPARATORS).split())
        self._places: list[int] | None = None

    @property
    def is_ascii(self) -> bool:
        """Whether `words` are just the words of the text: a term of one word stands in it if it is one of them."""
        return isinstance(self.sieve, frozenset)

    def words(self) -> frozenset[str]:
        """All that `Term.anchor` may be: whole words, and single signs of scripts without spaces."""
        if self._words is None:
            signs = _UNSPACED.findall(self.folded)
            self._words = frozenset(_TOKEN.findall(self.folded)).union(signs)
        return self._words

    def place(self, at: int) -> int:
        """The number of the word that holds the character; without spaces each sign is a word."""
        if self._places is None:
            self._places = [found.start() for found in _PLACE.finditer(self.folded)]
        return bisect_right(self._places, at)


class Term:
    """A word or phrase of a rule, ready to be looked for; `shown` is how the rule writes it.

    `anchor` is one of `Text.words()`, and `first` is in the `sieve`, wherever the term stands. `is_word`
    tells that it is one word of a script with spaces.
    """

    __slots__ = ("_pattern", "_unspaced", "anchor", "first", "is_word", "shown")

    def __init__(self, shown: str) -> None:
        self.shown = shown
        folded = fold(shown.strip())
        tokens = _TOKEN.findall(folded)
        sign = _UNSPACED.search(folded)
        self._unspaced = sign is not None
        self.first = folded if self._unspaced or not tokens else tokens[0]
        self.is_word = len(tokens) == 1 and not self._unspaced
        self.anchor = sign[0] if sign is not None else self.first
        whole = _BETWEEN.join(map(re.escape, tokens)) + rf"(?![{_WORD}])"
        self._pattern = re.compile(re.escape(folded) if self._unspaced else whole)

    def __bool__(self) -> bool:
        """False for a term with neither a letter nor a digit, which is no word."""
        return _TOKEN.search(self.first) is not None

    def stands_in(self, text: Text) -> bool:
        """Whether the text holds the term; of one word the sieve of an ASCII text decides."""
        if self.first not in text.sieve:
            return False
        if self.is_word and isinstance(text.sieve, frozenset):
            return True
        return next(self.spans(text), None) is not None

    def spans(self, text: Text) -> Iterator[tuple[int, int]]:
        """Where the folded text holds the term: first character, and the one after the last."""
        if self.first not in text.sieve:
            return
        for found in self._pattern.finditer(text.folded):
            start = found.start()
            if self._unspaced or start == 0 or not _INSIDE.match(text.folded, start - 1):
                yield found.span()
