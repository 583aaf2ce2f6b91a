"""The rules by which an update joins a story: what two openings, or a story's together, have to have in common.

The rules are in order of how much they ask for; docs/dedupe.md has what they were measured on. The words are weighed
in `query`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from stream.dedupe.recall.memory import HOURS
from stream.dedupe.running.query import LEAST, RUN, TELLING, Query
from stream.dedupe.words.bodies import bodies, lands
from stream.dedupe.words.openings import Likeness, Opened, Running
from stream.dedupe.words.text import informative

TEXT, BRIEF, HEADS = 0.45, 0.35, 0.6
"""Least scores of two texts, of a headline alone that a text covers, and of one that it does not."""

RUNNING, PLACES = 0.25, 0.25
"""Least scores of a running story's own names, and of two texts with two names in common."""

COVERED, WHOLE = 0.5, 0.75
"""Least part of either headline's weight that the other opening has: of texts, of a headline alone."""

NAMED, LEAST_PART = 0.55, 0.3
"""The same where two names in common decide, and where a running story's own names do: no rule asks for less."""

PRESENTLY, SOON = 6 * HOURS, 24 * HOURS
"""Milliseconds within which a name and what happened there, both in both headlines, decide; and within
which two names in common do.
"""

AT_ONCE = 3 * HOURS
"""Milliseconds within which a snap's full story follows."""

SAME_HEAD = 0.7
"""From this score of headline on headline, two headlines are one form."""

FIGURE, FIGURES = 0.1, 2
"""What a figure in common adds to a score, and how many of them do."""

BESIDES = 2
"""Words that two texts of one event have in common besides the names of countries, at the least."""

EXACT, EXACTLY = 4, 2
"""Signs of a figure ("2.75", "1,120") that two agencies' reports of two events hardly share, and how many shorter ones
("by 312 votes to 201") they do not share either.
"""

MANY = 5
"""Rare names, apart from each other, that two texts of two matters hardly share."""

NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun like a name."""

RECENT = 6
"""Items of a story that stand for it: the latest."""


def distinctive(figures: Iterable[str]) -> frozenset[str]:
    """Return the figures that two events hardly share: of three signs and more, and no year."""
    return frozenset([f for f in figures if len(f) > 2 and not _year(f)])


def _year(figure: str) -> bool:
    return len(figure) == 5 and figure[:3] in ("1,9", "2,0")


def judge(query: Query, best: Opened, like: Likeness, together: Callable[[], Running]) -> float:
    """Return how surely an update belongs to a story, 0 to 1, or 0.0 if no rule lets it in.

    `best` is the entry of the story most like it; `together` compares with the last entries as one text, and is asked
    only where that can decide anything.
    """
    mine, theirs = query.of(_distinctive), best.of(_distinctive, query.language)
    shared, brief = mine & theirs, query.brief or best.brief
    headline, by_figure = query.headline(best, like.names), _by_figure(query, best, shared)
    part = max(like.mine, like.theirs)
    if not (brief or by_figure or headline > 1 or (like.keyed and part >= LEAST_PART)):
        return 0.0  # no rule for two texts asks for less
    whole, fade = together(), query.fade(best.row)
    score = max(like.score, whole.score) * fade
    told = score + FIGURE * min(FIGURES, len(shared))
    differ = bool(mine and theirs and not shared)
    rules = _brief if brief else _text
    if rules(query, best, like, told, differ):
        return max(told, like.heads * fade) if brief else told
    by_names = by_figure or _by_names(query, best, like, score, whole, headline)
    return max(score, LEAST) if by_names else 0.0


def _distinctive(said: Query | Opened, language: str) -> frozenset[str]:
    return distinctive(said.figures)


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
    alone = query.brief and best.brief
    return alone and not query.case.firm and not best.row.firm


def _text(query: Query, best: Opened, like: Likeness, told: float, differ: bool) -> bool:
    """Two texts: much in common, and the weightiest word of a headline."""
    plain = told >= TEXT and max(like.mine, like.theirs) >= COVERED and like.telling > 2
    alike = plain and like.keyed and (like.both or not differ or told >= HEADS)
    return alike and (told >= HEADS or _deed(query, best, like))


def _deed(query: Query, best: Opened, like: Likeness) -> bool:
    """Tell if two texts have more in common than names and the dateline: what happened to them. A firm, or a minister,
    has several matters a day; who bids, for whom and against whom, are of one.
    """
    if query.language in NOUNS:
        return True
    if like.both and query.apart(best, like.names - lands(query.language)) >= MANY:
        return True
    told = (query.words & best.words) - query.names - best.names - query.of(_desk)
    return any(query.weights[token] >= TELLING for token in told)


def _desk(query: Query, language: str) -> frozenset[int]:
    """Return the words of the dateline."""
    place = query.case.opening.place
    return frozenset([informative(word, language) for word in place])


def _by_figure(query: Query, best: Opened, shared: Collection[str]) -> bool:
    """Two agencies' headlines of one decision: a figure of EXACT signs or EXACTLY figures, a name and a word are in
    both, AT_ONCE.
    """
    exact = len(shared) >= EXACTLY or any(len(f) >= EXACT for f in shared)
    if not exact or query.case.agency == best.row.agency:
        return False
    common = query.heads & best.heads
    lands_too = query.names | best.names | lands(query.language)
    named = not common.isdisjoint(lands_too - bodies(query.language))
    near = abs(query.case.event - best.row.event) <= AT_ONCE
    return near and named and len(common) > 1 and not (query.case.firm or best.row.firm)


def _only_land(query: Query, best: Opened) -> bool:
    """Tell if of two headlines' names only countries' are in both, and no figure: one word more in common is asked for
    then ("… kill … Nigeria").
    """
    common = (query.heads & best.heads & (query.names | best.names)) - bodies(query.language)
    figures = distinctive(query.figures & best.figures)
    return bool(common) and common <= lands(query.language) and not figures


def _by_names(
    query: Query, best: Opened, like: Likeness, score: float, whole: Running, headline: int
) -> bool:
    """Names decide: those of a running story, or two that are in two texts of one day; `headline` is how many words
    both headlines have, if one is a name.

    Not so for firms: one firm's texts of a day have its names in common and no event.
    """
    # Two countries that are at war or in talks have many matters a day.
    common = (query.words & best.words) - lands(query.language)
    if query.case.firm or best.row.firm or len(common) < BESIDES:
        return False
    gap = abs(query.case.event - best.row.event)
    if gap <= PRESENTLY and headline > 1 + _only_land(query, best) and score >= PLACES:
        return True
    if not like.keyed:
        return False
    running = whole.items >= RUN and whole.names > 1 and whole.gap <= SOON
    if running and score >= RUNNING and like.score >= 0.8 * RUNNING:
        return max(like.mine, like.theirs) >= LEAST_PART
    if gap > SOON or score < PLACES or max(like.mine, like.theirs) < NAMED:
        return False
    return query.places(best, like.names) > 1
