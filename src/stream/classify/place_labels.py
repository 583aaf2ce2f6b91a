"""Which places a text names, which of several namesakes each is, and what it has to do with the event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import log10

from stream.classify.actors import Actors
from stream.classify.automaton import Hit
from stream.classify.gazetteer import Gazetteer
from stream.classify.grammar import Reader
from stream.classify.variants import MOST_CHANGES, SHORTEST, changes, skeleton
from stream.model import Evidence, PlaceLabel, PlaceRole

MOST_EVIDENCE = 5
KNOWN_WORLDWIDE = 300_000
"""Population from which a city needs no other sign that it is meant (a rule of thumb: regional capitals)."""

_RANK: dict[PlaceRole, int] = {"event": 0, "dateline": 1, "mention": 2, "demonym": 3}
_DATELINE = re.compile(r"[^\n]{2,90}?\s(?:--|[-–—])\s")
_BYLINE = re.compile(r"\([^)]{1,40}\)")
_JOINING = frozenset("anti pro non ex mid trans pre post near south north east west central upper lower".split())
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december".split())  # fmt: skip


@dataclass(slots=True)
class _Found:
    role: PlaceRole
    confidence: float
    evidence: list[Evidence] = field(default_factory=list)


class PlaceLabeller:
    """Labels the places of one text; made for that text. `consumed` are hits that are actors."""

    def __init__(self, reader: Reader, places: Gazetteer, actors: Actors, consumed: set[int]) -> None:
        self._reader, self._places, self._actors, self._consumed = reader, places, actors, consumed
        self._text, self._lexicon = reader.text, reader.lexicon
        self._found: dict[int, _Found] = {}
        self._context: set[str] = set()
        text = reader.text
        self._body = next((i for i in text.openings if text.field_of(i) != "headline"), len(text.words))
        self._body_sentence = text.sentence(self._body) if self._body < len(text.words) else 0
        self._headline_is_titled = self._titled()
        self._dateline_end = 0

    def read(self, hits: list[Hit], nationalities: dict[int, str]) -> list[PlaceLabel]:
        """The places, in order of their first words; `nationalities` are countries by a hit's first word."""
        self._context = {country for country in nationalities.values() if country}
        self._dateline_end = self._find_dateline()
        candidates: list[tuple[Hit, list[int]]] = []
        for hit in hits:
            if hit.key in self._actors.demonyms:
                self._add_demonym(hit)
            elif hit.first not in self._consumed and hit.key not in self._actors.aliases:
                if (found := self._places.candidates(hit.key)) and self._is_place(hit, found):
                    candidates.append((hit, found))
        self._note_cities(candidates)
        for hit, found in candidates:
            self._resolve(hit, found)
        if self._context:
            self._read_variants(hits)
        return self._labels()

    def _titled(self) -> bool:
        """Whether the headline is in title case, so that a capital tells nothing."""
        words = [i for i in range(self._body) if len(self._text.words[i]) > 3]
        return sum(self._text.upper(i) for i in words) * 2 > len(words)

    def _find_dateline(self) -> int:
        """The position behind a dateline ("ALEPPO, Syria, Nov 29 (Agency) -") or 0."""
        if self._body >= len(self._text.words) or self._text.field_of(self._body) != "body":
            return 0
        start = self._text.starts[self._body]
        match = _DATELINE.match(self._text.plain, start)
        if match is None or self._body not in self._reader.hits:
            return 0
        bylines = [m.span() for m in _BYLINE.finditer(self._text.plain, start, match.end())]
        at, free = self._body, 0
        while at < len(self._text.words) and (place := self._text.starts[at]) < match.end():
            plain_word = not self._text.capital(at) and self._text.words[at] not in _MONTHS
            free += at not in self._reader.hits and self._text.words[at] not in _MONTHS
            if plain_word and not any(a <= place < b for a, b in bylines):
                return 0
            at = self._reader.hits[at].last if at in self._reader.hits else at + 1
        cased = self._text.upper(self._body)
        return match.end() if cased or free < 3 else 0

    def _is_place(self, hit: Hit, candidates: list[int]) -> bool:
        """Whether a name may be a place where it stands: not a person, not part of another name."""
        text, lexicon, kinds = self._text, self._lexicon, self._places.kinds
        written = text.plain[hit.start : hit.end]
        if written.isascii() and len(hit.key) <= 3 and not written.isupper():
            return False
        if text.starts[hit.first] < self._dateline_end and hit.first >= self._body:
            return True
        if self._inside_other_name(hit) or self._is_person(hit):
            return False
        firm = any(kinds[i] in ("country", "natural") for i in candidates)
        return firm or hit.key not in lexicon.ordinary or self._cued(hit)

    def _inside_other_name(self, hit: Hit) -> bool:
        text, lexicon, words = self._text, self._lexicon, self._text.words
        following = words[hit.last] if hit.last < text.sentence_end(hit.first) else ""
        gap = text.gap(hit.last)
        if following in lexicon.part_after and gap == " " and text.upper(hit.last) and hit.last not in self._reader.hits:
            return not (self._headline_is_titled and hit.first < self._body)
        before = text.before(hit.first)
        if before in lexicon.part_before and text.gap(hit.first) == " " and text.upper(hit.first - 1):
            return True
        if before and self._reader.hyphenated(hit.first):
            known = any(h.last == hit.first for h in self._near(hit.first))
            return not known and before not in _JOINING
        return bool(following) and gap == "-" and text.upper(hit.last) and hit.last not in self._reader.hits

    def _near(self, at: int) -> list[Hit]:
        return [self._reader.hits[i] for i in range(max(0, at - 5), at) if i in self._reader.hits]

    def _is_person(self, hit: Hit) -> bool:
        """Tell "Michael Jordan", "Mr Lincoln", "Paris Hilton"; in title case only the lists do."""
        text, lexicon = self._text, self._lexicon
        before = text.before(hit.first)
        if before and text.upper(hit.first - 1) and text.gap(hit.first) in (" ", ". "):
            if before in lexicon.given or before in lexicon.person_titles:
                return True
            if self._unknown_name(hit.first - 1) and not self._firm(hit):
                return True
        if hit.key not in lexicon.given_and_place or hit.last >= text.sentence_end(hit.first):
            return False
        return text.gap(hit.last) == " " and self._unknown_name(hit.last)

    def _firm(self, hit: Hit) -> bool:
        """Countries and very large cities: a capitalised word before them is rarely a given name."""
        places = self._places
        return any(
            places.kinds[i] in ("country", "natural") or places.populations[i] > 1_000_000
            for i in places.candidates(hit.key)
        )

    def _unknown_name(self, at: int) -> bool:
        """A capitalised word that is in no list: in running text a name."""
        text, lexicon = self._text, self._lexicon
        word = text.words[at]
        if not text.upper(at) or text.opens(at) or (self._headline_is_titled and at < self._body):
            return False
        if any(h.first <= at < h.last for h in self._near(at + 1)) or word in _MONTHS or not word.isalpha():
            return False
        lists = (lexicon.modifiers, lexicon.titles, lexicon.ordinary, lexicon.governments, lexicon.forces,
                 lexicon.force_adjectives, lexicon.place_nouns, lexicon.admin_nouns, lexicon.says, lexicon.acts,
                 lexicon.auxiliary, lexicon.locative)  # fmt: skip
        return not any(word in listed for listed in lists)

    def _cued(self, hit: Hit) -> bool:
        """Whether the words around say that a place is meant: "in X", "the town of X", "X province"."""
        text, lexicon = self._text, self._lexicon
        if text.field_of(hit.first) == "located" or self._region_behind(hit) is not None:
            return True
        following = text.words[hit.last] if hit.last < text.sentence_end(hit.first) else ""
        if following in lexicon.admin_nouns or following in lexicon.place_nouns:
            return text.gap(hit.last) == " "
        before = text.before(hit.first)
        if before == "of" and hit.first > 1:
            before_of = text.before(hit.first - 1)
            return before_of in lexicon.place_nouns or before_of in lexicon.admin_nouns
        return before in lexicon.place_nouns or self._reader.preposition(hit.first) in lexicon.strong_locative

    def _region_behind(self, hit: Hit) -> Hit | None:
        """The hit behind a comma: "Albany, New York"."""
        if self._text.gap(hit.last).startswith(",") and hit.last < self._text.sentence_end(hit.first):
            return self._reader.hits.get(hit.last)
        return None

    def _note_cities(self, candidates: list[tuple[Hit, list[int]]]) -> None:
        """Countries of large, unmistakable cities and divisions are context for the rest."""
        places, noted = self._places, set()
        for hit, found in candidates:
            large = [i for i in found if places.populations[i] >= KNOWN_WORLDWIDE or places.kinds[i] == "admin1"]
            if len({places.countries[i] for i in found}) == 1 and large and hit.key == places.primary[large[0]]:
                noted.add(places.countries[large[0]])
        self._context |= noted

    def _resolve(self, hit: Hit, candidates: list[int]) -> None:
        region = self._region_behind(hit)
        best = max(candidates, key=lambda index: (self._score(index, hit, region), -abs(self._places.ids[index])))
        if self._accepted(best, hit, region):
            role = self._role(hit, self._places.kinds[best] in ("city", "admin1"))
            sure = region is not None or self._places.countries[best] in self._context
            self._add(best, hit, role, "dateline" if role == "dateline" else "gazetteer", 0.95 if sure else 0.75)

    def _score(self, index: int, hit: Hit, region: Hit | None) -> float:
        """How likely a name means a place: size, fame under that name, the story's countries, the words around."""
        places = self._places
        kind, key = places.kinds[index], hit.key
        score = {"country": 7.0, "natural": 7.5, "admin1": 5.5, "site": 5.0}.get(
            kind, log10(places.populations[index] + 1)
        )
        best_known = places.primary[index] in (key, f"{key} city")
        score += 1.5 * best_known + 1.5 * (index in places.capitals) + 4 * (places.countries[index] in self._context)
        if hit.last < len(self._text.words) and self._text.words[hit.last] in self._lexicon.admin_nouns:
            score += 8 * (kind == "admin1")
        return score + 12 * (region is not None and self._within(index, region))

    def _within(self, index: int, region: Hit) -> bool:
        places = self._places
        return any(
            other != index and places.countries[other] == places.countries[index]
            and (places.kinds[other] == "country" or (places.kinds[other] == "admin1" and places.admins[other] == places.admins[index]))
            for other in places.candidates(region.key)
        )  # fmt: skip

    def _accepted(self, index: int, hit: Hit, region: Hit | None) -> bool:
        """A city or division must be large, or backed by the story's countries or the words around."""
        places = self._places
        kind, population = places.kinds[index], places.populations[index]
        if kind in ("country", "natural", "site") or hit.start < self._dateline_end and hit.first >= self._body:
            return True
        best_known = places.primary[index] in (hit.key, f"{hit.key} city")
        if places.countries[index] in self._context:
            return best_known or population >= 50_000 or self._cued(hit)
        if region is not None and self._within(index, region):
            return True
        if kind == "admin1":
            return best_known or self._cued(hit)
        return best_known and (population >= KNOWN_WORLDWIDE or self._cued(hit)) or population >= 1_000_000

    def _role(self, hit: Hit, is_local: bool) -> PlaceRole:
        text = self._text
        if text.field_of(hit.first) == "located":
            return "dateline"
        if hit.first >= self._body and text.starts[hit.first] < self._dateline_end:
            return "dateline"
        leading = hit.first < self._body or text.sentence(hit.first) - self._body_sentence < 2
        return "event" if leading and self._is_event(hit, is_local) else "mention"

    def _is_event(self, hit: Hit, is_local: bool) -> bool:
        text, lexicon = self._text, self._lexicon
        if hit.start > text.starts[hit.first]:
            return text.plain[text.starts[hit.first]] == "ب"
        word = self._reader.preposition(hit.first)
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

    def _read_variants(self, hits: list[Hit]) -> None:
        """Unknown capitalised words that a place word announces, as another spelling of a name."""
        text, lexicon = self._text, self._lexicon
        covered = {i for hit in hits for i in range(hit.first, hit.last)}
        countries = sorted(self._context_countries())
        for at, word in enumerate(text.words):
            if len(word) < SHORTEST or at in covered or not text.upper(at) or word in lexicon.ordinary:
                continue
            hit = Hit(at, at + 1, text.starts[at], text.end(at), word)
            if word in lexicon.given or not word.isascii() or self._is_person(hit) or not self._cued(hit):
                continue
            if (index := self._respelt(word, countries)) is not None:
                self._add(index, hit, self._role(hit, True), "spelling", 0.7)

    def _context_countries(self) -> set[str]:
        return self._context | {self._places.countries[index] for index in self._found}

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
