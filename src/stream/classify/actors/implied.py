"""What a story implies without a name: "regime forces", "the group", "police said", "rebels in the north"."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from stream.classify.actors import coreference, groups
from stream.classify.actors.bodies import FORCES
from stream.classify.actors.denied import is_denied
from stream.classify.actors.known import Actors, Alias
from stream.classify.actors.local import Local
from stream.classify.actors.mentions import Mention, Mentions
from stream.classify.actors.scene import Scene
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader

CERTAIN, LIKELY, INFERRED = 1.0, 0.85, 0.6
"""Confidence of a name that means one actor only, of words read together, and of what the story implies."""
OWNERS = frozenset(("regime", "government", "loyalist"))
"""Before "forces" these make them the state's."""


@dataclass(slots=True)
class Found:
    """What has been found of one text: `names` that led to an actor, `doubtful` ones that may yet, the country of
    each unnamed group by its id, and the positions of hits that name an actor and therefore no place."""

    mentions: Mentions
    names: list[tuple[Hit, str]] = field(default_factory=list)
    doubtful: list[tuple[Hit, list[Alias]]] = field(default_factory=list)
    unnamed: dict[str, str] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)

    def name(self, hit: Hit, actor: str, rule: str, confidence: float) -> Mention:
        """Note a name that later words may refer to."""
        self.names.append((hit, actor))
        return self.mentions.add(actor, hit, rule, confidence)


class Implied:
    """Adds to what was `found` of one text; `marks` are the indexes of its words in labels.WATCHED."""

    def __init__(
        self, reader: Reader, actors: Actors, nations: Nations, marks: list[int], found: Found
    ) -> None:
        self._reader, self._actors, self._nations = reader, actors, nations
        self._marks, self._found, self._mentions = marks, found, found.mentions

    def read_bare_forces(self, taken: Container[int], country: str) -> None:
        """Read "regime forces" without a nationality as those of the country that the story names most.

        `taken` are the words that a nationality owns.
        """
        reader = self._reader
        owners = [at for at in self._marks if reader.text.words[at] in OWNERS] if country else []
        for phrase in groups.bare_forces(reader, owners, taken):
            self._mentions.add(self._actors.body(country, FORCES), phrase, "bare-forces", LIKELY)

    def refer_back(self) -> None:
        """Abbreviations that a bracket introduced or whose full name the story has; then "the group"."""
        reader, found = self._reader, self._found
        short = coreference.abbreviations(reader, found.names)
        for hit, aliases in found.doubtful:
            known = [a.actor for a in aliases if a.actor in self._mentions.found] or [
                actor for actor in (short.get(hit.key),) if actor is not None
            ]
            if known:
                found.consumed.add(hit.start)
                found.name(hit, known[0], "abbreviation", LIKELY)
        for hit, actor in coreference.repeats(reader, short) if short else ():
            found.name(hit, actor, "abbreviation", LIKELY)
        names = sorted(
            (hit.first, actor, self._actors.by_id[actor].kind) for hit, actor in found.names
        )
        for hit, actor in coreference.back_references(reader, names, self._marks):
            self._mentions.add(actor, hit, "back-reference", INFERRED)

    def read_unnamed(
        self, hits: list[Hit], local: list[Local], denials: Container[int], scene: Scene
    ) -> None:
        """Rebels, protesters, "police said": of the country beside them, else of the story's.

        `local` are the bodies of divisions, whose words are theirs; `denials` where a name may be denied.
        """
        words = self._reader.text.words
        marks = [at for at in self._marks if words[at] in groups.SCREEN]
        if not marks:
            return
        taken = self._taken(hits, local)
        known = map(self._actors.by_id.__getitem__, self._mentions.found)
        named = {actor.country for actor in known if actor.kind == "armed-group"}
        for actor in groups.find_unnamed(self._reader, marks, taken):
            phrase = groups.phrase(self._reader, actor)
            if not (actor.first in denials and is_denied(self._reader, phrase, named=False)):
                self._add_unnamed(actor, phrase, named, scene)

    def _taken(self, hits: list[Hit], local: Iterable[Local]) -> set[int]:
        """The words that belong to a name or to what was read before."""
        names = [hit for hit in hits if hit.key not in groups.SCREEN]  # Police is a town in Poland
        taken = {at for hit in names for at in range(hit.first, hit.last)}
        taken |= {at for one in local for at in range(one.hit.first, one.hit.last)}
        for hit, _ in self._found.names:
            taken.update(range(hit.first, hit.last + 1), groups.announcing(self._reader, hit))
        places = (at for mention in self._mentions.found.values() for at in mention.places)
        return taken | {at for place in places for at in range(place, place + 3)}

    def _add_unnamed(
        self, actor: groups.Unnamed, phrase: Hit, named: set[str], scene: Scene
    ) -> None:
        reader, actors, found = self._reader, self._actors, self._found
        home = scene.theatre() if actor.body else scene.field()
        country, certain = groups.country_of(reader, scene.land, actors.demonyms, actor, home)
        owner = "" if certain else groups.owner_of(reader.text, actor, self._mentions.found, actors)
        if owner:
            self._mentions.add(owner, phrase, "own-members", LIKELY)
            return
        if actor.group in groups.VAGUE and not certain:
            told = groups.is_named_before(reader.text, actor, found.names, actors)
            if told or country in named or "" in named:
                return
        found.consumed.add(phrase.start)
        confidence = LIKELY if certain else INFERRED
        if actor.body and country:
            body = actors.body(country, actor.body)
            self._mentions.add(body, phrase, f"bare:{actor.body}", confidence)
        elif actor.group:
            id = f"unnamed-{actor.group}-{actors.governments.get(country, '')}".rstrip("-")
            found.unnamed[id] = country
            self._mentions.add(id, phrase, f"unnamed:{actor.group}", confidence)
