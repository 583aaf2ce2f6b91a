"""The classify stage: adds labels to what dedupe passed on; keeps no memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import msgspec

from stream.classify.classifier import Labels
from stream.errors import MalformedUpdate
from stream.model import Classified, StoryUpdate, Update, Verdict
from stream.model.topics import CLASSIFIED, STORIES
from stream.ports import Effects, Emit, Raw

UNLABELLED: frozenset[Verdict] = frozenset(("kill", "repeat", "stale", "duplicate"))
"""Verdicts that pass through as they are: they bring no text of their own to a story."""

_DECODER = msgspec.json.Decoder(StoryUpdate)


class Labeller(Protocol):
    """What the stage needs of a classifier."""

    def read(self, update: Update) -> Labels:
        """All labels of an update."""


class NoState:
    """The memory of a stage that has none."""

    def apply(self, key: tuple[int, int], row: Any, now: int) -> Iterable[tuple[int, int]]:
        """Nothing to remember."""
        return ()

    def due(self) -> int | None:
        """No timers."""
        return None

    def __len__(self) -> int:
        return 0


class ClassifyStage:
    """Implements `stream.ports.Stage`: `wire.stories` → `wire.classified`, keyed by story."""

    name = "classify"
    source = STORIES
    outputs: tuple[str, ...] = (CLASSIFIED,)
    row_type: Any = None

    def __init__(self, classifier: Labeller) -> None:
        self._classifier = classifier

    def new_state(self, partition: int) -> NoState:
        """A state that holds nothing."""
        return NoState()

    def decide(self, record: Raw, state: Any) -> Effects:
        """Label one story update; MalformedUpdate if the record is none."""
        item = _decode(record)
        if item.verdict in UNLABELLED:
            return _effects("passed", Classified(item=item))
        actors, places, events, casualties = self._classifier.read(item.update)
        result = Classified(
            item=item, actors=actors, places=places, events=events, casualties=casualties
        )
        return _effects("classified", result)

    def tick(self, now: int, state: Any) -> Effects:
        """Time changes nothing here."""
        return Effects(outcome="tick")


def _decode(record: Raw) -> StoryUpdate:
    where = f"{record.topic}[{record.partition}]@{record.offset}"
    if record.value is None:
        raise MalformedUpdate("a record without a value", where)
    try:
        return _DECODER.decode(record.value)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedUpdate(f"not a story update: {error}", where) from error


def _effects(outcome: str, result: Classified) -> Effects:
    return Effects(outcome, [Emit(CLASSIFIED, result.item.story, result)])
