"""Casualties as alerts tell them: each agency's newest figure, as a range, never a sum; and how they move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import inf

from stream.alert.life.changes import is_talk
from stream.alert.life.rows import Figure, ItemRow
from stream.alert.texts.stances import spared
from stream.alert.watch.words import fold

_STEPS = (1, 2, 5)
"""A toll that passes a step of the series 1, 2, 5, 10, 20, 50, … is another order of event."""

_OLD_MILLIS = 6 * 3_600_000
"""An exact figure so old is no rival of a higher one: tolls rise for hours, and agencies don't all tell each step.
By the times that the updates state, which a replay finds again."""

_RISES = frozenset(
    fold(
        "rises rise reaches reached climbs climbed mounts mounting jumps jumped grows soars surges"
        " steigt gestiegen erhöht grimpe monte s'alourdit alourdit bondit passe sube suben asciende aumenta eleva"
        " sobe subiu chega salgono aumentano yükseldi çıktı возросло выросло достигло зросла ارتفاع ارتفع"
    ).split()
)
"""Words by which a headline says that a toll is higher than before: what others gave is then no rival, but older."""

_NUMBER = re.compile(r"\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+(?!\d)|\d+")
"""With separators of thousands: "250,000", "250.000", "250 000"."""

_COUNTED = re.compile(r"(?<![\d.,])\d{1,9} → (\d{1,9})$")
"""A whole number exchanged for another."""


def toll(items: Iterable[ItemRow]) -> tuple[Figure, ...]:
    """The casualties by kind: of each agency the newest figure, and of these lowest and highest.

    `items` are in order of arrival. Agencies' figures are rival counts of the same people: they are never
    added. No rival of a higher figure is an "at least 11", nor one that came before it and is six hours old or
    has risen by the words of the later headline: they are left behind. Any other lower figure that comes
    later is a rival, however late it comes. People missing are told no more once as many are dead. What a
    report of words ("UN chief condemns …") says in passing is no rival of first-hand figures.
    """
    newest: dict[tuple[str, str], tuple[ItemRow, Figure]] = {}
    for row in items:
        for figure in row.figures:
            before = newest.get((row.agency, figure[0]))
            if before and _is_beside(*before, row, figure):
                continue
            newest.pop((row.agency, figure[0]), None)  # first, so that the newest comes last
            newest[row.agency, figure[0]] = (row, figure)
    given = list(newest.values())
    first_hand = {figure[0] for row, figure in given if not _is_aside(row, figure)}
    given = [each for each in given if each[1][0] not in first_hand or not _is_aside(*each)]
    found: dict[str, Figure] = {}
    for n, (row, figure) in enumerate(given):
        if any(_is_within(figure, other) for _, other in given):
            continue
        if any(_passes(other, row, figure) for other in given[n + 1 :]):
            continue
        kind, low, high, more = figure
        _, least, most, open_ = found.get(kind, figure)
        found[kind] = (kind, min(low, least), max(high, most), more or open_)
    return tuple(found[kind] for kind in sorted(found) if not _is_told_by_side(kind, found))


def plain(kind: str) -> str:
    """The kind of casualties without the side: "killed" of "killed (militants)"."""
    return kind.partition(" ")[0]


def _is_told_by_side(kind: str, found: Mapping[str, Figure]) -> bool:
    """Whether a side has the same number: "thirty dead", after "30 militants"."""
    return any(
        plain(other) == kind != other and figure[1:3] == found[kind][1:3]
        for other, figure in found.items()
    )


def _is_beside(row: ItemRow, figure: Figure, then: ItemRow, later: Figure) -> bool:
    """Whether an agency's later figure leaves the one before in place: of others, said in passing, or only vaguer
    ("dozens" in a round-up, after 19)."""
    if then.uri == row.uri or then.declared == "correction":
        return False
    is_vaguer = later[3] and later[2] <= figure[2]
    return is_vaguer or _is_aside(then, later) or _is_another_count(figure, later)


def _is_another_count(figure: Figure, later: Figure) -> bool:
    """Whether an agency that had "at least 150" counts others in a further report of its own: 4 by a bomb.

    Nobody finds out that at least 150 were 4: that would be a correction, or a version of the report.
    """
    return figure[3] and later[2] * 2 < figure[1]


def _is_within(figure: Figure, other: Figure) -> bool:
    """Whether it is an "at least" that a higher figure agrees with, whichever came first."""
    return figure[3] and figure[0] == other[0] and other[1] > figure[2]


def _passes(later: tuple[ItemRow, Figure], row: ItemRow, figure: Figure) -> bool:
    """Whether a figure that came later takes its place."""
    then, other = later
    if figure[0] != other[0] or other[1] <= figure[2]:
        return _are_found(figure, other)
    is_old = then.at - row.at >= _OLD_MILLIS
    return is_old or not _RISES.isdisjoint(fold(then.headline).split())


def _are_found(figure: Figure, later: Figure) -> bool:
    """Whether it counts people missing, and as many are dead by a figure that came later."""
    return (figure[0], later[0]) == ("missing", "killed") and later[2] >= figure[2]


def shown(figure: Figure) -> str:
    """As "12", "12–20" or "20+"."""
    _, low, high, more = figure
    return f"{low}{f'–{high}' if high != low else ''}{'+' if more else ''}"


def told(figures: Iterable[Figure]) -> list[str]:
    """As ["killed 12–20", "wounded 5"]."""
    return [f"{figure[0]} {shown(figure)}" for figure in figures]


def figure_lines(before: Iterable[Figure], now: Iterable[Figure]) -> list[str]:
    """As ["killed 12 → 20", "wounded: 5"].

    No change is a kind of which nothing is said any more, nor that the same figure is now an "at least".
    """
    was = {figure[0]: figure for figure in before}
    lines = []
    for figure in now:
        old = was.get(figure[0])
        if old is None:
            lines.append(f"{figure[0]}: {shown(figure)}")
        elif old[:3] != figure[:3]:
            lines.append(f"{figure[0]} {shown(old)} → {shown(figure)}")
    return lines


def grown(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether a toll has passed a step, or is told for the first time."""
    was = {kind: high for kind, _, high, _ in before}
    return any(_step(high) > _known_step(was, kind) for kind, _, high, _ in now)


def _known_step(was: Mapping[str, int], kind: str) -> float:
    """The step that was told. The other side's first dead are none higher; nor are fewer whose side nobody says."""
    if kind in was:
        return _step(was[kind])
    of_others = [high for other, high in was.items() if plain(other) == plain(kind)]
    if of_others and kind != plain(kind):
        return inf
    return max(map(_step, of_others), default=0)


def moves(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether the highest figure of a kind is another one, or the lowest one has fallen, or is new.

    That an agency catches up with another is no news.
    """
    was = {figure[0]: figure for figure in before}
    return any(
        kind not in was or high != was[kind][2] or low < was[kind][1] for kind, low, high, _ in now
    )


def rises(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether the highest figure of a kind is higher than the one that was told."""
    was = {kind: high for kind, _, high, _ in before}
    return any(high > was.get(kind, high) for kind, _, high, _ in now)


def _step(n: int) -> int:
    """How many steps of the series the number has reached."""
    reached, scale = 0, 1
    while n >= scale:
        reached += sum(n >= step * scale for step in _STEPS)
        scale *= 10
    return reached


def kept_figures(before: Iterable[Figure], now: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures as they stand, with those of which nothing is said any more."""
    come = {figure[0]: figure for figure in now}
    gone = [old for old in before if not any(_are_found(old, new) for new in come.values())]
    found = {figure[0]: figure for figure in gone} | come
    return tuple(found[kind] for kind in sorted(found))


def recounted(
    before: Iterable[Figure], was: ItemRow, item: ItemRow, now: Iterable[Figure]
) -> list[Figure]:
    """Figures that a correction gives for another kind ("wounded, not killed"), or says to be none ("nobody
    dead"), and that nobody has any more.

    A correction of something else may just be shorter, and leaves them.
    """
    old, new = ({figure[0] for figure in row.figures} for row in (was, item))
    gone = old - new if new - old else {kind for kind in old - new if plain(kind) in spared(item)}
    gone -= {figure[0] for figure in now}
    return [each for each in before if each[0] in gone]


def is_told(line: str, figures: Iterable[Figure]) -> bool:
    """Whether an exchange of numbers, as "injured 20 → 151", ends at a figure that was told: one that catches up."""
    found = _COUNTED.search(line)
    return found is not None and any(int(found[1]) in (low, high) for _, low, high, _ in figures)


def _is_aside(row: ItemRow, figure: Figure) -> bool:
    """Whether a report of words or help has the figure in its text only: what it says of what happened before."""
    if not is_talk(row):
        return False
    numbers = {re.sub(r"\D", "", each) for each in _NUMBER.findall(row.headline)}
    return str(figure[2]) not in numbers
