"""What a later text says otherwise than an earlier one: figures, words that turn the sense, names
in the headline.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from stream.dedupe.words.measures import measures
from stream.dedupe.words.numbers import ONE, ages, figures, value
from stream.dedupe.words.persons import persons
from stream.dedupe.words.text import Opening, Reading, informative
from stream.dedupe.words.towns import towns

LIMIT = 8
"""Changes told of one revision."""

TICKERS = 6
"""Firms' marks kept of a text."""

_TICKER = re.compile(r"<([A-Z]{1,6})[. ]?[A-Z]{0,2}>")


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """What of a text is compared word by word; `lead_*` is of headline and first two sentences, the
    rest of all.

    `figures` and `tickers` (the first few) come in order of reading, `marks` are the words of
    data/opposites.toml, sorted. `measures` says of each figure of the lead what it measures (measures.py), as far as
    that is clear; `ages` are those of persons in the lead; `persons` are the headline's by whole names (persons.py),
    `towns` its towns (towns.py).
    """

    lead_figures: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    lead_marks: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    headnames: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    @property
    def counted(self) -> dict[str, str]:
        """The figures of the lead that count the dead, the hurt and such, and what each counts ("12": "toll")."""
        if not self.measures:
            return {}
        pairs = zip(self.lead_figures, self.measures, strict=False)
        return {figure: label[1:] for figure, label in pairs if label.startswith("#")}

    @property
    def scores(self) -> frozenset[str]:
        """The figures of the lead that are a match's score ("2-1")."""
        if not self.measures:
            return frozenset()
        pairs = zip(self.lead_figures, self.measures, strict=False)
        return frozenset([figure for figure, label in pairs if label == "=score"])


Pair = tuple[frozenset[str], frozenset[str]]
"""Two sets of words that are opposed."""


class Opposites(Struct):
    """The words of one language that turn a report round.

    `contrary` has the first set of each pair of which two reports can't both be right, `loose` of those that are said
    of two things at once, `near` of those that only oppose beside a same word; `denials` are words and phrases,
    `phrases` the latter alone. `turning` are the words of pairs, `leading` all that are looked for in a lead, `moving`
    those for a price's way.
    """

    pairs: list[Pair]
    stages: list[Pair]
    negations: frozenset[str]
    turning: frozenset[str]
    leading: frozenset[str]
    contrary: frozenset[frozenset[str]]
    loose: frozenset[frozenset[str]]
    denials: frozenset[str]
    phrases: frozenset[str]
    moving: frozenset[str]
    near: frozenset[frozenset[str]]

    def hashes(self, language: str) -> frozenset[int]:
        """Return the token hashes of all words that turn a report."""
        return _hashes(self.leading, language)

    def ways(self, language: str) -> frozenset[int]:
        """Return the token hashes of the words for which way a price or a figure went."""
        return _hashes(self.moving, language)


@cache
def _hashes(words: frozenset[str], language: str) -> frozenset[int]:
    return frozenset([informative(word, language) for word in words])


def facts(reading: Reading, said: Opening, headnames: tuple[str, ...]) -> Facts:
    """Read the facts of a text."""
    words = reading.words[: reading.head] + reading.body_words[: len(said.sentences)]
    first = figures(said.text, words, reading.language)
    rest = figures(
        reading.body[said.end :], reading.body_words[len(said.sentences) :], reading.language
    )
    table = opposites(reading.language)
    lead_marks = table.leading.intersection(words)
    marks = table.turning.intersection(reading.words) - lead_marks
    more = tuple([f for f in rest if f not in first])
    old = ages(said.text) if first else ()
    tickers = _TICKER.findall(reading.body) if "<" in reading.body else []
    return Facts(
        tuple(first), more, tuple(sorted(lead_marks)), tuple(sorted(marks)), headnames,
        tuple(dict.fromkeys(tickers))[:TICKERS],
        measures(said.text, words, first, old, reading.language) if first else (), old,
        persons(said, headnames, reading.language), towns(said, reading.language),
    )  # fmt: skip


def differences(
    old: Facts, new: Facts, old_tokens: Collection[int], new_tokens: Collection[int], language: str
) -> list[str]:
    """Return what the new text says otherwise, for a verdict to rest on (wording.py is what an editor reads); an empty
    list for a copy, also for one cut at the end. What only went begins with "- ".
    """
    return [
        *_figures(old, new),
        *turned(old, new, language),
        *renamed(old, new, old_tokens, new_tokens, language),
    ][:LIMIT]


def _figures(old: Facts, new: Facts) -> list[str]:
    before, after = old.lead_figures + old.figures, new.lead_figures + new.figures
    gained, lost = _only(after, before), _only(before, after)
    if not gained and not set(lost).intersection(old.lead_figures):
        return []
    # "two" that became "one": the pronoun counts only as the other half of an exchange.
    if ONE in set(after).difference(before) and len(lost) > len(gained):
        gained.append("1")
    if ONE in set(before).difference(after) and len(gained) > len(lost):
        lost.append("1")
    return arrows(lost, gained)


def _only(here: Sequence[str], there: Sequence[str]) -> list[str]:
    known = {*map(value, there), ONE} | ({"1"} if ONE in there else set())
    return [figure for figure in here if value(figure) not in known]


def arrows(lost: Sequence[str], gained: Sequence[str]) -> list[str]:
    """Pair what went with what came: "12 → 20", "+ 5", "- 7"."""
    pairs = [f"{a} → {b}" for a, b in zip(lost, gained, strict=False)]
    more = [f"+ {b}" for b in gained[len(lost) :]]
    return pairs + more + [f"- {a}" for a in lost[len(gained) :]]


def turned(old: Facts, new: Facts, language: str) -> list[str]:
    """Return the words that turn a report round and were exchanged, came or went."""
    table = opposites(language)
    was, now = frozenset(old.lead_marks), frozenset(new.lead_marks)
    found = turned_words(was, now, table.pairs + table.stages)
    came, went = now & table.negations, was & table.negations
    negated = [f"+ {min(came)}"] if came and not went else []
    negated += [f"- {min(went)}"] if went and not came else []
    if found or negated:
        return found + negated
    return turned_words(was.union(old.marks), now.union(new.marks), table.pairs)


def turned_words(was: frozenset[str], now: frozenset[str], pairs: list[Pair]) -> list[str]:
    """Return of two texts' words that turn a report round those that were exchanged: "strikes → upholds"."""
    if was <= now or now <= was:  # an exchange takes a word away and brings another
        return []
    found = []
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            gone, come = was & one, now & other
            if gone and come and not now & one and not was & other:
                found.append(f"{_present(gone)} → {_present(come)}")
    return list(dict.fromkeys(found))


def _present(forms: frozenset[str]) -> str:
    """Return one form of a word, that of a headline ("strikes" of "strikes, struck") if it is there."""
    return min(forms, key=lambda word: (not word.endswith("s"), word))


def dropped(old: Facts, words: Collection[str]) -> list[str]:
    """Return the names of the old headline that none of a text's words (lower case) begins with."""
    gone = [n for n in old.headnames if not any(w.startswith(n.casefold()) for w in words)]
    return arrows(gone, [])


def renamed(
    old: Facts, new: Facts, old_tokens: Collection[int], new_tokens: Collection[int], language: str
) -> list[str]:
    """Return the names of the headline and the firms' marks that were exchanged for others."""
    gained = [n for n in new.headnames if informative(n, language) not in old_tokens]
    lost = [n for n in old.headnames if informative(n, language) not in new_tokens]
    # One that only came or went is a headline told longer or shorter, and where many are exchanged it is
    # another headline; one or two are another name. German writes every noun like a name.
    few = len(gained) == len(lost) <= (1 if language == "de" else 2)
    return [*(arrows(lost, gained) if few else []), *_firms(old, new)]


def _firms(old: Facts, new: Facts) -> list[str]:
    """Another firm in one's place; a mark that only came or went is spelling."""
    gained = [t for t in new.tickers if t not in old.tickers]
    lost = [t for t in old.tickers if t not in new.tickers]
    return arrows(lost, gained) if len(gained) == len(lost) else []


@cache
def opposites(language: str) -> Opposites:
    """Return the words of a language (data/opposites.toml); empty for a language that has none."""
    table = _data().get(language, {})
    pairs, stages = _pairs(table.get("pairs", [])), _pairs(table.get("stages", []))
    negations = frozenset(str(table.get("negations", "")).split())
    turning = frozenset().union(*(a | b for a, b in pairs))
    steps = frozenset().union(*(a | b for a, b in stages))
    contrary, loose, near = (
        _firsts(pairs, str(table.get(key, ""))) for key in ("contrary", "loose", "near")
    )
    denials = frozenset(table.get("denials", []))
    phrases = frozenset([denial for denial in denials if " " in denial])
    leading = turning | steps | negations | (denials - phrases)
    ways = _firsts(pairs, str(table.get("ways", "")))
    moving = frozenset().union(*(a | b for a, b in pairs if a in ways))
    return Opposites(
        pairs, stages, negations, turning, leading, contrary, loose, denials, phrases, moving, near
    )


def _firsts(pairs: list[Pair], words: str) -> frozenset[frozenset[str]]:
    """Return the first sets of the pairs that some words name."""
    named = frozenset(words.split())
    return frozenset([one for one, _ in pairs if one & named])


def _pairs(lines: Sequence[str]) -> list[Pair]:
    halves = [line.partition("|") for line in lines]
    return [(frozenset(a.split()), frozenset(b.split())) for a, _, b in halves]


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("stream.dedupe").joinpath("data/opposites.toml").read_text("utf-8"))
