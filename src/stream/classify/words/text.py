"""The searchable text of an update: its fields as one folded string, with the way back to the original.

Folding is one character to one character, so that positions hold: case and diacritics go, what is
neither letter nor digit (apostrophes and hyphens of every kind) becomes a space. Combining marks are the
only characters that vanish; only a text that has some pays for an offset table.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from stream.classify.words.notes import blank, notes
from stream.model import Evidence, Update

FieldName = Literal["headline", "body", "located"]

_GONE = "\x01"
_BREAK = "\n\x02\n"
_LETTERS = {
    "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "a", "œ": "o", "ß": "s", "ð": "d", "þ": "t", "ə": "e",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ـ": _GONE,
}  # fmt: skip
# The ends of sentences for all that reads a `Text`. Begins with a set of characters, which the engine finds fast,
# and looks back to see which it was.
_ENDS = re.compile(
    r"[.!?…。！？؟۔\n\x02]"
    r"(?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*\s+|(?<=[。！？؟۔\x02])|(?<=\n)\s*\n)"
)


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for short lists in code."""
    return frozenset(words.split())


def with_clitic(word: str) -> tuple[str, ...]:
    """A folded word; an Arabic one also with the "and" that is written as part of it ("وقالت")."""
    return (word, f"و{word}") if "\u0620" <= word[0] <= "\u064a" else (word,)


_ABBREVIATED = word_set("""
    mr mrs ms dr st mt gen lt col sgt maj capt gov sen rep pres rev hon jr sr vs no jan feb mar
    apr jun jul aug sep sept oct nov dec u e g i s d c
""")


class _Folding(dict[int, str]):
    """A translation table that works a character out the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    """One character for one; `_GONE` for a combining mark, a space for what is in no word."""
    parts = unicodedata.normalize("NFKD", char)
    base = char if "가" <= char <= "힣" else parts[0]
    base = base.casefold()[:1] or base
    base = _LETTERS.get(base, base)
    if base == _GONE or unicodedata.combining(base) or unicodedata.category(base) == "Cf":
        return _GONE
    is_word = base.isalnum() or unicodedata.category(base).startswith("M")
    return base if is_word else " "


_TABLE = _Folding()
_ASCII = str.maketrans(
    {chr(code): _fold_character(chr(code)) for code in range(128)} | {_GONE: _GONE}
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MARKS = "’‘“”–—…"
"""What stands in English text beside ASCII: replaced first, so that such a text, too, takes the fast way."""
_PUNCTUATION = re.compile(r"[\x00\x02-\x1f!-/:-@\[-`{-\x7f]")


def _fold_run(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)


def _fold(text: str) -> str:
    """Folded, as long as the text. Only what is not ASCII goes through the slow table."""
    if _GONE in text:
        text = text.replace(
            _GONE, " "
        )  # the sender's own: from here on it marks what folding removes
    for mark in "" if text.isascii() else _MARKS:
        text = text.replace(mark, " ")
    if not text.isascii():
        text = _FOREIGN.sub(_fold_run, text)
        if not text.isascii():
            return _PUNCTUATION.sub(" ", text).lower()
    return text.translate(_ASCII)


def fold(text: str) -> str:
    """A name as it is looked up: folded, single spaces."""
    return " ".join(_fold(text).replace(_GONE, "").split())


class _Gaps(dict[int, str]):
    """The gaps before words by their index, cut out when first asked for: most of them never are."""

    __slots__ = ("_plain", "_starts", "_words")

    def __init__(self, plain: str, words: list[str], starts: list[int]) -> None:
        self._plain, self._words, self._starts = plain, words, starts

    def __missing__(self, index: int) -> str:
        starts, before = self._starts, index - 1
        if 0 <= before < len(starts) - 1:
            end = starts[before] + len(self._words[before])
            gap = self[index] = self._plain[end : starts[index]]
            return gap
        return "\x02"


@dataclass(slots=True)
class Text:
    """The words of an update. Positions are in `plain`, the joined fields without combining marks.

    `words` are folded, `starts` their positions, `openings` the indexes of words that open a sentence.
    """

    plain: str
    words: list[str]
    starts: list[int]
    openings: list[int]
    fields: list[tuple[FieldName, int, int]]
    offsets: list[int] | None
    raw: str
    before: Callable[[int], str] = field(init=False)
    """The word before word n (0 or more) in the same sentence, or an empty string."""
    opens: Callable[[int], bool] = field(init=False)
    """Whether word n is the first of its sentence."""
    gap: Callable[[int], str] = field(init=False)
    """What stands between word n - 1 and word n; a control character where there is no such word."""
    headline_end: int = field(init=False)
    """The index of the first word behind the headline."""
    in_located: Callable[[int], bool] = field(init=False)
    """Whether word n is in the sender's `located` line."""
    sentence: Callable[[int], int] = field(init=False)
    """The number of word n's sentence; the headline is the first, if there is one."""
    sentence_start: Callable[[int], int] = field(init=False)
    """The index of the first word of word n's sentence."""
    sentence_end: Callable[[int], int] = field(init=False)
    """The index of the first word behind word n's sentence."""
    vocabulary: frozenset[str] = field(init=False)
    """The different words: a rule whose words are not among them need not look at the text."""
    _limits: list[tuple[FieldName, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        before = ["", *self.words]
        for opening in self.openings:
            before[opening] = ""
        # Asked most of all: methods of the containers, for one in Python takes three times as long.
        self.before, self.opens = before.__getitem__, frozenset(self.openings).__contains__
        self.gap = _Gaps(self.plain, self.words, self.starts).__getitem__
        self._limits = [
            (name, bisect_left(self.starts, self._plain_at(end))) for name, _, end in self.fields
        ]
        self.headline_end = self._limits[0][1]
        self.in_located = range(self._limits[1][1], sys.maxsize).__contains__
        self.vocabulary = frozenset(self.words)
        self._note_sentences()

    def _plain_at(self, raw: int) -> int:
        """The position in `plain` of one in `raw`."""
        return raw if self.offsets is None else bisect_left(self.offsets, raw)

    def end(self, index: int) -> int:
        """The position behind a word."""
        return self.starts[index] + len(self.words[index])

    def _note_sentences(self) -> None:
        numbers: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for number, (first, last) in enumerate(pairwise((*self.openings, len(self.words)))):
            numbers += [number] * (last - first)
            starts += [first] * (last - first)
            ends += [last] * (last - first)
        for answers in (
            numbers,
            starts,
            ends,
        ):  # behind the last word, where a span may end, as at it
            answers.append(answers[-1] if answers else 0)
        self.sentence, self.sentence_start = numbers.__getitem__, starts.__getitem__
        self.sentence_end = ends.__getitem__

    def capital(self, index: int) -> bool:
        """Whether a word starts with a capital, or has none to start with (no case, or a figure)."""
        return not self.plain[self.starts[index]].islower()

    def upper(self, index: int) -> bool:
        """Whether a word starts with a capital letter."""
        return self.plain[self.starts[index]].isupper()

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The characters `start` to `end` of `plain` as a span of the original field."""
        if self.offsets is not None:
            end = self.offsets[end] if end < len(self.offsets) else len(self.raw)
            start = self.offsets[start]
        headline, body, located = self.fields
        name, base, limit = (
            headline if start < headline[2] else body if start < body[2] else located
        )
        end = min(end, limit)
        return Evidence(name, start - base, end - base, self.raw[start:end], rule)

    def span(self, name: FieldName, start: int, end: int) -> tuple[int, int] | None:
        """The words (first, last exclusive) that touch characters `start` to `end` of a field, or None."""
        base = next(at for field, at, _ in self.fields if field == name)
        start, end = base + start, base + end
        start, end = self._plain_at(start), self._plain_at(end)
        last = bisect_left(self.starts, end)
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < last and self.end(first) <= start:
            first += 1
        return (first, last) if first < last else None

    def field_of(self, index: int) -> FieldName:
        """The field that a word is in."""
        for name, last in self._limits:
            if index < last:
                return name
        return self._limits[-1][0]


def read(update: Update) -> Text:
    """The text of an update: headline, body and the sender's `located` line."""
    fields: list[tuple[FieldName, int, int]] = []
    at, parts = 0, []
    named: tuple[tuple[FieldName, str], ...] = (
        ("headline", update.headline), ("body", update.body), ("located", update.located),
    )  # fmt: skip
    for name, value in named:
        fields.append((name, at, at + len(value)))
        parts.append(value)
        at += len(value) + len(_BREAK)
    return _text(_BREAK.join(parts), fields)


def _text(raw: str, fields: list[tuple[FieldName, int, int]]) -> Text:
    folded, plain, offsets = _fold(raw), raw, None
    if _GONE in folded:
        offsets = [at for at, char in enumerate(folded) if char != _GONE]
        plain = "".join([raw[at] for at in offsets])
        folded = folded.replace(_GONE, "")
    body = fields[1][1]
    if aside := notes(folded, plain, body if offsets is None else bisect_left(offsets, body)):
        folded, plain = blank(folded, aside), blank(plain, aside)
    parts = folded.split(" ")
    words, at = list(filter(None, parts)), -1
    # measured: 0.7 of a loop's time, less than accumulate, count and compress or a pattern
    starts = [at - length for length in map(len, parts) if (at := at + length + 1) and length]
    openings = _openings(plain, words, starts)
    return Text(plain, words, starts, openings, fields, offsets, raw)


def _openings(plain: str, words: list[str], starts: list[int]) -> list[int]:
    found = [0] if words else []
    following = 0
    for match in _ENDS.finditer(plain):
        following = bisect_left(starts, match.end(), following)
        if following >= len(words) or following == found[-1]:
            continue
        if plain[match.start()] == "." and following and words[following - 1] in _ABBREVIATED:
            continue
        found.append(following)
    return found
