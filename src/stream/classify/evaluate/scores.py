"""Scores place recognition and resolution against a corpus; what `newswire eval places` prints.

Recognition is by overlap and by exact span. A place is right within 161 km (100 miles, the measure of the
geoparsing literature); a country is right by its ISO code, as gazetteers put countries' centres hundreds
of kilometres apart. "End to end" divides by all toponyms that have a position, found or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct, field

from stream.classify.evaluate.corpus import Document, Toponym

NEAR_KM = 161.0
_EARTH_KM = 6371.0


class Answer(Struct, frozen=True):
    """A place as the classifier found it: characters of the body, and what it was taken for."""

    start: int
    end: int
    id: int
    name: str
    country: str
    kind: str
    where: tuple[float, float]
    demonym: bool = False


class Score(Struct):
    """Sums over a corpus; `errors` are counted by (what went wrong, name, taken for)."""

    documents: int = 0
    gold: int = 0
    answers: int = 0
    overlap: int = 0
    exact: int = 0
    located: int = 0
    near: int = 0
    oracle_near: int = 0
    with_id: int = 0
    same_id: int = 0
    oracle_id: int = 0
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def table(self) -> dict[str, float]:
        """The measures by name, each from 0 to 1; those by id only where the corpus has GeoNames' ids."""
        found, resolved = self._found(self.overlap), max(self.overlap, 1)
        exact = self._found(self.exact)
        measures = {
            "overlap precision": found[0], "overlap recall": found[1], "overlap F": found[2],
            "exact precision": exact[0], "exact recall": exact[1], "exact F": exact[2],
            "accuracy@161km end to end": self.near / max(self.located, 1),
            "accuracy@161km of those found": self.near / resolved,
            "accuracy@161km oracle spans": self.oracle_near / max(self.located, 1),
        }  # fmt: skip
        if self.with_id:
            measures["same id end to end"] = self.same_id / self.with_id
            measures["same id oracle spans"] = self.oracle_id / self.with_id
        return measures

    def _found(self, hits: int) -> tuple[float, float, float]:
        precision, recall = hits / max(self.answers, 1), hits / max(self.gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


Finder = Callable[[Document], list[Answer]]
"""The classifier on its own."""

Resolver = Callable[[Document], list[Answer | None]]
"""The classifier told where the toponyms are: an answer for each of the document's, in order."""


def evaluate(
    documents: Iterable[Document], find: Finder, resolve: Resolver, demonyms: bool
) -> Score:
    """Score a corpus; without `demonyms` those that the classifier finds are left out (GeoVirus has none)."""
    score = Score()
    for document in documents:
        answers = [answer for answer in find(document) if demonyms or not answer.demonym]
        _score_document(score, document, answers, resolve(document))
    return score


def _score_document(
    score: Score, document: Document, answers: list[Answer], told: list[Answer | None]
) -> None:
    score.documents += 1
    score.gold += len(document.toponyms)
    score.answers += len(answers)
    pairs, spurious = _paired(document.toponyms, answers)
    for gold, found, oracle in zip(document.toponyms, pairs, told, strict=True):
        _score_toponym(score, gold, found, oracle)
    for answer in spurious:
        score.errors["not a toponym", document.body[answer.start : answer.end], answer.name] += 1


def _paired(gold: list[Toponym], answers: list[Answer]) -> tuple[list[Answer | None], list[Answer]]:
    """For each toponym the answer with the most characters in common, each used once; and those left."""
    free = list(answers)
    pairs: list[Answer | None] = []
    for top in gold:
        best = max(free, key=lambda a: _common(top, a), default=None)
        if best is not None and _common(top, best) > 0:
            free.remove(best)
            pairs.append(best)
        else:
            pairs.append(None)
    return pairs, free


def _common(top: Toponym, answer: Answer) -> int:
    return min(top.end, answer.end) - max(top.start, answer.start)


def _score_toponym(
    score: Score, gold: Toponym, found: Answer | None, oracle: Answer | None
) -> None:
    right = found is not None and is_near(gold, found)
    if found is None:
        score.errors["missed", gold.name, ""] += 1
    else:
        score.overlap += 1
        score.exact += (found.start, found.end) == (gold.start, gold.end)
        if not right and gold.where is not None:
            taken_for = ", ".join(filter(None, (found.name, found.country)))
            score.errors["wrong place", gold.name, taken_for] += 1
    if gold.where is not None:
        score.located += 1
        score.near += right
        score.oracle_near += oracle is not None and is_near(gold, oracle)
    if gold.id:
        score.with_id += 1
        score.same_id += found is not None and found.id == gold.id
        score.oracle_id += oracle is not None and oracle.id == gold.id


def is_near(gold: Toponym, answer: Answer) -> bool:
    """Whether an answer is right: the same country, or no more than 161 km away."""
    if gold.id and gold.id == answer.id:
        return True
    if gold.country and answer.kind == "country":
        return gold.country == answer.country
    return gold.where is not None and distance_km(gold.where, answer.where) <= NEAR_KM


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two positions in degrees north and east."""
    (a, b), (c, d) = (map(radians, one), map(radians, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))
