"""Numbers of persons in running text: "12", "1,200", "at least 20", "10 to 15", "dozens", "sept"."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

from stream.classify.words.grammar import Reader
from stream.classify.words.number_words import BEGINNINGS, NUMBERS, compound
from stream.classify.words.text import word_set

SOME = word_set("""
    several multiple varios varias mehrere mehreren mehrerer plusieurs diversi parecchi parecchie kilka kilku kilkoro
    beberapa meerdere verscheidene несколько нескольких кілька декілька кількох birkac عده αρκετοι چند چندین
""")
"""Words for more than two and not many: "several", "plusieurs"."""
VAGUE = {
    "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "dizaines": 10, "decenas": 10, "centaines": 100,
    "dutzende": 12, "docenas": 12, "cientos": 100, "miles": 1000, "hunderte": 100, "dezenas": 10, "decine": 10,
    "десятки": 10, "сотни": 100, "onlarca": 10, "yuzlerce": 100, "عشرات": 10, "العشرات": 10, "مئات": 100,
    "tientallen": 20,
    "honderden": 100, "сотні": 100, "kilkadziesiat": 20, "kilkunastu": 11, "kilkanascie": 11, "centinaia": 100,
    "puluhan": 20, "ratusan": 100, "migliaia": 1000, "milhares": 1000, "milliers": 1000, "tausende": 1000,
} | dict.fromkeys(SOME, 3)  # fmt: skip
"""The smallest figure that a word of quantity means: the conservative reading (ACLED's codebook: "dozens" is 12)."""

_AT_LEAST = word_set("""
    sedikitnya setidaknya najmniej ponad
    least than over moins plus menos mas mindestens uber more mais минимум менее более az fazla
    τουλαχιστον دستکم الاقل nearly щонаименше понад minstens zeker almeno
""")
_MORE = word_set("""
    at more au plus al por pelo mais не en على over mindestens uber almeno mehr meer больше більше
""")
_THAN = frozenset(("als", "dan", "di", "чем", "ніж"))
"""Behind one of `_MORE` only: "mehr als 40"."""
_MORE_OF = frozenset(
    (more, of)
    for more, of in (
        ("mas", "de"),
        ("plus", "de"),
        ("plus", "d"),
        ("mais", "de"),
        ("piu", "di"),
        ("اكثر", "من"),
    )
)
"""Two words that leave a number open above: "más de 50"."""
_AT_MOST = frozenset(("up", "most", "jusqu", "hasta", "bis", "до"))
_APOSTROPHED = frozenset(("п", "дев"))
"""What the apostrophe of Ukrainian numbers parts off: "п'ять", "дев'ятеро"."""
_AS_MANY = ["as", "many", "as"]
_SINGLE = word_set("""
    toter tote todesopfer verletzter verletzte schwerverletzter schwerverletzte mort morte blesse blessee muerto muerta
    dode gewonde herido herida fallecido fallecida morto morta ferito ferita ferido ferida vermisster disparu
    desaparecido νεκρος νεκρη νεκρο τραυματιας کشته زخمی
""")
"""Behind "ein", "un" and the like these are one casualty: "Ein Toter bei Brand"."""
_ONES = frozenset(("un", "una", "uno", "um", "uma"))
_FATES = word_set("""
    ferito ferita herido herida ferido ferida muere muore morre fallece ucciso uccisa morto morta muerto muerta
""")
"""Before "un" and the like these tell of one person: "ferito un passante"."""
_SPANISH = word_set("""
    muertos muertas heridos heridas personas fallecidos fallecidas victimas desaparecidos civiles policias militares
    soldados ninos menores lesionados desplazados mineros migrantes asesinados pasajeros
""")
"""Behind "once" these make it eleven."""
_TURKISH = word_set("""
    kisi kisinin kisiyi olu yarali asker askerin sivil sivilin polis polisin isci iscinin cocuk cocugun kadin ogrenci
    madenci turist yolcu gocmen
""")
"""Behind "on" and its like these make numbers of them."""
_COUNTED = {"once": _SPANISH, **dict.fromkeys(("on", "dort", "alti", "kirk"), _TURKISH)}
_ARTICLES = word_set("un una une ein eine een um uma ενας μια ενα یک") | _COUNTED.keys()
"""Mostly other words, or names: articles, German "dort", Kirk."""
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "mille": 1000, "mil": 1000, "bin": 1000,
           "millones": 1_000_000,
           "millions": 1_000_000,
           "тысяч": 1000, "tausend": 1000, "millionen": 1_000_000, "milyon": 1_000_000}  # fmt: skip
_RANGE = frozenset(("to", "and", "a", "y", "et", "bis", "und", "до", "ile", "or"))
_NUMERALS = NUMBERS.keys() | VAGUE.keys() | BEGINNINGS


class Quantity(NamedTuple):
    """Words `first` to `last` (exclusive) say at least `least` and at most `most` (None: open)."""

    first: int
    last: int
    least: int
    most: int | None


def quantities(reader: Reader, first: int, end: int) -> list[Quantity]:
    """The numbers among the words of a sentence, in order."""
    found: list[Quantity] = []
    behind = first
    words = reader.text.words[first:end]
    written = compress(range(first, end), map(_NUMERALS.__contains__, words))
    figures = compress(range(first, end), map(str.isdecimal, words))
    for at in sorted({*written, *figures}):
        if at < behind:
            continue
        quantity = _quantity(reader, at, first, end)
        if quantity is not None:
            found.append(quantity)
            behind = quantity.last
        elif words[at - first].isdecimal():
            _, behind = _number(reader, at, end)  # the rest of a decimal: 30 in "05.30"
    return found


def _quantity(reader: Reader, at: int, first: int, end: int) -> Quantity | None:
    words = reader.text.words
    if (vague := VAGUE.get(words[at])) is not None:
        return Quantity(at, at + 1, vague, None)
    value, last = _number(reader, at, end)
    if at > first and words[at - 1] == "no":
        return None  # "no one"
    single = last == at + 1
    if value is None or (single and words[at] in _ARTICLES and not _counts(words, at, last, end)):
        return None
    if (last + 1 < end and words[last] in _RANGE) or (last < end and reader.hyphenated(last)):
        behind = last if reader.hyphenated(last) else last + 1
        most, after = _number(reader, behind, end)
        between = at > first and words[at - 1] in ("between", "entre", "zwischen")
        if (
            most is not None
            and most > value
            and (between or words[last] not in ("and", "y", "et", "und", "a"))
        ):
            return Quantity(at, after, value, most)
    if words[at - 1] in _APOSTROPHED and at > first:
        at -= 1
    before = words[max(first, at - 3) : at]
    if len(before) > 1 and (before[-2], before[-1]) in _MORE_OF:
        return Quantity(at - 2, last, value + 1 if value < 10 else value, None)
    if before and (
        before[-1] in _AT_LEAST
        or (len(before) > 1 and before[-2] in _MORE and before[-1] in _AT_LEAST | _THAN)
    ):
        begin = at - 2 if len(before) > 1 and before[-2] in _MORE else at - 1
        more = "than" in before or "over" in before or "plus" in before[-2:]
        return Quantity(begin, last, value + 1 if more and value < 10 else value, None)
    if len(before) > 1 and before[-1] == "to" and before[-2] in _AT_MOST:
        return Quantity(at - 2, last, 1, value)
    if before == _AS_MANY:
        return Quantity(at - 3, last, 1, value)
    return Quantity(at, last, value, value)


def _counts(words: list[str], at: int, last: int, end: int) -> bool:
    """Whether a word that is mostly an article or another language's is a number here: "un mort", "once muertos"."""
    if at and words[at - 1] in _FATES and words[at] in _ONES:
        return True
    return last < end and words[last] in _COUNTED.get(words[at], _SINGLE)


def _number(reader: Reader, at: int, end: int) -> tuple[int | None, int]:
    """A number written in figures (thousands grouped) or as a word, with a scale behind it."""
    text = reader.text
    if at >= end:
        return None, at
    if (several := compound(text.words, at, end)) is not None:
        return _scaled(text.words, *several, end)
    word, last = text.words[at], at + 1
    value = NUMBERS.get(word)
    if value == 5 and at and text.words[at - 1] == "дев":
        value = 9  # an apostrophe parts "дев'ять" like "п'ять"
    if word.isdecimal() and len(word) < 8:
        value = int(word)
        while (
            last < end
            and len(text.words[last]) == 3
            and text.words[last].isdigit()
            and _groups(text.gap(last))
        ):
            value, last = value * 1000 + int(text.words[last]), last + 1
        if last < end and text.gap(last) in (".", ",") and text.words[last].isdigit():
            return None, last + 1  # a decimal is no number of persons
    elif (
        value is not None
        and value >= 20
        and last < end
        and reader.hyphenated(last)
        and NUMBERS.get(text.words[last], 10) < 10
    ):
        value, last = value + NUMBERS[text.words[last]], last + 1
    return (None, last) if value is None else _scaled(text.words, value, last, end)


def _scaled(words: list[str], value: int, last: int, end: int) -> tuple[int, int]:
    """A number with the scale behind it, "12 thousand", and the word behind both."""
    if last < end and (scale := _SCALES.get(words[last])) is not None:
        return value * scale, last + 1
    return value, last


def _groups(gap: str) -> bool:
    return gap in (",", ".", "\u00a0", "\u202f", " ", "'", "’")
