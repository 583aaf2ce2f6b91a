"""Finds every known name of a text in one pass: leftmost first, then longest, never inside a word.

Scripts with spaces are looked up word by word in a hash table; scripts without (Chinese, Japanese, Thai,
Khmer, Lao, Burmese) by one Aho-Corasick automaton. One automaton for all would scan faster, but has to be
built at every start: 4 µs a name, 1.1 to 1.7 s for the cities' names (ahocorasick_rs 1.0.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import compress

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from stream.classify.words.remembered import Remembered
from stream.classify.words.text import Text

MAX_WORDS = 8
"""The longest name, in words, that is looked for."""

_ARTICLES = frozenset(("the", "la", "el", "le", "il", "los", "las", "les", "die", "der", "das"))
_NAME, _HEAD, _INNER = 1, 2, 4
"""Of a word: it is a name; names of several words begin with it; a name is inside of it, behind a particle or
before an ending."""

_IN_SMALL, _SMALL, _WATCHED = 3, 8, 64
"""The bits by which the same is said of the word in small letters, and the least of them; and: it is a word that
the caller asked for."""

_COUNTS = [
    tuple(n for n in range(MAX_WORDS, 0, -1) if mask >> (n - 1) & 1)
    for mask in range(1 << MAX_WORDS)
]

_JOINTS = frozenset(
    (" ", "-", "'", "’", "‘", "ʼ", "`", "´", "–", "‑", "\u00a0", "\n", "،", "·", "/")
)
_ARABIC_CLITICS = ("وال", "بال", "لل", "وب", "ول", "و", "ف", "ب", "ل", "ك")
_WITH_ARTICLE = ("وال", "بال", "لل")
_HEBREW_CLITICS = ("וב", "ול", "ב", "ל", "מ", "ו", "ה", "ש")
# The shortest first: the longest stem is the likeliest ("Харкові" is of Харків, not of Khark).
_CYRILLIC_ENDINGS = ("и", "і", "ы", "у", "ю", "а", "я", "е", "є", "о", "ом", "ем", "єм", "ою", "ею", "ой", "ей",
                     "ах", "ях", "ів", "ов", "ій", "ии", "ами", "ями", "ому", "ого", "ові", "еві")  # fmt: skip
_CYRILLIC_NOMINATIVES = ("", "а", "я", "ь", "е", "о", "и", "ы")
_UKRAINIAN_SOFT = {"ці": ("ка", "к"), "зі": ("га", "г"), "сі": ("ха", "х")}
"""Ends of locatives whose consonant is softened: "у Шостці" (Шостка), "у Кременчуці"."""
_SHORTEST_SOFT = 5
_PARTICLES = ("에서", "에게", "으로", "까지", "부터", "에", "의",
                   "은", "는", "이", "가", "을", "를", "와", "과", "도", "로")  # fmt: skip
_HANGUL_NOUNS = ("군", "시")
"""Between a name and its ending, or without one: "army" or "county", and "city": "이스라엘군은", "포항시에서"."""
_HANGUL_ENDINGS = (
    *_PARTICLES,
    *(noun + end for noun in _HANGUL_NOUNS for end in ("", *_PARTICLES)),
)


Parts = tuple[tuple[str, int, int], ...]
"""Names inside of a word: each its key, and where it starts and ends."""


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


def several(names: Iterable[str]) -> dict[str, str]:
    """Folded names of several words by their first: the second words, each with the numbers of words that such
    names have as a mask (bit n - 1 for n words): "york=2;jersey=6"."""
    masks: dict[str, dict[str, int]] = {}
    for name in names:
        first, *rest = name.split(" ", 2)
        if rest:
            seconds = masks.setdefault(first, {})
            seconds[rest[0]] = seconds.get(rest[0], 0) | 1 << name.count(" ")
    return {
        first: ";".join(f"{second}={mask}" for second, mask in seconds.items())
        for first, seconds in masks.items()
    }


class Matcher:
    """Looks names up in a text.

    `tables` are keyed by folded names, the largest last, whose names of several words are given as well;
    `lowercase` are the names that also count without a capital; `watched` are folded words that the caller
    wants to know of as well.
    """

    def __init__(
        self,
        tables: Sequence[Mapping[str, object]],
        of_several: Mapping[str, str],
        unspaced: Iterable[str],
        lowercase: frozenset[str],
        watched: frozenset[str] = frozenset(),
    ) -> None:
        *few, self._names = tables
        self._few = frozenset(key for table in few for key in table)
        self._lowercase, self._watched = lowercase, watched
        self._several, self._small = (of_several, several(self._few)), (several(lowercase),)
        self._codes = Remembered(self._code)
        self._seconds = Remembered(partial(_seconds, self._several))
        self._small_seconds = Remembered(partial(_seconds, self._small))
        self._inner = Remembered(self._inside)
        self._unspaced = sorted(set(unspaced))
        self._automaton = AhoCorasick(
            self._unspaced or ["\x00"], matchkind=MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: Text) -> tuple[list[Hit], list[int]]:
        """The names in the text, in order, none overlapping another; and the indexes of the watched words."""
        hits: list[Hit] = []
        marks: list[int] = []
        plain, words, starts, last = text.plain, text.words, text.starts, 0
        watched = _WATCHED, _WATCHED >> _IN_SMALL
        codes = list(map(self._codes.__getitem__, words))
        following = (*words[1:], "")
        for at, code in compress(enumerate(codes), codes):  # all other words pass at C speed
            if small := plain[starts[at]].islower():
                if code < _SMALL:
                    continue
                code >>= _IN_SMALL
            if code & watched[small]:
                marks.append(at)
            if at < last:
                continue
            if code & _HEAD:
                seconds = self._small_seconds if small else self._seconds
                mask = seconds[words[at]].get(following[at])
                hit = None if mask is None else self._of_several(text, at, mask, small)
                if hit is not None and not (words[at] in _ARTICLES and self._is_cut(text, hit)):
                    hits.append(hit)
                    last = hit.last
                    continue
            if code & _NAME:
                hits.append(Hit(at, at + 1, starts[at], starts[at] + len(words[at]), words[at]))
            elif code & _INNER:
                for key, first, end in self._inner[words[at]]:
                    hits.append(Hit(at, at + 1, starts[at] + first, starts[at] + end, key))
        return hits, marks

    def _known(self, key: str) -> bool:
        return key in self._few or key in self._names

    def _code(self, word: str) -> int:
        """What a word is. In small letters few names count."""
        name, small_name = self._known(word), word in self._lowercase
        known, few = self._several
        head, small_head = word in known or word in few, word in self._small[0]
        inner = not (name or word.isascii()) and self._inner[word] != ()
        large = _NAME * name | _HEAD * head | _INNER * inner
        small = (
            _NAME * (name and small_name)
            | _HEAD * small_head
            | _INNER * (inner and not _is_cased(word))
        )
        return large | small << _IN_SMALL | _WATCHED * (word in self._watched)

    def _of_several(self, text: Text, at: int, mask: int, small: bool) -> Hit | None:
        """The longest name that begins with word `at` and has one of the numbers of words in `mask`."""
        words = text.words
        for number in _COUNTS[mask]:
            key = " ".join(words[at : at + number])
            if not self._known(key) or (small and key not in self._lowercase):
                continue
            if self._unbroken(text, at, number):
                last = at + number
                return Hit(at, last, text.starts[at], text.end(last - 1), key)
        return None

    def _is_cut(self, text: Text, hit: Hit) -> bool:
        """Whether a longer name begins behind the article: "The Bank of Canada", though The Bank is a place."""
        second = text.words[hit.first + 1]
        third = text.words[hit.last] if hit.last < len(text.words) else ""
        seconds = self._seconds[second] if hit.last == hit.first + 2 else {}
        mask = seconds.get(third)
        return mask is not None and self._of_several(text, hit.first + 1, mask, False) is not None

    def _unbroken(self, text: Text, at: int, count: int) -> bool:
        """Whether only spaces, hyphens and the like part the words; a full stop only after an initial."""
        for index in range(at + 1, at + count):
            gap = text.gap(index)
            if gap in _JOINTS:
                continue
            inner = gap.strip()
            if gap.count("\n") > 1 or not (
                inner in _JOINTS or inner in ("", ".") or not inner.strip("“”\"'’")
            ):
                return False
            if inner == "." and len(text.words[index - 1]) > 2:
                return False
        return True

    def _inside(self, word: str) -> Parts:
        """Names behind an attached particle, before a case ending, or inside text without spaces."""
        code = ord(max(word))
        if 0x0590 <= code <= 0x06FF:
            return self._behind_clitic(word)
        if 0x0400 <= code <= 0x04FF or 0xAC00 <= code <= 0xD7A3:
            return self._before_ending(word, code >= 0xAC00)
        if is_unspaced(word):
            found = self._automaton.find_matches_as_indexes(word)
            return tuple((self._unspaced[key], start, end) for key, start, end in found)
        return ()

    def _behind_clitic(self, word: str) -> Parts:
        for clitic in _ARABIC_CLITICS + _HEBREW_CLITICS:
            rest = word[len(clitic) :]
            if clitic in _WITH_ARTICLE:
                rest = "ال" + rest
            if word.startswith(clitic) and len(rest) > 2 and self._known(rest):
                return ((rest, len(word) - min(len(rest), len(word)), len(word)),)
        return ()

    def _before_ending(self, word: str, hangul: bool) -> Parts:
        if len(word) < 5 and not hangul:
            return ()
        if word[-2:] in _UKRAINIAN_SOFT and len(word) > _SHORTEST_SOFT:
            for hard in _UKRAINIAN_SOFT[word[-2:]]:
                if self._known(word[:-2] + hard):
                    return ((word[:-2] + hard, 0, len(word)),)
        for ending in _HANGUL_ENDINGS if hangul else _CYRILLIC_ENDINGS:
            stem = word[: -len(ending)]
            if not word.endswith(ending) or len(stem) < (2 if hangul else 4):
                continue
            for nominative in ("",) if hangul else _CYRILLIC_NOMINATIVES:
                if self._known(stem + nominative):
                    return ((stem + nominative, 0, len(stem) if hangul else len(word)),)
        return ()


def _is_cased(word: str) -> bool:
    """Whether a script has capitals, which its names need, or Korean endings, which stand behind names."""
    code = ord(max(word))
    return 0x0400 <= code <= 0x04FF or 0xAC00 <= code <= 0xD7A3


def _seconds(tables: Iterable[Mapping[str, str]], first: str) -> dict[str, int]:
    """The second words of names, each with its mask."""
    found: dict[str, int] = {}
    for table in tables:
        for entry in filter(None, table.get(first, "").split(";")):
            second, _, mask = entry.partition("=")
            found[second] = found.get(second, 0) | int(mask)
    return found
