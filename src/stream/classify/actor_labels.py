"""Which actors a text names, and whether they take part or are only cited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stream.classify.actors import Actors, Alias
from stream.classify.automaton import Hit
from stream.classify.grammar import Predicate, Reader
from stream.classify.nations import Nations
from stream.model import ActorLabel, ActorRole, Evidence

MOST_EVIDENCE = 5
_FORCES, _GOVERNMENT, _REGIME = "forces", "government", "regime"
_ARABIC_THAT_THEY = frozenset(("انها", "انه", "انهم", "بانها", "بانه"))
_OWNERS = ("regime", "government", "loyalist")
_FORMER = frozenset(("former", "ex", "ancien", "ehemalige", "السابق", "سابق"))
_Stance = Literal["acts", "speaks", "named"]
_STANCES: dict[Predicate, _Stance] = {
    "says": "speaks", "claims": "acts", "acts": "acts", "has": "acts", "done_to": "acts",
}  # fmt: skip


@dataclass(slots=True)
class _Found:
    stances: set[_Stance] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    only_regime: bool = True
    certain: bool = False


@dataclass(slots=True)
class ActorReading:
    """The labels; the positions of hits that name an actor and therefore no place; and the countries that
    demonyms and leaders' names speak for."""

    labels: list[ActorLabel]
    consumed: set[int]
    spoken_for: list[str]


class ActorLabeller:
    """Labels the actors of one text; made for that text."""

    def __init__(self, reader: Reader, actors: Actors, nations: Nations, day: date) -> None:
        self._reader, self._actors, self._nations, self._day = reader, actors, nations, day
        self._nation: dict[int, str] = {}
        self._found: dict[str, _Found] = {}
        self._consumed: set[int] = set()
        self._vocabulary: frozenset[str] | None = None

    def read(self, hits: list[Hit]) -> ActorReading:
        """The actors of the text, in order of their first words."""
        self._nation = {hit.start: self._nationality(hit) for hit in hits}
        for hit in hits:
            if (alias := self._actors.aliases.get(hit.key)) is not None:
                self._read_alias(hit, alias)
            elif country := self._nation[hit.start]:
                self._read_nationality(hit, country)
        self._read_bare_forces(hits)
        self._merge_regimes()
        labels = [self._label(id, found) for id, found in self._found.items()]
        people = (self._actors.demonyms, self._actors.leaders)
        spoken_for = [self._nation[hit.start] for hit in hits if any(hit.key in names for names in people)]
        return ActorReading(labels, self._consumed, spoken_for)

    def _nationality(self, hit: Hit) -> str:
        if country := self._actors.demonyms.get(hit.key):
            return country
        if (leader := self._actors.leaders.get(hit.key)) is not None:
            return leader.country if leader.until is None or self._day < leader.until else ""
        return self._country(hit) or self._nations.capital(hit.key)

    def _country(self, hit: Hit) -> str:
        country = self._nations.country(hit.key)
        return country if country and self._cased(hit) else ""

    def _cased(self, hit: Hit) -> bool:
        """Whether a short form such as "US" or "UAE" is in capitals."""
        written = self._reader.text.plain[hit.start : hit.end]
        return len(hit.key) > 3 or not written.isascii() or written.isupper()

    def _read_alias(self, hit: Hit, alias: Alias) -> None:
        written = self._reader.text.plain[hit.start : hit.end]
        if alias.capitals and not written.isupper():
            return
        if alias.context and alias.context.isdisjoint(self._words()):
            return
        if alias.capitals and self._shouting(hit) and hit.key in self._reader.lexicon.ordinary:
            return
        self._consumed.add(hit.start)
        self._add(alias.actor, hit, "alias", certain=True)

    def _shouting(self, hit: Hit) -> bool:
        start, end = self._reader.text.starts[hit.first], self._reader.text.end(hit.last - 1)
        return self._reader.text.plain[max(0, start - 20) : end + 20].isupper()

    def _words(self) -> frozenset[str]:
        if self._vocabulary is None:
            self._vocabulary = frozenset(self._reader.text.words)
        return self._vocabulary

    def _read_nationality(self, hit: Hit, country: str) -> None:
        body, last = self._collective(hit)
        if body:
            self._consume(hit)
            text = self._reader.text
            first = min(hit.first, last - 1)
            last = max(hit.last, last)
            start, end = min(hit.start, text.starts[first]), max(hit.end, text.end(last - 1))
            phrase = Hit(first, last, start, end, hit.key)
            self._add(self._body(country, body), phrase, f"collective:{body}", regime=body == _REGIME)
        elif hit.key not in self._actors.demonyms and hit.key not in self._actors.leaders and not (
            self._reader.in_dateline(hit.first) or self._reader.region_behind(hit)
        ):
            self._read_state(hit, country)

    def _consume(self, hit: Hit) -> None:
        if hit.key not in self._actors.demonyms:
            self._consumed.add(hit.start)

    def _body(self, country: str, body: str) -> str:
        return self._actors.forces_of(country) if body == _FORCES else self._actors.governments[country]

    def _collective(self, hit: Hit) -> tuple[str, int]:
        """What "forces", "government" or "regime" behind a nationality makes of it, and where it ends."""
        reader, words = self._reader, self._reader.text.words
        end = reader.text.sentence_end(hit.last - 1)
        at = reader.possessive(hit.last)
        adjectival = hit.key in self._actors.demonyms
        owned = at > hit.last or reader.is_possessive(hit.last)
        if adjectival and (kind := self._noun_before(hit)):
            return kind, hit.first
        if reader.hyphenated(hit.last) or reader.text.before(hit.first) in _FORMER:
            return "", hit.last
        if not (adjectival or owned or self._country(hit) or self._regime_at(at)):
            return "", hit.last
        limit = min(at + 3, end)
        while at < limit:
            if at > hit.last and reader.text.gap(at).strip() not in ("", "-"):
                return "", hit.last
            kind = self._noun(at, limit)
            if kind:
                return kind, at + 1
            if words[at] not in reader.lexicon.force_adjectives:
                return "", hit.last
            at += 1
        return "", hit.last

    def _noun_before(self, hit: Hit) -> str:
        """Romance languages and Arabic put the noun first: "soldats maliens"."""
        text = self._reader.text
        written = text.plain[hit.start : hit.end]
        if not hit.first or written[0].isupper() or (hit.last < len(text.words) and text.words[hit.last] in _FORMER):
            return ""
        return self._noun(hit.first - 1, hit.first) if text.before(hit.first) else ""

    def _regime_at(self, at: int) -> bool:
        words = self._reader.text.words
        return at < len(words) and words[at] in self._reader.lexicon.regimes

    def _noun(self, at: int, limit: int) -> str:
        """The kind of a noun, unless it is an adjective of forces that follow ("government forces")."""
        words, lexicon = self._reader.text.words, self._reader.lexicon
        word = words[at]
        if word in lexicon.force_adjectives and at + 1 < limit and words[at + 1] in lexicon.forces:
            return ""
        if word in lexicon.forces:
            return _FORCES
        if word in lexicon.governments:
            return _GOVERNMENT
        return _REGIME if word in lexicon.regimes else ""

    def _read_state(self, hit: Hit, country: str) -> None:
        """A country as a subject, by an agent's "by", or a capital that stands for its government."""
        reader = self._reader
        is_country = bool(self._country(hit))
        free = reader.is_subject_position(hit.first)
        predicate = reader.predicate(hit.last) if free else ""
        acting = predicate in ("says", "claims", "acts", *(("has", "done_to") if is_country else ()))
        by = is_country and reader.preposition(hit.first) == "by" and not reader.hyphenated(hit.last)
        if acting or by or self._owns_policy(hit, is_country):
            self._consumed.add(hit.start)
            self._add(self._actors.governments[country], hit, "state" if is_country else "metonym")

    def _owns_policy(self, hit: Hit, is_country: bool) -> bool:
        """A capital's "offer", "proposal", "refusal" is its government's."""
        at = self._reader.possessive(hit.last)
        words = self._reader.text.words
        return not is_country and at > hit.last and at < len(words) and words[at] in self._reader.lexicon.possessed

    def _read_bare_forces(self, hits: list[Hit]) -> None:
        """Read "regime forces" without a nationality as those of the country that the story names most."""
        reader, text, words = self._reader, self._reader.text, self._reader.text.words
        owners = [owner for owner in _OWNERS if owner in words]
        if not owners:
            return
        taken = {at for hit in hits if self._nation[hit.start] for at in range(hit.last, hit.last + 2)}
        for at in range(len(words) - 1):
            if words[at] not in owners or words[at + 1] not in reader.lexicon.forces or at in taken:
                continue
            if text.gap(at + 1) != " " or reader.hyphenated(at) or reader.covering(at) is not None:
                continue
            if country := self._leading_country(hits):
                phrase = Hit(at, at + 2, text.starts[at], text.end(at + 1), words[at])
                self._add(self._actors.forces_of(country), phrase, "bare-forces")

    def _leading_country(self, hits: list[Hit]) -> str:
        counts = Counter(country for hit in hits if (country := self._nation[hit.start]))
        counts.update(self._actors.by_id[id].country for id in self._found if id.endswith("-armed-forces"))
        return min(counts, key=lambda country: (-counts[country], country)) if counts else ""

    def _add(self, id: str, hit: Hit, rule: str, *, regime: bool = False, certain: bool = False) -> None:
        reader, found = self._reader, self._found.setdefault(id, _Found())
        if "acts" not in found.stances:  # one deed decides the role
            found.stances.add(self._stance(hit))
        found.only_regime &= regime
        found.certain |= certain
        if len(found.evidence) < MOST_EVIDENCE:
            found.evidence.append(reader.text.evidence(hit.start, hit.end, rule))

    def _stance(self, hit: Hit) -> _Stance:
        reader, first, last = self._reader, hit.first, hit.last
        if reader.cited(first):
            claims = last < len(reader.text.words) and reader.text.words[last] in _ARABIC_THAT_THEY
            return "acts" if claims else "speaks"
        word = reader.preposition(first)
        if word == "by" and reader.text.field_of(first) != "located":
            return "acts"
        return _STANCES.get(reader.predicate(last), "named") if reader.is_subject_position(first) else "named"

    def _merge_regimes(self) -> None:
        """A government named only as a "regime" is its forces, where the story has them."""
        for id in list(self._found):
            found, forces = self._found[id], self._found.get(f"{id}-armed-forces")
            if found.only_regime and forces is not None:
                forces.stances |= found.stances
                forces.evidence = (forces.evidence + found.evidence)[:MOST_EVIDENCE]
                del self._found[id]

    def _label(self, id: str, found: _Found) -> ActorLabel:
        actor = self._actors.by_id[id]
        return ActorLabel(
            id=id, name=actor.name, kind=actor.kind, role=_role(actor.kind, found.stances),
            country=actor.country, confidence=1.0 if found.certain else 0.85,
            evidence=sorted(found.evidence, key=lambda e: (e.field != "headline", e.field, e.start)),
        )  # fmt: skip


def _role(kind: str, stances: set[_Stance]) -> ActorRole:
    """A source speaks and does nothing else; a monitor that is merely named is one too."""
    if kind == "monitor":
        return "participant" if stances == {"acts"} else "source"
    return "source" if stances & {"speaks"} and "acts" not in stances else "participant"
