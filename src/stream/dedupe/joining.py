"""How surely an update tells of the event of a story: words in common, weighed by how rare they are.

TF-IDF over headline and lead, names double, with the idea of a story being its last texts together,
not one of them; what has been shown to work for news (Miranda et al., EMNLP 2018; Saravanakumar et al.,
EACL 2021). The rules are in order of how much they ask for; docs/dedupe.md has what they were measured on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from typing import Any

from stream.dedupe.bodies import bodies, lands
from stream.dedupe.case import Case
from stream.dedupe.memory import HOURS
from stream.dedupe.numbers import ONE, value
from stream.dedupe.openings import Likeness, Opened, Running, Weighed, named, unpacked
from stream.dedupe.rows import EntryRow

WINDOW, FADE = 72 * HOURS, 0.3
"""Milliseconds of event time within which an update joins a story, and the part of a score that is
lost at its end.
"""

TEXT, BRIEF, HEADS = 0.45, 0.35, 0.6
"""Least scores of two texts, of a headline alone that a text covers, and of one that it does not."""

RUNNING, PLACES = 0.25, 0.25
"""Least scores of a running story's own names, and of two texts with two names in common."""

COVERED, WHOLE = 0.5, 0.75
"""Least part of either headline's weight that the other opening has: of texts, of a headline alone."""

NAMED = 0.55
"""The same where two names in common decide."""

PRESENTLY, SOON = 6 * HOURS, 24 * HOURS
"""Milliseconds within which a name and what happened there, both in both headlines, decide; and within
which two names in common do.
"""

AT_ONCE = 3 * HOURS
"""Milliseconds within which a snap's full story follows."""

SAME_HEAD = 0.7
"""From this score of headline on headline, two headlines are one form."""

LEAST = 0.12
"""Least part of an update's weight that an entry has, for any rule to be asked."""

TELLING, RARE = log(25) ** 2, log(50) ** 2
"""Weights from which a word tells anything, and from which it tells events apart."""

FIGURE, FIGURES = 0.1, 2
"""What a figure in common adds to a score, and how many of them do."""

BESIDES = 2
"""Words that two texts of one event have in common besides the names of countries, at the least."""

EXACT = 4
"""Signs of a figure ("2.75", "1,120") that two agencies' reports of two events hardly share."""

RUN = 3
"""Items from which on a story has names of its own."""

RECENT = 6
"""Items of a story that stand for it: the latest."""


def distinctive(figures: Iterable[str]) -> frozenset[str]:
    """Return the figures that two events hardly share: of three signs and more, and no year."""
    return frozenset([f for f in figures if len(f) > 2 and not _year(f)])


def _year(figure: str) -> bool:
    return len(figure) == 5 and figure[:3] in ("1,9", "2,0")


class Query:
    """An update's opening, to be held against earlier ones."""

    def __init__(self, case: Case) -> None:
        self.case, said = case, case.tokens
        self.tokens, self.head = said.hashes, said.hashes[: said.head]
        self.words = frozenset(said.hashes)
        self.names = named(said.hashes, said.names)
        self.language = case.reading.language
        self.brief = said.head == len(said.hashes)
        self.figures = frozenset(map(value, case.facts.lead_figures)) - {ONE}
        self.ranked: list[int] | None = None
        """Numbers of entries that share the weightiest words, those that share most first."""
        self.kin: dict[int, Any] = {}
        """What was compared already (same.Kinship), by the entry's identity."""
        self.weights: dict[int, float] = {}
        """Weights of words, of which names' are not yet double; of the update's, and of what it was compared with."""
        self.whole = self._weigh(said.hashes, self.names)
        self._opened: dict[int, Opened] = {}

    def _weigh(self, tokens: Collection[int], names: Collection[int] = ()) -> float:
        """Return the weight of some words, names double; what is looked up is kept."""
        weights = self.weights
        if more := set(tokens).difference(weights):
            found = self.case.memory.weights(more, self.language)
            weights.update(zip(more, found, strict=True))
        weight = weights.__getitem__
        return sum(map(weight, tokens)) + sum(map(weight, names))

    def fade(self, row: EntryRow) -> float:
        """Return what time leaves of a score: 1.0 at once, nothing after WINDOW."""
        gap = abs(self.case.event - row.event) / WINDOW
        return 0.0 if gap > 1 else 1 - FADE * gap

    def opened(self, row: EntryRow) -> Opened:
        """Unpack an entry's opening, once for each update."""
        found = self._opened.get(id(row))
        if found is None:
            found = self._opened[id(row)] = Opened(row, *unpacked(row.tokens, row.names))
        return found

    def promising(self, other: Opened) -> bool:
        """Tell cheaply if the words in common can come to anything: most candidates' can't."""
        common = self.words.intersection(other.tokens)
        if len(common) < 2:
            return False
        if self.part(other) >= LEAST:
            return True
        brief = self.brief or other.row.head == len(other.tokens)
        return brief and len(common.intersection(self.head)) > 1

    def part(self, other: Opened) -> float:
        """Return about what part of the update's weight an entry has."""
        weights = self.weights
        common = self.words.intersection(other.tokens)
        if not common:
            return 0.0
        names = common & (self.names | other.names)
        weight = weights.__getitem__
        return (sum(map(weight, common)) + sum(map(weight, names))) / self.whole

    def likeness(self, other: Opened, own: Mapping[int, int]) -> Likeness | None:
        """Compare with one entry; None if too little is common for any rule."""
        common = self.words.intersection(other.tokens)
        if len(common) < 2:
            return None
        names = self.names | other.names
        weights, gained = self._common(common, own, names)
        shared = sum(weights.values())
        whole = self.whole + gained - self._weigh((), common & self.names)
        theirs = (
            self._weigh(other.tokens, other.names) + gained - self._weigh((), common & other.names)
        )
        rare = {t for t, w in weights.items() if w >= (2 * RARE if t in names else RARE)}
        telling = (rare & names) - bodies(self.language)
        mine, its = (
            self._head(self.head, self.names, weights),
            self._head(other.head, other.names, weights),
        )
        both = sum([weights[t] for t in set(self.head).intersection(other.head)])
        return Likeness(
            shared / sqrt(whole * theirs), both / sqrt(mine.total * its.total) if both else 0.0,
            mine.shared / (mine.total or 1.0), its.shared / (its.total or 1.0), mine.keyed or its.keyed,
            mine.keyed and its.keyed, len(common), sum([w >= TELLING for w in weights.values()]),
            self._places(other, telling), self._headline(other, telling), shared / whole, len(rare),
        )  # fmt: skip

    def _common(
        self, common: frozenset[int], own: Mapping[int, int], names: frozenset[int]
    ) -> tuple[dict[int, float], float]:
        """Return the weights of the words in common, those of the story apart and names double, and by how much
        they are more than the single ones in `weights`.
        """
        single = self.weights
        weights = {t: single[t] for t in common}
        mended = [t for t in common if t in own]
        if mended:
            found = self.case.memory.weights(mended, self.language, own)
            weights.update(zip(mended, found, strict=True))
        for token in common & names:
            weights[token] *= 2
        return weights, sum(weights.values()) - sum([single[t] for t in common])

    def _head(
        self, head: Sequence[int], names: Collection[int], common: Mapping[int, float]
    ) -> Weighed:
        """Weigh a headline: what of it is common, the whole, and if its weightiest word is common."""
        single = self.weights
        shared = total = most = 0.0
        keyed = False
        for token in head:
            weight = common.get(token)
            if weight is not None:
                shared += weight
            else:
                weight = 2 * single[token] if token in names else single[token]
            total += weight
            if weight > most:
                most, keyed = weight, token in common
        return Weighed(shared, total, keyed)

    def _places(self, other: Opened, names: Collection[int]) -> int:
        """Return how many names both have, if one is in both headlines and the others in either; words
        that stand side by side in both texts are one name.
        """
        mine, theirs = set(self.head), set(other.head)
        if not any(name in mine and name in theirs for name in names):
            return 0
        either = [t for t in self.tokens if t in names and (t in mine or t in theirs)]
        return len(either) - sum(
            _adjacent(self.tokens, a, b) and _adjacent(other.tokens, a, b)
            for a, b in pairwise(either)
        )

    def _headline(self, other: Opened, names: Collection[int]) -> int:
        """Return how many words both headlines have, if one is a name; one beside a name is part of it."""
        both = [t for t in self.head if t in other.head]
        if not any(t in names for t in both):
            return 0
        return len(both) - sum(
            (a in names or b in names)
            and _adjacent(self.head, a, b)
            and _adjacent(other.head, a, b)
            for a, b in pairwise(both)
        )

    def together(
        self, entries: Sequence[Opened], own: Mapping[int, int], like: Likeness
    ) -> Running:
        """Compare with a story's last entries as one text; `like` is of the most alike of them."""
        if len(entries) < 2:
            gap = min((abs(self.case.event - e.row.event) for e in entries), default=WINDOW)
            return Running(like.score, 0, gap, len(entries))
        shares = shares_of(entries)
        names = self.names.union(*[entry.names for entry in entries])
        common = frozenset(t for t in self.tokens if t in shares)
        weights, gained = self._common(common, own, names)
        mine = self.whole + gained - self._weigh((), common & self.names)
        shared = sum([weights[t] * shares[t] for t in common])
        theirs = self._shared(shares, names, weights)
        idle = bodies(self.language)
        core = [
            t for t in self.tokens
            if t in common and shares[t] >= 0.5 and t in names and weights[t] >= 2 * RARE and t not in idle
        ]  # fmt: skip
        apart = len(core) - sum(
            _adjacent(self.tokens, a, b) and _beside(entries, a, b) for a, b in pairwise(core)
        )
        named = apart if any(t in self.head for t in core) else 0
        gap = min(abs(self.case.event - entry.row.event) for entry in entries)
        return Running(shared / sqrt(mine * theirs) if common else 0.0, named, gap, len(entries))

    def _shared(
        self, shares: Mapping[int, float], names: Collection[int], common: Mapping[int, float]
    ) -> float:
        """Weigh the words of a story's entries by the square of the part of them that has each."""
        self._weigh(shares)
        single, total = self.weights, 0.0
        for token, share in shares.items():
            weight = common.get(token)
            if weight is None:
                weight = 2 * single[token] if token in names else single[token]
            total += weight * share * share
        return total


def query_of(case: Case) -> Query:
    """Return the update's query; it is made once."""
    if case.query is None:
        case.query = Query(case)
    return case.query


def shares_of(entries: Sequence[Opened]) -> dict[int, float]:
    """Return in what part of some entries each word is; of many, one that is in a single one is left out."""
    counts: dict[int, int] = {}
    for entry in entries:
        for token in entry.tokens:
            counts[token] = counts.get(token, 0) + 1
    least, whole = (2 if len(entries) > RUN else 1), len(entries)
    return {t: n / whole for t, n in counts.items() if n >= least}


def _adjacent(tokens: Sequence[int], one: int, other: int) -> bool:
    return abs(tokens.index(one) - tokens.index(other)) == 1


def _beside(entries: Sequence[Opened], one: int, other: int) -> bool:
    both = [e.tokens for e in entries if one in e.tokens and other in e.tokens]
    return all(_adjacent(tokens, one, other) for tokens in both)


def judge(query: Query, best: Opened, like: Likeness, whole: Running) -> float:
    """Return how surely an update belongs to a story, 0 to 1, or 0.0 if no rule lets it in.

    `best` is the entry of the story most like it; `whole` is of the last entries together.
    """
    fade, mine, theirs = query.fade(best.row), distinctive(query.figures), distinctive(best.figures)
    shared = len(mine & theirs)
    score = max(like.score, whole.score) * fade
    told = score + FIGURE * min(FIGURES, shared)
    differ = bool(mine and theirs and not shared)
    brief = query.brief or best.row.head == len(best.tokens)
    rules = _brief if brief else _text
    if rules(query, best, like, told, differ):
        return max(told, like.heads * fade) if brief else told
    by_names = _by_names(query, best, like, score, whole) or _by_figure(query, best, mine & theirs)
    return max(score, LEAST) if by_names else 0.0


def another_person(query: Query, best: Opened) -> bool:
    """One person of another age: an accident of the same kind in the same street is another one."""
    mine, theirs = query.case.facts.ages, best.row.facts.ages
    return len(mine) == len(theirs) == 1 and mine != theirs


def _brief(query: Query, best: Opened, like: Likeness, told: float, differ: bool) -> bool:
    """A headline alone: one of the two headlines is as good as told by the other text.

    Within AT_ONCE the words need not be rare: a figure in common, or all but one headline, will do.
    """
    if differ:
        return False
    value, part = max(told, like.heads), max(like.mine, like.theirs)
    at_once = abs(query.case.event - best.row.event) <= AT_ONCE
    told_alike = query.figures & best.figures or (like.both and like.words > 3)
    if at_once and like.words > 2 and part >= WHOLE and told_alike:
        return True
    if at_once and _snaps(query, best) and like.rare > 1 and like.words > 2 and value >= BRIEF:
        return True
    if like.telling < 2 or not (like.both or (at_once and like.keyed)):
        return False
    return (value >= BRIEF and part >= WHOLE) or (value >= HEADS and like.both)


def _snaps(query: Query, best: Opened) -> bool:
    """Two headlines alone, of no firm: two desks' words for one event have but a rare pair in common."""
    alone = query.brief and best.row.head == len(best.tokens)
    return alone and not query.case.firm and not best.row.firm


def _text(query: Query, best: Opened, like: Likeness, told: float, differ: bool) -> bool:
    """Two texts: much in common, and the weightiest word of a headline."""
    plain = told >= TEXT and max(like.mine, like.theirs) >= COVERED and like.telling > 2
    return plain and like.keyed and (like.both or not differ or told >= HEADS)


def _by_figure(query: Query, best: Opened, shared: Collection[str]) -> bool:
    """Two agencies' headlines of one decision: a figure of EXACT signs, a name and a word are in both, AT_ONCE."""
    if query.case.agency == best.row.agency or all(len(figure) < EXACT for figure in shared):
        return False
    common = set(query.head).intersection(best.head)
    named = not common.isdisjoint((query.names | best.names) - bodies(query.language))
    near = abs(query.case.event - best.row.event) <= AT_ONCE
    return near and named and len(common) > 1 and not (query.case.firm or best.row.firm)


def _only_land(query: Query, best: Opened) -> bool:
    """Tell if of two headlines' names only countries' are in both, and no figure: one word more in common is asked for
    then ("… kill … Nigeria").
    """
    names = (query.names | best.names) - bodies(query.language)
    common = names.intersection(query.head).intersection(best.head)
    figures = distinctive(query.figures & best.figures)
    return bool(common) and common <= lands(query.language) and not figures


def _by_names(query: Query, best: Opened, like: Likeness, score: float, whole: Running) -> bool:
    """Names decide: those of a running story, or two that are in two texts of one day.

    Not so for firms: one firm's texts of a day have its names in common and no event.
    """
    # Two countries that are at war or in talks have many matters a day.
    common = query.words.intersection(best.tokens) - lands(query.language)
    if query.case.firm or best.row.firm or len(common) < BESIDES:
        return False
    gap = abs(query.case.event - best.row.event)
    if gap <= PRESENTLY and like.headline > 1 + _only_land(query, best) and score >= PLACES:
        return True
    if not like.keyed:
        return False
    running = whole.items >= RUN and whole.names > 1 and whole.gap <= SOON
    if running and score >= RUNNING and like.score >= 0.8 * RUNNING:
        return max(like.mine, like.theirs) >= 0.3
    named = like.places > 1 and score >= PLACES and max(like.mine, like.theirs) >= NAMED
    return gap <= SOON and named
