"""Sentences of a note that take an item back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.wire.lifecycle.notices import own_takebacks, takes_back


@pytest.mark.parametrize(
    "note",
    [
        "Adds quotes. Please kill all earlier versions.",
        "The toll was wrong. This alert should be disregarded.",
        "The story on the fire is false. Do not use.",
        "Die Meldung vom Mittag ist falsch. Bitte nicht verwenden.",
        "Les clients sont priés de ne pas utiliser cette alerte.",
    ],
)
def test_any_of_the_first_sentences_may_say_it(note: str) -> None:
    """An order, a statement, or a fault with an order not to use the item."""
    assert takes_back(note)


@pytest.mark.parametrize(
    "note",
    [
        "Adds that the story was withdrawn",
        "The story on the fire is false, the mayor says",
        "Story of a man who was killed",
        "With all versions of the withdrawn report",
        "",
    ],
)
def test_what_a_version_adds_takes_nothing_back(note: str) -> None:
    """A sentence that begins with a word for a change is about the news."""
    assert not takes_back(note)


def test_who_takes_it_back_is_named() -> None:
    """The caller judges whether that is the sender."""
    assert own_takebacks("The AP has deleted its alert on the fire.") == ["AP"]


@given(st.text(alphabet="story kill was the of which . é", max_size=2_000))
def test_any_note_is_read_in_bounded_time(note: str) -> None:
    """However often a word of an order stands in it."""
    start = time.process_time()
    takes_back(note)
    assert time.process_time() - start < 1
