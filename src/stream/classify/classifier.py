"""Puts the parts together: `load_classifier` reads the data, `Classifier.label` labels one update."""

from __future__ import annotations

from pathlib import Path

from stream.classify.actor_labels import ActorLabeller
from stream.classify.actors import Actors, load_actors
from stream.classify.automaton import Matcher, is_unspaced
from stream.classify.gazetteer import Gazetteer, load_gazetteer
from stream.classify.grammar import Reader
from stream.classify.lexicon import Lexicon, load_lexicon
from stream.classify.nations import Nations
from stream.classify.place_labels import PlaceLabeller
from stream.classify.screen import Screen
from stream.classify.text import read
from stream.model import ActorLabel, PlaceLabel, Update


class Classifier:
    """Labels updates; holds only what it read at the start, so one serves any number of partitions."""

    def __init__(self, places: Gazetteer, actors: Actors, lexicon: Lexicon) -> None:
        self._places, self._actors, self._lexicon = places, actors, lexicon
        self._nations = Nations(places)
        lengths = dict(places.lengths)
        for word, mask in actors.lengths():
            lengths[word] = _joined(lengths.get(word, 0), mask)
        self._matcher = Matcher(
            (actors.aliases, actors.demonyms, actors.leaders, places.names),
            lengths,
            (*places.unspaced, *_unspaced(actors)),
            frozenset(actors.lowercase),
        )

    def label(self, update: Update) -> tuple[list[ActorLabel], list[PlaceLabel]]:
        """The actors and the places of an update, each with the words that say so."""
        text = read(update)
        hits = self._matcher.find(text)
        reader = Reader(text, self._lexicon, {hit.first: hit for hit in hits})
        aliases, demonyms = self._actors.aliases, self._actors.demonyms
        doubtful = [hit for hit in hits if hit.key not in aliases and hit.key not in demonyms]
        rejected = Screen(reader, self._places).rejected(doubtful)
        named = [hit for hit in hits if hit.start not in rejected]
        actors = ActorLabeller(reader, self._actors, self._nations, update.event_time.date()).read(named)
        local = [hit for hit in named if hit.start not in actors.consumed and hit.key not in aliases]
        countries = [*actors.spoken_for, *(label.country for label in actors.labels)]
        places = PlaceLabeller(reader, self._places, self._actors)
        return actors.labels, places.read(local, countries)


def _joined(one: int, other: int) -> int:
    """Both masks; positive (no capital needed) if either is."""
    mask = abs(one) | abs(other)
    return mask if one > 0 or other > 0 else -mask


def _unspaced(actors: Actors) -> list[str]:
    return [key for key in (*actors.aliases, *actors.demonyms) if is_unspaced(key)]


def load_classifier(cache_dir: Path | None = None, extra_actors: Path | None = None) -> Classifier:
    """A classifier from the packages' data; `extra_actors` is a file of the user's in the form of actors.toml.

    `cache_dir` is where the compiled gazetteer is kept (by default the user's cache folder).
    """
    places = load_gazetteer(cache_dir)
    return Classifier(places, load_actors(places, extra_actors), load_lexicon())
