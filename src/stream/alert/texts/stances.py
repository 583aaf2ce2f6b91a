"""Reports of one event that say opposite things: which side a headline takes, and who takes which.

A side is taken by words that are opposed to others (data/stances.toml). Two headlines contradict each other
only if they speak of the same thing, which is a word near both; what is only announced takes no side.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from stream.alert.life.rows import ItemRow
from stream.alert.watch.words import fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

_NEAR = 5
"""Words before and after in which stands what a side is taken on."""

LONG = 4
"""Letters of a word that names a thing; shorter ones are mostly grammar."""

BEFORE = 2
"""Words before one in which a plan or a negation turns it."""

_CONTRADICTS = "contradicts "

_HARM = frozenset(("killed", "wounded"))
"""Kinds of casualties that "nobody hurt" says there are not."""

_SAME_TIME = 12 * 3_600_000
"""Reports further apart (ms) tell of a development, not of two opinions."""


def words_of(text: str, tag: str = "") -> list[str]:
    """The words of a text in order, folded; where they have no spaces those of the table, and single signs."""
    return language_of(tag).word.findall(fold(text))


class Stance(NamedTuple):
    """A side (0 or 1) of an axis, by which word, on what."""

    side: int
    word: str
    on: frozenset[str]


class Axis(NamedTuple):
    """Two sets of opposed words; `where` are words of which one must be in the headline, too.

    With `by` a side is taken on who stands right before the word, if that is none of these ("party"):
    "A wins" and "B loses" agree.
    """

    sides: tuple[frozenset[str], frozenset[str]]
    where: frozenset[str]
    by: frozenset[str] = frozenset()


class End(NamedTuple):
    """Words, or pairs of them ("called_off"), that say of one of `where` that it is over, unless one of `but`
    stands in the headline, too."""

    words: frozenset[str]
    where: frozenset[str]
    but: frozenset[str]


class Unhurt(NamedTuple):
    """Words that say that nobody is hurt: one of `none` before one of `harm`, or one of `after` right behind it."""

    none: frozenset[str]
    harm: frozenset[str]
    after: frozenset[str]


class Language(NamedTuple):
    """The words of one language."""

    axes: tuple[Axis, ...]
    ends: tuple[End, ...]
    denials: frozenset[str]
    ahead: frozenset[str]
    negations: frozenset[str]
    fears: frozenset[str]
    parts: frozenset[str]
    reactions: frozenset[str]
    dead: frozenset[str]
    unhurt: Unhurt
    word: re.Pattern[str] = _WORD


@cache
def _language(tag: str) -> Language:
    table = _data().get(tag, {})
    axes = []
    for axis in table.get("axes", ()):
        one, _, other = axis["sides"].partition("|")
        sides = (_set(one), _set(other))
        axes.append(Axis(sides, *(_set(axis.get(key, "")) for key in ("where", "by"))))
    ends = tuple(
        End(*(_set(end.get(key, "")) for key in End._fields)) for end in table.get("ends", ())
    )
    keys = ("denials", "ahead", "negations", "fears", "parts", "reactions", "dead")
    words = tuple(_set(table.get(key, "")) for key in keys)
    denials, ahead, negations, fears, parts, reactions, dead = words
    hurt = table.get("unhurt", {})
    unhurt = Unhurt(*(_set(hurt.get(key, "")) for key in Unhurt._fields))
    found = Language(
        tuple(axes), ends, denials, ahead, negations, fears, parts, reactions, dead, unhurt
    )
    return found._replace(word=_signs(found)) if table.get("unspaced") else found


def _signs(language: Language) -> re.Pattern[str]:
    """A word of the table, the longest first, else a run of Latin letters and digits, else any other sign."""
    axes = [words for axis in language.axes for words in (*axis.sides, axis.where, axis.by)]
    ends = [words for end in language.ends for words in end]
    kept = frozenset[str]().union(*axes, *ends, *language[2:9], *language.unhurt)
    longest = sorted(kept, key=lambda word: (-len(word), word))
    return re.compile("|".join([*map(re.escape, longest), r"[0-9a-z]+", r"[^\W_]"]))


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("stream.alert").joinpath("data/stances.toml").read_text("utf-8"))


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


def denies(item: ItemRow) -> bool:
    """Whether the headline says that what is reported is not so."""
    return _denies(item.headline, item.language)


@lru_cache(maxsize=4096)
def _denies(headline: str, tag: str) -> bool:
    language, words = language_of(tag), words_of(headline, tag)
    at = next((n for n, word in enumerate(words) if word in language.denials), None)
    return at is not None and language.parts.isdisjoint(words[at + 1 : at + 1 + _NEAR])


def spared(item: ItemRow) -> frozenset[str]:
    """The kinds of casualties of which the headline says that there are none, other than those that the report
    counts: killed for "nobody dead, nine injured", both for "nobody hurt"."""
    if not _unhurt(item.headline, item.language):
        return frozenset()
    return _HARM - {figure[0].partition(" ")[0] for figure in item.figures}


def counts_any(items: Iterable[ItemRow], kinds: Collection[str]) -> bool:
    """Whether one of the reports counts casualties of such a kind, of any side."""
    return any(figure[0].partition(" ")[0] in kinds for row in items for figure in row.figures)


@lru_cache(maxsize=4096)
def _unhurt(headline: str, tag: str) -> bool:
    words, (none, harm, after) = words_of(headline, tag), language_of(tag).unhurt
    for at, word in enumerate(words):
        if word in none:
            rest = (each for each in words[at + 1 :] if len(each) >= LONG or each in harm)
            if next(rest, "") in harm:
                return True
        if word in after and not harm.isdisjoint(words[max(0, at - 1) : at]):
            return True
    return False


def language_of(tag: str) -> Language:
    """The words of a language tag; none of any kind for one that the table lacks."""
    return _language(tag.lower().partition("-")[0])


def ended(item: ItemRow, before: Iterable[ItemRow]) -> list[str]:
    """What is over by the headline, as `now "lifted"`, and was not by an earlier one."""
    if item.copy or denies(item):
        return []
    ends = over(item.headline, item.language)
    known = {n for row in before for n in over(row.headline, row.language)} if ends else ()
    return [f'now "{word}"' for n, word in ends.items() if n not in known]


@lru_cache(maxsize=4096)
def over(headline: str, tag: str) -> Mapping[int, str]:
    """Words by which something is over, by the number of its line: the same thing has the same in all languages."""
    language, words = language_of(tag), words_of(headline, tag)
    found = {}
    for n, end in enumerate(language.ends):
        if end.where.isdisjoint(words) or not end.but.isdisjoint(words):
            continue
        for at, word in enumerate(words):
            long = 2 if "_".join(words[at : at + 2]) in end.words else int(word in end.words)
            before = words[max(0, at - BEFORE) : at]
            if long and (language.ahead | language.negations).isdisjoint(before):
                found[n] = " ".join(as_written(headline, words)[at : at + long])
    return found


def as_written(headline: str, words: Sequence[str]) -> Sequence[str]:
    """The headline's words as it has them, in small letters, for its folded ones."""
    written = _WORD.findall(headline.lower())
    return written if len(written) == len(words) else words


@lru_cache(maxsize=4096)
def stances(headline: str, tag: str) -> Mapping[int, Stance]:
    """The sides that a headline takes, by axis of its language; none where it has words of both sides."""
    language, words = language_of(tag), words_of(headline, tag)
    found = {}
    for n, axis in enumerate(language.axes):
        if axis.where and axis.where.isdisjoint(words):
            continue
        taken = [(at, s) for at in range(len(words)) if (s := _taken(axis, language, words, at))]
        if len({stance.side for _, stance in taken}) == 1:
            at, stance = taken[0]
            said = stance.word.replace(words[at], as_written(headline, words)[at])
            found[n] = stance._replace(word=said)
    return found


def _taken(axis: Axis, language: Language, words: Sequence[str], at: int) -> Stance | None:
    side = next((n for n, each in enumerate(axis.sides) if words[at] in each), None)
    before = words[max(0, at - BEFORE) : at]
    if side is None or not language.ahead.isdisjoint(before):
        return None
    turns = [word for word in before if word in language.negations]
    if turns:
        side = 1 - side
    around = [*words[max(0, at - _NEAR) : at], *words[at + 1 : at + 1 + _NEAR]]
    if axis.by:
        around = [word for word in words[max(0, at - 1) : at] if word not in axis.by]
    said = f"not: {words[at]}" if turns else words[at]
    return Stance(side, said, frozenset(w for w in around if len(w) >= LONG) - axis.where)


class View(NamedTuple):
    """What agencies say on one axis: agencies by side, in words, and whether they contradict each other.

    The first ones are of the side `first`, that of the agency that spoke first.
    """

    agencies: tuple[frozenset[str], frozenset[str]]
    words: str
    is_disputed: bool
    first: int

    @property
    def lesser(self) -> int:
        """The side with fewer agencies; of two equal ones that which spoke later, by `views` the second."""
        return 0 if len(self.agencies[0]) < len(self.agencies[1]) else 1


Taken = tuple[ItemRow, Stance]
"""A report with the side that it takes."""


def views(items: Iterable[ItemRow]) -> dict[tuple[str, int], View]:
    """The axes on which agencies take a side. Of each its newest report counts."""
    axes: dict[tuple[str, int], dict[str, Taken]] = {}
    for row in _own(items):
        if row.test:
            continue
        tag = row.language.lower().partition("-")[0]
        for axis, stance in stances(row.headline, row.language).items():
            axes.setdefault((tag, axis), {})[row.agency] = (row, stance)
    return {key: _view(taken) for key, taken in sorted(axes.items())}


def _own(items: Iterable[ItemRow]) -> list[ItemRow]:
    """The reports without copies; but near-identical texts of an agency that has no other are its own.

    One word may be all that is not identical, and the news: "upholds" for "overturns".
    """
    rows = list(items)
    agencies = {row.agency for row in rows if not row.copy}
    return [row for row in rows if not row.copy or row.agency not in agencies]


def _view(taken: Mapping[str, Taken]) -> View:
    first = next(iter(taken.values()))[1].side
    groups, parts = [], []
    for side in (first, 1 - first):
        mine = {agency: stance for agency, (_, stance) in taken.items() if stance.side == side}
        groups.append(frozenset(mine))
        if mine:
            word = list(mine.values())[-1].word
            parts.append((-len(mine), f"{word} {len(mine)} ({', '.join(sorted(mine))})"))
    parts.sort(key=lambda part: part[0])
    is_disputed = any(_opposed(a, b) for a in taken.values() for b in taken.values())
    return View((groups[0], groups[1]), ", ".join(text for _, text in parts), is_disputed, first)


def _opposed(one: Taken, other: Taken) -> bool:
    (a, mine), (b, theirs) = one, other
    is_near = abs(a.at - b.at) <= _SAME_TIME
    return is_near and mine.side != theirs.side and not mine.on.isdisjoint(theirs.on)


def turned(before: Iterable[ItemRow], after: Iterable[ItemRow]) -> list[str]:
    """What has become of a contradiction: there is one, another side leads, or there is none any more."""
    was, lines = views(before), []
    for key, view in views(after).items():
        old = was.get(key)
        if view.is_disputed and (old is None or not old.is_disputed or _lead(old) != _lead(view)):
            lines.append(f"sources disagree: {view.words}")
        elif old is not None and old.is_disputed and not view.is_disputed:
            lines.append(f"sources agree: {view.words}")
    return lines


def _lead(view: View) -> int:
    """Which side more agencies take: 0 for neither; that one of them says it in another word is no turn."""
    one, other = map(len, view.agencies)
    more = (one > other) - (one < other)
    return -more if view.first else more


def contradictions(item: ItemRow) -> list[str]:
    """What dedupe says that another agency's new text contradicts, as "contradicts AFP: opens ↔ closes"."""
    return [change for change in item.changes if change.startswith(_CONTRADICTS)]


def against(items: Sequence[ItemRow]) -> set[str]:
    """The agencies that corroborate nothing: their newest report denies, says that nobody is hurt, or dead,
    where others count such, or contradicts what more say."""
    newest = {row.agency: row for row in _own(items)}
    found = {agency for agency, row in newest.items() if denies(row)}
    counted = list(newest.values())
    found |= {agency for agency, row in newest.items() if counts_any(counted, spared(row))}
    disputed = [view for view in views(items).values() if view.is_disputed]
    for view in disputed:
        found |= view.agencies[view.lesser]
    if not disputed:
        found |= {agency for agency, row in newest.items() if contradictions(row)}
    return found
