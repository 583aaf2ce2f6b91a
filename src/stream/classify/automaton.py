"""Finds every known name of a text in one pass: leftmost first, then longest, never inside a word.

Scripts with spaces are looked up word by word in a hash table; scripts without (Chinese, Japanese, Thai,
Khmer, Lao, Burmese) by one Aho-Corasick automaton. One automaton for all would scan faster, but has to be
built at every start: 4 µs a name, 1.1 to 1.7 s for the cities' names (ahocorasick_rs 1.0.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from stream.classify.text import Text

MAX_WORDS = 8
"""The longest name, in words, that is looked for."""

_COUNTS = [tuple(n for n in range(MAX_WORDS, 0, -1) if mask >> (n - 1) & 1) for mask in range(1 << MAX_WORDS)]

_INNER = frozenset((" ", "-", "'", "’", "‘", "ʼ", "`", "´", "–", "‑", "\u00a0", "\n", "،", "·", "/"))
_ARABIC_CLITICS = ("وال", "بال", "لل", "وب", "ول", "و", "ف", "ب", "ل", "ك")
_WITH_ARTICLE = ("وال", "بال", "لل")
_HEBREW_CLITICS = ("וב", "ול", "ב", "ל", "מ", "ו", "ה", "ש")
_CYRILLIC_ENDINGS = ("ами", "ями", "ому", "ого", "ові", "еві", "ом", "ем", "єм", "ою", "ею", "ой", "ей",
                     "ах", "ях", "ів", "ов", "ій", "ии", "и", "і", "ы", "у", "ю", "а", "я", "е", "є", "о")  # fmt: skip
_CYRILLIC_NOMINATIVES = ("", "а", "я", "ь", "е", "о", "и", "ы")
_HANGUL_ENDINGS = ("에서", "에게", "으로", "까지", "부터", "에", "의",
                   "은", "는", "이", "가", "을", "를", "와", "과", "도", "로")  # fmt: skip


@dataclass(slots=True, frozen=True)
class Hit:
    """A known name: words `first` to `last` (exclusive), characters `start` to `end`, and its key."""

    first: int
    last: int
    start: int
    end: int
    key: str


def is_unspaced(name: str) -> bool:
    """Whether a name is in a script that puts no spaces between words."""
    return any(
        0x0E00 <= (code := ord(char)) <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF
        or 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF
        for char in name
    )  # fmt: skip


class Matcher:
    """Looks names up in a text.

    `tables` are keyed by folded names, the largest last; `lengths` gives, for a first word, a mask of
    the numbers of words that names beginning with it have (bit n - 1 for n words), negative if all
    need a capital; `lowercase` are the names that also count without one.
    """

    def __init__(
        self,
        tables: Sequence[Mapping[str, object]],
        lengths: dict[str, int],
        unspaced: Iterable[str],
        lowercase: frozenset[str],
    ) -> None:
        *small, self._names = tables
        self._few = frozenset(key for table in small for key in table)
        self._lengths, self._lowercase = lengths, lowercase
        self._unspaced = sorted(set(unspaced))
        self._automaton = AhoCorasick(
            self._unspaced or ["\x00"], matchkind=MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: Text) -> list[Hit]:
        """The names in the text, in order, none overlapping another."""
        hits: list[Hit] = []
        last, words = 0, text.words
        plain, starts, length_of = text.plain, text.starts, self._lengths.get
        for at, word in enumerate(words):
            if at < last:
                continue
            hit, mask = None, length_of(word)
            if mask and (mask > 0 or not plain[starts[at]].islower()):
                hit = self._longest(text, at, _COUNTS[abs(mask)])
            if hit is not None:
                hits.append(hit)
                last = hit.last
            elif not word.isascii():
                hits.extend(self._foreign(text, at))
        return hits

    def _known(self, key: str) -> bool:
        return key in self._few or key in self._names

    def _longest(self, text: Text, at: int, counts: tuple[int, ...]) -> Hit | None:
        capital = text.capital(at)
        for count in counts:
            key = text.words[at] if count == 1 else " ".join(text.words[at : at + count])
            if not self._known(key) or not (capital or key in self._lowercase):
                continue
            if count == 1 or self._unbroken(text, at, count, key):
                last = at + count
                return Hit(at, last, text.starts[at], text.end(last - 1), key)
        return None

    def _unbroken(self, text: Text, at: int, count: int, key: str) -> bool:
        """Whether only spaces, hyphens and the like part the words; a full stop only after an initial."""
        for index in range(at + 1, at + count):
            gap = text.gap(index)
            if gap in _INNER:
                continue
            inner = gap.strip()
            if gap.count("\n") > 1 or not (inner in _INNER or inner in ("", ".") or not inner.strip("“”\"'’")):
                return False
            if inner == "." and len(text.words[index - 1]) > 2:
                return False
        return key in self._lowercase or any(text.capital(i) for i in range(at, at + count))

    def _foreign(self, text: Text, at: int) -> Iterable[Hit]:
        """Names behind an attached particle, before a case ending, or inside text without spaces."""
        word, start = text.words[at], text.starts[at]
        code = ord(max(word))
        if 0x0590 <= code <= 0x06FF:
            return self._behind_clitic(word, start, at)
        if 0x0400 <= code <= 0x04FF or 0xAC00 <= code <= 0xD7A3:
            return self._before_ending(word, start, at, text.capital(at), code)
        if is_unspaced(word):
            found = self._automaton.find_matches_as_indexes(word)
            return [Hit(at, at + 1, start + a, start + b, self._unspaced[key]) for key, a, b in found]
        return ()

    def _behind_clitic(self, word: str, start: int, at: int) -> Iterable[Hit]:
        for clitic in _ARABIC_CLITICS + _HEBREW_CLITICS:
            rest = word[len(clitic) :]
            if clitic in _WITH_ARTICLE:
                rest = "ال" + rest
            if word.startswith(clitic) and len(rest) > 2 and self._known(rest):
                end = start + len(word)
                return (Hit(at, at + 1, end - min(len(rest), len(word)), end, rest),)
        return ()

    def _before_ending(self, word: str, start: int, at: int, capital: bool, code: int) -> Iterable[Hit]:
        hangul = code >= 0xAC00
        if not capital or (len(word) < 5 and not hangul):
            return ()
        for ending in _HANGUL_ENDINGS if hangul else _CYRILLIC_ENDINGS:
            stem = word[: -len(ending)]
            if not word.endswith(ending) or len(stem) < (2 if hangul else 4):
                continue
            for nominative in ("",) if hangul else _CYRILLIC_NOMINATIVES:
                if self._known(stem + nominative):
                    end = start + (len(stem) if hangul else len(word))
                    return (Hit(at, at + 1, start, end, stem + nominative),)
        return ()
