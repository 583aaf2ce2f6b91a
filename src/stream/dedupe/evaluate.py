"""How good the verdicts are on a wire of one's own: pairs of updates, each read and labelled by somebody.

A pair is labelled "duplicate" (the same report, nothing new: the second may be dropped), "revision" (the
same report in a later form, of the same house) or "different" (anything else, also of the same event).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Literal, cast

import msgspec
from msgspec import Struct

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import Print, fingerprint, sketched
from stream.dedupe.copies.similarity import jaccard
from stream.dedupe.decide import decide
from stream.dedupe.providers import Providers
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import Row
from stream.dedupe.stage import DedupeStage
from stream.dedupe.words import text
from stream.errors import MalformedUpdate
from stream.model import Update
from stream.model.times import millis

Label = Literal["duplicate", "revision", "different"]
_LABELS: dict[str, Label] = {
    "duplicate": "duplicate", "repeat": "duplicate", "stale": "duplicate", "revision": "revision",
}  # fmt: skip

APART = 96 * HOURS
"""Milliseconds within which pairs are drawn: what a memory holds."""

STRATA = (0.15, 0.3, 0.45, 0.6, 0.75, 0.95)
"""Borders of similarity (a Jaccard index of shingles) between which equal numbers of pairs are drawn."""

_LOOKED_UP, _LISTED = 24, 8
"""Lowest shingle hashes by which pairs are found, and latest texts under each."""


class Pair(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two updates in order of arrival, how like their words are (0 to 1), and what a reader says they are."""

    first: Update
    second: Update
    similarity: float = 0.0
    label: Label | Literal[""] = ""


class Judged(Struct, frozen=True):
    """A labelled pair and what the stage makes of it; `verdict` is that of the second update."""

    pair: Pair
    found: Label
    verdict: str
    changes: list[str]


class Scores(Struct, frozen=True):
    """Counts of pairs by (label, found), and what they come to; a rate without a base is 1.0."""

    counts: dict[tuple[str, str], int]

    def _sum(self, labels: str, found: str) -> int:
        return sum(n for (a, b), n in self.counts.items() if a in labels and b in found)

    @property
    def precision(self) -> float:
        """Of the pairs found to be one report, the part that is."""
        return _rate(self._sum(_SAME, _SAME), self._sum(_ALL, _SAME))

    @property
    def recall(self) -> float:
        """Of the pairs that are one report, the part that was found."""
        return _rate(self._sum(_SAME, _SAME), self._sum(_SAME, _ALL))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def dropped(self) -> float:
        """Of the updates dropped as duplicates, the part that a reader would have dropped."""
        return _rate(self._sum("duplicate", "duplicate"), self._sum(_ALL, "duplicate"))


_SAME, _ALL = "duplicate revision", "duplicate revision different"


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def judge(pair: Pair, providers: Providers | None = None) -> Judged:
    """Send a pair through an empty memory and read the second one's verdict."""
    stage = DedupeStage(providers=providers)
    memory = stage.new_state(0)
    for offset, update in enumerate((pair.first, pair.second)):
        effects = decide(Case(update, memory, stage.providers))
        for n, row in enumerate(effects.rows):
            memory.apply((offset, n), cast(Row, row), millis(update.ingested_at))
    record = effects.emits[0].value
    verdict = getattr(record, "verdict", effects.outcome)
    return Judged(pair, _LABELS.get(verdict, "different"), verdict, getattr(record, "changes", []))


def scores(judged: Iterable[Judged]) -> Scores:
    """Count labelled pairs."""
    return Scores(dict(Counter((j.pair.label, j.found) for j in judged if j.pair.label)))


def draw(updates: Iterable[Update], wanted: int) -> list[Pair]:
    """Draw pairs to label: equally many of each stratum of similarity, the same ones every time."""
    strata: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in _alike(updates):
        if STRATA[0] <= pair.similarity < STRATA[-1]:
            strata[sum(pair.similarity >= border for border in STRATA)].append(pair)
    each = -(-wanted // (len(STRATA) - 1))
    drawn = [pair for _, pairs in sorted(strata.items()) for pair in sorted(pairs, key=_lot)[:each]]
    return sorted(drawn, key=lambda pair: (pair.second.event_time, pair.second.uri))


def _lot(pair: Pair) -> bytes:
    return blake2b(f"{pair.first.uri}\0{pair.second.uri}".encode(), digest_size=8).digest()


def _alike(updates: Iterable[Update]) -> Iterator[Pair]:
    listed: defaultdict[int, list[int]] = defaultdict(list)
    seen: list[tuple[Update, Print]] = []
    for update in sorted(updates, key=lambda u: (u.event_time, u.uri)):
        mark = fingerprint(text.read(update.headline, update.body, update.language))
        low = sketched(mark.sketch)[0][:_LOOKED_UP]
        for at in sorted({at for value in low for at in listed[value][-_LISTED:]}):
            yield from _pair(*seen[at], update, mark)
        for value in low:
            listed[value].append(len(seen))
        seen.append((update, mark))


def _pair(first: Update, one: Print, second: Update, other: Print) -> Iterator[Pair]:
    gap = millis(second.event_time) - millis(first.event_time)
    if gap <= APART and first.language == second.language:
        value = jaccard(one.sketch, one.shingles, other.sketch, other.shingles)
        yield Pair(first=first, second=second, similarity=round(value, 3))


def read_pairs(lines: Iterable[bytes], name: str = "pairs") -> list[Pair]:
    """Read pairs, a JSON object a line, as `draw` makes them; raise MalformedUpdate for what is none."""
    decoder = msgspec.json.Decoder(Pair)
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(decoder.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise MalformedUpdate(str(error), f"{name}, pair {number}") from error
    return found


def labelled(rows: Iterable[Sequence[str]], updates: Iterable[Update]) -> list[Pair]:
    """Put ids and labels (first, second, similarity, label) together with the updates that they name.

    Pairs whose updates are not there are left out.
    """
    known = {update.uri: update for update in updates}
    return [
        Pair(first=known[a], second=known[b], similarity=float(similarity), label=_label(label))
        for a, b, similarity, label in rows
        if a in known and b in known
    ]


def _label(label: str) -> Label | Literal[""]:
    if label not in _NAMES:
        raise MalformedUpdate(f"no label: {label!r}", "column label")
    return _NAMES[label]


_NAMES: dict[str, Label | Literal[""]] = {
    "": "", "duplicate": "duplicate", "revision": "revision", "different": "different",
}  # fmt: skip
