"""Finds every known name of a text in one pass: leftmost first, then longest, never inside a word.

Scripts with spaces are looked up word by word in a hash table; scripts without (Chinese, Japanese, Thai,
Khmer, Lao, Burmese) by one Aho-Corasick automaton. One automaton for all would scan faster, but has to be
built at every start: 4 µs a name, 1.1 to 1.7 s for the cities' names (ahocorasick_rs 1.0.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from stream.classify.words.remembered import Remembered
from stream.classify.words.text import Text

MAX_WORDS = 8
"""The longest name, in words, that is looked for."""

_NAME, _HEAD, _SMALL, _FOREIGN = 1, 2, 4, 8
"""Of a word: it is a name; names of several words begin with it; a name that needs no capital begins with it;
it is not ASCII and may hold a name."""

_COUNTS = [
    tuple(n for n in range(MAX_WORDS, 0, -1) if mask >> (n - 1) & 1)
    for mask in range(1 << MAX_WORDS)
]

_INNER = frozenset(
    (" ", "-", "'", "’", "‘", "ʼ", "`", "´", "–", "‑", "\u00a0", "\n", "،", "·", "/")
)
_ARABIC_CLITICS = ("وال", "بال", "لل", "وب", "ول", "و", "ف", "ب", "ل", "ك")
_WITH_ARTICLE = ("وال", "بال", "لل")
_HEBREW_CLITICS = ("וב", "ול", "ב", "ל", "מ", "ו", "ה", "ש")
_CYRILLIC_ENDINGS = ("ами", "ями", "ому", "ого", "ові", "еві", "ом", "ем", "єм", "ою", "ею", "ой", "ей",
                     "ах", "ях", "ів", "ов", "ій", "ии", "и", "і", "ы", "у", "ю", "а", "я", "е", "є", "о")  # fmt: skip
_CYRILLIC_NOMINATIVES = ("", "а", "я", "ь", "е", "о", "и", "ы")
_HANGUL_ENDINGS = ("에서", "에게", "으로", "까지", "부터", "에", "의",
                   "은", "는", "이", "가", "을", "를", "와", "과", "도", "로")  # fmt: skip


class Hit(Struct, frozen=True, gc=False):
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


def first_two(key: str) -> str:
    """The first two words of a folded name, under which the lengths of such names are kept."""
    return " ".join(key.split(" ", 2)[:2])


class Matcher:
    """Looks names up in a text.

    `tables` are keyed by folded names, the largest last; `lengths` gives, for the first two words of the
    names in the last table, a mask of the numbers of words that such names have (bit n - 1 for n words);
    `lowercase` are the names that also count without a capital.
    """

    def __init__(
        self,
        tables: Sequence[Mapping[str, object]],
        lengths: Mapping[str, int],
        unspaced: Iterable[str],
        lowercase: frozenset[str],
    ) -> None:
        *small, self._names = tables
        self._few = frozenset(key for table in small for key in table)
        self._lengths, self._lowercase = lengths, lowercase
        self._more: dict[str, int] = {}
        for key in self._few:
            if " " in key:
                head = first_two(key)
                self._more[head] = self._more.get(head, lengths.get(head, 0)) | 1 << key.count(" ")
        self._small_more: dict[str, int] = {}
        for key in lowercase:
            if " " in key:
                head = first_two(key)
                self._small_more[head] = self._small_more.get(head, 0) | 1 << key.count(" ")
        self._heads = frozenset(
            pair.partition(" ")[0] for names in (self._more, lengths) for pair in names
        )
        self._codes = Remembered(self._code)
        self._small_heads = frozenset(key.partition(" ")[0] for key in lowercase)
        self._unspaced = sorted(set(unspaced))
        self._automaton = AhoCorasick(
            self._unspaced or ["\x00"], matchkind=MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: Text) -> list[Hit]:
        """The names in the text, in order, none overlapping another."""
        hits: list[Hit] = []
        plain, starts, last = text.plain, text.starts, 0
        codes = list(map(self._codes.__getitem__, text.words))
        for at, code in compress(enumerate(codes), codes):  # all other words pass at C speed
            if at < last:
                continue
            small = plain[starts[at]].islower()
            if small and code < _SMALL:
                continue
            hit = self._longest(text, at, code, small)
            if hit is not None:
                hits.append(hit)
                last = hit.last
            elif code >= _FOREIGN:
                hits.extend(self._foreign(text, at))
        return hits

    def _known(self, key: str) -> bool:
        return key in self._few or key in self._names

    def _longest(self, text: Text, at: int, code: int, small: bool) -> Hit | None:
        words, start = text.words, text.starts[at]
        word = words[at]
        if code & _HEAD and at + 1 < len(words):
            pair = f"{word} {words[at + 1]}"
            mask = (
                self._small_more.get(pair)
                if small
                else self._more.get(pair) or self._lengths.get(pair)
            )
            if mask is not None and (hit := self._of_several(text, at, mask)) is not None:
                return hit
        if not code & _NAME or (small and word not in self._lowercase):
            return None
        return Hit(at, at + 1, start, start + len(word), word)

    def _code(self, word: str) -> int:
        """What a word is."""
        name, head = self._known(word), word in self._heads
        small, foreign = word in self._small_heads, not word.isascii()
        return _NAME * name | _HEAD * head | _SMALL * small | _FOREIGN * foreign

    def _of_several(self, text: Text, at: int, mask: int) -> Hit | None:
        """The longest name of two and more words, of those numbers of words that `mask` gives."""
        words, capital = text.words, text.capital(at)
        for number in _COUNTS[mask]:
            key = " ".join(words[at : at + number])
            if not self._known(key) or not (capital or key in self._lowercase):
                continue
            if self._unbroken(text, at, number, key):
                last = at + number
                return Hit(at, last, text.starts[at], text.end(last - 1), key)
        return None

    def _unbroken(self, text: Text, at: int, count: int, key: str) -> bool:
        """Whether only spaces, hyphens and the like part the words; a full stop only after an initial."""
        for index in range(at + 1, at + count):
            gap = text.gap(index)
            if gap in _INNER:
                continue
            inner = gap.strip()
            if gap.count("\n") > 1 or not (
                inner in _INNER or inner in ("", ".") or not inner.strip("“”\"'’")
            ):
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
            return [
                Hit(at, at + 1, start + a, start + b, self._unspaced[key]) for key, a, b in found
            ]
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

    def _before_ending(
        self, word: str, start: int, at: int, capital: bool, code: int
    ) -> Iterable[Hit]:
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
