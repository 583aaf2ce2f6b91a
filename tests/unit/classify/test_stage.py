"""Tests of stream.classify.stage: what is labelled, what passes, what is refused."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from stream.classify.classifier import Labels
from stream.classify.stage import ClassifyStage
from stream.errors import MalformedUpdate
from stream.model import ActorLabel, StoryUpdate
from support.classified import update


@dataclass
class Record:
    """A record of `wire.stories`."""

    value: bytes | None
    topic: str = "wire.stories"
    partition: int = 3
    offset: int = 7
    timestamp: int = 0
    key: bytes | None = b"s1"
    headers: tuple[tuple[str, bytes], ...] = ()


class OneActor:
    """A classifier that finds the same actor in everything."""

    def read(self, update):
        """One label."""
        return Labels(
            [ActorLabel(id="hts", name="HTS", kind="armed-group", role="participant")], [], [], []
        )


def story(verdict):
    """A story update with this verdict, as a record."""
    item = StoryUpdate(story="s1", verdict=verdict, update=update("HTS enters Aleppo"), agency="p")
    return item, Record(msgspec.json.encode(item))


@pytest.fixture
def stage():
    """The stage with a classifier that labels everything."""
    return ClassifyStage(OneActor())


@pytest.mark.parametrize("verdict", ["new", "revision", "follow_up"])
def test_text_that_counts_is_labelled(stage, verdict):
    """One record for the story, the labels beside the item."""
    item, record = story(verdict)
    effects = stage.decide(record, stage.new_state(0))
    [emit] = effects.emits
    assert (effects.outcome, effects.rows, emit.topic, emit.key) == (
        "classified",
        [],
        "wire.classified",
        "s1",
    )
    assert emit.value.item == item and [actor.id for actor in emit.value.actors] == ["hts"]


@pytest.mark.parametrize("verdict", ["kill", "repeat", "stale", "duplicate"])
def test_verdicts_without_a_text_of_their_own_pass(stage, verdict):
    """The item goes on as it is, without labels."""
    item, record = story(verdict)
    effects = stage.decide(record, stage.new_state(0))
    assert effects.outcome == "passed"
    assert (effects.emits[0].value.item, effects.emits[0].value.actors) == (item, [])


@pytest.mark.parametrize("value", [None, b"", b"{}", b"[1]", b'{"story": 1}', b"\xff"])
def test_what_is_no_story_update_says_where_it_was(stage, value):
    """A dead letter names topic, partition and offset."""
    with pytest.raises(MalformedUpdate) as caught:
        stage.decide(Record(value), stage.new_state(0))
    assert caught.value.where == "wire.stories[3]@7"


def test_the_stage_remembers_nothing_and_waits_for_nothing(stage):
    """A stateless stage: no rows, no timers, and a tick that does nothing."""
    state = stage.new_state(0)
    assert (len(state), state.due(), list(state.apply((1, 0), None, 5))) == (0, None, [])
    effects = stage.tick(1000, state)
    assert (effects.outcome, effects.emits, effects.rows) == ("tick", [], [])
