"""Casualties: what each agency says last in a story, and the span of what they say.

A figure is a span of persons: "20" is 20 to 20, "at least 20" is 20 upwards, "dozens" is 12 upwards. An
agency's claims are those of its latest item in the story with a figure of that kind, so that the updates
of one story never add up. Of the claims that stand, one that only says less than another is left out
("at least 12" beside "41"); what is shown is the lowest and the highest of the rest: ACLED's rule of the
most conservative figure is the lowest of them (codebook, reported fatalities). The dead of an armed group
("army says it killed 30 militants") are no claim on how many villagers died.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from stream.model import CasualtyKind, CasualtyLabel, Classified, Toll

OPEN = -1
"""`Claim.most` of a figure without an upper bound."""


class Claim(NamedTuple):
    """A figure of an item: `least` persons, at most `most`; `country` is that of those hit, or empty.

    `fighters`: it counts those of an armed group.
    """

    kind: CasualtyKind
    least: int
    most: int
    country: str
    fighters: bool = False


class Said(NamedTuple):
    """An item's claims; `at` is when its version was made (ms), by which the latest is told."""

    at: int
    agency: str
    claims: tuple[Claim, ...]


Saying = tuple[str, str, Said | None]
"""A story, an item (uri), and what the item says from now on."""

Span = tuple[CasualtyKind, int, int]
"""A kind, and a story's lowest and highest figure of it."""

Totals = dict[CasualtyKind, tuple[int, int, int]]
"""By kind: stories, and the sums of their lowest and of their highest figures."""


def claims_of(classified: Classified) -> tuple[Claim, ...]:
    """An item's claims, sorted: of each kind, country and side the figure that the text leads with.

    What follows is mostly an older figure ("lowered to 13 from 19") or a part of it. A figure that says of no
    country is left out where a leading one says of which.
    """
    found: dict[tuple[CasualtyKind, str, bool], Claim] = {}
    groups = {actor.id for actor in classified.actors if actor.kind == "armed-group"}
    for c in sorted(classified.casualties, key=_is_in_text):
        fighters = c.of in groups
        if c.country or not any(key[::2] == (c.kind, fighters) for key in found):
            most = OPEN if c.most is None else c.most
            claim = Claim(c.kind, c.least, most, c.country, fighters)
            found.setdefault((c.kind, c.country, fighters), claim)
    return tuple(sorted(found.values()))


def _is_in_text(casualties: CasualtyLabel) -> bool:
    """Whether the headline does not have it."""
    return all(each.field != "headline" for each in casualties.evidence)


def about(claims: tuple[Claim, ...], country: str) -> tuple[Claim, ...]:
    """The claims that a label in this country takes: those of persons hit elsewhere are not its own."""
    if not country or all(claim.country in ("", country) for claim in claims):
        return claims
    return tuple(claim for claim in claims if claim.country in ("", country))


class Casualties:
    """What the items of one series say, by story, and the sums over the stories."""

    __slots__ = ("_said", "_spans", "_totals", "tolls")

    def __init__(self) -> None:
        self._said: dict[str, dict[str, Said]] = {}
        self._spans: dict[str, list[Span]] = {}
        self._totals: Totals = {}
        self.tolls: tuple[Toll, ...] = ()

    def add(self, sayings: Iterable[Saying]) -> None:
        """Fold in what items say."""
        stories, self._totals = self._after(sayings)
        self.tolls = _tolls(self._totals)
        for story, items in stories.items():
            if items:
                self._said[story], self._spans[story] = items, _spans(items.values())
            else:
                self._said.pop(story, None)
                self._spans.pop(story, None)

    def after(self, sayings: Iterable[Saying]) -> tuple[Toll, ...]:
        """The sums as they would be; nothing is changed."""
        return _tolls(self._after(sayings)[1])

    def _after(self, sayings: Iterable[Saying]) -> tuple[dict[str, dict[str, Said]], Totals]:
        """The stories that are touched, as they would be, and the totals."""
        stories: dict[str, dict[str, Said]] = {}
        for story, uri, now in sayings:
            items = stories.setdefault(story, dict(self._said.get(story, {})))
            items.pop(uri, None)
            if now is not None:
                items[uri] = now
        totals = dict(self._totals)
        for story, items in stories.items():
            _count(totals, self._spans.get(story, ()), -1)
            _count(totals, _spans(items.values()), 1)
        return stories, totals


def _count(totals: Totals, spans: Iterable[Span], n: int) -> None:
    for kind, low, high in spans:
        stories, least, most = totals.get(kind, (0, 0, 0))
        totals[kind] = (stories + n, least + n * low, most + n * high)


def _tolls(totals: Totals) -> tuple[Toll, ...]:
    return tuple(
        Toll(kind=kind, stories=stories, least=least, most=most)
        for kind, (stories, least, most) in sorted(totals.items())
        if stories
    )


def _spans(items: Iterable[Said]) -> list[Span]:
    return [(kind, *_span(spans)) for kind, spans in sorted(_latest(items).items())]


def _latest(items: Iterable[Said]) -> dict[CasualtyKind, set[tuple[int, int]]]:
    """The spans that stand, by kind: each agency's, of its latest version; equals in time stand together.

    Those of fighters stand where a story has no others of the kind.
    """
    last: dict[tuple[CasualtyKind, bool, str], tuple[int, set[tuple[int, int]]]] = {}
    for said in items:
        for claim in said.claims:
            key = (claim.kind, claim.fighters, said.agency)
            known = last.get(key)
            if known is None or said.at > known[0]:
                known = last[key] = (said.at, set())
            if said.at == known[0]:
                known[1].add((claim.least, claim.most))
    found: dict[CasualtyKind, set[tuple[int, int]]] = defaultdict(set)
    others = {kind for kind, fighters, _ in last if not fighters}
    for (kind, fighters, _), (_, spans) in last.items():
        if not fighters or kind not in others:
            found[kind] |= spans
    return found


def _span(spans: set[tuple[int, int]]) -> tuple[int, int]:
    """The lowest and the highest figure of the claims that no more precise one makes needless."""
    sharp = [a for a in spans if not any(a != b and _holds(a, b) for b in spans)]
    return min(least for least, _ in sharp), max(max(span) for span in sharp)


def _holds(wide: tuple[int, int], narrow: tuple[int, int]) -> bool:
    """Whether the first span takes in all of the second."""
    if wide[0] > narrow[0]:
        return False
    return wide[1] == OPEN or (narrow[1] != OPEN and narrow[1] <= wide[1])


def summed(tolls: Iterable[Toll]) -> list[Toll]:
    """The tolls of several parts of a count, by kind; a story is in one part only."""
    total: dict[CasualtyKind, Toll] = {}
    for toll in tolls:
        had = total.get(toll.kind)
        total[toll.kind] = toll if had is None else _plus(had, toll)
    return [total[kind] for kind in sorted(total)]


def _plus(one: Toll, other: Toll) -> Toll:
    return Toll(
        kind=one.kind,
        stories=one.stories + other.stories,
        least=one.least + other.least,
        most=one.most + other.most,
    )
