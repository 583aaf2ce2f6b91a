"""Which places a text names, which of several namesakes each is, and what it has to do with the event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log10

from stream.classify.actors import Actors
from stream.classify.automaton import Hit
from stream.classify.gazetteer import Gazetteer
from stream.classify.grammar import Reader
from stream.classify.variants import MOST_CHANGES, REGION, SHORTEST, changes, skeleton
from stream.model import Evidence, PlaceLabel, PlaceRole

MOST_EVIDENCE = 5
KNOWN_WORLDWIDE = 300_000
"""Population from which a city needs no other sign that it is meant (a rule of thumb: regional capitals)."""

NAMED_COUNTRY, DATELINE_COUNTRY = 4.0, 0.75
"""What a story's countries are worth to a namesake there, in powers of ten of population."""

CLEAR_LEAD = 1.5
"""Lead of a city over its namesakes abroad, in powers of ten, from which there is no doubt."""

_RANK: dict[PlaceRole, int] = {"event": 0, "dateline": 1, "mention": 2, "demonym": 3}
_CAPITALISED = re.compile(rf"[A-Z][a-z]{{{SHORTEST - 1},}}")
_ORIGIN_VERBS = frozenset(("based", "born", "raised", "headquartered", "registered"))


@dataclass(slots=True)
class _Found:
    role: PlaceRole
    confidence: float
    evidence: list[Evidence] = field(default_factory=list)


class PlaceLabeller:
    """Labels the places of one text; made for that text."""

    def __init__(self, reader: Reader, places: Gazetteer, actors: Actors) -> None:
        self._reader, self._places, self._actors = reader, places, actors
        self._text, self._lexicon = reader.text, reader.lexicon
        self._found: dict[int, _Found] = {}
        self._context: dict[str, float] = {}
        self._noted: dict[str, float] = {}
        self._admins: dict[str, set[str]] = {}
        body = reader.body
        self._body_sentence = self._text.sentence(body) if body < len(self._text.words) else 0

    def read(self, hits: list[Hit], countries: Iterable[str]) -> list[PlaceLabel]:
        """The places of the hits, in order of their first words.

        `countries` are those that actors and nationalities speak of.
        """
        self._context = dict.fromkeys(filter(None, countries), NAMED_COUNTRY)
        candidates: list[tuple[Hit, list[int]]] = []
        for hit in hits:
            if hit.key in self._actors.demonyms:
                self._add_demonym(hit)
            elif found := self._places.candidates(hit.key):
                candidates.append((hit, found))
        self._note_context(candidates)
        for hit, found in candidates:
            self._resolve(hit, found)
        self._read_variants()
        return self._labels()

    def _note_context(self, candidates: list[tuple[Hit, list[int]]]) -> None:
        """Names that leave no doubt speak for their countries, and cities for their divisions.

        A country whose name is a division's as well (Georgia) does not speak for itself; a dateline says
        where a story was written and speaks softly.
        """
        places = self._places
        for hit, found in candidates:
            index = self._undoubted(hit, found)
            if index is None:
                continue
            country = places.countries[index]
            weight = DATELINE_COUNTRY if self._reader.in_dateline(hit.first) else NAMED_COUNTRY
            self._noted[country] = max(weight, self._noted.get(country, 0.0))
            if places.kinds[index] == "city":
                self._admins.setdefault(places.admins[index], set()).add(hit.key)
        for country, weight in self._noted.items():
            self._context[country] = max(weight, self._context.get(country, 0.0))

    def _undoubted(self, hit: Hit, found: list[int]) -> int | None:
        """The place that a name means whatever else the story says, or None."""
        places, region = self._places, self._reader.region_behind(hit)
        scores = sorted(((self._score(i, hit, region), -places.ids[i], i) for i in found), reverse=True)
        best, _, index = scores[0]
        abroad = [i for i in found if places.countries[i] != places.countries[index]]
        if places.kinds[index] == "country":
            return index if all(places.kinds[i] == "city" for i in abroad) else None
        large = places.kinds[index] == "admin1" or places.populations[index] >= KNOWN_WORLDWIDE
        rival = max((score for score, _, i in scores if i in abroad), default=0.0)
        known = large and self._best_known(index, hit.key) and best - rival >= CLEAR_LEAD
        return index if known else None

    def _resolve(self, hit: Hit, candidates: list[int]) -> None:
        region = self._reader.region_behind(hit)
        best = max(candidates, key=lambda index: (self._score(index, hit, region), -abs(self._places.ids[index])))
        if self._accepted(best, hit, region):
            role = self._role(hit, self._places.kinds[best] in ("city", "admin1"))
            sure = region is not None or self._places.countries[best] in self._context
            self._add(best, hit, role, "dateline" if role == "dateline" else "gazetteer", 0.95 if sure else 0.75)

    def _score(self, index: int, hit: Hit, region: Hit | None) -> float:
        """How likely a name means a place: size, fame under that name, the story's countries, the words around."""
        places = self._places
        kind, key = places.kinds[index], hit.key
        score = {"country": 9.0, "natural": 9.0, "admin1": 5.5, "site": 5.0}.get(
            kind, log10(places.populations[index] + 1)
        )
        best_known = self._best_known(index, key)
        score += 1.5 * best_known + 1.5 * (index in places.capitals) + self._context.get(places.countries[index], 0.0)
        if kind == "admin1" and self._admins.get(places.admins[index], set()) - {key}:
            score += NAMED_COUNTRY  # another of its cities is in the story
        if hit.last < len(self._text.words) and self._text.words[hit.last] in self._lexicon.admin_nouns:
            score += 8 * (kind == "admin1")
        return score + 12 * (region is not None and self._within(index, region))

    def _best_known(self, index: int, key: str) -> bool:
        """Whether a place is mostly called so; a name in another script than Latin is not doubted."""
        return self._places.primary[index] in (key, f"{key} city") or not key.isascii()

    def _within(self, index: int, region: Hit) -> bool:
        """Whether a place lies in the region behind it; "China, Japan" is a list of countries."""
        places = self._places
        same = [
            other for other in places.candidates(region.key)
            if other != index and places.countries[other] == places.countries[index]
        ]  # fmt: skip
        if any(places.kinds[other] == "admin1" and places.admins[other] == places.admins[index] for other in same):
            return True
        namesakes = places.candidates(places.primary[index])
        listed = places.kinds[index] == "city" and any(places.kinds[i] == "country" for i in namesakes)
        return not listed and any(places.kinds[other] == "country" for other in same)

    def _accepted(self, index: int, hit: Hit, region: Hit | None) -> bool:
        """A city or division must be large, or backed by the story's countries or the words around."""
        places = self._places
        kind, population = places.kinds[index], places.populations[index]
        if kind in ("country", "natural", "site") or self._reader.in_dateline(hit.first):
            return True
        best_known = self._best_known(index, hit.key)
        if places.countries[index] in self._context:
            return best_known or population >= 50_000 or self._reader.cued(hit)
        if region is not None and self._within(index, region):
            return True
        if kind == "admin1":
            return best_known or self._reader.cued(hit)
        return (best_known and (population >= KNOWN_WORLDWIDE or self._reader.cued(hit))) or population >= 1_000_000

    def _role(self, hit: Hit, is_local: bool) -> PlaceRole:
        text = self._text
        if text.field_of(hit.first) == "located":
            return "dateline"
        if self._reader.in_dateline(hit.first):
            return "dateline"
        leading = hit.first < self._reader.body or text.sentence(hit.first) - self._body_sentence < 2
        return "event" if leading and self._is_event(hit, is_local) else "mention"

    def _is_event(self, hit: Hit, is_local: bool) -> bool:
        text, lexicon = self._text, self._lexicon
        if hit.start > text.starts[hit.first]:
            return text.plain[text.starts[hit.first]] == "ب"
        word = self._reader.preposition(hit.first)
        if hit.first > 1 and text.words[hit.first - 2] in _ORIGIN_VERBS:
            return False
        if word in ("of", "to", "along"):
            return is_local and word == "of"
        return (word in lexicon.locative and word not in lexicon.origins) or (is_local and word in lexicon.takes_place)

    def _add_demonym(self, hit: Hit) -> None:
        country = self._actors.demonyms[hit.key]
        self._add(self._places.country_places[country], hit, "demonym", "demonym", 0.9)

    def _add(self, index: int, hit: Hit, role: PlaceRole, rule: str, confidence: float) -> None:
        found = self._found.setdefault(index, _Found(role, confidence))
        if _RANK[role] < _RANK[found.role]:
            found.role = role
        found.confidence = max(found.confidence, confidence)
        if len(found.evidence) < MOST_EVIDENCE:
            found.evidence.append(self._text.evidence(hit.start, hit.end, rule))

    def _read_variants(self) -> None:
        """Unknown capitalised words that a place word announces, as another spelling of a name."""
        known = {*self._context, *(self._places.countries[index] for index in self._found)}
        countries = sorted(known & REGION)
        if not countries:
            return
        text, lexicon = self._text, self._lexicon
        for match in _CAPITALISED.finditer(text.plain):
            at = bisect_left(text.starts, match.start())
            if at >= len(text.words) or text.starts[at] != match.start() or self._reader.covering(at):
                continue
            word = text.words[at]
            if word in lexicon.ordinary or word in lexicon.given:
                continue
            hit = Hit(at, at + 1, text.starts[at], text.end(at), word)
            if self._reader.cued(hit) and (index := self._respelt(word, countries)) is not None:
                self._add(index, hit, self._role(hit, True), "spelling", 0.7)

    def _respelt(self, word: str, countries: list[str]) -> int | None:
        """The city of these countries that is spelt most like a word, with the same consonants."""
        key, best = skeleton(word), None
        for country in countries:
            for name, index in self._places.skeletons.get(f"{country}:{key}", ()):
                rank = (changes(word, name), -self._places.populations[index], index)
                if rank[0] <= MOST_CHANGES and (best is None or rank < best):
                    best = rank
        return best[2] if best else None

    def _labels(self) -> list[PlaceLabel]:
        return [self._label(index, found) for index, found in self._found.items()]

    def _label(self, index: int, found: _Found) -> PlaceLabel:
        places = self._places
        admin = places.admin_places.get(places.admins[index])
        return PlaceLabel(
            id=places.ids[index], name=places.titles[index], role=found.role, country=places.countries[index],
            kind=places.kinds[index], admin1=places.titles[admin] if admin is not None else "",
            latitude=places.latitudes[index], longitude=places.longitudes[index],
            confidence=found.confidence, evidence=found.evidence,
        )  # fmt: skip
