"""Puts the parts together: `load_classifier` reads the data, `Classifier.label` labels one update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from stream.classify.actors.implied import INFERRED
from stream.classify.actors.known import Actors, load_actors
from stream.classify.actors.labels import WATCHED, ActorLabeller, ActorReading
from stream.classify.actors.relocated import relocated
from stream.classify.actors.shared import as_told
from stream.classify.events.counted import with_whose
from stream.classify.events.located import with_country
from stream.classify.gazetteer.index import Gazetteer, load_gazetteer
from stream.classify.gazetteer.nations import Nations
from stream.classify.local_labels import local_labels
from stream.classify.places.cues import Cues
from stream.classify.places.focus import Mention
from stream.classify.places.inner import InnerNations
from stream.classify.places.labels import SPOKEN_FOR, PlaceLabeller
from stream.classify.places.screen import Screen
from stream.classify.places.sources import Sources, language_votes
from stream.classify.places.traits import TraitBook
from stream.classify.places.words import load_place_words
from stream.classify.words.automaton import Hit, Matcher, is_unspaced
from stream.classify.words.grammar import Reader
from stream.classify.words.lexicon import Lexicon, load_lexicon
from stream.classify.words.text import Text, read
from stream.model import ActorLabel, CasualtyLabel, EventLabel, PlaceLabel, Update

_OF_STATES = frozenset(
    (
        "government",
        "military",
        "police",
        "presidency",
        "ministry",
        "parliament",
        "court",
        "prosecutor",
    )
)
"""Kinds of actors that speak for the country that the story is in, though they are only cited; "police said",
whose country is inferred, tells nothing."""


_BESIDE = {"IL": "PS"}
"""What is told of the one country is as often told of the other: "Israel" speaks for Gaza, no other one."""


class Labels(NamedTuple):
    """What an update is about; each label with the words that say so."""

    actors: list[ActorLabel]
    places: list[PlaceLabel]
    events: list[EventLabel]
    casualties: list[CasualtyLabel]


class Classifier:
    """Labels updates; holds only what it read at the start, so one serves any number of partitions."""

    def __init__(self, places: Gazetteer, actors: Actors, lexicon: Lexicon) -> None:
        self._places, self._actors, self._lexicon = places, actors, lexicon
        self._nations, self._words = Nations(places), load_place_words()
        self._traits = TraitBook(places, lexicon, self._words)
        self._inner, self._sources = InnerNations(places, actors), Sources(places)
        self._matcher = Matcher(
            (actors.aliases, actors.demonyms, actors.leaders, places.names),
            places.several,
            (*places.unspaced, *_unspaced(actors)),
            places.adjectives | actors.lowercase,
            WATCHED,
        )
        doubtful = {
            key
            for key, aliases in actors.aliases.items()
            if key in places.names and all(a.context and not a.capitals for a in aliases)
        }  # "Princeton" is a town where nothing speaks of the university
        self._names = actors.aliases.keys() - doubtful
        self._territories = frozenset(_territories(places, actors))
        self._sure = frozenset((*self._names, *actors.demonyms, *places.short))

    @property
    def places(self) -> Gazetteer:
        """The gazetteer that it resolves names to."""
        return self._places

    @property
    def demonyms(self) -> Mapping[str, str]:
        """The country (ISO 3166-1 alpha-2) of each nationality, by folded name."""
        return self._actors.demonyms

    def read(self, update: Update) -> Labels:
        """All labels of an update."""
        actors, places = self._read(read(update), update)
        texts = {"headline": update.headline, "body": update.body}
        found = places.labels()
        labels = relocated(actors.labels, found, self._actors)
        figures = with_country(actors.casualties, found, labels)
        casualties = with_whose(figures, labels, texts)
        return Labels(labels, found, actors.events, casualties)

    def label(self, update: Update) -> tuple[list[ActorLabel], list[PlaceLabel]]:
        """The actors and the places of an update."""
        labels = self.read(update)
        return labels.actors, labels.places

    def toponyms(self, update: Update) -> tuple[Text, list[Mention]]:
        """Every place name of an update with its words and place, those that stand for governments too."""
        text = read(update)
        return text, self._read(text, update)[1].mentions

    def resolve(self, update: Update, spans: Sequence[tuple[int, int]]) -> list[int | None]:
        """The places (indexes in `places`) of characters of the body that are known to be place names.

        For evaluation: nothing is left out; None for a name that the gazetteer lacks.
        """
        text = read(update)
        given = [text.span("body", start, end) for start, end in spans]
        covered = {at for hit in given if hit for at in range(hit[0], hit[1])}
        hits = [
            hit
            for hit in self._matcher.find(text)[0]
            if covered.isdisjoint(range(hit.first, hit.last))
        ]
        told = [self._given_hit(text, words) for words in given]
        reader = Reader(
            text, self._lexicon, {hit.first: hit for hit in (*hits, *filter(None, told))}
        )
        demonyms, countries = self._actors.demonyms, self._places.country_places
        labeller = PlaceLabeller(
            reader, self._places, self._actors, self._traits, Cues(reader, self._words), 0
        )
        found = labeller.resolve([hit for hit in told if hit and hit.key not in demonyms])
        return [
            None
            if hit is None
            else countries[demonyms[hit.key]]
            if hit.key in demonyms
            else found.get(hit.start)
            for hit in told
        ]

    def _given_hit(self, text: Text, words: tuple[int, int] | None) -> Hit | None:
        if words is None:
            return None
        first, last = words
        key = " ".join(text.words[first:last])
        return Hit(first, last, text.starts[first], text.end(last - 1), key)

    def _read(self, text: Text, update: Update) -> tuple[ActorReading, PlaceLabeller]:
        hits, marks = self._matcher.find(text)
        hits = as_told(hits, self._nations, self._actors.demonyms)
        reader = Reader(text, self._lexicon, {hit.first: hit for hit in hits})
        if reader.topic_end < reader.body:
            aside = range(reader.topic_end, reader.body)
            hits = [hit for hit in hits if hit.first not in aside]
            marks = [at for at in marks if at not in aside]
        cues = Cues(reader, self._words)
        others = self._others(hits, reader, cues)
        aliases = self._actors.aliases
        named = [h for h in hits if h.start not in others or h.key in aliases]
        territories = [h for h in named if h.key in self._territories]
        if territories:  # "drones flew over Transnistria": the land, not who holds it
            there = {
                h.start
                for h in territories
                if reader.preposition(h.first) in reader.lexicon.locative
            }
            named = [h for h in named if h.start not in there]
        labeller = ActorLabeller(
            reader, self._actors, self._nations, update.event_time.date(), marks
        )
        actors = labeller.read(named)
        taken = actors.consumed | others
        local = [
            hit
            for hit in named
            if hit.key not in self._names and (hit.key not in aliases or hit.start not in taken)
        ]
        if territories:
            local = sorted({*local, *territories}, key=attrgetter("first"))
        inner = [
            nation
            for hit in named
            if hit.key in aliases and (nation := self._inner.nation(hit, text))
        ]
        countries = [
            *actors.spoken_for,
            *(
                label.country
                for label in actors.labels
                if label.confidence > INFERRED  # the country of the others is read from the places
                and (
                    label.role != "source" or (label.kind in _OF_STATES and label.confidence > 0.7)
                )
            ),
        ]
        places = PlaceLabeller(
            reader, self._places, self._actors, self._traits, cues, update.event_time.year
        )
        consumed = actors.consumed | {hit.start for hit in inner}
        prior = language_votes(update.language) | self._sources.votes(update.provider)
        prior |= {_BESIDE[country]: SPOKEN_FOR for country in countries if country in _BESIDE}
        places.read([*local, *inner], countries, consumed, prior)
        actors.labels += local_labels(
            reader, self._actors, self._places, actors.local, places.mentions, actors.home
        )
        return actors, places

    def _others(self, hits: list[Hit], reader: Reader, cues: Cues) -> set[int]:
        """The positions of the hits that persons, firms and ordinary words only share with places."""
        doubtful = [hit for hit in hits if hit.key not in self._sure]
        return Screen(reader, self._places, self._traits, cues, self._words).rejected(doubtful)


def _territories(places: Gazetteer, actors: Actors) -> Iterator[str]:
    """The names that a land and those who hold it share ("Puntland", "Transnistria")."""
    for key, aliases in actors.aliases.items():
        found = places.candidates(key)
        if found and places.kinds[found[0]] == "natural":
            holders = (actors.by_id[alias.actor] for alias in aliases)
            lands = {actor.country for actor in holders if actor.kind == "political"}
            if places.countries[found[0]] in lands:
                yield key


def _unspaced(actors: Actors) -> list[str]:
    return [key for key in (*actors.aliases, *actors.demonyms) if is_unspaced(key)]


def load_classifier(cache_dir: Path | None = None, extra_actors: Path | None = None) -> Classifier:
    """A classifier from the packages' data; `extra_actors` is a file of the user's in the form of actors.toml.

    `cache_dir` is where the compiled gazetteer is kept (by default the user's cache folder).
    """
    places = load_gazetteer(cache_dir)
    return Classifier(places, load_actors(places, extra_actors), load_lexicon())
