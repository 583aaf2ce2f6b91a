"""What each figure of a text measures: dead, a rate in percent, a sum of money, hours, a person's age.

A label is short and begins with a sign for how the figure is told: "#toll" and other counts of data/tolls.toml,
"%rate", "$dollars profit", "/barrel" (a price without a currency), "=age", "=score", "=time", "=year", "@June" (a
date), and else the word after the figure ("hours"). A figure of which nothing is clear has an empty one, and so has a
value that was left behind ("from 2.75").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from stream.dedupe.words import numbers
from stream.dedupe.words.text import UNSPACED, informative

NEAR, AHEAD = 6, 3
"""Words before a percentage or a sum, and after it, among which stands what it is said of."""

NOUN = 3
"""Words after a figure up to which a plural may end what it counts."""

PLURAL = frozenset({"en", "fr", "es", "pt"})
"""Languages whose plurals end in "s"."""

_LEFT, _RIGHT = 44, 40
_LIMIT, _LONG = 8, 24
"""Figures that are labelled, and the characters of a label."""

# What a figure measures stands in its own clause: colons and semicolons end that too, unlike a sentence of prose.
_CLAUSE = re.compile(r"\n|[.;:!?](?=\s|$)|,(?=\s|$)|\s[-–—]+\s")
_SENTENCE = re.compile(r"\n|[.;:!?]\s")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CENT = re.compile(
    r"\s?(?:%|per cent\b|pour cent\b|por ciento\b|por cento\b|per cento\b)", re.IGNORECASE
)

_ORDINAL = re.compile(
    r"\. (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|[Mm]ai|[Jj]un|[Jj]ul)"
)
"""A day's full stop before its month ("12. Mai")."""


class Terms(Struct, frozen=True):
    """The words of one language (data/measures.toml); `kinds` are the counts of data/tolls.toml."""

    percent: frozenset[str]
    money: dict[str, str]
    quantities: frozenset[str]
    units: frozenset[str]
    walls: frozenset[str]
    left: frozenset[str]
    per: frozenset[str]
    kinds: dict[str, str]
    scales: frozenset[str]
    times: frozenset[str]


class _Place(Struct):
    """A figure in its text: words before it, the nearest first, and after it in its clause, as written;
    `glued` if no space is before it; `clause` words of those before it are after the last comma.
    """

    figure: str
    digits: str
    sign: str
    cent: bool
    before: list[str]
    after: list[str]
    glued: bool
    clause: int


def measures(
    text: str, words: list[str], wanted: Sequence[str], ages: Collection[str], language: str
) -> tuple[str, ...]:
    """Return a label for each of the first `wanted` figures of a text, without empty ones at the end; `ages` are those
    of them that are persons' ages.
    """
    terms, found = _terms(language), dict.fromkeys(wanted[:_LIMIT], "")
    missing = len(found)
    for figure, start, end in numbers.places(text, words, language) if missing else ():
        if found.get(figure) == "":
            found[figure] = _label(_place(text, figure, start, end), terms, ages, language)[:_LONG]
            missing -= found[figure] != ""
            if not missing:
                break
    labels = list(found.values())
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def _place(text: str, figure: str, start: int, end: int) -> _Place:
    left = _SENTENCE.split(text[max(0, start - _LEFT) : start])[-1]
    right = text[end : end + _RIGHT]
    cent = _CENT.match(right)
    if _ORDINAL.match(right) and len(text[start:end]) <= 2:
        right = right[1:]
    clause = _CLAUSE.search(right, cent.end() if cent else 0)
    right = right[cent.end() if cent else 0 : clause.start() if clause else None]
    glued = left[-1:] not in ("", " ")
    sign = left[-1:] if left[-1:] in "$€£¥₺₹₽%" else right.lstrip()[:1]
    return _Place(
        figure, text[start:end], sign, cent is not None or sign == "%", _WORD.findall(left)[::-1],
        _WORD.findall(right), glued, len(_WORD.findall(left.rpartition(", ")[2])),
    )  # fmt: skip


def _label(at: _Place, terms: Terms, ages: Collection[str], language: str) -> str:
    before, after = [w.casefold() for w in at.before], [w.casefold() for w in at.after]
    if language in UNSPACED:  # what is counted is the head of the run of signs after the figure
        after = [kind for kind in terms.kinds if after and after[0].startswith(kind)] + after
    if before and before[0] in terms.left:
        return "=year" if _YEAR.match(at.digits) else ""
    if at.figure in ages:
        return "=age"
    if at.cent or (after and after[0] in terms.percent):
        return "%" + _quantity(before, after, terms)
    if money := terms.money.get(at.sign) or (after and terms.money.get(after[0])):
        return f"${money} {_quantity(before, after[1:], terms)}".rstrip()
    if len(after) > 1 and after[0] in terms.per and "." in at.figure:
        return f"/{after[1]}"
    if kind := _kind(at, before, after, terms):
        return f"#{kind}"
    return _form(at) or _dated(at) or _noun(at, terms, language)


def _quantity(before: list[str], after: list[str], terms: Terms) -> str:
    """Return the noun of which a percentage or a sum is said: the nearest before it, else just after it."""
    for word in before[:NEAR]:
        if word[0].isdecimal():
            break
        if word in terms.quantities:
            return word
    return next((w for w in after[:AHEAD] if w in terms.quantities), "")


def _kind(at: _Place, before: list[str], after: list[str], terms: Terms) -> str:
    """Return what is counted by the nearest word for it, after the figure rather than before it; what has a fraction
    counts nobody, and is measured by the word just before it, if at all.
    """
    if "." in at.figure:
        near_by = [terms.kinds[w] for w in [*before[:3], *after[:2]] if w in terms.kinds]
        return next((kind for kind in near_by if kind in terms.scales), "")
    if _YEAR.match(at.digits) and _is_year(before, after, terms):
        return ""
    near = [
        (n, side, word)
        for side, words in enumerate((after[:4], _up_to(before[: min(3, at.clause)], terms.walls)))
        for n, word in enumerate(_up_to(words, ()))
        if word in terms.kinds
    ]
    return terms.kinds[min(near)[2]] if near else ""


def _is_year(before: list[str], after: list[str], terms: Terms) -> bool:
    """Tell if a number such as 2023 is a year: it stands after a word of time, or nothing beside it is counted."""
    dated = bool(before) and before[0] in terms.times
    counted = [*after[:1], *before[:1]]
    return dated or not any(word in terms.kinds or word in terms.units for word in counted)


def _up_to(words: list[str], walls: Sequence[str] | frozenset[str]) -> list[str]:
    """Return the words up to the next figure or wall."""
    ends = (n for n, word in enumerate(words) if word[0].isdecimal() or word in walls)
    return words[: next(ends, len(words))]


def _form(at: _Place) -> str:
    """Return what the form of a figure says: a score, a time of day, a year."""
    if "-" in at.figure:
        return "=score"
    if ":" in at.figure:
        return "=time"
    return "=year" if _YEAR.match(at.digits) else ""


def _dated(at: _Place) -> str:
    """Return the word that a figure up to 31 belongs to ("June 3", "Line 4"), if nothing is counted."""
    word = at.before[0] if at.before else ""
    small = at.figure.isdecimal() and int(at.figure) <= 31
    counts = bool(at.after) and informative(at.after[0], "en") != 0 and at.after[0][0].islower()
    return (
        f"@{word}"
        if small and not at.glued and word[:1].isupper() and len(word) > 2 and not counts
        else ""
    )


def _plural(word: str) -> bool:
    return word[-1] == "s" and not word.endswith(("ss", "is", "us"))


def _noun(at: _Place, terms: Terms, language: str) -> str:
    """Return what stands after a figure: a unit, or words up to a plural ("ferry passengers"), or one word."""
    words = at.after[:NOUN]
    if words and words[0].casefold() in terms.units:
        return words[0]
    if not words or not (informative(words[0], language) or words[0] in ("C", "F")):
        return ""
    end = next((n for n, w in enumerate(words) if not informative(w, language)), len(words))
    plural = (n for n, w in enumerate(words[:end], 1) if language in PLURAL and _plural(w))
    return " ".join(words[: next(plural, 1)])


@cache
def _terms(language: str) -> Terms:
    every = tomllib.loads(files("stream.dedupe").joinpath("data/measures.toml").read_text("utf-8"))
    table = every.get(language, {})

    def words(key: str) -> frozenset[str]:
        return frozenset(str(table.get(key, "")).split())

    money = [line.split(" | ") for line in [*every["any"]["money"], *table.get("money", [])]]
    names = {word: name for name, said in money for word in said.split()}
    return Terms(
        words("percent"), names, words("quantities"), words("units"), words("walls"), words("from"), words("per"),
        numbers.kinds(language), frozenset(every["any"]["scales"].split()), words("times"),
    )  # fmt: skip
