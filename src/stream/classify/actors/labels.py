"""Which actors a text names, and whether they act, are acted upon, or are only cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stream.classify.actors import coreference, groups
from stream.classify.actors.bodies import (
    FORCES,
    GOVERNMENT,
    REGIME,
    Body,
    body_of,
    is_cut,
    is_deed,
    is_named_after,
    is_party,
    owner_before,
    owner_behind,
    owns_policy,
    unspaced_body,
)
from stream.classify.actors.denied import denial_reach, is_denied
from stream.classify.actors.finish import actor_label
from stream.classify.actors.implied import CERTAIN, LIKELY, OWNERS, Found, Implied
from stream.classify.actors.known import Actors, Alias
from stream.classify.actors.leaders import Leaders
from stream.classify.actors.local import Local, LocalReader
from stream.classify.actors.local_words import BODIES
from stream.classify.actors.mentions import (
    ADDRESSING,
    UNSPACED,
    Mentions,
    is_cased,
    is_shouting,
)
from stream.classify.actors.offices import Term
from stream.classify.actors.scene import Scene, namesakes
from stream.classify.actors.states import PHRASES, RELIEF
from stream.classify.events.casualties import Sources, read_casualties
from stream.classify.events.casualty_words import TRIGGERS
from stream.classify.events.labels import read_events
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.predicates import predicate
from stream.classify.words.text import word_set
from stream.model import ActorLabel, CasualtyLabel, EventLabel

_LINKED = word_set("linked backed affiliated aligned allied inspired style era funded supported")
"""Behind a hyphen these only say what somebody else is."""
_FORCES = frozenset(("police", "military"))
WATCHED = groups.SCREEN | coreference.BACK.keys() | TRIGGERS.keys() | OWNERS | BODIES.keys()
"""Words that may start what is read without a name; a text is looked through for them once."""


@dataclass(slots=True)
class ActorReading:
    """The labels; the positions of hits that name an actor and therefore no place; the countries that
    demonyms and leaders' names speak for; `home` (ISO 3166-1, or empty), the country that the story is about
    or was sent from; the kind of event and the casualty figures; bodies of divisions, whose labels need the
    places."""

    labels: list[ActorLabel]
    consumed: set[int]
    spoken_for: list[str]
    home: str = ""
    events: list[EventLabel] = field(default_factory=list)
    casualties: list[CasualtyLabel] = field(default_factory=list)
    local: list[Local] = field(default_factory=list)


class ActorLabeller:
    """Labels the actors of one text; made for that text. `marks` are the indexes of its words in WATCHED."""

    def __init__(
        self, reader: Reader, actors: Actors, nations: Nations, day: date, marks: list[int]
    ) -> None:
        self._reader, self._actors, self._nations, self._day = reader, actors, nations, day
        self._mentions = Mentions(reader)
        self._leaders = Leaders(reader, actors, nations, day)
        self._terms = self._leaders.terms
        self._nation: dict[int, str] = {}
        self._common: list[tuple[Hit, str]] = []
        self._found = Found(self._mentions)
        self._consumed = self._found.consumed
        self._marks = marks
        self._states: frozenset[str] = frozenset()
        self._leading, self._spoken_for = "", 0
        self._hits: list[Hit] = []
        self._placed: frozenset[str] | None = None
        self._scenes: frozenset[str] | None = None
        self._denials = denial_reach(reader.text)
        self._denied: set[str] = set()

    def read(self, hits: list[Hit]) -> ActorReading:
        """The actors of the text, in order of their first words."""
        hits = self._hits = self._leaders.with_leaders(hits)
        lines = {hit.key for hit in hits if self._reader.in_dateline(hit.first)}
        towns = namesakes(self._reader, self._nations, hits, self._actors.aliases)
        self._states = self._nations.states({hit.key for hit in hits}, lines) | towns
        self._nation = {hit.start: self._nationality(hit) for hit in hits}
        for hit in hits:
            aliases = self._actors.aliases.get(hit.key)
            if hit.first in self._denials and is_denied(self._reader, hit):
                self._denied.update(alias.actor for alias in aliases or ())
                if aliases:  # a country stays a place
                    self._consumed.add(hit.start)
            elif aliases is not None:
                self._read_alias(hit, aliases)
            elif country := self._nation[hit.start]:
                self._read_nationality(hit, country)
            elif (term := self._terms.get(hit.start)) is not None:
                self._read_leader(hit, term)
        scene = Scene(self._reader, self._nations, self._nation, hits, self._states)
        forces = (id for id in self._mentions.found if id.endswith(FORCES))
        self._leading = scene.lead(self._actors.by_id[id].country for id in forces)
        home = scene.home()
        for hit, actor in self._common:  # "Policía Nacional" is that of the story's country
            self._found.name(hit, self._actors.same_body(actor, home), "alias", LIKELY)
        named = {hit.start for hit in hits}
        bodies = LocalReader(self._reader, self._nations, self._actors, self._states, home, named)
        local = bodies.find(self._marks)
        implied = Implied(self._reader, self._actors, self._nations, self._marks, self._found)
        implied.read_bare_forces(self._owned(hits), home and (self._leading or home))
        implied.refer_back()
        implied.read_unnamed(hits, local, self._denials, scene)
        self._mentions.merge_regimes(FORCES)
        self._mentions.drop_unless_told(self._denied)
        return self._reading(hits, scene, local)

    def _owned(self, hits: list[Hit]) -> set[int]:
        """The words right behind a nationality."""
        owning = (hit.last for hit in hits if self._nation[hit.start])
        return {at for last in owning for at in (last, last + 1)}

    def _reading(self, hits: list[Hit], scene: Scene, local: list[Local]) -> ActorReading:
        found = self._mentions.found
        demonyms, leaders = self._actors.demonyms, self._actors.leaders
        spoken_for = [
            self._nation[hit.start] for hit in hits if hit.key in demonyms or hit.key in leaders
        ]
        labels = [
            actor_label(self._actors, id, mention, self._found.unnamed.get(id))
            for id, mention in found.items()
        ]
        spoken_at = sorted(
            (at, label.id)
            for label in labels
            if label.role == "source"
            for at in found[label.id].places
        )
        home = scene.home()
        told = Sources(spoken_at, scene.only(home), demonyms, scene.land)
        return ActorReading(
            labels, self._consumed, [country for country in spoken_for if country], home,
            read_events(self._reader, labels, self._day.year),
            read_casualties(self._reader, told, self._marks, self._day), local,
        )  # fmt: skip

    # ---- names

    def _nationality(self, hit: Hit) -> str:
        if country := self._actors.demonyms.get(hit.key):
            return country
        if hit.key in self._actors.leaders:
            term = self._terms.get(hit.start)
            return (
                term.country
                if term is not None and term.actor == self._actors.governments.get(term.country)
                else ""
            )
        if hit.key in self._states:
            return ""
        country, capital = self._nations.of(hit.key)
        return country if country and is_cased(self._reader.text, hit) else capital

    def _country(self, hit: Hit) -> str:
        if hit.key in self._states:
            return ""  # Georgia, in a report from Atlanta
        country, _ = self._nations.of(hit.key)
        return country if country and is_cased(self._reader.text, hit) else ""

    def _read_alias(self, hit: Hit, aliases: list[Alias]) -> None:
        written = self._reader.text.plain[hit.start : hit.end]
        fitting = [a for a in aliases if not a.capitals or written.isupper()]
        if not fitting or self._reader.in_byline(hit.first) or hit.start < self._spoken_for:
            return
        if is_cut(self._reader.text, hit.end) or is_named_after(self._reader, hit):
            return
        if self._reader.hyphenated(hit.last) and self._reader.text.words[hit.last] in _LINKED:
            self._consumed.add(hit.start)
            return  # what another group is: "the al Qaeda-linked JNIM"
        alias = self._chosen(fitting, hit.key)
        if alias is not None and alias.context and not alias.capitals and hit.key in self._towns():
            return
        if alias is None:
            self._found.doubtful.append((hit, fitting))
            return
        if (
            alias.capitals
            and is_shouting(self._reader.text, hit)
            and hit.key in self._reader.lexicon.ordinary
        ):
            return
        self._consumed.add(hit.start)
        reader, demonyms = self._reader, self._actors.demonyms
        owner = self._land(owner_behind(reader, hit) or owner_before(reader, hit, demonyms))
        if not owner and tuple(hit.key.split()) in PHRASES:
            self._common.append((hit, alias.actor))
            return
        actor = self._actors.same_body(alias.actor, owner)
        if alias.actor in RELIEF and (land := owner or self._beside(hit)):
            actor = self._actors.relief_society(land)
        self._found.name(hit, actor, "alias", CERTAIN if not alias.context else LIKELY)

    def _land(self, owner: Hit | None) -> str:
        return (self._actors.demonyms.get(owner.key) or self._country(owner)) if owner else ""

    def _beside(self, hit: Hit) -> str:
        """The country right before or behind a name: "Ghana Red Cross", "Cruz Roja Española"."""
        reader = self._reader
        before, behind = reader.ending_at(hit.first), reader.hits.get(hit.last)
        if (
            before is not None
            and reader.text.gap(hit.first) == " "
            and (land := self._land(before))
        ):
            return land
        if behind is not None and reader.text.gap(hit.last) == " ":
            return self._land(behind)
        return ""

    def _towns(self) -> frozenset[str]:
        """Names that a dateline, a region behind or "in" makes places: Columbia, Ky., is no university."""
        if self._placed is None:
            self._placed = frozenset(h.key for h in self._hits if self._is_town(h))
        return self._placed

    def _is_town(self, hit: Hit) -> bool:
        reader = self._reader
        if reader.in_dateline(hit.first) or reader.text.before(hit.first) == "in":
            return True
        region = reader.region_behind(hit)
        return region is not None and region.key not in self._actors.aliases

    def _chosen(self, aliases: list[Alias], key: str) -> Alias | None:
        """The alias that needs no context, else the one with most of its context in the story."""
        if len(aliases) == 1 and not aliases[0].context:
            return aliases[0]
        words = self._reader.text.vocabulary
        ranked = [
            (len(a.context & words), self._actors.by_id[a.actor].lived(self._day), -at, a)
            for at, a in enumerate(aliases)
            if not a.context or not a.context.isdisjoint(words) or self._at_home(a.actor, key)
        ]
        return max(ranked, key=lambda row: row[:3])[3] if ranked else None

    def _at_home(self, actor: str, key: str) -> bool:
        """Whether the story names the country of an armed group, or a town of it; or of a force that has more than an
        acronym for a name."""
        if self._scenes is None:
            homes = (self._nation.get(h.start) or self._nations.home(h.key) for h in self._hits)
            self._scenes = frozenset(filter(None, homes))
        known = self._actors.by_id[actor]
        of_one = known.kind == "armed-group" or (known.kind in _FORCES and " " in key)
        return of_one and known.country in self._scenes

    # ---- states

    def _read_nationality(self, hit: Hit, country: str) -> None:
        reader = self._reader
        if found := unspaced_body(reader.text, hit):
            name, end = found
            self._spoken_for = end
            phrase = Hit(hit.first, hit.last, hit.start, end, hit.key)
            self._mentions.add(self._body(country, name), phrase, f"collective:{name}", LIKELY)
            return
        leader = hit.key in self._actors.leaders
        adjectival = hit.key in self._actors.demonyms
        body = body_of(
            reader, hit, adjectival, not leader and not adjectival and bool(self._country(hit))
        )
        if body is not None:
            if not (adjectival or self._country(hit)):  # "Kenya's court" names Kenya
                self._consumed.add(hit.start)
            self._read_body(hit, country, body)
        elif leader and (term := self._terms[hit.start]) is not None:
            self._read_leader(hit, term)
        elif not adjectival and not (reader.in_dateline(hit.first) or self._is_in_region(hit)):
            self._read_state(hit, country)

    def _is_in_region(self, hit: Hit) -> bool:
        """Whether the name behind says where a namesake lies; "Russia, China and Algeria" are three."""
        region = self._reader.region_behind(hit)
        listed = region is not None and self._country(hit) and self._country(region)
        reader, first = self._reader, hit.first
        subject = reader.in_dateline(first - 1) or not reader.preposition(first)
        return region is not None and not (listed and subject)

    def _is_named(self, country: str) -> bool:
        """Whether the story names a country itself, or its nationality, not only its capital."""
        return any(
            self._nation[hit.start] == country
            and (hit.key in self._actors.demonyms or self._country(hit) == country)
            for hit in self._hits
        )

    def _read_body(self, hit: Hit, country: str, body: Body) -> None:
        text = self._reader.text
        first, last = min(hit.first, body.first), max(hit.last, body.last)
        start, end = min(hit.start, text.starts[first]), max(hit.end, text.end(last - 1))
        mention = self._mentions.add(
            self._body(country, body.name), Hit(first, last, start, end, hit.key),
            f"collective:{body.name}", LIKELY, regime=body.name == REGIME,
        )  # fmt: skip
        if body.name == FORCES and is_deed(self._reader, body):
            mention.stances.add("acts")

    def _body(self, country: str, body: str) -> str:
        return (
            self._actors.governments[country]
            if body in (GOVERNMENT, REGIME)
            else self._actors.body(country, body)
        )

    def _read_leader(self, hit: Hit, term: Term) -> None:
        self._consumed.add(hit.start)
        mention = self._found.name(hit, term.actor, f"office:{term.office}", LIKELY)
        mention.person = mention.person or term.person

    def _read_state(self, hit: Hit, country: str) -> None:
        """A country as a subject or an object, by an agent's "by", or a capital that stands for its government."""
        reader = self._reader
        is_country = bool(self._country(hit))
        verb = predicate(reader, hit.last) if reader.is_subject_position(hit.first) else ""
        acting = verb in (
            "says",
            "claims",
            "acts",
            *(("has", "is", "done_to") if is_country else ()),
        ) or (
            reader.text.plain[hit.end - 1] >= UNSPACED
            and self._mentions.stance(hit) in ("acts", "speaks")
        )
        by = (
            is_country
            and reader.preposition(hit.first) in reader.lexicon.agents
            and not reader.hyphenated(hit.last)
        )
        cited = reader.cited(hit.first) or reader.cited_behind(hit.last)
        addressed = reader.text.before(hit.first) in ADDRESSING or is_party(reader, hit)
        if addressed and not acting and is_country:
            self._mentions.add(
                self._actors.speaker(country, False, self._day), hit, "state", LIKELY
            )
            return  # "accused Iran": an actor, and the land is named too
        if acting or by or cited or addressed or (not is_country and owns_policy(reader, hit)):
            self._consumed.add(hit.start)
            actor = self._actors.speaker(
                country, not is_country, self._day, self._is_named(country)
            )
            self._mentions.add(actor, hit, "state" if is_country else "metonym", LIKELY)
