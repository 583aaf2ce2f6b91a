"""Tests of stream.classify.words.automaton: which names are found, and where they end."""

from __future__ import annotations

import pytest

from stream.classify.words.automaton import Matcher, is_unspaced, several
from stream.classify.words.text import fold, read
from support.classified import update

NAMES = ("Rome", "New York", "New York Times", "Hama", "حلب", "السودان", "Москва", "阿勒颇", "서울")


@pytest.fixture(scope="module")
def matcher():
    """A matcher of a few names in several scripts."""
    table = {fold(name): name for name in NAMES}
    return Matcher(
        (table,), several(table), filter(is_unspaced, table), frozenset(), frozenset({"road"})
    )


def found(matcher, body):
    """The written forms of the names in a text."""
    text = read(update(body=body))
    return [text.plain[hit.start : hit.end] for hit in matcher.find(text)[0]]


def test_the_longest_name_wins(matcher):
    """A city inside a newspaper's name is not found."""
    assert found(matcher, "The New York Times of New York") == ["New York Times", "New York"]


def test_no_name_is_found_inside_a_word(matcher):
    """Neither "Rome" in "Romeo" nor "Hama" in "Hamas"."""
    assert found(matcher, "Romeo saw Hamas, then Rome's Hama-Rome road") == ["Rome", "Hama", "Rome"]


def test_small_letters_are_no_name(matcher):
    """A script with capitals needs one."""
    assert found(matcher, "all roads lead to rome") == []


def test_names_do_not_reach_across_a_sentence(matcher):
    """A full stop parts two words, a line break does not."""
    assert found(matcher, "He is new. York is old.") == []
    assert found(matcher, "We flew to New\nYork") == ["New\nYork"]


def test_watched_words_are_reported_wherever_they_stand(matcher):
    """In any case, inside a sentence or at its start; other words are not."""
    text = read(update(body="Roads? The road to Rome. Road works"))
    assert [text.words[at] for at in matcher.find(text)[1]] == ["road", "road"]


def test_second_words_are_kept_with_the_lengths_of_their_names():
    """Bit n - 1 of a mask stands for names of n words."""
    assert several(["new york", "new york times", "new delhi", "rome"]) == {"new": "york=6;delhi=2"}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("سيطروا على حلب وبحلب", ["حلب", "حلب"]),
        ("مساعدات للسودان", ["للسودان"]),
        ("Вчера в Москве", ["Москве"]),
        ("叙利亚阿勒颇发生爆炸", ["阿勒颇"]),
        ("서울에서 열린", ["서울"]),
    ],
)
def test_particles_and_endings_of_other_scripts_are_seen_through(matcher, body, names):
    """Arabic prefixes, Cyrillic case endings, Korean particles, and scripts that leave no spaces."""
    assert found(matcher, body) == names
